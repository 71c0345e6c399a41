import type { LoadBalancerView } from '../../joins/views.ts'
import { DEFAULT_GATEWAY_NAME } from '../../model/external-ip.ts'
import { isNetworkType } from '../../model/network-type.ts'
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
    const asked = service.asks.networkType
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
        // The platform makes the way out of a Project, and nobody else may (kube-dc.md §7).
        wanted === DEFAULT_GATEWAY_NAME
          ? { words: `Tell the platform’s operators: it makes ${wanted} with the Project` }
          : {
              words: `Create an External IP named ${wanted}`,
              action: {
                type: 'create-external-ip',
                name: wanted,
                networkType: isNetworkType(asked) ? asked : undefined,
              },
            },
        { words: `Bind ${name} to an External IP of this Project` },
      ],
    }
  },
})
