import type { Service } from '../model/service.ts'
import { endpointsOf } from './endpoints.ts'
import { madeBy } from './features.ts'
import { launcherLabels } from './lookup-keys.ts'
import { found, type Reader } from './reader.ts'
import { matches, serves, type Labels } from './selection.ts'
import type { TargetView } from './views.ts'

const WORKLOADS = {
  deployment: 'deployments',
  'stateful-set': 'stateful-sets',
  'daemon-set': 'daemon-sets',
} as const

/** Something that can be exposed, and what exposes it already. */
export function targetView(reader: Reader, name: string): TargetView | undefined {
  const slash = name.indexOf('/')
  const kind = name.slice(0, slash)
  const of = name.slice(slash + 1)
  switch (kind) {
    case 'vm':
      return vmTarget(reader, name, of)
    case 'service':
      return serviceTarget(reader, name, of)
    case 'deployment':
    case 'stateful-set':
    case 'daemon-set':
      return workloadTarget(reader, name, kind, of)
    default:
      return undefined
  }
}

function vmTarget(reader: Reader, name: string, of: string): TargetView | undefined {
  const vm = reader.subject('virtual-machines', of)
  if (vm === undefined || vm.kind === 'Unreadable') return undefined
  const instance = found(reader.get('virtual-machine-instances', of))
  const addresses = (instance?.interfaces ?? []).flatMap(({ name, address }) =>
    name === undefined || address === undefined ? [] : [address],
  )
  const floating = [
    ...reader.find('floating-ips', `vm ${of}`),
    ...addresses.flatMap((address) => reader.find('floating-ips', `target ${address}`)),
  ]
  return {
    kind: 'TargetView',
    name,
    target: { kind: 'vm', name: of },
    ready: instance?.ready === true ? 1 : 0,
    wanted: 1,
    status: vm.printableStatus,
    addresses,
    exposures: [
      ...exposedBy(reader, launcherLabels(vm)),
      ...new Set(floating.map(({ meta }) => `floating-ip/${meta.name}`)),
    ],
    ...madeBy(vm.meta),
    // Last: what was read up to here.
    unseen: reader.unseen(),
  }
}

function workloadTarget(
  reader: Reader,
  name: string,
  kind: keyof typeof WORKLOADS,
  of: string,
): TargetView | undefined {
  const workload = reader.subject(WORKLOADS[kind], of)
  if (workload === undefined) return runTarget(reader, name, { kind, name: of })
  if (workload.kind === 'Unreadable') return undefined
  return {
    kind: 'TargetView',
    name,
    target: { kind, name: of },
    ready: workload.readyReplicas,
    addresses: [],
    exposures: exposedBy(reader, workload.templateLabels),
    ...(workload.replicas !== undefined && { wanted: workload.replicas }),
    ...madeBy(workload.meta),
    unseen: reader.unseen(),
  }
}

/** What runs pods, told from them where it cannot be seen itself. */
function runTarget(reader: Reader, name: string, target: TargetView['target']): TargetView | undefined {
  const pods = reader.find('pods', `run by ${name}`).filter(serves)
  const [first, ...others] = pods
  if (!first) return undefined
  const shared = Object.entries(first.meta.labels ?? {}).filter(([label, value]) =>
    others.every(({ meta }) => meta.labels?.[label] === value),
  )
  return {
    kind: 'TargetView',
    name,
    target,
    ready: pods.filter(({ ready }) => ready).length,
    wanted: pods.length,
    addresses: [],
    exposures: exposedBy(reader, Object.fromEntries(shared)),
    ...madeBy(first.meta),
    unseen: reader.unseen(),
  }
}

function serviceTarget(reader: Reader, name: string, of: string): TargetView | undefined {
  const service = reader.subject('services', of)
  if (service === undefined || service.kind === 'Unreadable' || isCompanion(reader, service)) return undefined
  const { ready, total } = endpointsOf(reader, of)
  return {
    kind: 'TargetView',
    name,
    target: { kind: 'service', name: of },
    ready,
    wanted: total,
    addresses: [],
    exposures: exposuresOf(service),
    ...madeBy(service.meta),
    unseen: reader.unseen(),
  }
}

/** By its labels, or by its shape: headless, without a selector, named after a load balancer (kube-dc.md §4.3). */
function isCompanion(reader: Reader, { companionOf, headless, selector, meta: { name } }: Service): boolean {
  if (companionOf !== undefined) return true
  if (!headless || selector || !name.endsWith('-ext')) return false
  return found(reader.get('services', name.slice(0, -'-ext'.length)))?.type === 'LoadBalancer'
}

function exposuresOf({ type, asks, meta: { name } }: Service): string[] {
  return [
    ...(type === 'LoadBalancer' ? [`load-balancer/${name}`] : []),
    ...(asks.exposeRoute === undefined ? [] : [`gateway-route/${name}`]),
  ]
}

/** Exposures of the Services whose selector pods with these labels match. */
function exposedBy(reader: Reader, labels: Labels): string[] {
  const services = new Map(
    Object.entries(labels)
      .flatMap(([label, value]) => reader.find('services', `selects ${label}=${value}`))
      .filter(({ selector }) => selector && matches(selector, labels))
      .map((service) => [service.meta.name, service]),
  )
  return [...services.values()].flatMap(exposuresOf).sort()
}
