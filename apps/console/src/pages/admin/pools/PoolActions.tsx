import { canChangePoolField, type PoolField } from '@kube-dc/networking/pool-changes/pool-edit'
import type { Pool } from '@kube-dc/networking/pools/pool'
import { paths } from '../../../app/paths.ts'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { useOfflineReason } from '../../../session/use-access.ts'
import { usePlatformHere } from '../admin-context.ts'

/** What can be changed about a pool; who may not is told why, once. */
export function PoolActions({ pool }: { pool: Pool }) {
  const { access } = usePlatformHere()
  const offline = useOfflineReason()
  const blocked = (field: PoolField) => {
    const verdict = canChangePoolField(field, pool, access)
    return verdict.allowed ? offline : verdict.reason
  }
  return (
    <>
      <ActionButton to={paths.changePool(pool.name)} disabledReason={blocked('mtu')} reasonPlace="hidden">
        Change MTU…
      </ActionButton>
      <ActionButton to={paths.changeExclusions(pool.name)} disabledReason={blocked('excludeIps')}>
        Reserve or release addresses…
      </ActionButton>
    </>
  )
}
