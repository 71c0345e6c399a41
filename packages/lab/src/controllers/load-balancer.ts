import { isDeepStrictEqual } from 'node:util'
import type { Action, EventType } from './actions.ts'
import { NETWORK_TYPE } from './caches.ts'
import { madeFor } from './marks.ts'
import { endedName } from './names.ts'
import { resources, typeOf, type Bare, type Condition, type ExternalIp } from './resources.ts'
import type { Delays } from './settings.ts'
import { addressOf, boundTo, isLoadBalancer, NLB_ANNOTATIONS } from './service-binding.ts'
import { workloads, type Service } from './workload-resources.ts'

/** What the platform knows when it looks at one Service. */
export interface ServiceView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly delays: Delays
  /** `default_svc_lb_network_type`. */
  readonly defaultNetworkType: string
  /** The one it names, or the one made for it. */
  readonly externalIp?: ExternalIp
  /** Other load balancers of the same External IP. */
  readonly neighbours: readonly Service[]
  /** The companion `<service>-ext` and its Endpoints. */
  readonly companion?: Bare
  readonly companionEndpoints?: Bare
  /** Since when it has had no ready endpoint; undefined: it has one. */
  readonly withoutEndpointsSince?: number
  /** The last thing told in an Event about it. */
  readonly told?: string
}

type Verdict = Pick<Condition, 'reason' | 'message'>

function portsOf({ spec }: Service): string[] {
  return (spec.ports ?? []).map(({ protocol, port }) => `${port}/${protocol ?? 'TCP'}`)
}

function isOlder(a: Service, b: Service): boolean {
  const [one, other] = [a.metadata, b.metadata]
  return one.createdAt === other.createdAt ? one.name < other.name : one.createdAt < other.createdAt
}

/** Who has one of its ports on the address: the first one keeps it, the other gets nothing (kube-dc.md §13, 8). */
function clashOf(service: Service, neighbours: readonly Service[]): Verdict | undefined {
  const own = new Set(portsOf(service))
  for (const other of neighbours) {
    const taken = portsOf(other).find((port) => own.has(port))
    const first =
      (addressOf(other) !== undefined) === (addressOf(service) !== undefined)
        ? isOlder(other, service)
        : addressOf(other) !== undefined
    if (taken && first) {
      return {
        reason: 'AllocationFailed',
        message: `port ${taken} of the address is used by Service ${other.metadata.name}`,
      }
    }
  }
  return undefined
}

/** The address that it gets, or why it gets none. */
function standing(service: Service, view: ServiceView): { readonly address: string } | Verdict {
  const named = boundTo(service)
  const { externalIp } = view
  if (!externalIp) {
    return named
      ? {
          reason: 'ExternalIpNotFound',
          message: `EIp ${named} not found in namespace ${service.metadata.namespace}`,
        }
      : { reason: 'Allocating', message: 'waiting for an external address' }
  }
  const { name } = externalIp.metadata
  const { ready, ipAddress, owners, ownershipType, conditions } = externalIp.status ?? {}
  if (!ready || !ipAddress) {
    const why = conditions?.find(({ type }) => type === 'Ready')
    const waits = !why || why.reason === 'Allocating'
    return {
      reason: waits ? 'Allocating' : 'ExternalIpNotReady',
      message: `EIp ${name}: ${why?.message ?? 'not ready'}`,
    }
  }
  const owns = owners?.some(
    ({ type, ownerRef }) => type === 'ServiceLb' && ownerRef === service.metadata.name,
  )
  if (!owns) {
    return ownershipType === 'Exclusive'
      ? {
          reason: 'ExternalIpInUse',
          message: `EIp ${name} is Exclusive to ${owners?.[0]?.ownerRef ?? 'a FIp'}`,
        }
      : { reason: 'Allocating', message: `waiting for EIp ${name}` }
  }
  return clashOf(service, view.neighbours) ?? { address: ipAddress }
}

function externalIpFor(service: Service, view: ServiceView): Action {
  const { metadata } = service
  const type = metadata.annotations[NETWORK_TYPE] || view.defaultNetworkType
  return {
    do: 'create',
    resource: resources.externalIps,
    manifest: {
      ...typeOf(resources.externalIps),
      metadata: madeFor(workloads.services, service, endedName(`slb-${metadata.name}`, metadata.uid)),
      spec: { externalNetworkType: type },
    },
  }
}

