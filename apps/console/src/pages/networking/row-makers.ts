import { externalIpState } from '@kube-dc/networking/external-ips/state'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import type { ExternalIpView, Views } from '@kube-dc/networking/joins/views'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { floatingIpState, gatewayRouteState, loadBalancerState } from '@kube-dc/networking/states/states'
import type { ViewState } from '@kube-dc/networking/states/view-state'
import type { ListKind } from '../../app/lists.ts'
import { createRowMaker, type RowFacts, type RowMaker, type RowState } from './rows.ts'

/** One maker for each list, kept for as long as the Project is open. */
export type RowMakers = { readonly [K in ListKind]: RowMaker<Views[K]> }

export function createRowMakers(): RowMakers {
  return {
    'external-ips': createRowMaker({ metaOf, judge: JUDGES['external-ips'] }),
    'floating-ips': createRowMaker({ metaOf, judge: JUDGES['floating-ips'] }),
    'load-balancers': createRowMaker({ metaOf, judge: JUDGES['load-balancers'] }),
    'gateway-routes': createRowMaker({ metaOf, judge: JUDGES['gateway-routes'] }),
  }
}

/** What the rules say of one object of each list. */
export const JUDGES: {
  readonly [K in ListKind]: (view: Views[K], facts: RowFacts, now: number) => RowState
} = {
  'external-ips': judgeExternalIp,
  'floating-ips': judgeFloatingIp,
  'load-balancers': judgeLoadBalancer,
  'gateway-routes': judgeGatewayRoute,
}

function judgeFloatingIp(view: Views['floating-ips'], facts: RowFacts, now: number): RowState {
  const context = { ...facts, now, peers: [] }
  return view.kind === 'Unreadable'
    ? judgeExternalIp(view, facts, now)
    : shown(floatingIpState(view, context))
}

function judgeLoadBalancer(view: Views['load-balancers'], facts: RowFacts, now: number): RowState {
  const context = { ...facts, now, peers: [] }
  return view.kind === 'Unreadable'
    ? judgeExternalIp(view, facts, now)
    : shown(loadBalancerState(view, context))
}

function judgeGatewayRoute(view: Views['gateway-routes'], facts: RowFacts, now: number): RowState {
  return shown(gatewayRouteState(view, { ...facts, now, peers: [] }))
}

/** The stations between the ends of the world are the marks. */
function shown(state: ViewState): RowState {
  const marks = state.path.hops.flatMap((hop) => (hop.state === 'end' ? [] : [hop.state]))
  return { ...state, marks }
}

/** An address is a station of many paths: of itself it shows whether it stands, and whether anything uses it. */
function judgeExternalIp(view: ExternalIpView | Unreadable, facts: RowFacts, now: number): RowState {
  const ip = view.kind === 'ExternalIpView' ? view.ip : view
  const hostnames = view.kind === 'ExternalIpView' ? view.hostnames : undefined
  const { state, reason, notice, findings } = externalIpState(ip, { ...facts, now, peers: [], hostnames })
  const unused = view.kind === 'ExternalIpView' && state === 'ok' && view.usedBy.length === 0
  return { state, reason, notice, findings, marks: unused ? [state, 'idle'] : [state] }
}
