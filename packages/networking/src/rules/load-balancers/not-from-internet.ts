import type { LoadBalancerView } from '../../joins/views.ts'
import { routedHostnames, throughWords } from '../../through-gateway.ts'
import { fact, refTo } from '../finding.ts'
import { sentence } from '../../words.ts'
import { rule } from '../rule.ts'

/** A load balancer on a cloud address, which people take for a public one. */
export const lbNotFromInternetRule = rule({
  id: 'load-balancer/not-from-internet',
  title: 'Its address is a cloud address, which the Internet does not reach',
  source: ['failures.md row 27', 'kube-dc.md §1, §4.2'],
  needs: ['services', 'external-ips', 'installation'],
  check: ({ service, networkType, address, binding, name }: LoadBalancerView) => {
    if (address === undefined || networkType !== 'cloud') return undefined
    const subject = refTo('Service', service.meta)
    const routed = service.asks.exposeRoute !== undefined
    const through = throughWords(routedHostnames([service]))
    return {
      severity: 'info',
      certainty: 'proven',
      subject,
      title: `${address} is ${through ?? 'not reachable from the Internet'}`,
      short: sentence(through ?? 'not reachable from the Internet'),
      explanation: routed
        ? `The address of ${name} is a private one of the platform. Its gateway route is how the Internet reaches it.`
        : `The address of ${name} is a private one of the platform: only what is inside the platform reaches it.`,
      evidence: [
        binding.eip.state === 'found'
          ? fact(refTo('ExternalIp', binding.eip.object.meta), 'network type', 'cloud')
          : fact(subject, 'status.loadBalancer.ingress', `${address}, in a cloud pool`),
      ],
      remedies: routed
        ? []
        : [
            // A gateway route is one too, where public addresses are not offered.
            {
              words: `Choose a way to ${name} from the Internet`,
              action: { type: 'expose', target: `service/${name}` },
            },
          ],
    }
  },
})
