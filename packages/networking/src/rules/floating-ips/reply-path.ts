import type { FloatingIpView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** The other side of a load balancer's broken reply path: this floating IP works and breaks that. */
export const fipReplyPathRule = rule({
  id: 'floating-ip/reply-path',
  title: 'It breaks a cloud load balancer on the same target',
  source: ['failures.md row 31', 'kube-dc.md §6, §12'],
  needs: ['floating-ips', 'services', 'endpoint-slices', 'external-ips'],
  check: (view: FloatingIpView) => {
    const { conflicts, name } = view
    const [first] = conflicts
    if (!first) return undefined
    const subject = fipRef(view)
    const services = list(conflicts.map(({ service }) => service))
    return {
      severity: 'notice',
      certainty: 'proven',
      subject,
      title: `${name} takes the replies of ${services} away`,
      short: `Breaks the load balancer ${services}`,
      outcome: `it takes the replies of ${services} away`,
      explanation: `${first.address} has this public floating IP and stands behind ${services} on a cloud address. Everything it sends goes out by the public gateway, also the answers to connections of ${services}, which never arrive.`,
      evidence: conflicts.map(({ service, address }) =>
        fact({ kind: 'Service', name: service }, 'endpoint', address),
      ),
      remedies: [
        { words: `Use one of both: delete ${name}, or take the target out of ${services}` },
        // A Service is never bound anew: what that would do is not defined (kube-dc.md §13, 6).
        {
          words: `Make a public way to the target of ${first.service}`,
          action: { type: 'expose', target: `service/${first.service}` },
        },
      ],
    }
  },
})
