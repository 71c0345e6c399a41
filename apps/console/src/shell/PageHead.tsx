import type { ReactNode } from 'react'
import styles from './PageHead.module.css'

export interface PageHeadProps {
  title: string
  /** One line on what is here. */
  sub?: ReactNode
  /** The way to what Learn says about the page. */
  learn?: ReactNode
  /** At the right: the tab's own create. */
  actions?: ReactNode
  /** `TabLinks`. */
  tabs?: ReactNode
}

/** Title, actions and tabs of a page. */
export function PageHead({ title, sub, learn, actions, tabs }: PageHeadProps) {
  return (
    <div className={styles.head}>
      <div className={styles.row}>
        <h1>{title}</h1>
        {sub !== undefined && <span className={styles.sub}>{sub}</span>}
        {learn !== undefined && <span className={styles.learn}>{learn}</span>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {tabs !== undefined && <div className={styles.tabs}>{tabs}</div>}
    </div>
  )
}

/** The body under a head, with the page's padding. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>
}
