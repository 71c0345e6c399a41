import type { GatewayRouteView } from '../joins/views.ts'
import type { Finding } from '../rules/finding.ts'
import { causedState, hiddenReason, rootCause } from './hops.ts'
import { loadBalancerHops } from './load-balancer-path.ts'
import { path, type Path, type PathHop } from './path.ts'

/** Rules about what the Gateway finds behind its route; the stations there show it themselves. */
const BEHIND = 'gateway-route/backend-empty'

/** Internet, Gateway, route, External IP, load balancer, endpoints: the Gateway forwards to the Service's address. */
export function gatewayRoutePath(view: GatewayRouteView, findings: readonly Finding[]): Path {
  const { loadBalancer, hostname, wantedHostname, way, port } = view
  const [address, service, endpoints] = loadBalancerHops(loadBalancer, findings)
  const shown = hostname ?? wantedHostname
  const gateway: PathHop = {
    state: 'hidden',
    kind: 'Gateway',
    reason: 'The platform runs it for all Projects',
    platform: true,
    ...(shown !== undefined && { detail: shown }),
  }
  return path(
    [{ state: 'end', kind: 'From', name: 'Internet' }, `to ${way === 'http' ? 80 : 443}`],
    [gateway],
    [routeHop(view, findings), port === undefined ? undefined : `to ${port}`],
    [address],
    [service],
    [endpoints],
  )
}

function routeHop(view: GatewayRouteView, findings: readonly Finding[]): PathHop {
  const { route, way, name, hostname } = view
  const cause = rootCause(findings, ({ rule }) => rule.startsWith('gateway-route/') && rule !== BEHIND)
  const base = {
    kind: way === 'tls-passthrough' ? 'TLS route' : 'HTTP route',
    name: route.state === 'found' ? route.object.meta.name : name,
    ref: { view: 'gateway-routes', name },
  } as const
  if (cause) return { ...base, state: causedState(cause), reason: cause.short }
  if (route.state === 'hidden') {
    return { state: 'hidden', kind: base.kind, reason: hiddenReason(route.sight, 'routes') }
  }
  if (hostname === undefined) return { ...base, state: 'waiting', reason: 'Its hostname is not reported yet' }
  if (route.state !== 'found') {
    return { ...base, state: 'unknown', reason: 'A hostname is reported and no route is found' }
  }
  const accepted = route.object.parents.some(({ conditions }) =>
    conditions.some(({ type, status }) => type === 'Accepted' && status === 'True'),
  )
  return accepted
    ? { ...base, state: 'ok' }
    : { ...base, state: 'unknown', reason: 'The Gateway has not said that it accepts it' }
}
