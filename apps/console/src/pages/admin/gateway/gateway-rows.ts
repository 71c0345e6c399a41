import type { JudgedGateway } from '@kube-dc/networking/gateway/gateway-findings'
import {
  findingsOfListener,
  findingsOfRoute,
  listenerState,
  routeState,
  type GatewayState,
} from '@kube-dc/networking/gateway/gateway-state'
import type { AttachedRoute, ListenerView } from '@kube-dc/networking/gateway/gateway-view'
import type { Finding } from '@kube-dc/networking/rules/finding'

interface GatewayRow {
  readonly gateway: JudgedGateway
  readonly state: GatewayState
  readonly findings: readonly Finding[]
}

export interface ListenerRow extends GatewayRow {
  readonly view: ListenerView
}

export interface RouteRow extends GatewayRow {
  readonly attached: AttachedRoute
}

export function listenerRows(gateways: readonly JudgedGateway[]): readonly ListenerRow[] {
  return gateways.flatMap((gateway) =>
    gateway.listeners.map((view) => ({
      gateway,
      view,
      state: listenerState(view, gateway.findings),
      findings: findingsOfListener(view, gateway.findings),
    })),
  )
}

export function routeRows(gateways: readonly JudgedGateway[]): readonly RouteRow[] {
  return gateways.flatMap((gateway) =>
    gateway.routes.map((attached) => ({
      gateway,
      attached,
      state: routeState(attached, gateway.findings),
      findings: findingsOfRoute(attached, gateway.findings),
    })),
  )
}

/** Names a row in URLs; names of objects and listeners have no `~`. */
export function listenerId({ gateway: { gateway }, view: { listener } }: ListenerRow): string {
  return `${gateway.meta.namespace ?? ''}~${gateway.meta.name}~${listener.name}`
}

export function routeId({ attached: { route } }: Pick<RouteRow, 'attached'>): string {
  return `${route.kind === 'HttpRoute' ? 'http' : 'tls'}~${route.meta.namespace ?? ''}~${route.meta.name}`
}

/** What sorts by state. */
export const STATE_RANK = { broken: 0, waiting: 1, unknown: 2, ok: 3 } as const

export const ATTENTION = {
  id: 'attention',
  label: 'Needs attention',
  glyph: 'broken',
  options: [{ value: 'yes', label: 'Needs attention' }],
  value: ({ state }: GatewayRow) => (state.state === 'ok' ? undefined : 'yes'),
} as const
