import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Beside.module.css'

interface BesideProps {
  /** At the right; below where there is no room. */
  aside: ReactNode
  /** `page`: cards of the Overview. `row`: under an expanded row, with its finding at the right. */
  of?: 'page' | 'row'
  children: ReactNode
}

/** The main thing, with what belongs to it at its side. */
export function Beside({ aside, of = 'page', children }: BesideProps) {
  return (
    <div className={classes(styles.beside, styles[of])}>
      <div className={styles.stack}>{children}</div>
      {aside !== undefined && <div className={styles.stack}>{aside}</div>}
    </div>
  )
}
