import type { Finding } from '../rules/finding.ts'
import { worstFirst } from '../pools/pool-state.ts'
import type { GatewayRule } from './gateway-rule.ts'
import { gatewayViews, type GatewayFacts, type GatewayView } from './gateway-view.ts'
import {
  certificateExpiredRule,
  gatewayNotProgrammedRule,
  listenerNotProgrammedRule,
  listenerRefsRule,
} from './listener-rules.ts'
import { hostnameConflictRule, routeNotAcceptedRule, routeRefsRule } from './route-rules.ts'

/** Rules about the shared Gateway, those that hurt most first. */
export const GATEWAY_RULES = [
  gatewayNotProgrammedRule,
  listenerRefsRule,
  certificateExpiredRule,
  listenerNotProgrammedRule,
  hostnameConflictRule,
  routeNotAcceptedRule,
  routeRefsRule,
] as const

export type GatewayRuleId = (typeof GATEWAY_RULES)[number]['id']

/** A Gateway with what is wrong about it and what hangs on it. */
export interface JudgedGateway extends GatewayView {
  /** Worst first. */
  readonly findings: readonly Finding[]
}

/** Every Gateway with everything that is noticed about it. */
export function judgedGateways(facts: GatewayFacts): readonly JudgedGateway[] {
  return gatewayViews(facts).map((view) => ({ ...view, findings: findingsOf(view, facts) }))
}

function findingsOf(view: GatewayView, facts: GatewayFacts): readonly Finding[] {
  const rules: readonly GatewayRule[] = GATEWAY_RULES
  return worstFirst(
    rules.flatMap(({ id, check }) => check(view, facts).map((noticed) => ({ rule: id, ...noticed }))),
  )
}
