import type { LoadBalancerView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** Annotations that only a Service of type LoadBalancer gets an answer to. */
export const notALoadBalancerRule = rule({
  id: 'load-balancer/not-a-load-balancer',
  title: 'It asks for an address or a route and is not of type LoadBalancer',
  source: ['failures.md row 15', 'kube-dc.md §4.2, §12'],
  needs: ['services'],
  explains: [
    'load-balancer/address-taken',
    'load-balancer/no-such-address',
    'load-balancer/no-address',
    'load-balancer/not-from-internet',
  ],
  check: ({ service, name }: LoadBalancerView) => {
    if (service.type === 'LoadBalancer') return undefined
    const subject = refTo('Service', service.meta)
    const { bindOnEip, bindOnDefaultGateway, exposeRoute } = service.asks
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${name} is of type ${service.type}, so nothing exposes it`,
      short: `Not exposed: type is ${service.type}`,
      explanation:
        'Its annotations ask for an address or a route, and the platform answers them only on Services of type LoadBalancer.',
      evidence: [
        fact(subject, 'spec.type', service.type),
        ...(bindOnEip === undefined ? [] : [fact(subject, 'annotation bind-on-eip', bindOnEip)]),
        ...(bindOnDefaultGateway ? [fact(subject, 'annotation bind-on-default-gw-eip', 'true')] : []),
        ...(exposeRoute === undefined ? [] : [fact(subject, 'annotation expose-route', exposeRoute)]),
      ],
      remedies: [{ words: `Change the type of ${name} to LoadBalancer` }],
    }
  },
})
