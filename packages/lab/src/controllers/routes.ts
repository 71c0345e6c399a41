import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { FAULT, hasFault, madeFor, passedOn } from './marks.ts'
import { typeOf, type Manifest, type Resource, type Stored } from './resources.ts'
import {
  routing,
  type Backend,
  type Certificate,
  type Gateway,
  type Listener,
  type ReferenceGrant,
  type Route,
} from './route-resources.ts'
import { addressOf, isLoadBalancer, NLB_ANNOTATIONS } from './service-binding.ts'
import { workloads, type Service } from './workload-resources.ts'

/** The platform's shared Gateway (kube-dc.md §1). */
export const GATEWAY = { namespace: 'envoy-gateway-system', name: 'eg' } as const

/** Fault: the platform forgets the Backend, so that the route points nowhere. */
const NO_BACKEND = 'no-backend'

export type RouteKind = 'http' | 'https' | 'tls-passthrough'

/** What a Service asks of the Gateway, completed with the platform's defaults (kube-dc.md §4.1, §5). */
export interface RouteWish {
  readonly kind: RouteKind
  readonly hostname: string
  readonly port: number
  /** Secret with the certificate: the tenant's own, or the one that cert-manager will write. */
  readonly secretName: string
  /** Absent where the tenant brings a Secret or the app ends TLS itself. */
  readonly issuer?: string
}

function isRouteKind(text: string | undefined): text is RouteKind {
  return text === 'http' || text === 'https' || text === 'tls-passthrough'
}

function portOf({ metadata, spec }: Service): number | undefined {
  const asked = metadata.annotations[NLB_ANNOTATIONS.routePort]
  return asked ? Number(asked) : spec.ports?.[0]?.port
}

/** @returns undefined where it asks for no route, or for one that cannot be. */
export function routeWish(service: Service, baseDomain: string): RouteWish | undefined {
  const { name, namespace = '', annotations, deleting } = service.metadata
  const kind = annotations[NLB_ANNOTATIONS.exposeRoute]
  const port = portOf(service)
  if (!isRouteKind(kind) || !isLoadBalancer(service) || !port || deleting) return undefined
  const own = annotations[NLB_ANNOTATIONS.tlsSecret]
  return {
    kind,
    hostname: annotations[NLB_ANNOTATIONS.routeHostname] || `${name}-${namespace}.${baseDomain}`,
    port,
    secretName: own || `${name}-tls-secret`,
    ...(kind === 'https' && !own && { issuer: annotations[NLB_ANNOTATIONS.tlsIssuer] || 'letsencrypt' }),
  }
}

function listenerName({ metadata }: Service): string {
  return `https-${metadata.name}-${metadata.namespace}`
}

/** Listeners that every route may share. */
export const SHARED_LISTENERS: readonly Listener[] = [
  { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
  {
    name: 'tls-passthrough',
    port: 443,
    protocol: 'TLS',
    tls: { mode: 'Passthrough' },
    allowedRoutes: { namespaces: { from: 'All' } },
  },
]

/** The Gateway's own listener of an `https` route (kube-dc.md §5). */
export function listenerFor(service: Service, { hostname, secretName }: RouteWish): Listener {
  const reference = { kind: 'Secret', name: secretName, namespace: service.metadata.namespace }
  return {
    name: listenerName(service),
    hostname,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [reference] },
    allowedRoutes: { namespaces: { from: 'All' } },
  }
}

/** Puts the listeners of all routes into the Gateway and takes away those of routes that are gone. */
export function reconcileListeners(gateway: Gateway, wanted: readonly Listener[]): Action[] {
  const kept = gateway.spec.listeners.filter(({ name }) => !name.startsWith('https-'))
  const listeners = [...kept, ...wanted.toSorted((a, b) => a.name.localeCompare(b.name))]
  const names = (list: readonly Listener[]) => list.map(({ name, hostname }) => [name, hostname ?? ''])
  if (isDeepStrictEqual(names(listeners), names(gateway.spec.listeners))) return []
  return [
    { do: 'patch', resource: routing.gateways, target: gateway.metadata, patch: { spec: { listeners } } },
  ]
}

/** What exists for a Service so far. */
export interface RouteView {
  readonly baseDomain: string
  readonly backend?: Backend
  readonly httpRoute?: Route
  readonly tlsRoute?: Route
  readonly certificate?: Certificate
  readonly grant?: ReferenceGrant
  /** The Secret that the wish names is there. */
  readonly hasSecret: boolean
}

/** A manifest that shall be there for the Service. */
function piece(resource: Resource<unknown>, service: Service, name: string, spec: object): Manifest {
  const metadata = madeFor(workloads.services, service, name, { annotations: passedOn(service) })
  return { ...typeOf(resource), metadata, spec }
}

export function backendFor(service: Service, address: string, port: number): Manifest {
  const spec = { endpoints: [{ ip: { address, port } }] }
  return piece(routing.backends, service, `${service.metadata.name}-backend`, spec)
}

export function routeFor(service: Service, { kind, hostname }: RouteWish): Manifest {
  const { name } = service.metadata
  const resource = kind === 'tls-passthrough' ? routing.tlsRoutes : routing.httpRoutes
  const sectionName = kind === 'https' ? listenerName(service) : kind
  const backend = { group: 'gateway.envoyproxy.io', kind: 'Backend', name: `${name}-backend` }
  return piece(resource, service, `${name}-route`, {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...GATEWAY, sectionName }],
    hostnames: [hostname],
    rules: [{ backendRefs: [backend] }],
  })
}

