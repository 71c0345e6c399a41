import { useId, type ReactNode } from 'react'
import styles from './Card.module.css'

interface CardProps {
  title: string
  /** Quieter words after the title. */
  sub?: ReactNode
  /** At the right of the title. */
  action?: ReactNode
  /** Facts under a hairline, such as `FactLine`. */
  foot?: ReactNode
  /** The contents bring their own padding: lists whose rows reach from edge to edge. */
  flush?: boolean
  children: ReactNode
}

/** A titled plane on the page. */
export function Card({ title, sub, action, foot, flush = false, children }: CardProps) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        {sub !== undefined && <span className={styles.sub}>{sub}</span>}
        {action !== undefined && <span className={styles.action}>{action}</span>}
      </header>
      <div className={flush ? undefined : styles.body}>{children}</div>
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </section>
  )
}

interface SectionProps {
  title?: string
  /** At the right of the title. */
  action?: ReactNode
  children: ReactNode
}

/** A part of a panel, set apart by a hairline. */
export function Section({ title, action, children }: SectionProps) {
  return (
    <section className={styles.section}>
      {title !== undefined && (
        <h3 className={styles.sectionTitle}>
          {title}
          {action !== undefined && <span className={styles.action}>{action}</span>}
        </h3>
      )}
      {children}
    </section>
  )
}
