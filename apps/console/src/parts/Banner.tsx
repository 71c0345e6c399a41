import type { ReactNode } from 'react'
import styles from './Banner.module.css'

/** One quiet sentence over the page, such as that the lab serves it. */
export function Banner({ children }: { children: ReactNode }) {
  return <div className={styles.banner}>{children}</div>
}
