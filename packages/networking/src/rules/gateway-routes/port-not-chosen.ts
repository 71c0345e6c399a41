import type { GatewayRouteView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { routeName, serviceRef } from './route-facts.ts'

/** The routed port: not told on a Service with several, or one that the Service does not have. */
export const portNotChosenRule = rule({
  id: 'gateway-route/port-not-chosen',
  title: 'Its port is not chosen, or not one of the Service',
  source: ['failures.md row 41', 'kube-dc.md §4.1, §12'],
  needs: ['services'],
  explains: ['gateway-route/no-hostname', 'gateway-route/backend-refused'],
  check: (view: GatewayRouteView) => {
    const { service, name } = view
    const asked = service.asks.routePort
    const subject = serviceRef(view)
    const ports = service.ports.map(({ port, name }) =>
      name === undefined ? `${port}` : `${port} (${name})`,
    )
    const words = ports.join(', ') || 'none'
    if (asked !== undefined && !service.ports.some(({ port }) => String(port) === asked)) {
      return {
        severity: 'broken' as const,
        certainty: 'proven' as const,
        subject,
        title: `${name} has no port ${asked} to route`,
        short: `Routes port ${asked}, which ${name} does not have`,
        explanation: `The route asks for port ${asked} and the Service has ${words}. It takes a number of the Service’s own ports, not a target port.`,
        evidence: [fact(subject, 'annotation route-port', asked), fact(subject, 'spec.ports', words)],
        remedies: [{ words: `Set route-port to one of ${words}` }],
      }
    }
    if (asked !== undefined || service.ports.length < 2) return undefined
    return {
      severity: 'notice' as const,
      certainty: 'proven' as const,
      subject,
      title: `${routeName(view)} leads to the first of ${service.ports.length} ports, because none is chosen`,
      short: `Leads to port ${String(view.port)}: none of ${service.ports.length} is chosen`,
      explanation: `${name} has ${words}. Without a choice the first counts, and that changes when the ports are written in another order.`,
      evidence: [fact(subject, 'annotation route-port', 'absent'), fact(subject, 'spec.ports', words)],
      remedies: [{ words: `Set the annotation route-port of ${name}` }],
    }
  },
})
