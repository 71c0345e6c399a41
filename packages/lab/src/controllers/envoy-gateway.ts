import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { withCondition } from './condition.ts'
import { hasFault } from './marks.ts'
import { keyOf, type Condition, type Resource } from './resources.ts'
import { routing, type Backend, type Gateway, type ParentRef, type Route } from './route-resources.ts'

/**
 * Envoy Gateway as far as objects tell of it: what it says about routes and Backends [Gateway API]; about Gateways see
 * `gateway-status.ts`. Knows the
 * fault `route-refused`.
 */

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller'
const ROUTE_REFUSED = 'route-refused'

type Verdict = Omit<Condition, 'lastTransitionTime'>

/** Whether the Gateway takes the route as this parent. */
export function acceptance(route: Route, gateway: Gateway, { sectionName }: ParentRef): Verdict {
  const refused = (reason: string, message: string) => ({
    type: 'Accepted',
    status: 'False',
    reason,
    message,
  })
  const { listeners } = gateway.spec
  const fitting = sectionName ? listeners.filter(({ name }) => name === sectionName) : listeners
  if (fitting.length === 0) return refused('NoMatchingParent', 'No listeners match this parent ref')
  const hostnames = route.spec.hostnames ?? []
  const matches = fitting.some(
    ({ hostname }) => !hostname || hostnames.length === 0 || hostnames.some((one) => covers(hostname, one)),
  )
  if (!matches || hasFault(route, ROUTE_REFUSED)) {
    return refused(
      'NoMatchingListenerHostname',
      "There were no hostname intersections between the Route and this parent ref's Listener(s).",
    )
  }
  return { type: 'Accepted', status: 'True', reason: 'Accepted', message: 'Route is accepted' }
}

function covers(listener: string, hostname: string): boolean {
  return listener.startsWith('*.') ? hostname.endsWith(listener.slice(1)) : listener === hostname
}

function resolution(route: Route, has: (backend: string) => boolean): Verdict {
  const references = (route.spec.rules ?? []).flatMap(({ backendRefs }) => backendRefs ?? [])
  const missing = references.find(({ name }) => !has(name))
  if (missing) {
    const message = `Backend ${route.metadata.namespace}/${missing.name} not found`
    return { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound', message }
  }
  const message = 'Resolved all the Object references for the Route'
  return { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message }
}

export interface GatewayView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly gateway: (reference: string) => Gateway | undefined
  /** Whether a Backend of the route's namespace is there. */
  readonly hasBackend: (name: string) => boolean
}

/** What the Gateways say about a route; nothing where none of its parents is a Gateway of ours. */
export function reconcileGatewayRoute(
  resource: Resource<unknown>,
  route: Route,
  view: GatewayView,
): Action[] {
  const { metadata, spec } = route
  if (metadata.deleting) return []
  const before = route.status?.parents ?? []
  const parents = (spec.parentRefs ?? []).flatMap((parentRef) => {
    const namespace = parentRef.namespace ?? metadata.namespace ?? ''
    const gateway = view.gateway(keyOf({ namespace, name: parentRef.name }))
    if (!gateway) return []
    const old = before.find((one) => isDeepStrictEqual(one.parentRef, parentRef))?.conditions ?? []
    const accepted = withCondition(old, acceptance(route, gateway, parentRef), view.now)
    const conditions = withCondition(accepted, resolution(route, view.hasBackend), view.now)
    return [{ parentRef, controllerName: CONTROLLER, conditions }]
  })
  if (isDeepStrictEqual(parents, before)) return []
  return [{ do: 'patch', resource, target: metadata, patch: { status: { parents } }, subresource: 'status' }]
}

/** Whatever is written well is accepted: a Backend is never looked at for what answers there. */
export function reconcileBackend(backend: Backend, now: number): Action[] {
  const { metadata, status } = backend
  if (metadata.deleting || status?.conditions?.some(({ type }) => type === 'Accepted')) return []
  const verdict = {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: 'The Backend was accepted',
  }
  const patch = { status: { conditions: withCondition([], verdict, now) } }
  return [{ do: 'patch', resource: routing.backends, target: metadata, patch, subresource: 'status' }]
}
