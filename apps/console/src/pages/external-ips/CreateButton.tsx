import { canCreateExternalIp } from '@kube-dc/networking/external-ips/create'
import { Plus } from 'lucide-react'
import { useLocation } from 'react-router'
import { paths, withListState } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useSession } from '../../session/session-query.ts'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { usePublicQuota } from '../networking/use-organization.ts'
import { useProject } from '../project/project-context.ts'

/** The way to a new External IP; where this person may not make one, it says why. */
export function CreateButton() {
  const { params, project, namespace } = useProject()
  const { installation } = useSession()
  const { search } = useLocation()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const { quota } = usePublicQuota()
  const verdict = canCreateExternalIp({ access, project, installation, quota, now: 0 })
  return (
    <ActionButton
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={withListState(paths.createExternalIp(params), search)}
      disabledReason={verdict.allowed ? offline : verdict.reason}
    >
      Create External IP
    </ActionButton>
  )
}
