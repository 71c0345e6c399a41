import type { ProjectNetworkView } from '../joins/views.ts'
import { DEFAULT_GATEWAY_NAME } from '../model/external-ip.ts'
import type { Finding } from '../rules/finding.ts'
import { addressHop, hiddenReason } from './hops.ts'
import { path, type Path, type PathHop } from './path.ts'

/** The Project's way out: pods and VMs, router, SNAT, External IP, Internet (kube-dc.md §7). */
export function outboundPath(
  { name, project, defaultGateway }: ProjectNetworkView,
  findings: readonly Finding[],
): Path {
  const address = addressHop(defaultGateway, findings, DEFAULT_GATEWAY_NAME, undefined)
  return path(
    [
      {
        state: 'end',
        kind: 'Pods and VMs of',
        name,
        ...(project?.cidr !== undefined && { detail: project.cidr }),
      },
    ],
    [
      {
        state: 'hidden',
        kind: 'Project router',
        reason: 'The platform runs it',
        platform: true,
        ...(project?.gatewayAddress !== undefined && { detail: project.gatewayAddress }),
      },
    ],
    [translationHop(defaultGateway), address.detail === undefined ? undefined : `as ${address.detail}`],
    [address],
    [{ state: 'end', kind: 'To', name: 'Internet' }],
  )
}

/** The rule itself is the platform's to see; that the address names it as its user proves that it exists. */
function translationHop(gateway: ProjectNetworkView['defaultGateway']): PathHop {
  const kind = 'Address translation'
  if (gateway.state === 'hidden')
    return { state: 'hidden', kind, reason: hiddenReason(gateway.sight, 'External IPs') }
  if (gateway.state !== 'found')
    return { state: 'unknown', kind, name: 'SNAT', reason: 'Without its address nothing tells' }
  const { owners, ready } = gateway.object
  if (!owners.some(({ type }) => type === 'Snat')) {
    return { state: 'unknown', kind, name: 'SNAT', reason: 'The address does not name it as its user' }
  }
  return ready
    ? { state: 'ok', kind, name: 'SNAT' }
    : { state: 'waiting', kind, name: 'SNAT', reason: 'Waits for its address' }
}
