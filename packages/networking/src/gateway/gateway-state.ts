import type { Finding } from '../rules/finding.ts'
import type { JudgedGateway } from './gateway-findings.ts'
import { conditionOf, type AttachedRoute, type ListenerView } from './gateway-view.ts'

/** How a listener or a route is, by what was found about it, else by what the controller says. */
export interface GatewayState {
  readonly state: 'ok' | 'waiting' | 'broken' | 'unknown'
  readonly reason: string
}

/** Findings about one listener: those whose evidence names it first among listeners, as it is no object of its own. */
export function findingsOfListener(
  { listener: { name } }: ListenerView,
  findings: readonly Finding[],
): readonly Finding[] {
  return findings.filter(({ evidence }) =>
    evidence.find(({ field }) => field.startsWith('listener '))?.field.startsWith(`listener ${name}, `),
  )
}

/** Findings about one route, also those that it shares with others. */
export function findingsOfRoute(
  { route: { kind, meta } }: AttachedRoute,
  findings: readonly Finding[],
): readonly Finding[] {
  return findings.filter(({ evidence }) =>
    evidence.some(
      ({ object }) =>
        object.kind === kind && object.namespace === meta.namespace && object.name === meta.name,
    ),
  )
}

/** A Gateway itself: one listener or route that does not work makes it no less ready for the others. */
export function gatewayState({ gateway, findings }: JudgedGateway): GatewayState {
  const own = findings.filter(({ rule }) => rule === 'gateway/gateway-not-programmed')
  const programmed = conditionOf(gateway.conditions, 'Programmed')?.status === 'True'
  return stateOf(own, programmed, 'Programmed')
}

export function listenerState(view: ListenerView, findings: readonly Finding[]): GatewayState {
  const programmed = conditionOf(view.listener.conditions, 'Programmed')?.status === 'True'
  return stateOf(findingsOfListener(view, findings), programmed, 'Working')
}

export function routeState(attached: AttachedRoute, findings: readonly Finding[]): GatewayState {
  const accepted = attached.parents.some(
    ({ conditions }) => conditionOf(conditions, 'Accepted')?.status === 'True',
  )
  return stateOf(findingsOfRoute(attached, findings), accepted, 'Accepted')
}

function stateOf(findings: readonly Finding[], isProven: boolean, words: string): GatewayState {
  const worst = findings.find(({ severity }) => severity === 'broken') ?? findings[0]
  if (worst) return { state: worst.severity === 'broken' ? 'broken' : 'waiting', reason: worst.short }
  return isProven ? { state: 'ok', reason: words } : { state: 'unknown', reason: 'Not reported on' }
}
