import { ownersWords, ownerWords } from '@kube-dc/networking/external-ips/owners'
import { Text } from '../../parts/Text.tsx'
import type { ExternalIpRow } from './rows.ts'
import styles from './UsedBy.module.css'

/** Who uses an address, in one line: the first by name, and how many more; all of them on hover. */
export function UsedBy({ row: { ip } }: { row: ExternalIpRow }) {
  if (ip.kind === 'Unreadable') return <Text tone="3">not readable</Text>
  const [first, ...more] = ip.owners
  if (!first) return <Text tone="3">nothing</Text>
  return (
    <span className={styles.line} title={ownersWords(ip)}>
      <span className={styles.first}>{ownerWords(first, ip.meta.namespace)}</span>
      {more.length > 0 && <span className={styles.more}>and {more.length} more</span>}
    </span>
  )
}
