import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './SmallTable.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface SmallColumn<T> {
  readonly id: string
  readonly header: string
  readonly align?: 'start' | 'end'
  /** Stays in one line wherever the screen is wide enough: names, addresses, ports. */
  readonly whole?: boolean
  readonly cell: (row: T) => ReactNode
}

interface SmallTableProps<T> {
  /** Names the table: "Endpoints of telemetry". */
  label: string
  columns: readonly SmallColumn<T>[]
  rows: readonly T[]
  rowId: (row: T) => string
  /** `plain` inside a card: no frame, and headers only for those who do not see the columns. */
  look?: 'framed' | 'plain'
}

/** A few rows that belong to one thing: its endpoints, its ports. Lists of objects are a `DataTable`. */
export function SmallTable<T>({ label, columns, rows, rowId, look = 'framed' }: SmallTableProps<T>) {
  return (
    <div className={styles[look]}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, header, align }) => (
              <th key={id} scope="col" className={classes(align === 'end' && styles.end)}>
                {look === 'plain' ? <VisuallyHidden>{header}</VisuallyHidden> : header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map(({ id, align, whole, cell }) => (
                <td key={id} className={classes(align === 'end' && styles.end, whole && styles.whole)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
