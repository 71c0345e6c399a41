import type { LoadBalancerView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import {
  NOTHING_ANSWERS,
  undeclaredFacts,
  undeclaredRemedies,
  undeclaredShort,
  undeclaredWords,
} from '../undeclared-words.ts'

/** A `targetPort` by a number that no matching pod declares for its protocol: pods need not declare ports, so it is only likely wrong. */
export const portNotDeclaredRule = rule({
  id: 'load-balancer/port-not-declared',
  title: 'Its target port is a number that the pods do not declare',
  source: ['failures.md row 10'],
  needs: ['services', 'pods'],
  check: ({ service, selection, name }: LoadBalancerView) => {
    const [first] = selection?.undeclaredPorts ?? []
    if (!selection?.known || !first) return undefined
    const subject = refTo('Service', service.meta)
    return {
      severity: 'notice',
      certainty: 'likely',
      subject,
      title: undeclaredWords(name, first),
      short: undeclaredShort(first),
      outcome: NOTHING_ANSWERS,
      explanation: `Nothing keeps a program from listening on a port that its pod does not declare, but mostly it listens on those that it does.`,
      evidence: selection.undeclaredPorts
        .map(undeclaredFacts)
        .flatMap(({ leads, declared }) => [
          fact(subject, 'spec.ports[].targetPort', leads),
          fact(subject, 'ports of the matching pods', declared),
        ]),
      remedies: undeclaredRemedies(name, first),
    }
  },
})
