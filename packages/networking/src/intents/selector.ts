import { workloadOf } from '../joins/endpoints.ts'
import { featureOf } from '../joins/features.ts'
import { floatingIpType } from '../joins/addressing.ts'
import type { Reader } from '../joins/reader.ts'
import { matchingPods, selection, serves, type Labels } from '../joins/selection.ts'
import type { MissingPort, Selection, UndeclaredPort } from '../joins/views.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { ContainerPort, Pod } from '../model/pod.ts'
import type { PlannedPort } from '../operations/objects.ts'
import { undeclaredWords } from '../rules/undeclared-words.ts'
import { count, list } from '../words.ts'
import { featureWords, onGround, type Ground } from './ground.ts'
import type { JudgementFacts } from './judgement.ts'
import { Remarks } from './remarks.ts'

/** What a selector finds now, for the preview under its fields. */
export interface SelectorPreview {
  /** False: Pods cannot be seen, and the rest says nothing. */
  readonly known: boolean
  /** By name. */
  readonly pods: readonly SelectedPod[]
  readonly ready: number
  /** Ports that the pods declare, by number; each once. */
  readonly ports: readonly ContainerPort[]
  readonly selection: Selection
  /** What matches, in one sentence; absent where nothing that can be seen is ready, which `words` then say. */
  readonly summary?: string
  /** What should be said about it, the most important first. */
  readonly words: readonly string[]
}

export interface SelectedPod {
  readonly name: string
  readonly ready: boolean
  /** The VM that it runs. */
  readonly vm?: string
  /** What runs it: `Deployment web` as its kind and name. */
  readonly group: string
}

/**
 * What a selector matches now and what is odd about that (failures.md rows 7 to 10, 12).
 *
 * @param ports of the load balancer as far as they are typed, to judge names of target ports.
 */
export function selectorPreview(
  selector: Labels,
  ports: readonly PlannedPort[],
  facts: JudgementFacts,
): SelectorPreview {
  return onGround(facts, (ground) => {
    const { reader } = ground
    const pods = matchingPods(reader, selector).filter(serves)
    const remarks = new Remarks()
    judgeSelector(selector, ports, ground, remarks)
    return {
      known: reader.sees('pods'),
      pods: pods.map((pod) => ({
        name: pod.meta.name,
        ready: pod.ready,
        group: groupOf(pod),
        ...(pod.vm !== undefined && { vm: pod.vm }),
      })),
      ready: pods.filter(({ ready }) => ready).length,
      ports: declaredPorts(pods),
      selection: selection(reader, selector, ports),
      ...(reader.sees('pods') && pods.some(({ ready }) => ready) && { summary: matchWords(selector, pods) }),
      words: remarks.warnings.filter(({ field }) => field === 'selector').map(({ message }) => message),
    }
  })
}

function matchWords(selector: Labels, pods: readonly Pod[]): string {
  const ready = pods.filter(({ ready }) => ready).length
  const matches = `${count(pods.length, 'pod matches', 'pods match')} ${selectorWords(selector)}`
  if (pods.length === 1) return `${matches} and is ready.`
  return `${matches}, ${ready === pods.length ? 'all' : ready} ready.`
}

/** What pods belong together by: their VM, what runs them, their owner, or themselves. */
export function groupOf(pod: Pod): string {
  if (pod.vm !== undefined) return `vm/${pod.vm}`
  const workload = workloadOf(pod)
  if (workload) return `${workload.kind}/${workload.name}`
  const [owner] = pod.meta.controlledBy ?? []
  return owner ? `${owner.kind}/${owner.name}` : `pod/${pod.meta.name}`
}

const nameOfGroup = (group: string) => group.slice(group.indexOf('/') + 1)

/** Ports that pods declare, each once, by number. */
export function declaredPorts(pods: readonly Pod[]): readonly ContainerPort[] {
  const all = pods.flatMap(({ containers }) => containers.flatMap(({ ports }) => ports))
  return [
    ...new Map(all.map((each) => [`${each.name ?? ''} ${each.port}/${each.protocol}`, each])).values(),
  ].sort((a, b) => a.port - b.port)
}

function selectorWords(selector: Labels): string {
  return list(Object.entries(selector).map(([label, value]) => `${label}=${value}`))
}

