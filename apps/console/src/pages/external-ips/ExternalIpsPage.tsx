import { canCreateExternalIp } from '@kube-dc/networking/external-ips/create'
import { quotaSentence } from '@kube-dc/networking/quota'
import { Plus } from 'lucide-react'
import { useLocation } from 'react-router'
import { paths, withListState } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useNow } from '../../parts/clock.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useSession } from '../../session/session-query.ts'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { NetworkList } from '../networking/NetworkList.tsx'
import { usePublicQuota } from '../networking/use-organization.ts'
import { useProject } from '../project/project-context.ts'
import { TABLE } from './columns.tsx'

const WHAT =
  'An External IP is an address from a pool. Load balancers and floating IPs are reached through it.'

/** The External IPs of a Project; creating, details and deleting are routes over it. */
export function Component() {
  return <NetworkList kind="external-ips" table={TABLE} actions={CREATE} empty={<Nothing />} foot={FOOT} />
}

function CreateButton() {
  const { params, project, namespace } = useProject()
  const { installation } = useSession()
  const { search } = useLocation()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const { quota } = usePublicQuota()
  const verdict = canCreateExternalIp({ access, project, installation, quota, now: 0 })
  return (
    <ActionButton
      look="primary"
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={withListState(paths.createExternalIp(params), search)}
      disabledReason={verdict.allowed ? offline : verdict.reason}
    >
      Create External IP
    </ActionButton>
  )
}

function Nothing() {
  const { params } = useProject()
  return <Empty what={WHAT} here={`${params.project} has none yet.`} action={<CreateButton />} />
}

function Foot() {
  const { quota, loading } = usePublicQuota()
  const sentence = useNow((now) => (loading ? '' : quotaSentence(quota, now)))
  return <>{sentence} Cloud addresses stay inside the platform and are not limited by your plan.</>
}

// One element for all renders, so that each follows its own news only.
const CREATE = <CreateButton />
const FOOT = <Foot />
