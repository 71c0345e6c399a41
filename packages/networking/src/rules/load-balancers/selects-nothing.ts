import type { LoadBalancerView } from '../../joins/views.ts'
import { count } from '../../words.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { selectorWords } from './selector-words.ts'

/** No Pod has the labels that it selects; with what would match, where something nearly does. */
export const selectsNothingRule = rule({
  id: 'load-balancer/selects-nothing',
  title: 'Its selector matches no pod',
  source: ['failures.md row 7', 'kube-dc.md §12'],
  needs: ['services', 'endpoint-slices', 'pods'],
  explains: ['load-balancer/none-ready', 'load-balancer/autodelete'],
  check: ({ service, endpoints, selection, name }: LoadBalancerView) => {
    if (!endpoints.known || endpoints.total > 0 || !selection?.known || selection.pods > 0) return undefined
    const subject = refTo('Service', service.meta)
    const selector = selectorWords(service)
    const [near] = selection.nearMisses
    const hint = near
      ? `${count(near.pods, 'pod', 'pods')} would match ${near.label}=${near.found}.`
      : 'No pod has labels close to it.'
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${name} selects ${selector}, and no pod matches`,
      short: near
        ? `No pod matches; ${near.pods} would match ${near.label}=${near.found}`
        : `No pod matches ${selector}`,
      explanation: `Connections to ${name} are refused, because nothing stands behind it. ${hint}`,
      evidence: [
        fact(subject, 'spec.selector', selector),
        fact(subject, 'pods that match, counted now', 0),
        ...selection.nearMisses.map(({ label, found, pods }) =>
          fact(subject, 'pods that nearly match', `${pods} with ${label}=${found}`),
        ),
      ],
      remedies: near
        ? [{ words: `Select ${near.label}=${near.found} instead of ${near.label}=${near.wanted}` }]
        : [{ words: `Start what should answer, or correct the selector of ${name}` }],
    }
  },
})