/** Name of the headless companion; undefined where it would be none. */
export function companionName(service: Service): string | undefined {
  const name = `${service.metadata.name}-ext`
  return name.length > 63 ? undefined : name
}

/** On the companion's Endpoints: the address they hold, to see whether they are still right. */
const COMPANION_ADDRESS = 'kube-dc.com/external-ip'

/** The companion `<service>-ext` (kube-dc.md §4.3). It follows the address and says nothing about health. */
export function companionFor(
  service: Service,
  address: string,
  before?: Pick<ServiceView, 'companion' | 'companionEndpoints'>,
): Action[] {
  const name = companionName(service)
  if (!name) return []
  const labels = {
    'kube-dc.com/managed-by': 'service-lb-controller',
    'kube-dc.com/source-service': service.metadata.name,
    'kube-dc.com/endpoint-type': 'external',
  }
  const ports = (service.spec.ports ?? []).map(({ name, protocol, port }) => ({
    ...(name && { name }),
    protocol: protocol ?? 'TCP',
    port,
  }))
  const metadata = madeFor(workloads.services, service, name, { labels })
  const annotations = { [COMPANION_ADDRESS]: address }
  const subsets = [{ addresses: [{ ip: address }], ports }]
  const endpoints = before?.companionEndpoints
  const actions: Action[] = []
  if (!before?.companion) {
    const manifest = { ...typeOf(workloads.services), metadata, spec: { clusterIP: 'None', ports } }
    actions.push({ do: 'create', resource: workloads.services, manifest })
  }
  if (!endpoints) {
    const manifest = { ...typeOf(workloads.endpoints), metadata: { ...metadata, annotations }, subsets }
    actions.push({ do: 'create', resource: workloads.endpoints, manifest })
  } else if (endpoints.metadata.annotations[COMPANION_ADDRESS] !== address) {
    const patch = { metadata: { annotations }, subsets }
    actions.push({ do: 'patch', resource: workloads.endpoints, target: endpoints.metadata, patch })
  }
  return actions
}

/** Deletes the whole Service once it was without endpoints for long: what the annotation means (kube-dc.md §4.1). */
function autodelete(service: Service, { now, delays, withoutEndpointsSince }: ServiceView): Action[] {
  if (
    service.metadata.annotations[NLB_ANNOTATIONS.autodelete] !== 'true' ||
    withoutEndpointsSince === undefined
  )
    return []
  const afterMs = withoutEndpointsSince + delays.autodeleteMs - now
  if (afterMs > 0) return [{ do: 'look again', afterMs }]
  return [{ do: 'delete', resource: workloads.services, target: service.metadata }]
}

/** What to do about one Service of type LoadBalancer (kube-dc.md §4); the others are left alone. */
export function reconcileService(service: Service, view: ServiceView): Action[] {
  const { metadata } = service
  if (metadata.deleting || !isLoadBalancer(service)) return []
  const gone = autodelete(service, view)
  if (gone[0]?.do === 'delete') return gone
  const actions: Action[] = [...gone]
  if (!view.externalIp && boundTo(service) === undefined) actions.push(externalIpFor(service, view))
  const verdict = standing(service, view)
  const address = 'address' in verdict ? verdict.address : undefined
  const ingress = address === undefined ? [] : [{ ip: address }]
  const before = (service.status?.loadBalancer?.ingress ?? []).map(({ ip }) => ({ ip }))
  if (!isDeepStrictEqual(ingress, before)) {
    const patch = { status: { loadBalancer: { ingress: address === undefined ? null : ingress } } }
    actions.push({
      do: 'patch',
      resource: workloads.services,
      target: metadata,
      patch,
      subresource: 'status',
    })
  }
  if (address !== undefined) actions.push(...companionFor(service, address, view))
  const news: Verdict & { type: EventType } =
    'address' in verdict
      ? { type: 'Normal', reason: 'EnsuredLoadBalancer', message: `load balancer on ${verdict.address}` }
      : { type: 'Warning', ...verdict }
  if (news.reason !== 'Allocating' && view.told !== news.message) {
    actions.push({ do: 'event', about: { resource: workloads.services, object: service }, ...news })
  }
  return actions
}
