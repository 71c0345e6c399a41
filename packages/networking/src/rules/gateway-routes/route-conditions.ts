import type { GatewayRouteView } from '../../joins/views.ts'
import type { Route } from '../../model/gateway-route.ts'
import type { Condition } from '../../model/object.ts'
import { conditionEvidence } from '../conditions.ts'
import { refTo, type Ref } from '../finding.ts'
import { rule } from '../rule.ts'
import { routeName, serviceRef } from './route-facts.ts'

interface Refusal {
  readonly condition: Condition
  readonly object: Ref
}

/** The first Gateway's condition of a type that is False. */
function refusal({ route }: GatewayRouteView, type: string): Refusal | undefined {
  if (route.state !== 'found') return undefined
  const found: Route = route.object
  for (const { conditions } of found.parents) {
    const condition = conditions.find((each) => each.type === type && each.status === 'False')
    if (condition) return { condition, object: refTo(found.kind, found.meta) }
  }
  return undefined
}

/** The Gateway does not take the route: usually its hostname is on no listener. */
export const notAcceptedRule = rule({
  id: 'gateway-route/not-accepted',
  title: 'The Gateway does not accept its route',
  source: ['failures.md row 37', 'kube-dc.md §5'],
  needs: ['services', 'http-routes', 'tls-routes'],
  explains: ['gateway-route/no-hostname'],
  check: (view: GatewayRouteView) => {
    const refused = refusal(view, 'Accepted')
    if (!refused) return undefined
    const { condition, object } = refused
    const hostname = condition.reason === 'NoMatchingListenerHostname'
    return {
      severity: 'broken',
      certainty: 'proven',
      subject: serviceRef(view),
      title: `The Gateway does not accept the route of ${routeName(view)}`,
      short: hostname
        ? 'Not found at the Gateway: no listener has this hostname'
        : 'The Gateway does not accept the route',
      explanation: hostname
        ? 'No listener of the Gateway has this hostname, so it answers “not found”.'
        : `The Gateway gives the reason ${condition.reason ?? 'unknown'} and answers “not found”.`,
      evidence: [conditionEvidence(object, condition)],
      remedies: [
        { words: `Correct the hostname of ${view.name}` },
        { words: 'If it is right, tell the platform’s operators what the condition says' },
      ],
    }
  },
})

/** The Gateway has the route and not what it leads to. */
export const backendRefusedRule = rule({
  id: 'gateway-route/backend-refused',
  title: 'The Gateway cannot use what its route leads to',
  source: ['failures.md row 39'],
  needs: ['services', 'http-routes', 'tls-routes'],
  check: (view: GatewayRouteView) => {
    const refused = refusal(view, 'ResolvedRefs')
    if (!refused) return undefined
    const { condition, object } = refused
    return {
      severity: 'broken',
      certainty: 'proven',
      subject: serviceRef(view),
      title: `The Gateway cannot use what ${routeName(view)} leads to`,
      short: `Answers with an error: ${condition.reason ?? 'its backend cannot be used'}`,
      explanation: `It gives the reason ${condition.reason ?? 'unknown'} and answers with an error. The backend may be missing, may not be allowed, or may have another port.`,
      evidence: [conditionEvidence(object, condition)],
      remedies: [{ words: `Check name and port of what ${view.name} routes` }],
    }
  },
})
