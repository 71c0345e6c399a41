import { useEffect, useState, type CSSProperties } from 'react'
import styles from './SkeletonRows.module.css'

/** Faster answers show no skeleton at all: a flicker is worse than nothing. */
const DELAY_MS = 100

interface SkeletonRowsProps {
  /** CSS widths of the bars of one row, at the final widths of what comes. */
  columns: readonly string[]
  rows?: number
}

/** Bars where rows will stand, so that nothing moves when they arrive. */
export function SkeletonRows({ columns, rows = 5 }: SkeletonRowsProps) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), DELAY_MS)
    return () => clearTimeout(timer)
  }, [])

  const grid: CSSProperties = { gridTemplateColumns: columns.join(' ') }
  return (
    <div className={styles.skeleton} aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} style={grid}>
          {shown && columns.map((_width, column) => <i key={column} className={styles.bar} />)}
        </div>
      ))}
    </div>
  )
}
