import type { ProjectNetworkView } from '../../joins/views.ts'
import { DEFAULT_GATEWAY_NAME } from '../../model/external-ip.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'

/** The External IP through which the whole Project reaches out is gone; the platform makes it anew. */
export const noWayOutRule = rule({
  id: 'project-network/no-way-out',
  title: 'The External IP of the way out does not exist',
  source: ['kube-dc.md §7, §12'],
  needs: ['external-ips', 'projects'],
  check: ({ defaultGateway, name, project }: ProjectNetworkView) => {
    if (defaultGateway.state !== 'absent') return undefined
    const young = project?.ready === false
    return {
      severity: young ? 'waiting' : 'broken',
      certainty: 'proven',
      subject: { kind: 'Project', name },
      title: `${name} has no way out: ${DEFAULT_GATEWAY_NAME} does not exist`,
      short: 'No way out',
      explanation: young
        ? 'The platform is still making the Project.'
        : 'Nothing in the Project reaches anything outside. The platform makes it anew, possibly with another address.',
      evidence: [fact({ kind: 'ExternalIp', name: DEFAULT_GATEWAY_NAME }, 'object', 'absent')],
      remedies: young
        ? []
        : [{ words: 'If it does not come back within minutes, tell the platform’s operators' }],
    }
  },
})
