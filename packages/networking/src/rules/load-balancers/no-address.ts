import { DURATION, durationWords, elapsed } from '../../age.ts'
import type { LoadBalancerView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

const USUALLY_SET_AFTER = 2 * DURATION.minute

/** No address: usually because its External IP has none, which is then the cause; else the platform is not done. */
export const noAddressRule = rule({
  id: 'load-balancer/no-address',
  title: 'It has no address',
  source: ['failures.md row 2', 'kube-dc.md §4.2, §12'],
  needs: ['services', 'external-ips', 'clock'],
  followsFrom: ['ExternalIp'],
  check: ({ service, address, binding, name }: LoadBalancerView, { now }) => {
    if (address !== undefined || service.type !== 'LoadBalancer') return undefined
    const subject = refTo('Service', service.meta)
    const age = elapsed(service.meta.createdAt, now)
    const late = age !== undefined && age >= USUALLY_SET_AFTER
    const { eip } = binding
    const ip = eip.state === 'found' ? eip.object : undefined
    return {
      severity: late ? 'broken' : 'waiting',
      certainty: late ? 'likely' : 'proven',
      subject,
      title: late ? `${name} has no address for ${durationWords(age)}` : `${name} waits for its address`,
      short:
        ip && !ip.ready
          ? `No address: ${ip.meta.name} is not ready`
          : late
            ? 'No address'
            : 'Waiting for its address',
      explanation:
        ip && !ip.ready
          ? `It gets the address of ${ip.meta.name}, which is not ready.`
          : late
            ? 'The platform has given it no address, which is usually a matter of seconds. Nothing that can be seen here says why.'
            : 'The platform is giving it an address.',
      evidence: [
        fact(subject, 'status.loadBalancer.ingress', 'empty'),
        ...(ip ? [fact(refTo('ExternalIp', ip.meta), 'status.ready', String(ip.ready))] : []),
      ],
      remedies: ip
        ? [{ words: `Open ${ip.meta.name}`, action: { type: 'open-external-ip', name: ip.meta.name } }]
        : late
          ? [{ words: 'Read its events, then tell the platform’s operators what they say' }]
          : [],
    }
  },
})
