import type { LoadBalancerView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** A Service with `autodelete` goes by itself once it stays without endpoints. Said before it happens. */
export const autodeleteRule = rule({
  id: 'load-balancer/autodelete',
  title: 'The platform will delete it while it has no endpoint',
  source: ['failures.md row 16', 'kube-dc.md §4.1, §12'],
  needs: ['services', 'endpoint-slices'],
  check: ({ service, endpoints, name }: LoadBalancerView) => {
    if (!service.asks.autodelete || !endpoints.known || endpoints.total > 0) return undefined
    const subject = refTo('Service', service.meta)
    return {
      severity: 'notice',
      certainty: 'likely',
      subject,
      title: `${name} will be deleted while it has no endpoint`,
      short: 'Will be deleted: autodelete is on and it has no endpoint',
      explanation: `Its annotation autodelete tells the platform to delete the Service once it stays without endpoints. An address made for it goes with it.`,
      evidence: [fact(subject, 'annotation autodelete', 'true'), fact(subject, 'endpoints', 0)],
      remedies: [{ words: `Take the annotation autodelete off ${name}` }],
    }
  },
})