export function certificateFor(service: Service, { hostname, secretName, issuer }: RouteWish): Manifest {
  return piece(routing.certificates, service, `${service.metadata.name}-tls`, {
    secretName,
    dnsNames: [hostname],
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: issuer },
  })
}

export function grantName({ metadata }: Service): string {
  return `allow-gateway-cert-${metadata.name}`
}

/** Lets the Gateway read the Secret with the certificate (kube-dc.md §5). */
function grantFor(service: Service, { secretName }: RouteWish): Manifest {
  return piece(routing.referenceGrants, service, grantName(service), {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: GATEWAY.namespace }],
    to: [{ group: '', kind: 'Secret', name: secretName }],
  })
}

/** Makes the wanted object, brings it in line, or takes away what is not wanted. */
function keep(
  resource: Resource<unknown>,
  service: Service,
  wanted: Manifest | undefined,
  found: (Stored & { readonly spec: object }) | undefined,
  same: boolean,
): Action[] {
  if (!wanted) {
    const isOurs = found?.metadata.owners.some(({ uid }) => uid === service.metadata.uid)
    return found && isOurs && !found.metadata.deleting
      ? [{ do: 'delete', resource, target: found.metadata }]
      : []
  }
  if (!found) return [{ do: 'create', resource, manifest: wanted }]
  const annotations = passedOn(service)
  if (same && found.metadata.annotations[FAULT] === annotations[FAULT]) return []
  const patch = {
    metadata: { annotations: { [FAULT]: null, ...annotations } },
    spec: wanted['spec'],
  }
  return [{ do: 'patch', resource, target: found.metadata, patch }]
}

function isAccepted(route: Route | undefined): boolean {
  return (
    route?.status?.parents?.some(({ conditions }) =>
      conditions?.some(({ type, status }) => type === 'Accepted' && status === 'True'),
    ) ?? false
  )
}

function isIssued(certificate: Certificate | undefined): boolean {
  return (
    certificate?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ??
    false
  )
}

/** The hostname is told when everything that it needs is there: for `https` the certificate too (kube-dc.md §5). */
function isServed(wish: RouteWish, { httpRoute, tlsRoute, certificate, hasSecret }: RouteView): boolean {
  switch (wish.kind) {
    case 'http':
      return httpRoute !== undefined
    case 'https':
      return isAccepted(httpRoute) && (wish.issuer ? isIssued(certificate) : hasSecret)
    case 'tls-passthrough':
      return isAccepted(tlsRoute)
  }
}

/**
 * What to do about the Gateway route of one Service (kube-dc.md §5). Objects belong to the Service, so that they go with
 * it. Knows the fault `no-backend`.
 */
export function reconcileRoute(service: Service, view: RouteView): Action[] {
  const { metadata } = service
  if (metadata.deleting) return []
  const wish = routeWish(service, view.baseDomain)
  const address = addressOf(service)
  const wantsBackend =
    wish !== undefined ||
    (isLoadBalancer(service) && metadata.annotations[NLB_ANNOTATIONS.createBackend] === 'true')
  const port = portOf(service)
  const backend =
    wantsBackend && address && port && !hasFault(service, NO_BACKEND)
      ? backendFor(service, address, port)
      : undefined
  const passthrough = wish?.kind === 'tls-passthrough'
  // The Gateway forwards to the address: before there is one, there is nothing to route to.
  const route = wish && address ? routeFor(service, wish) : undefined
  const certificate = wish?.issuer ? certificateFor(service, wish) : undefined
  const endpoint = view.backend?.spec.endpoints?.[0]?.ip
  const routed = (found: Route | undefined) =>
    found?.spec.hostnames?.[0] === wish?.hostname &&
    found?.spec.parentRefs?.[0]?.sectionName === (wish?.kind === 'https' ? listenerName(service) : wish?.kind)
  const wanted = view.certificate?.spec
  const certified =
    wanted?.dnsNames?.[0] === wish?.hostname &&
    wanted?.issuerRef.name === wish?.issuer &&
    wanted?.secretName === wish?.secretName
  const hostname = wish && isServed(wish, view) ? wish.hostname : undefined
  const told = metadata.annotations[NLB_ANNOTATIONS.hostnameStatus]
  const patch = { metadata: { annotations: { [NLB_ANNOTATIONS.hostnameStatus]: hostname ?? null } } }
  return [
    ...keep(routing.certificates, service, certificate, view.certificate, certified),
    ...keep(
      routing.referenceGrants,
      service,
      wish?.kind === 'https' ? grantFor(service, wish) : undefined,
      view.grant,
      view.grant?.spec.to[0]?.name === wish?.secretName,
    ),
    ...keep(
      routing.backends,
      service,
      backend,
      view.backend,
      endpoint?.address === address && endpoint?.port === port,
    ),
    ...keep(
      routing.httpRoutes,
      service,
      passthrough ? undefined : route,
      view.httpRoute,
      routed(view.httpRoute),
    ),
    ...keep(
      routing.tlsRoutes,
      service,
      passthrough ? route : undefined,
      view.tlsRoute,
      routed(view.tlsRoute),
    ),
    ...(told === hostname
      ? []
      : [{ do: 'patch', resource: workloads.services, target: metadata, patch } satisfies Action]),
  ]
}
