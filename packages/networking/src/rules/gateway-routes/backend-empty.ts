import type { GatewayRouteView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { routeName, serviceRef } from './route-facts.ts'

/** Nothing behind the Service: the Gateway answers 503 while every condition of the route stays fine. */
export const backendEmptyRule = rule({
  id: 'gateway-route/backend-empty',
  title: 'Nothing is ready behind it, though the route looks fine',
  source: ['failures.md row 38', 'kube-dc.md §4.3, §12'],
  needs: ['services', 'endpoint-slices'],
  followsFrom: ['Service', 'ExternalIp'],
  check: (view: GatewayRouteView) => {
    const { endpoints } = view.loadBalancer
    if (!endpoints.known || endpoints.ready > 0) return undefined
    const subject = serviceRef(view)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${routeName(view)} answers 503: nothing is ready behind it`,
      short: 'Answers 503: nothing is ready behind it',
      explanation: `The Gateway has the route and finds no endpoint of ${view.name} that is ready. The conditions of the route do not show this.`,
      evidence: [fact(subject, 'endpoints ready', `0 of ${endpoints.total}`)],
      remedies: [],
    }
  },
})
