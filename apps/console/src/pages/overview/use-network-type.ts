import { networkTypeOf } from '@kube-dc/networking/external-ips/network'
import type { ProjectNetworkView } from '@kube-dc/networking/joins/views'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'

/** The Project's type; those who may not read Projects know it from the External IP of its way out, which has the same. */
export function useNetworkType(view: ProjectNetworkView | undefined): NetworkType | 'unknown' {
  const { project: listed } = useProject()
  const { installation } = useSession()
  const told = view?.project?.egressNetworkType ?? listed.egressNetworkType ?? 'unknown'
  if (told !== 'unknown' || view?.defaultGateway.state !== 'found') return told
  return networkTypeOf(view.defaultGateway.object, installation)
}
