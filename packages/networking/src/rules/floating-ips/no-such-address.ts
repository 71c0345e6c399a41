import type { FloatingIpView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** It takes an External IP by a name that nothing has. */
export const fipNoSuchAddressRule = rule({
  id: 'floating-ip/no-such-address',
  title: 'It takes an External IP that does not exist',
  source: ['failures.md row 1', 'kube-dc.md §2.2, §13'],
  needs: ['floating-ips', 'external-ips'],
  explains: ['floating-ip/not-ready'],
  check: (view: FloatingIpView) => {
    const { fip, eip, name } = view
    const wanted = fip.requestedEip
    if (wanted === undefined || eip.state !== 'absent') return undefined
    const subject = fipRef(view)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${name} waits for ${wanted}, which does not exist`,
      short: `No address: there is no External IP ${wanted}`,
      explanation: `It takes the External IP ${wanted}, and this Project has none of that name. A floating IP cannot be changed; it can be made anew.`,
      evidence: [
        fact(subject, 'spec.eip', wanted),
        fact({ kind: 'ExternalIp', name: wanted }, 'object', 'absent'),
      ],
      remedies: [
        {
          words: `Create an External IP named ${wanted}`,
          action: { type: 'create-external-ip', name: wanted, networkType: fip.requestedType },
        },
        { words: `Delete ${name} and create it on an External IP of this Project` },
      ],
    }
  },
})
