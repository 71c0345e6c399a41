import type {
  FloatingIpView,
  GatewayRouteView,
  LoadBalancerView,
  ProjectNetworkView,
} from '../joins/views.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { deletingRule } from './external-ips/deleting.ts'
import { idleRule } from './external-ips/idle.ts'
import { notFromInternetRule } from './external-ips/not-from-internet.ts'
import { notReadyRule } from './external-ips/not-ready.ts'
import { notReportedRule } from './external-ips/not-reported.ts'
import { poolFullRule } from './external-ips/pool-full.ts'
import { quotaSpentRule } from './external-ips/quota-spent.ts'
import { typeImpossibleRule } from './external-ips/type-impossible.ts'
import type { Finding } from './finding.ts'
import { GATEWAY_ROUTE_RULES } from './gateway-routes.ts'
import { FLOATING_IP_RULES } from './floating-ips.ts'
import { foldedFindings } from './fold.ts'
import { LOAD_BALANCER_RULES } from './load-balancers.ts'
import { PROJECT_NETWORK_RULES } from './project-network.ts'
import type { RuleContext } from './rule.ts'
import { unreadableExternalIpRule, unreadableFloatingIpRule, unreadableServiceRule } from './unreadable.ts'

/** Rules about External IPs, likeliest root causes first: the order among findings of equal severity. */
export const EXTERNAL_IP_RULES = [
  deletingRule,
  typeImpossibleRule,
  quotaSpentRule,
  poolFullRule,
  notReportedRule,
  notReadyRule,
  idleRule,
  notFromInternetRule,
] as const

export const UNREADABLE_RULES = [
  unreadableExternalIpRule,
  unreadableServiceRule,
  unreadableFloatingIpRule,
] as const

/** Every rule there is: for diagnosis, for the documentation, and for the test that demands cases and a source of each. */
export const CATALOGUE = [
  ...UNREADABLE_RULES,
  ...EXTERNAL_IP_RULES,
  ...LOAD_BALANCER_RULES,
  ...FLOATING_IP_RULES,
  ...GATEWAY_ROUTE_RULES,
  ...PROJECT_NETWORK_RULES,
] as const

export type RuleId = (typeof CATALOGUE)[number]['id']

/**
 * What the rules notice about one External IP: root causes first by severity, each followed by what it explains
 * (`causedBy`).
 */
export function externalIpFindings(ip: ExternalIp | Unreadable, context: RuleContext): readonly Finding[] {
  return ip.kind === 'Unreadable'
    ? foldedFindings([unreadableExternalIpRule], ip, context)
    : foldedFindings(EXTERNAL_IP_RULES, ip, context)
}

/** About a load balancer: also what keeps its External IP from working, with what follows folded under it. */
export function loadBalancerFindings(
  view: LoadBalancerView | Unreadable,
  context: RuleContext,
): readonly Finding[] {
  if (view.kind === 'Unreadable') return foldedFindings([unreadableServiceRule], view, context)
  const { eip } = view.binding
  const upstream = eip.state === 'found' ? externalIpFindings(eip.object, context) : []
  return foldedFindings(LOAD_BALANCER_RULES, view, context, upstream)
}

/** About a floating IP: also what keeps its External IP from working. */
export function floatingIpFindings(
  view: FloatingIpView | Unreadable,
  context: RuleContext,
): readonly Finding[] {
  if (view.kind === 'Unreadable') return foldedFindings([unreadableFloatingIpRule], view, context)
  const upstream = view.eip.state === 'found' ? externalIpFindings(view.eip.object, context) : []
  return foldedFindings(FLOATING_IP_RULES, view, context, upstream)
}

/** About a gateway route: also what keeps the load balancer behind it from working. */
export function gatewayRouteFindings(view: GatewayRouteView, context: RuleContext): readonly Finding[] {
  return foldedFindings(GATEWAY_ROUTE_RULES, view, context, loadBalancerFindings(view.loadBalancer, context))
}

/** About a Project's network as a whole: also what keeps its way out from working. */
export function projectNetworkFindings(view: ProjectNetworkView, context: RuleContext): readonly Finding[] {
  const { defaultGateway } = view
  const upstream = defaultGateway.state === 'found' ? externalIpFindings(defaultGateway.object, context) : []
  return foldedFindings(PROJECT_NETWORK_RULES, view, context, upstream)
}
