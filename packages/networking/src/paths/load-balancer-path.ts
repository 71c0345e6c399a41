import type { LoadBalancerView } from '../joins/views.ts'
import type { Finding } from '../rules/finding.ts'
import { addressHop, causedState, clientHop, endpointsHop, rootCause } from './hops.ts'
import { path, type Path, type PathHop } from './path.ts'

/** Rules about what stands behind a Service; all others about a Service are about its address and ports. */
const BEHIND: ReadonlySet<string> = new Set([
  'load-balancer/target-stopped',
  'load-balancer/labels-on-vm',
  'load-balancer/selects-nothing',
  'load-balancer/port-name-unknown',
  'load-balancer/none-ready',
])

/** Client, External IP, load balancer, endpoints. */
export function loadBalancerPath(view: LoadBalancerView, findings: readonly Finding[]): Path {
  const [address, service, endpoints] = loadBalancerHops(view, findings)
  return path([clientHop(view.networkType)], [address], [service, portChange(view)], [endpoints])
}

/** The stations from the External IP on; a gateway route passes them too. */
export function loadBalancerHops(
  view: LoadBalancerView,
  findings: readonly Finding[],
): readonly [address: PathHop, service: PathHop, endpoints: PathHop] {
  const { binding, address, name } = view
  const own = ({ rule, subject }: Finding) => subject.kind === 'Service' && rule.startsWith('load-balancer/')
  const behind = rootCause(findings, (finding) => own(finding) && BEHIND.has(finding.rule))
  const front = rootCause(findings, (finding) => own(finding) && !BEHIND.has(finding.rule))
  const ports = view.service.ports.map(({ protocol, port }) => `${port}/${protocol}`).join(', ')
  const base = {
    kind: 'Load balancer',
    name,
    ref: { view: 'load-balancers', name },
    ...(ports !== '' && { detail: ports }),
  } as const
  const service: PathHop = front
    ? { ...base, state: causedState(front), reason: front.short }
    : address === undefined
      ? { ...base, state: 'waiting', reason: 'Waits for its address' }
      : { ...base, state: 'ok' }
  return [
    addressHop(binding.eip, findings, binding.wanted, address),
    service,
    endpointsHop(view.endpoints, behind),
  ]
}

/** "to 8080", where a single port changes on the way in. */
function portChange({ service }: LoadBalancerView): string | undefined {
  const [only, ...rest] = service.ports
  return only === undefined || rest.length > 0 || only.targetPort === only.port
    ? undefined
    : `to ${only.targetPort}`
}
