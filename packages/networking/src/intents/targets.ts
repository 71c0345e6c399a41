import { featureOf } from '../joins/features.ts'
import { matchingPods, serves, stoppedTargets, type Labels } from '../joins/selection.ts'
import { workloadOf } from '../joins/endpoints.ts'
import type { Reader } from '../joins/reader.ts'
import type { TargetKind } from '../joins/views.ts'
import { VM_NAME_LABEL, type ContainerPort, type Pod } from '../model/pod.ts'
import type { Service } from '../model/service.ts'
import type { VirtualMachine } from '../model/virtual-machine.ts'
import { featureWords, managerOf, onGround, type Ground } from './ground.ts'
import type { JudgementFacts } from './judgement.ts'
import { declaredPorts, groupOf } from './selector.ts'

/** Something that a load balancer or a route can lead to, as the form offers it. */
export interface TargetOption {
  /** `vm/broker-1`: unique among the options, and the name of its view where it has one. */
  readonly id: string
  /** `pod`: runs alone, or under an owner that has no view. */
  readonly kind: TargetKind | 'pod'
  readonly name: string
  /** What selects it; absent where it is not offered. */
  readonly selector?: Labels
  readonly ready: number
  readonly total: number
  /** Ports that it declares, to offer as target ports. */
  readonly ports: readonly ContainerPort[]
  readonly offered: boolean
  /** Why it is not offered. */
  readonly reason?: string
  /** It can be chosen, and the person should know this. */
  readonly warning?: string
}

/**
 * The port that something most likely listens on: the only one that its pods declare for a protocol; undefined where they
 * declare several or none (failures.md row 10). What they declare for another protocol says nothing of this one.
 */
export function likelyPort(ports: readonly ContainerPort[], protocol: string): number | undefined {
  const fitting = ports.filter((each) => each.protocol === protocol).map(({ port }) => port)
  const [only, ...others] = new Set(fitting)
  return others.length > 0 ? undefined : only
}

/** What can be chosen as a target, each kind by name; what cannot be is there with the reason. */
export interface TargetOptions {
  readonly workloads: readonly TargetOption[]
  readonly vms: readonly TargetOption[]
  /** Services whose selector a new load balancer takes over; their own type is never changed. */
  readonly services: readonly TargetOption[]
  /** Pods and VMs are seen whole: what is not listed is not there. */
  readonly known: boolean
}

/** What a load balancer can lead to (kube-dc.md §4.4, §10). Workloads are told from pods: tenants cannot list them (§8.3). */
export function targetOptions(facts: JudgementFacts): TargetOptions {
  return onGround(facts, (ground) => {
    const { network, reader } = ground
    return {
      workloads: byName(workloads(ground)),
      vms: byName(network.objects('virtual-machines').map((vm) => vmOption(ground, vm))),
      services: byName(
        network
          .objects('services')
          .filter(({ companionOf }) => companionOf === undefined)
          .map((service) => serviceOption(ground, service)),
      ),
      known: reader.sees('pods') && reader.sees('virtual-machines'),
    }
  })
}

function byName(options: readonly TargetOption[]): readonly TargetOption[] {
  return [...options].sort((a, b) => Number(b.offered) - Number(a.offered) || (a.id < b.id ? -1 : 1))
}

function workloads({ network, reader }: Ground): TargetOption[] {
  const groups = new Map<string, Pod[]>()
  const serving = network.objects('pods').filter(serves)
  const counts = tellingCounts(serving)
  const matching = matchingCounts(reader)
  for (const pod of serving) {
    if (pod.vm !== undefined) continue
    const id = groupOf(pod)
    const group = groups.get(id)
    if (group) group.push(pod)
    else groups.set(id, [pod])
  }
  const running = [...groups].map(([id, pods]): TargetOption => {
    const [first] = pods
    const workload = first && workloadOf(first)
    const name = id.slice(id.indexOf('/') + 1)
    const base = { id, kind: workload?.kind ?? 'pod', name, ...countsOf(pods) } as const
    const selector = selectorOf(pods, counts)
    if (!selector) {
      return {
        ...base,
        offered: false,
        reason: `The pods of ${name} have no labels that a selector could name.`,
      }
    }
    const feature = first && featureOf(first.meta)
    const others = matching(selector) - pods.length
    const warning = feature
      ? `It belongs to ${featureWords(feature)}, which exposes what it means to by itself.`
      : others > 0
        ? `Its labels match ${others} other pods as well.`
        : undefined
    return { ...base, selector, offered: true, ...(warning !== undefined && { warning }) }
  })
  const empty = [...network.objects('deployments'), ...network.objects('stateful-sets')].flatMap(
    ({ kind, meta, templateLabels, replicas }): TargetOption[] => {
      const target = kind === 'Deployment' ? 'deployment' : 'stateful-set'
      const id = `${target}/${meta.name}`
      if (replicas !== 0 || groups.has(id) || Object.keys(templateLabels).length === 0) return []
      return [
        {
          id,
          kind: target,
          name: meta.name,
          selector: identity([templateLabels]),
          ready: 0,
          total: 0,
          ports: [],
          offered: true,
          warning: `${meta.name} is scaled to 0: connections are refused until it runs.`,
        },
      ]
    },
  )
  return [...running, ...empty]
}

