import type { ReactNode } from 'react'
import styles from './KeyValue.module.css'

/** Facts of one object: pairs of `Fact`. */
export function KeyValue({ children }: { children: ReactNode }) {
  return <dl className={styles.list}>{children}</dl>
}

/** A few facts in one line, under a picture: pairs of `ShortFact`. */
export function FactLine({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>
}

/** One short fact: a chip, an address, a number. */
export function ShortFact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** One fact; the value may hold chips, links and quieter words. */
export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  )
}
