import type { LoadBalancerView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** It is bound to an External IP that a floating IP has to itself. */
export const lbAddressTakenRule = rule({
  id: 'load-balancer/address-taken',
  title: 'It is bound to an External IP that a floating IP has to itself',
  source: ['failures.md row 33', 'kube-dc.md §2.1, §13'],
  needs: ['services', 'external-ips'],
  explains: ['load-balancer/no-address'],
  check: ({ service, binding, address, name }: LoadBalancerView) => {
    if (address !== undefined || binding.wanted === undefined || binding.eip.state !== 'found')
      return undefined
    const ip = binding.eip.object
    const holder = ip.owners.find(({ type }) => type === 'FIp')
    if (ip.ownership !== 'Exclusive' || !holder) return undefined
    const subject = refTo('Service', service.meta)
    const object = refTo('ExternalIp', ip.meta)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${ip.meta.name} is taken by the floating IP ${holder.name}`,
      short: `No address: ${ip.meta.name} is taken by the floating IP ${holder.name}`,
      explanation: `A floating IP has its External IP to itself, so ${name} gets no address from ${ip.meta.name}.`,
      evidence: [
        fact(object, 'status.ownershipType', ip.ownership),
        fact(object, 'status.owners', `floating IP ${holder.name}`),
        fact(subject, 'status.loadBalancer.ingress', 'empty'),
      ],
      remedies: [
        // A Service is never bound anew: what that would do is not defined (kube-dc.md §13, 6).
        {
          words: `Make another way to the target of ${name}`,
          action: { type: 'expose', target: `service/${name}` },
        },
        { words: `Open ${ip.meta.name}`, action: { type: 'open-external-ip', name: ip.meta.name } },
        { words: `Delete ${name}`, action: { type: 'delete-load-balancer', name } },
      ],
    }
  },
})
