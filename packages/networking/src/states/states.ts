import type {
  FloatingIpView,
  GatewayRouteView,
  LoadBalancerView,
  ProjectNetworkView,
} from '../joins/views.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { floatingIpPath } from '../paths/floating-ip-path.ts'
import { gatewayRoutePath } from '../paths/gateway-route-path.ts'
import { loadBalancerPath } from '../paths/load-balancer-path.ts'
import { path } from '../paths/path.ts'
import { outboundPath } from '../paths/outbound-path.ts'
import {
  floatingIpFindings,
  gatewayRouteFindings,
  loadBalancerFindings,
  projectNetworkFindings,
} from '../rules/catalogue.ts'
import type { Finding } from '../rules/finding.ts'
import type { RuleContext } from '../rules/rule.ts'
import { routedHostnames, throughWords } from '../through-gateway.ts'
import { count } from '../words.ts'
import { viewState, type ViewState } from './view-state.ts'

/** How each joined view does. Depends on the view, the Project's facts and the time only, so it is remembered by them. */

export function loadBalancerState(view: LoadBalancerView | Unreadable, context: RuleContext): ViewState {
  const findings = loadBalancerFindings(view, context)
  if (view.kind === 'Unreadable') return unreadableState('Load balancer', view, findings)
  const { service, networkType, endpoints } = view
  const through = networkType === 'cloud' ? throughWords(routedHostnames([service])) : undefined
  return viewState(
    findings,
    loadBalancerPath(view, findings),
    `Ready, ${through ?? count(endpoints.total, 'endpoint', 'endpoints')}`,
  )
}

export function floatingIpState(view: FloatingIpView | Unreadable, context: RuleContext): ViewState {
  const findings = floatingIpFindings(view, context)
  if (view.kind === 'Unreadable') return unreadableState('Floating IP', view, findings)
  return viewState(findings, floatingIpPath(view, findings), 'Ready')
}

export function gatewayRouteState(view: GatewayRouteView, context: RuleContext): ViewState {
  const findings = gatewayRouteFindings(view, context)
  return viewState(findings, gatewayRoutePath(view, findings), 'Ready')
}

export function projectNetworkState(view: ProjectNetworkView, context: RuleContext): ViewState {
  const findings = projectNetworkFindings(view, context)
  return viewState(findings, outboundPath(view, findings), 'Ready, reaches out')
}

/** Nothing of its way is known but its name. */
function unreadableState(kind: string, { meta }: Unreadable, findings: readonly Finding[]): ViewState {
  const hop = { state: 'unknown', kind, name: meta.name, reason: 'The object cannot be read' } as const
  return viewState(findings, path([hop]), '')
}
