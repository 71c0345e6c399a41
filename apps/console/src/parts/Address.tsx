import styles from './Address.module.css'
import { CopyButton } from './CopyButton.tsx'

interface AddressProps {
  address: string | undefined
  /** Said where there is no address. */
  absent?: string
}

/** An address in monospace with its copy button; in rows the button shows on hover, focus and in the open row. */
export function Address({ address, absent = 'none yet' }: AddressProps) {
  if (address === undefined) return <span className={styles.absent}>{absent}</span>
  return (
    <span className={styles.address}>
      <span className={styles.value}>{address}</span>
      <span className={styles.copy} data-row-control>
        <CopyButton text={address} />
      </span>
    </span>
  )
}
