import type { LoadBalancerView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** It asks for an External IP by a name that nothing has; names count in its own namespace only. */
export const noSuchAddressRule = rule({
  id: 'load-balancer/no-such-address',
  title: 'It is bound to an External IP that does not exist',
  source: ['failures.md row 1', 'kube-dc.md §4.1, §12'],
  needs: ['services', 'external-ips'],
  explains: ['load-balancer/no-address'],
  check: ({ service, binding, address, name }: LoadBalancerView) => {
    const { wanted, eip } = binding
    if (wanted === undefined || eip.state !== 'absent' || address !== undefined) return undefined
    const subject = refTo('Service', service.meta)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${name} waits for ${wanted}, which does not exist`,
      short: `No address: there is no External IP ${wanted}`,
      explanation: `It is bound to the External IP ${wanted}, and this Project has none of that name. External IPs of other Projects do not count.`,
      evidence: [
        fact(
          subject,
          binding.way === 'default-gateway' ? 'annotation bind-on-default-gw-eip' : 'annotation bind-on-eip',
          wanted,
        ),
        fact({ kind: 'ExternalIp', name: wanted }, 'object', 'absent'),
      ],
      remedies: [
        { words: `Create an External IP named ${wanted}`, action: { type: 'create-external-ip' } },
        { words: `Bind ${name} to an External IP of this Project` },
      ],
    }
  },
})
