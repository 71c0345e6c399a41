/** The annotations of Services apart from how Services are read: pages that only name them carry no schemas. */

/** What annotations ask for, as written; nothing is checked here. */
export interface ServiceAnnotations {
  readonly bindOnDefaultGateway: boolean
  readonly bindOnEip?: string
  readonly networkType?: string
  readonly exposeRoute?: string
  readonly routeHostname?: string
  readonly routePort?: string
  readonly tlsIssuer?: string
  readonly tlsSecret?: string
  readonly createGatewayBackend: boolean
  readonly autodelete: boolean
  /** Written by the platform once the route stands. */
  readonly routeHostnameStatus?: string
}

/** Ways of a Gateway route that `expose-route` knows. */
export const ROUTE_WAYS = ['http', 'https', 'tls-passthrough'] as const

export type RouteWay = (typeof ROUTE_WAYS)[number]

const NLB = 'service.nlb.kube-dc.com/'

/** The annotations of Kube-DC on a Service by what they ask for (kube-dc.md §4.1). */
export const SERVICE_ANNOTATIONS = {
  bindOnDefaultGateway: `${NLB}bind-on-default-gw-eip`,
  bindOnEip: `${NLB}bind-on-eip`,
  networkType: 'network.kube-dc.com/external-network-type',
  exposeRoute: `${NLB}expose-route`,
  routeHostname: `${NLB}route-hostname`,
  routePort: `${NLB}route-port`,
  tlsIssuer: `${NLB}tls-issuer`,
  tlsSecret: `${NLB}tls-secret`,
  createGatewayBackend: `${NLB}create-gateway-backend`,
  autodelete: `${NLB}autodelete`,
  routeHostnameStatus: `${NLB}route-hostname-status`,
} as const satisfies Record<keyof ServiceAnnotations, string>
