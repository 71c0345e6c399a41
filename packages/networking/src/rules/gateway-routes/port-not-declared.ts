import type { GatewayRouteView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import {
  NOTHING_ANSWERS,
  undeclaredFacts,
  undeclaredRemedies,
  undeclaredShort,
  undeclaredWords,
} from '../undeclared-words.ts'
import { serviceRef } from './route-facts.ts'

/** The routed port leads to a number that no matching pod declares for TCP; that the route is accepted says nothing about it. */
export const routedPortNotDeclaredRule = rule({
  id: 'gateway-route/port-not-declared',
  title: 'The port that it leads to is a number that the pods do not declare',
  source: ['failures.md row 10'],
  needs: ['services', 'pods'],
  check: (view: GatewayRouteView) => {
    const { selection } = view.loadBalancer
    const found = selection?.undeclaredPorts.find(
      ({ port, protocol }) => port === view.port && protocol === 'TCP',
    )
    if (!selection?.known || !found) return undefined
    const subject = serviceRef(view)
    const { leads, declared } = undeclaredFacts(found)
    return {
      severity: 'notice',
      certainty: 'likely',
      subject,
      title: undeclaredWords(view.name, found),
      short: undeclaredShort(found),
      outcome: NOTHING_ANSWERS,
      explanation:
        'The Gateway has the route and passes it on. If nothing listens on that port, visitors get 503.',
      evidence: [
        fact(subject, 'spec.ports[].targetPort', leads),
        fact(subject, 'ports of the matching pods', declared),
      ],
      remedies: undeclaredRemedies(view.name, found),
    }
  },
})
