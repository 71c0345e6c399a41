import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Column, Facet, Selection, TableState } from './types.ts'

export interface DataTableProps<T> {
  /** Names the grid: "External IPs". */
  label: string
  /** Singular, for "No External IP matches …". */
  thing: string
  columns: readonly Column<T>[]
  /** Undefined while loading. A row that changed is a new object; one that did not is the same object. */
  rows: readonly T[] | undefined
  rowId: (row: T) => string
  /** Details of a row. */
  href: (row: T) => string
  /** Id of the row whose details are open. */
  openId?: string | undefined
  state: TableState
  onTableState: (state: TableState) => void
  facets?: readonly Facet<T>[]
  filterPlaceholder: string
  /** What a row is under 760 px: the inside of its card, without the link. */
  card: (row: T) => ReactNode
  /** Rows that this person changed just now do not flash. */
  isOwnChange?: (row: T) => boolean
  selection?: Selection
  /** Shown instead of the filter while rows are selected: bulk actions. */
  bulkBar?: ReactNode
  /** Instead of rows when there are none at all. */
  empty: ReactNode
  /** Over the rows: partly readable, stale. */
  notice?: ReactNode
  /** Under the table. */
  foot?: ReactNode
}

/** The one table of the console. */
export function DataTable<T>({ rows = [], columns, rowId, href, empty }: DataTableProps<T>) {
  if (rows.length === 0) return <>{empty}</>
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={rowId(row)}>
            {columns.map((column) => (
              <td key={column.id}>
                {column.names ? <Link to={href(row)}>{column.cell(row)}</Link> : column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
