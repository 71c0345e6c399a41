import type { FloatingIpView } from '../../joins/views.ts'
import { list } from '../../words.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef } from './fip-facts.ts'

/** Its External IP serves somebody else: a floating IP needs one to itself. */
export const addressTakenRule = rule({
  id: 'floating-ip/address-taken',
  title: 'Its External IP is used by something else',
  source: ['failures.md row 33', 'kube-dc.md §2.1, §13'],
  needs: ['floating-ips', 'external-ips', 'services'],
  explains: ['floating-ip/not-ready'],
  check: (view: FloatingIpView) => {
    const { fip, eip, takenBy, name, networkType } = view
    if (fip.ready || eip.state !== 'found' || takenBy.length === 0) return undefined
    const subject = fipRef(view)
    const ip = eip.object
    const holders = list(
      takenBy.map(({ type, name }) => (type === 'way-out' ? 'the way out of the Project' : name)),
    )
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${ip.meta.name} is taken by ${holders}`,
      short: `No address: ${ip.meta.name} is taken by ${holders}`,
      explanation: `A floating IP needs an External IP to itself, and ${ip.meta.name} serves ${holders}.`,
      evidence: [
        fact(refTo('ExternalIp', ip.meta), 'status.ownershipType', ip.ownership),
        fact(refTo('ExternalIp', ip.meta), 'status.owners', holders),
        fact(subject, 'status.ready', 'false'),
      ],
      remedies: [
        {
          words: `Create an External IP and ${name} on it`,
          action: {
            type: 'create-external-ip',
            networkType: networkType === 'unknown' ? undefined : networkType,
          },
        },
        { words: `Open ${ip.meta.name}`, action: { type: 'open-external-ip', name: ip.meta.name } },
      ],
    }
  },
})
