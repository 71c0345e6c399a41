import type { Certificate } from '../model/certificate.ts'
import type { CertificateRef, Gateway, Listener } from '../model/gateway.ts'
import type { Route, RouteParent } from '../model/gateway-route.ts'
import type { Condition } from '../model/object.ts'

/** A Project as those name it who see all of them; a namespace without one is named itself. */
export interface Tenant {
  readonly namespace: string
  readonly organization?: string
  readonly project?: string
}

/** What the shared Gateway is looked at with. What is not seen is undefined, and then nothing is concluded from it. */
export interface GatewayFacts {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly gateways: readonly Gateway[]
  /** HTTPRoutes and TLSRoutes of the whole cluster, or those of them that are seen. */
  readonly routes: readonly Route[]
  readonly certificates: readonly Certificate[] | undefined
  /** The Project of a backing namespace, from `Project.status.namespace`. */
  readonly tenantOf: (namespace: string) => Tenant
}

/** One route at one Gateway. */
export interface AttachedRoute {
  readonly route: Route
  readonly tenant: Tenant
  /** Listeners that it asks for by name; empty: whichever fit. */
  readonly listeners: readonly string[]
  /** What the Gateway says about it; empty before it has said anything. */
  readonly parents: readonly RouteParent[]
}

export interface ListenerView {
  readonly listener: Listener
  /** Routes that ask for this listener by name, or for the Gateway as a whole and fit its protocol and hostname. */
  readonly routes: readonly AttachedRoute[]
  /**
   * Whose it is: the namespaces of its certificates, and of the routes that name it. Never taken from its own name,
   * which joins two names ambiguously (kube-dc.md §1, §5). Empty for a listener that all share.
   */
  readonly tenants: readonly Tenant[]
}

/** One Gateway with everything that hangs on it. */
export interface GatewayView {
  readonly gateway: Gateway
  readonly listeners: readonly ListenerView[]
  readonly routes: readonly AttachedRoute[]
}

/** Joins Gateways and routes by what they say of each other. */
export function gatewayViews(
  facts: Pick<GatewayFacts, 'gateways' | 'routes' | 'tenantOf'>,
): readonly GatewayView[] {
  return facts.gateways.map((gateway) => {
    const routes = facts.routes.flatMap((route) => attachedRoute(gateway, route, facts.tenantOf) ?? [])
    const asking = byListener(routes)
    return {
      gateway,
      routes,
      listeners: gateway.listeners.map((listener) =>
        listenerView(gateway, listener, asking(listener), facts.tenantOf),
      ),
    }
  })
}

/** Hundreds of listeners have one route each: those that name one are looked up, and only the others are tried. */
function byListener(routes: readonly AttachedRoute[]): (listener: Listener) => readonly AttachedRoute[] {
  const named = new Map<string, AttachedRoute[]>()
  for (const route of routes) {
    for (const name of route.listeners) named.set(name, [...(named.get(name) ?? []), route])
  }
  const general = routes.filter(({ listeners }) => listeners.length === 0)
  return (listener) => [
    ...(named.get(listener.name) ?? []),
    ...general.filter(({ route }) => speaks(route, listener) && hostnamesAt(route, listener).length > 0),
  ]
}

function attachedRoute(
  { meta }: Gateway,
  route: Route,
  tenantOf: GatewayFacts['tenantOf'],
): AttachedRoute | undefined {
  const isThis = (parent: { readonly namespace: string; readonly gateway: string }) =>
    parent.namespace === meta.namespace && parent.gateway === meta.name
  const asks = route.asks.filter(isThis)
  if (asks.length === 0) return undefined
  return {
    route,
    tenant: tenantOf(route.meta.namespace ?? ''),
    listeners: asks.flatMap(({ listener }) => listener ?? []),
    parents: route.parents.filter(isThis),
  }
}

function listenerView(
  { meta }: Gateway,
  listener: Listener,
  routes: readonly AttachedRoute[],
  tenantOf: GatewayFacts['tenantOf'],
): ListenerView {
  const { certificates, hostname, name } = listener
  const own = certificates.map(({ namespace }) => namespace).filter((one) => one !== meta.namespace)
  // A listener of every hostname, or of a whole domain, is shared: who names it does not own it.
  const isShared = hostname === undefined || hostname.startsWith('*')
  const named = isShared ? [] : routes.filter(({ listeners }) => listeners.includes(name))
  const namespaces = new Set([...own, ...named.map(({ tenant }) => tenant.namespace)])
  return { listener, routes, tenants: [...namespaces].sort().map(tenantOf) }
}

/** TLSRoutes go through listeners that pass TLS on, HTTPRoutes through those that read HTTP [Gateway API]. */
function speaks({ kind }: Route, { protocol }: Listener): boolean {
  return kind === 'TlsRoute' ? protocol === 'TLS' : protocol === 'HTTP' || protocol === 'HTTPS'
}

/** The hostnames that a route serves at a listener: its own as far as the listener has them, else the listener's. */
export function hostnamesAt({ hostnames }: Route, { hostname }: Listener): readonly string[] {
  const own = hostnames.map((one) => one.toLowerCase())
  if (own.length === 0) return [hostname?.toLowerCase() ?? '*']
  if (hostname === undefined) return own
  return own.flatMap((one) => meeting(one, hostname.toLowerCase()) ?? [])
}

/** The narrower of two hostnames where one has the other in it; `*.` stands for one label or more. */
function meeting(a: string, b: string): string | undefined {
  if (a === b || covers(b, a)) return a
  return covers(a, b) ? b : undefined
}

function covers(wildcard: string, name: string): boolean {
  return wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1))
}

/** What is said about one type; undefined where nothing is. */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((one) => one.type === type)
}

/** The first of these types that is said to be False. */
export function refusalOf(
  conditions: readonly Condition[],
  ...types: readonly string[]
): Condition | undefined {
  return types.map((type) => conditionOf(conditions, type)).find((one) => one?.status === 'False')
}

/** A Project in words, as lists of the provider name it. */
export function tenantWords({ namespace, organization, project }: Tenant): string {
  return organization === undefined || project === undefined ? namespace : `${organization} / ${project}`
}

export function routeWords({ meta }: Route): string {
  return `${meta.namespace ?? ''}/${meta.name}`
}

export function secretWords({ namespace, name }: CertificateRef): string {
  return `${namespace}/${name}`
}

/** The Certificates by the Secret that each fills, as `secretWords` writes it. */
export function bySecret(certificates: readonly Certificate[]): ReadonlyMap<string, Certificate> {
  return new Map(
    certificates.map((one) => [secretWords({ namespace: one.meta.namespace ?? '', name: one.secret }), one]),
  )
}
