import { useId, type ReactNode } from 'react'
import styles from './Card.module.css'

interface CardProps {
  title: string
  /** Quieter words after the title. */
  sub?: ReactNode
  /** At the right of the title. */
  action?: ReactNode
  children: ReactNode
}

/** A titled plane on the page. */
export function Card({ title, sub, action, children }: CardProps) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        {sub !== undefined && <span className={styles.sub}>{sub}</span>}
        {action !== undefined && <span className={styles.action}>{action}</span>}
      </header>
      <div className={styles.body}>{children}</div>
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
