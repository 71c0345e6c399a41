import { canChangePoolField, POOL_FIELDS, type PoolField } from '@kube-dc/networking/pool-changes/pool-edit'
import type { Pool } from '@kube-dc/networking/pools/pool'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Text } from '../../../parts/Text.tsx'
import styles from '../../networking/forms/forms.module.css'
import { usePlatformHere } from '../admin-context.ts'

/** Everything of a pool that this form does not change, each with the reason. */
export function FixedFields({ pool }: { pool: Pool }) {
  return (
    <div className={styles.fixed} role="group" aria-label="What stays as it is">
      {POOL_FIELDS.map((field) => (
        <FixedField key={field} field={field} pool={pool} />
      ))}
    </div>
  )
}

const FIELDS: Readonly<Record<PoolField, { label: string; value: (pool: Pool) => string | undefined }>> = {
  name: { label: 'Name', value: ({ name }) => name },
  networkType: { label: 'Network type', value: ({ networkType }) => networkType },
  cidr: { label: 'CIDR', value: ({ subnet }) => subnet.cidr },
  gateway: { label: 'Gateway', value: ({ subnet }) => subnet.gateway },
  vlan: { label: 'VLAN', value: ({ subnet }) => subnet.vlan },
  mtu: { label: 'MTU', value: ({ subnet }) => subnet.mtu?.toString() },
  excludeIps: { label: 'Reserved addresses', value: ({ subnet }) => subnet.excludeIps.join(', ') },
}

/** A field that is not changed here, with the reason; nothing where it is. */
function FixedField({ field, pool }: { field: PoolField; pool: Pool }) {
  const { access } = usePlatformHere()
  const verdict = canChangePoolField(field, pool, access)
  const { label, value } = FIELDS[field]
  if (field === 'mtu') return null
  return (
    <Text as="p" size="s">
      <Text strong>{label}</Text>: <Text mono>{value(pool) ?? 'none'}</Text>.{' '}
      {verdict.allowed ? (
        <Link to={paths.changeExclusions(pool.name)}>Reserve or release addresses</Link>
      ) : (
        verdict.reason
      )}
    </Text>
  )
}
