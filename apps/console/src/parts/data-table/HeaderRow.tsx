import { ChevronDown, ChevronUp } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { classes } from '../classes.ts'
import { Hint, type Words } from '../Hint.tsx'
import { PlainButton } from '../PlainButton.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import styles from './Grid.module.css'
import type { Column, SortState } from './types.ts'

/** What the header needs of a column. */
type HeaderColumn = Pick<Column<never>, 'id' | 'header' | 'hint' | 'align'> & { readonly sortValue?: unknown }

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
        {column.header === '' ? <VisuallyHidden>Actions</VisuallyHidden> : <HeaderWord column={column} />}
      </div>
    )
  }
  const direction = sort.column === column.id ? sort.direction : undefined
  const Arrow = direction === 'descending' ? ChevronDown : ChevronUp
  return (
    <div role="columnheader" className={className} aria-sort={direction ?? 'none'}>
      <Explained hint={column.hint}>
        {(describedBy) => (
          <PlainButton
            className={classes(styles.sort, direction && styles.sorted)}
            aria-describedby={describedBy}
            onClick={() =>
              onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
            }
          >
            <span className={column.hint === undefined ? undefined : styles.explained}>{column.header}</span>
            {direction && <Arrow size={12} />}
          </PlainButton>
        )}
      </Explained>
    </div>
  )
}

/** The word of a column that does not sort: something to stop at where there is more to say. */
function HeaderWord({ column: { header, hint } }: { column: HeaderColumn }) {
  if (hint === undefined) return header
  return (
    <Hint words={hint}>
      {(trigger) => (
        <PlainButton className={styles.explained} {...trigger}>
          {header}
        </PlainButton>
      )}
    </Hint>
  )
}

interface ExplainedProps {
  hint: Words | undefined
  children: (describedBy: string | undefined) => ReactNode
}

function Explained({ hint, children }: ExplainedProps) {
  if (hint === undefined) return children(undefined)
  return <Hint words={hint}>{({ 'aria-describedby': describedBy }) => children(describedBy)}</Hint>
}
