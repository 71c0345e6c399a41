import type { GatewayRouteView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { routeName, serviceRef } from './route-facts.ts'

/** Kube-DC makes HTTPRoutes only, and gRPC does not pass them. */
export const grpcRule = rule({
  id: 'gateway-route/grpc',
  title: 'It leads to gRPC, which the Gateway does not pass on',
  source: ['failures.md row 43', 'kube-dc.md §5, §12'],
  needs: ['services', 'installation'],
  check: (view: GatewayRouteView, { installation }) => {
    if (installation.gatewayRoutesGrpc || view.way === 'tls-passthrough') return undefined
    const port = view.service.ports.find(({ port }) => port === view.port)
    if (!port || !/grpc|h2c/i.test(`${port.name ?? ''} ${port.appProtocol ?? ''}`)) return undefined
    const subject = serviceRef(view)
    return {
      severity: 'notice',
      certainty: 'likely',
      subject,
      title: `${routeName(view)} leads to gRPC, which does not pass the Gateway`,
      short: 'gRPC does not pass the Gateway',
      outcome: 'gRPC does not pass the Gateway',
      explanation: `The platform makes an HTTP route for ${view.name}, and gRPC calls fail on it. A load balancer passes them.`,
      evidence: [
        fact(
          subject,
          'spec.ports[]',
          [port.name, port.appProtocol, String(port.port)].filter((text) => text !== undefined).join(', '),
        ),
      ],
      remedies: [{ words: `Use the address of ${view.name} for gRPC, or tls-passthrough` }],
    }
  },
})
