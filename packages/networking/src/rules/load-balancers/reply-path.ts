import type { LoadBalancerView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** A public floating IP on an endpoint of a cloud load balancer takes the replies out by the public gateway. */
export const lbReplyPathRule = rule({
  id: 'load-balancer/reply-path',
  title: 'A public floating IP leads its replies out another way',
  source: ['failures.md row 31', 'kube-dc.md §6, §12'],
  needs: ['services', 'endpoint-slices', 'external-ips', 'floating-ips'],
  check: ({ service, conflicts, endpoints, name }: LoadBalancerView) => {
    const [first] = conflicts
    if (!first) return undefined
    const subject = refTo('Service', service.meta)
    const fips = list([...new Set(conflicts.map(({ floatingIp }) => floatingIp))])
    const all = new Set(conflicts.map(({ address }) => address)).size >= endpoints.total
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `Replies of ${name} leave through the floating IP ${fips}`,
      short: `Broken by the floating IP ${fips} on ${all ? 'its endpoint' : 'one of its endpoints'}`,
      explanation: `${first.address} stands behind ${name} on a cloud address and has the public floating IP ${first.floatingIp}. Everything it sends goes out by the public gateway, so the answers to connections of ${name} never arrive.`,
      evidence: conflicts.flatMap(({ floatingIp, address }) => [
        fact({ kind: 'FloatingIp', name: floatingIp }, 'status.resolvedTargetIP', address),
        fact(subject, 'endpoint', address),
      ]),
      remedies: [
        { words: `Use one of both: delete ${first.floatingIp}, or take the target out of ${name}` },
        // A Service is never bound anew: what that would do is not defined (kube-dc.md §13, 6).
        {
          words: `Make a public way to the target of ${name}`,
          action: { type: 'expose', target: `service/${name}` },
        },
      ],
    }
  },
})
