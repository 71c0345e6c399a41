import type { ReactNode } from 'react'
import styles from './Empty.module.css'

interface EmptyProps {
  /** One sentence on what the thing is. */
  what: string
  /** One sentence on this Project: "edge has none yet." */
  here: ReactNode
  /** One button. */
  action?: ReactNode
}

/** Nothing is there yet: what it would be, and the next step. */
export function Empty({ what, here, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <p>{what}</p>
      <p className={styles.here}>{here}</p>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}

interface NoMatchProps {
  /** Plural or singular name as in "No External IP matches". */
  thing: string
  /** The text that was typed, if any. */
  filter: string
  onClear: () => void
}

/** There are objects, and the filter leaves none of them. */
export function NoMatch({ thing, filter, onClear }: NoMatchProps) {
  return (
    <p className={styles.noMatch}>
      {filter === '' ? (
        <>No {thing} matches the chosen facets. </>
      ) : (
        <>
          No {thing} matches <code className={styles.filter}>{filter}</code>.{' '}
        </>
      )}
      <button type="button" className={styles.clear} onClick={onClear}>
        Clear filter
      </button>
    </p>
  )
}
