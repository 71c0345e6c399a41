import { canChangePoolField } from '@kube-dc/networking/pool-changes/pool-edit'
import type { Cell } from '@kube-dc/networking/pools/cell'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { useLocation } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { Section } from '../../../parts/Card.tsx'
import { useOfflineReason } from '../../../session/use-access.ts'
import { usePlatformHere } from '../admin-context.ts'
import { keptHolderReason } from './address-actions.ts'
import { usePoolHere } from './pool-context.ts'
import styles from './Pools.module.css'

/** What can be done with one address, at the foot of its panel; what this person cannot do stays, with the reason. */
export function AddressActions({ cell }: { cell: Cell<AddressReport> }) {
  const { pool } = usePoolHere()
  const { access } = usePlatformHere()
  const { search } = useLocation()
  const offline = useOfflineReason()
  const { text, isExcluded, holders } = cell
  const isGateway = pool.blocks.some(
    ({ family, gateway }) => family === cell.family && gateway === cell.address,
  )
  const verdict = canChangePoolField('excludeIps', pool, access)
  const held = holders.filter(({ eip }) => eip !== undefined)
  if (isGateway && held.length === 0) return null
  return (
    <Section>
      <div className={styles.actions}>
        {held.map((holder) => (
          <ActionButton
            key={holder.meta.uid}
            look={keptHolderReason(holder, access) === undefined ? 'danger' : 'fill'}
            to={`${paths.deleteHolder(pool.name, text, holder.meta.name)}${search}`}
            disabledReason={keptHolderReason(holder, access) ?? offline}
            reasonPlace="beside"
          >
            {held.length === 1 ? 'Delete External IP…' : `Delete External IP ${holder.eip?.name}…`}
          </ActionButton>
        ))}
        {!isGateway && (
          <ActionButton
            to={paths.changeExclusions(pool.name, { do: isExcluded ? 'release' : 'reserve', address: text })}
            disabledReason={verdict.allowed ? offline : verdict.reason}
            reasonPlace="beside"
          >
            {isExcluded ? 'Release this address…' : 'Reserve this address…'}
          </ActionButton>
        )}
      </div>
    </Section>
  )
}
