import type { Certificate } from '../model/certificate.ts'
import type { Route } from '../model/gateway-route.ts'
import { ROUTE_WAYS, type RouteWay, type Service } from '../model/service.ts'
import { found, type Reader } from './reader.ts'
import type { GatewayRouteView, Known, Sources } from './views.ts'

/** Issuer that the platform uses where nothing else is configured (kube-dc.md §4.1). */
export const USUAL_ISSUER = 'letsencrypt'

/** A Service that asks for a hostname on the shared Gateway, with everything that the platform makes for it (kube-dc.md §5). */
export function gatewayRouteView(reader: Reader, name: string): GatewayRouteView | undefined {
  const loadBalancer = reader.view('load-balancers', name)
  if (loadBalancer?.kind !== 'LoadBalancerView') return undefined
  const { service } = loadBalancer
  const { asks } = service
  if (asks.exposeRoute === undefined) return undefined
  const way = ROUTE_WAYS.find((known) => known === asks.exposeRoute) ?? 'unknown'
  const certificate =
    way === 'https' && asks.tlsSecret === undefined
      ? made(reader, 'certificates', name, `${name}-tls`)
      : undefined
  const issuer = certificate && issuerOf(reader, service, found(certificate))
  const hostname = asks.routeHostnameStatus
  const expected = hostname ?? asks.routeHostname ?? found(certificate)?.hostnames[0]
  const port = asks.routePort === undefined ? service.ports[0]?.port : Number(asks.routePort)
  return {
    kind: 'GatewayRouteView',
    name,
    service,
    way,
    route: routeOf(reader, name, way),
    backend: made(reader, 'backends', name, `${name}-backend`),
    challenges:
      certificate && expected !== undefined ? reader.find('challenges', `hostname ${expected}`) : [],
    sameHostname: expected === undefined ? [] : others(reader, name, expected),
    loadBalancer,
    ...(hostname !== undefined && { hostname }),
    ...(asks.routeHostname !== undefined && { wantedHostname: asks.routeHostname }),
    ...(port !== undefined && Number.isInteger(port) && { port }),
    ...(certificate && { certificate }),
    ...(issuer && { issuer }),
    // Last: what was read up to here.
    unseen: reader.unseen(),
  }
}

type MadeKind = 'http-routes' | 'tls-routes' | 'certificates' | 'backends'

/** What the platform made for a Service: found by its owner, else by the name that it usually gives. */
function made<K extends MadeKind>(reader: Reader, kind: K, service: string, name: string): Known<Sources[K]> {
  const [object] = reader.find(kind, `controller Service/${service}`)
  return object ? { state: 'found', object } : reader.get(kind, name)
}

function routeOf(reader: Reader, service: string, way: RouteWay | 'unknown'): Known<Route> {
  if (way === 'unknown') return { state: 'absent' }
  if (way !== 'tls-passthrough') return made(reader, 'http-routes', service, `${service}-route`)
  // The name of a TLSRoute is not documented, so its backend tells as well.
  const [object] = reader.find('tls-routes', `backend ${service}-backend`)
  return object ? { state: 'found', object } : made(reader, 'tls-routes', service, `${service}-route`)
}

function issuerOf(
  reader: Reader,
  { asks }: Service,
  certificate: Certificate | undefined,
): GatewayRouteView['issuer'] {
  const configured = reader.installation.defaultTlsIssuer
  const wanted = certificate?.issuer.name || asks.tlsIssuer
  const isOwn = certificate
    ? certificate.issuer.kind === 'Issuer'
    : asks.tlsIssuer !== undefined || !configured
  const name = wanted ?? configured ?? USUAL_ISSUER
  // Tenants cannot read ClusterIssuers (kube-dc.md §5).
  const hidden: Known<Sources['issuers']> = { state: 'hidden', kind: 'issuers', sight: 'forbidden' }
  return { name, issuer: isOwn ? reader.get('issuers', name) : hidden }
}

function others(reader: Reader, name: string, hostname: string): string[] {
  return reader
    .find('services', `hostname ${hostname}`)
    .filter(({ meta, asks }) => meta.name !== name && asks.exposeRoute !== undefined)
    .map(({ meta }) => meta.name)
}
