import type {
  FloatingIpView,
  GatewayRouteView,
  LoadBalancerView,
  ProjectNetworkView,
} from '../joins/views.ts'
import { floatingIpPath } from '../paths/floating-ip-path.ts'
import { gatewayRoutePath } from '../paths/gateway-route-path.ts'
import { loadBalancerPath } from '../paths/load-balancer-path.ts'
import { outboundPath } from '../paths/outbound-path.ts'
import {
  floatingIpFindings,
  gatewayRouteFindings,
  loadBalancerFindings,
  projectNetworkFindings,
} from '../rules/catalogue.ts'
import type { RuleContext } from '../rules/rule.ts'
import { count } from '../words.ts'
import { viewState, type ViewState } from './view-state.ts'

/** How each joined view does. Depends on the view, the Project's facts and the time only, so it is remembered by them. */

export function loadBalancerState(view: LoadBalancerView, context: RuleContext): ViewState {
  const findings = loadBalancerFindings(view, context)
  const ready = `Ready, ${count(view.endpoints.total, 'endpoint', 'endpoints')}`
  return viewState(findings, loadBalancerPath(view, findings), ready)
}

export function floatingIpState(view: FloatingIpView, context: RuleContext): ViewState {
  const findings = floatingIpFindings(view, context)
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
