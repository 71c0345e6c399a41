import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './QuotaMeter.module.css'

interface QuotaMeterProps {
  /** Of what: "Public IPv4". */
  label: string
  used: number
  /** Absent: there is none. */
  limit?: number | undefined
  /** Asked for beyond the limit. */
  waiting?: number
  /** Whose, of what age, who holds them. */
  children?: ReactNode
}

/** How much of a limit is used. Full is said in a word and in stripes, and more than full in figures. */
export function QuotaMeter({ label, used, limit, waiting = 0, children }: QuotaMeterProps) {
  const id = useId()
  const full = limit !== undefined && used >= limit
  const figures =
    limit === undefined
      ? `${used.toLocaleString('en')}, no limit`
      : `${used.toLocaleString('en')} of ${limit.toLocaleString('en')}${waiting > 0 ? `, ${waiting.toLocaleString('en')} waiting` : ''}`
  return (
    <div className={styles.quota}>
      <div className={styles.line}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        <span>{figures}</span>
      </div>
      {limit !== undefined && (
        <div
          role="meter"
          aria-labelledby={id}
          aria-valuemin={0}
          aria-valuemax={Math.max(limit, used)}
          aria-valuenow={used}
          aria-valuetext={full ? `${figures}, full` : figures}
          className={classes(styles.meter, full && styles.full)}
        >
          <span className={styles.bar} style={{ width: `${share(used, limit)}%` }} />
        </div>
      )}
      <p className={styles.words}>
        {full && <b>Full.</b>} {children}
      </p>
    </div>
  )
}

/** Per cent; a limit of 0 is full with nothing in it. */
function share(used: number, limit: number): number {
  return used >= limit ? 100 : (100 * used) / limit
}
