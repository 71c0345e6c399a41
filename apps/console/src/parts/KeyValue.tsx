import type { ReactNode } from 'react'
import styles from './KeyValue.module.css'

/** Facts of one object: pairs of `Fact`. */
export function KeyValue({ children }: { children: ReactNode }) {
  return <dl className={styles.list}>{children}</dl>
}

/** One fact; the value may hold chips, links and quieter words. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  )
}