/** Warns of selectors that match nothing, everything, or what something else manages. Pods may come later, so nothing is refused. */
export function judgeSelector(
  selector: Labels,
  ports: readonly PlannedPort[],
  { network, reader }: Ground,
  remarks: Pick<Remarks, 'warn'>,
): void {
  if (!reader.sees('pods')) return
  const pods = matchingPods(reader, selector).filter(serves)
  const found = selection(reader, selector, ports)
  if (pods.length === 0) {
    remarks.warn('selector', nothingWords(selector, found))
    return
  }
  const groups = new Set(pods.map(groupOf))
  const all = network.objects('pods').filter(serves).length
  if (pods.length === all && groups.size > 1) {
    remarks.warn(
      'selector',
      `It matches every pod of the Project, ${all} of ${groups.size} workloads. Each of them would get a part of the connections.`,
    )
  } else if (groups.size > 1) {
    remarks.warn(
      'selector',
      `It matches pods of ${groups.size} workloads: ${list(some([...groups].sort()))}. Each of them would get a part of the connections.`,
    )
  }
  for (const [manager, number] of managedPods(pods)) {
    remarks.warn(
      'selector',
      `${count(number, 'pod belongs', 'pods belong')} to ${manager}, which exposes what it means to by itself.`,
    )
  }
  if (!pods.some(({ ready }) => ready)) {
    remarks.warn(
      'selector',
      `${count(pods.length, 'pod matches', 'pods match')}, and none is ready: connections are refused until one is.`,
    )
  }
  for (const missing of found.missingPorts) {
    remarks.warn(`ports.${indexOf(ports, missing)}.targetPort`, missingWords(missing))
  }
  for (const undeclared of found.undeclaredPorts) {
    const [only, ...others] = [...groups]
    const of = only === undefined || others.length > 0 ? 'the target' : nameOfGroup(only)
    remarks.warn(`ports.${indexOf(ports, undeclared)}.targetPort`, `${undeclaredWords(of, undeclared)}.`)
  }
}

/** One number may be there for several protocols, each leading elsewhere. */
function indexOf(
  ports: readonly PlannedPort[],
  { port, protocol, targetPort }: MissingPort | UndeclaredPort,
): number {
  return ports.findIndex(
    (each) => each.port === port && each.protocol === protocol && each.targetPort === targetPort,
  )
}

function missingWords({ targetPort, protocol, offered, otherProtocol }: MissingPort): string {
  const none =
    otherProtocol === undefined
      ? `No matching pod has a port called ${targetPort}.`
      : `Matching pods have a port called ${targetPort} for ${otherProtocol} only, not for ${protocol}.`
  if (offered.length > 0) return `${none} They have ${list(offered)}.`
  return `${none} They name none${otherProtocol === undefined ? '' : ` for ${protocol}`}: enter a number.`
}

const NAMED_AT_MOST = 4

function some(names: readonly string[]): readonly string[] {
  if (names.length <= NAMED_AT_MOST) return names
  return [...names.slice(0, NAMED_AT_MOST - 1), `${names.length - NAMED_AT_MOST + 1} more`]
}

function managedPods(pods: readonly Pod[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { meta } of pods) {
    const feature = featureOf(meta)
    if (!feature) continue
    const words = featureWords(feature)
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return counts
}

function nothingWords(selector: Labels, { stopped, nearMisses, labelledVms }: Selection): string {
  const [first] = stopped
  if (first)
    return `Nothing that matches runs: ${first.name} is ${first.state}. Connections are refused until it does.`
  const none = `No pod matches ${selectorWords(selector)}.`
  const [near] = nearMisses
  if (near) return `${none} ${count(near.pods, 'pod', 'pods')} would match ${near.label}=${near.found}.`
  const [vm] = labelledVms
  if (vm !== undefined) {
    return `${none} The VM ${vm} has these labels itself, where they select nothing: choose the VM as the target.`
  }
  return `${none} Connections are refused until one does.`
}

/**
 * Warns where a public floating IP leads the replies of what is selected out another way, which breaks a cloud load
 * balancer (kube-dc.md §6, failures.md row 31).
 *
 * @param type of the load balancer's address.
 */
export function judgeReplyPath(
  selector: Labels,
  type: NetworkType | 'unknown',
  { reader }: Ground,
  remarks: Remarks,
): void {
  if (type !== 'cloud') return
  for (const pod of matchingPods(reader, selector)) {
    const [floating] = publicFloatingIps(reader, pod)
    if (floating === undefined) continue
    remarks.warn(
      'selector',
      `${pod.vm ?? pod.meta.name} has the public floating IP ${floating}, so everything it sends leaves by the public gateway. Replies to connections over a cloud address never arrive: give the load balancer a public address, or take another target.`,
    )
  }
}

function publicFloatingIps(reader: Reader, { vm, meta, networkAddress, podAddress }: Pod): readonly string[] {
  const addresses = [networkAddress, podAddress].filter((address) => address !== undefined)
  const candidates = [
    ...(vm === undefined ? [] : reader.find('floating-ips', `vm ${vm}`)),
    ...addresses.flatMap((address) => reader.find('floating-ips', `target ${address}`)),
  ]
  return meta.deletedAt === undefined
    ? candidates.filter((fip) => floatingIpType(reader, fip) === 'public').map((fip) => fip.meta.name)
    : []
}
