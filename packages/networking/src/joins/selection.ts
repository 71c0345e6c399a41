import type { ContainerPort, Pod } from '../model/pod.ts'
import type { ServicePort } from '../model/service.ts'
import { launcherLabels } from './lookup-keys.ts'
import type { Reader } from './reader.ts'
import type { MissingPort, NearMiss, Selection, SourceKind, StoppedTarget, UndeclaredPort } from './views.ts'

export type Labels = Readonly<Record<string, string>>

const NEAR_MISSES = 3

type TargetedPort = Pick<ServicePort, 'port' | 'protocol' | 'targetPort'>

/** Whether labels hold every pair of a selector. An empty selector selects nothing here: nobody means all. */
export function matches(selector: Labels, labels: Labels = {}): boolean {
  const pairs = Object.entries(selector)
  return pairs.length > 0 && pairs.every(([label, value]) => labels[label] === value)
}

/** What the selector of a Service finds among Pods, VMs and workloads. */
export function selection(reader: Reader, selector: Labels, ports: readonly TargetedPort[]): Selection {
  const pods = matchingPods(reader, selector)
  const stopped = stoppedTargets(reader, selector)
  const nothing = pods.length === 0
  return {
    known: reader.sees('pods'),
    pods: pods.length,
    stopped,
    labelledVms: nothing ? labelledVms(reader, selector) : [],
    nearMisses: nothing && stopped.length === 0 ? nearMisses(reader, selector) : [],
    missingPorts: nothing ? [] : missingPorts(pods, ports),
    undeclaredPorts: undeclaredPorts(pods, ports),
  }
}

/** The key of a selector's pair under which the fewest objects are: whatever matches is among them. */
function narrowest(reader: Reader, kind: SourceKind, prefix: string, selector: Labels): string | undefined {
  let best: { key: string; size: number } | undefined
  for (const [label, value] of Object.entries(selector)) {
    const key = `${prefix} ${label}=${value}`
    const size = reader.size(kind, key)
    if (!best || size < best.size) best = { key, size }
  }
  return best?.key
}

/** Pods that carry all labels of a selector, by name. */
export function matchingPods(reader: Reader, selector: Labels): readonly Pod[] {
  const key = narrowest(reader, 'pods', 'label', selector)
  if (key === undefined) return []
  return reader.find('pods', key).filter(({ meta }) => matches(selector, meta.labels))
}

/** Pods that have ended never get traffic again [Kubernetes]. */
export function serves({ phase, meta }: Pod): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed' && meta.deletedAt === undefined
}

/** VMs and workloads whose pods a selector would match, and that run none. */
export function stoppedTargets(reader: Reader, selector: Labels): readonly StoppedTarget[] {
  return [...stoppedVms(reader, selector), ...emptyWorkloads(reader, selector)]
}

function stoppedVms(reader: Reader, selector: Labels): StoppedTarget[] {
  const key = narrowest(reader, 'virtual-machines', 'template', selector)
  if (key === undefined) return []
  return reader
    .find('virtual-machines', key)
    .filter((vm) => matches(selector, launcherLabels(vm)) && vm.printableStatus !== 'Running')
    .map(({ meta, printableStatus }) => ({
      kind: 'vm',
      name: meta.name,
      state: printableStatus || 'not reported',
    }))
}

function emptyWorkloads(reader: Reader, selector: Labels): StoppedTarget[] {
  const kinds = [
    ['deployments', 'deployment'],
    ['stateful-sets', 'stateful-set'],
  ] as const
  return kinds.flatMap(([source, kind]) => {
    const key = narrowest(reader, source, 'template', selector)
    if (key === undefined) return []
    return reader
      .find(source, key)
      .filter(({ templateLabels, replicas }) => replicas === 0 && matches(selector, templateLabels))
      .map(({ meta }): StoppedTarget => ({ kind, name: meta.name, state: '0 replicas' }))
  })
}

/** VMs whose own labels match while those of their pods do not (failures.md row 12). */
function labelledVms(reader: Reader, selector: Labels): string[] {
  const key = narrowest(reader, 'virtual-machines', 'own', selector)
  if (key === undefined) return []
  return reader
    .find('virtual-machines', key)
    .filter((vm) => matches(selector, vm.meta.labels) && !matches(selector, launcherLabels(vm)))
    .map(({ meta }) => meta.name)
}

/** Pods that would match if one label were another: "0 pods match app=api-svc; 3 would match app=api". */
function nearMisses(reader: Reader, selector: Labels): NearMiss[] {
  const labels = Object.keys(selector)
  const misses = labels.flatMap((label) => {
    const wanted = selector[label] ?? ''
    const rest = Object.fromEntries(Object.entries(selector).filter(([other]) => other !== label))
    const others = labels.length > 1
    const pods = others ? matchingPods(reader, rest) : reader.find('pods', `label-key ${label}`)
    const counts = new Map<string, number>()
    for (const { meta } of pods) {
      const found = meta.labels?.[label]
      // Alone, any value of a label would be near; beside labels that do match, any other value is.
      if (found === undefined || !(others || alike(wanted, found))) continue
      counts.set(found, (counts.get(found) ?? 0) + 1)
    }
    return [...counts].map(([found, pods]): NearMiss => ({ label, wanted, found, pods }))
  })
  return misses
    .sort((a, b) => b.pods - a.pods || compare(a.label, b.label) || compare(a.found, b.found))
    .slice(0, NEAR_MISSES)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const SHARED_START = 3

/** Loosely: one holds the other, or they begin alike for at least half of the shorter one. */
function alike(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  if (a.includes(b) || b.includes(a)) return true
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared += 1
  return shared >= SHARED_START && shared * 2 >= Math.min(a.length, b.length)
}

/** A name is looked up together with the protocol of the Service's port [Kubernetes]. */
function missingPorts(pods: readonly Pod[], ports: readonly TargetedPort[]): MissingPort[] {
  const named = pods.flatMap(portsOf)
  return ports.flatMap(({ port, protocol, targetPort }) => {
    if (typeof targetPort === 'number') return []
    const fitting = named.filter((each) => each.protocol === protocol)
    const offered = [...new Set(fitting.flatMap(({ name }) => (name === undefined ? [] : [name])))].sort()
    if (offered.includes(targetPort)) return []
    const otherProtocol = named.find(({ name }) => name === targetPort)?.protocol
    return [{ port, protocol, targetPort, offered, ...(otherProtocol !== undefined && { otherProtocol }) }]
  })
}

/** Nothing is said where a pod declares no port at all, as those of VMs do: it may listen on any. */
function undeclaredPorts(pods: readonly Pod[], ports: readonly TargetedPort[]): UndeclaredPort[] {
  const each = pods.map(portsOf)
  if (each.length === 0 || each.some((declared) => declared.length === 0)) return []
  const once = new Map(
    each.flat().map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol }] as const),
  )
  const declared = [...once.values()].sort((a, b) => a.port - b.port || compare(a.protocol, b.protocol))
  return ports.flatMap(({ port, protocol, targetPort }) =>
    typeof targetPort === 'number' && !once.has(`${targetPort}/${protocol}`)
      ? [{ port, protocol, targetPort, declared }]
      : [],
  )
}

function portsOf({ containers }: Pod): readonly ContainerPort[] {
  return containers.flatMap(({ ports }) => ports)
}
