import { ChevronDown, ChevronUp } from 'lucide-react'
import { memo } from 'react'
import { classes } from '../classes.ts'
import { PlainButton } from '../PlainButton.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import styles from './Grid.module.css'
import type { Column, SortState } from './types.ts'

/** What the header needs of a column. */
type HeaderColumn = Pick<Column<never>, 'id' | 'header' | 'align'> & { readonly sortValue?: unknown }

interface HeaderRowProps {
  /** Names the column of expanders; undefined where rows do not expand. */
  expandLabel: string | undefined
  columns: readonly HeaderColumn[]
  sort: SortState
  onSort: (sort: SortState) => void
  /** Undefined where rows cannot be chosen. */
  chosen: 'all' | 'some' | 'none' | undefined
  onChooseAll: () => void
}

/** Names of the columns; those that sort are buttons. */
export const HeaderRow = memo(function HeaderRow({
  expandLabel,
  columns,
  sort,
  onSort,
  chosen,
  onChooseAll,
}: HeaderRowProps) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {expandLabel !== undefined && (
          <div role="columnheader">
            <VisuallyHidden>{expandLabel}</VisuallyHidden>
          </div>
        )}
        {chosen !== undefined && (
          <div role="columnheader" className={styles.choose}>
            <label className={styles.target}>
              <input
                type="checkbox"
                className={styles.checkbox}
                aria-label="Choose all rows shown"
                checked={chosen === 'all'}
                ref={(input) => {
                  if (input) input.indeterminate = chosen === 'some'
                }}
                onChange={onChooseAll}
              />
            </label>
          </div>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  )
})

interface HeaderCellProps {
  column: HeaderColumn
  sort: SortState
  onSort: (sort: SortState) => void
}

function HeaderCell({ column, sort, onSort }: HeaderCellProps) {
  const className = classes(styles.headCell, column.align === 'end' && styles.end)
  if (!column.sortValue) {
    return (
      <div role="columnheader" className={className}>
        {column.header === '' ? <VisuallyHidden>Actions</VisuallyHidden> : column.header}
      </div>
    )
  }
  const direction = sort.column === column.id ? sort.direction : undefined
  const Arrow = direction === 'descending' ? ChevronDown : ChevronUp
  return (
    <div role="columnheader" className={className} aria-sort={direction ?? 'none'}>
      <PlainButton
        className={classes(styles.sort, direction && styles.sorted)}
        onClick={() =>
          onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
        }
      >
        {column.header}
        {direction && <Arrow size={12} />}
      </PlainButton>
    </div>
  )
}