function countsOf(pods: readonly Pod[]) {
  return {
    ready: pods.filter(({ ready }) => ready).length,
    total: pods.length,
    ports: declaredPorts(pods),
  }
}

/** Labels that change with each rollout or differ from pod to pod [Kubernetes]. */
const PASSING = [
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
]

/** Labels by which things are usually told apart, best first; the others tend to change with versions. */
const TELLING = [
  ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
  ['app.kubernetes.io/name'],
  ['app'],
  ['k8s-app'],
  ['name'],
] as const

/** Labels that all of these have in common and that stay. */
function identity(all: readonly Labels[]): Labels {
  const [first = {}, ...rest] = all
  return Object.fromEntries(
    Object.entries(first).filter(
      ([label, value]) => !PASSING.includes(label) && rest.every((labels) => labels[label] === value),
    ),
  )
}

/** What these labels say, where a thing has all of them. */
function told(labels: readonly string[], from: Labels): Labels | undefined {
  const pairs = labels.flatMap((label) => {
    const value = from[label]
    return value === undefined ? [] : [[label, value] as const]
  })
  return pairs.length === labels.length ? Object.fromEntries(pairs) : undefined
}

/** How many pods the usual labels match, by what they say; counted once for all groups. */
function tellingCounts(pods: readonly Pod[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { meta } of pods) {
    for (const labels of TELLING) {
      const selector = told(labels, meta.labels ?? {})
      if (!selector) continue
      const key = JSON.stringify(selector)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

/** How many pods a selector matches, looked up once for all groups whose labels are the same. */
function matchingCounts(reader: Reader): (selector: Labels) => number {
  const counts = new Map<string, number>()
  return (selector) => {
    const key = JSON.stringify(Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1)))
    const known = counts.get(key)
    if (known !== undefined) return known
    const found = matchingPods(reader, selector).filter(serves).length
    counts.set(key, found)
    return found
  }
}

/** The selector of a group of pods: the fewest usual labels that match no other pod, else all that they share. */
function selectorOf(pods: readonly Pod[], counts: ReadonlyMap<string, number>): Labels | undefined {
  const shared = identity(pods.map(({ meta }) => meta.labels ?? {}))
  if (Object.keys(shared).length === 0) return undefined
  for (const labels of TELLING) {
    const selector = told(labels, shared)
    if (selector && counts.get(JSON.stringify(selector)) === pods.length) return selector
  }
  return shared
}

const LONGEST_LABEL_VALUE = 63

function vmOption({ reader }: Ground, vm: VirtualMachine): TargetOption {
  const { name, deletedAt } = vm.meta
  const pods = reader.find('pods', `vm ${name}`).filter(serves)
  const base = { id: `vm/${name}`, kind: 'vm', name, ...countsOf(pods), total: 1 } as const
  const feature = featureOf(vm.meta)
  const reason =
    deletedAt !== undefined
      ? `${name} is being deleted.`
      : feature
        ? `${name} is a worker of ${featureWords(feature)}. Expose what runs in the cluster from there.`
        : name.length > LONGEST_LABEL_VALUE
          ? `The name of ${name} is too long for a label, so no selector can name it.`
          : undefined
  if (reason !== undefined) return { ...base, offered: false, reason }
  const state = vm.printableStatus || 'not reported'
  return {
    ...base,
    offered: true,
    selector: { [VM_NAME_LABEL]: name },
    ...(state !== 'Running' && {
      warning: `${name} is ${state === 'Stopped' ? 'stopped' : state}: connections are refused until it runs.`,
    }),
  }
}

function serviceOption({ reader }: Ground, service: Service): TargetOption {
  const { meta, selector, type } = service
  const pods = selector ? matchingPods(reader, selector).filter(serves) : []
  const base = { id: `service/${meta.name}`, kind: 'service', name: meta.name, ...countsOf(pods) } as const
  if (!selector) {
    const why =
      type === 'ExternalName'
        ? 'It only stands for another name'
        : 'Its endpoints are written by something else'
    return { ...base, offered: false, reason: `${why}, so there is no selector to take over.` }
  }
  const manager = managerOf(meta)
  const [stopped] = pods.length === 0 ? stoppedTargets(reader, selector) : []
  const warning =
    manager !== undefined
      ? `It belongs to ${manager}, which may change its selector; the new load balancer would not follow.`
      : pods.length === 0
        ? stopped
          ? `Nothing that it selects runs: ${stopped.name} is ${stopped.state}.`
          : 'Its selector matches no pod.'
        : undefined
  return { ...base, selector, offered: true, ...(warning !== undefined && { warning }) }
}
