import { useEffect, useState, type CSSProperties } from 'react'
import { classes } from './classes.ts'
import styles from './SkeletonRows.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Faster answers show no skeleton at all: a flicker is worse than nothing. */
const DELAY_MS = 100

interface SkeletonRowsProps {
  /** CSS widths of the bars of one row, at the final widths of what comes. */
  columns: readonly string[]
  rows?: number
  /** `card` for lists of cards under 760 px. */
  form?: 'row' | 'card'
}

/** Bars where rows will stand, so that nothing moves when they arrive. */
export function SkeletonRows({ columns, rows = 5, form = 'row' }: SkeletonRowsProps) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), DELAY_MS)
    return () => clearTimeout(timer)
  }, [])

  const grid: CSSProperties = { gridTemplateColumns: columns.join(' ') }
  return (
    <div aria-busy="true">
      {shown && <VisuallyHidden>Loading</VisuallyHidden>}
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes(styles.row, form === 'card' && styles.card)} style={grid}>
          {shown && columns.map((_width, column) => <i key={column} className={styles.bar} />)}
        </div>
      ))}
    </div>
  )
}
