import { ChevronRight } from 'lucide-react'
import {
  PureComponent,
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { classes } from '../classes.ts'
import { TabStop, useTabStop } from '../tab-stop.ts'
import styles from './Grid.module.css'
import type { Entry } from './row-view.ts'
import { showChange } from './show-change.ts'
import type { Column } from './types.ts'

/** What all rows of one table share; a new object only when the columns that fit have changed. */
export interface RowShared<T> {
  readonly columns: readonly Column<T>[]
  /** The column whose cell is the row's link. */
  readonly naming: Column<T> | undefined
  readonly href: (row: T) => string
  /** Goes to a row's details. */
  readonly open: (row: T) => void
  readonly activate: (id: string, index: number) => void
  /** Undefined where rows cannot be chosen. */
  readonly toggle: ((entry: Entry<T>) => void) | undefined
  readonly blocked: ((row: T) => string | undefined) | undefined
  /** Undefined where rows do not expand. */
  readonly expandLabel: string | undefined
  readonly expand: (id: string) => void
  readonly isQuietChange: ((row: T) => boolean) | undefined
}

interface GridRowProps<T> {
  entry: Entry<T>
  shared: RowShared<T>
  /** Place among all rows, from 0. */
  index: number
  /** Pixels from the top of the body. */
  top: number
  active: boolean
  opened: boolean
  /** Undefined where rows cannot be chosen. */
  chosen: boolean | undefined
  /** Undefined where rows do not expand. */
  expanded: boolean | undefined
  /** Id of what the row shows under itself while it is expanded. */
  expansionId: string | undefined
}

/** Moves focus among the row itself and the controls in it. */
function moveInside(row: HTMLElement, step: 1 | -1): void {
  const stops = [row, ...row.querySelectorAll<HTMLElement>('a, button, input')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus()
}

function Row<T>(props: GridRowProps<T>) {
  const { entry, shared, index, top, active, opened, chosen, expanded } = props
  const element = useRef<HTMLDivElement>(null)
  const { open, activate, toggle, expand, isQuietChange } = shared

  useEffect(() => {
    if (element.current && !isQuietChange?.(entry.row)) showChange(element.current, entry.arrivedAt)
  }, [entry, isQuietChange])

  function onClick(event: MouseEvent): void {
    const control = event.target instanceof Element && event.target.closest('a, button, input, label')
    // Marking text to copy it is not a click on the row.
    if (control || event.defaultPrevented || document.getSelection()?.isCollapsed === false) return
    open(entry.row)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const right = event.key === 'ArrowRight'
    if (right || event.key === 'ArrowLeft') {
      event.preventDefault()
      // On the row itself they expand and collapse first; the controls come after.
      if (event.target === event.currentTarget && expanded === !right) expand(entry.id)
      else moveInside(event.currentTarget, right ? 1 : -1)
    }
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') open(entry.row)
    if (event.key === ' ' && toggle) {
      event.preventDefault()
      toggle(entry)
    }
  }

  const place: CSSProperties = { transform: `translateY(${top}px)` }
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-current={opened || undefined}
      data-row={entry.id}
      className={classes(styles.row, expanded && styles.expanded, (opened || chosen) && styles.marked)}
      style={place}
      tabIndex={active ? 0 : -1}
      onFocus={() => activate(entry.id, index)}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <TabStop value={active ? 0 : -1}>
        {expanded !== undefined && (
          <ExpandCell id={entry.id} shared={shared} expanded={expanded} controls={props.expansionId} />
        )}
        {chosen !== undefined && <ChooseCell entry={entry} shared={shared} chosen={chosen} active={active} />}
        <Cells entry={entry} shared={shared} />
      </TabStop>
    </div>
  )
}

interface ExpandCellProps {
  id: string
  shared: Pick<RowShared<never>, 'expandLabel' | 'expand'>
  expanded: boolean
  controls: string | undefined
}

function ExpandCell({ id, shared, expanded, controls }: ExpandCellProps) {
  const tabStop = useTabStop()
  return (
    <div role="gridcell" className={styles.choose}>
      <button
        type="button"
        className={styles.expander}
        aria-label={shared.expandLabel}
        aria-expanded={expanded}
        aria-controls={controls}
        tabIndex={tabStop}
        onClick={() => shared.expand(id)}
      >
        <ChevronRight />
      </button>
    </div>
  )
}

interface ChooseCellProps<T> {
  entry: Entry<T>
  shared: RowShared<T>
  chosen: boolean
  active: boolean
}

function ChooseCell<T>({ entry, shared, chosen, active }: ChooseCellProps<T>) {
  const reason = shared.blocked?.(entry.row)
  return (
    <div role="gridcell" className={styles.choose}>
      <label className={styles.target}>
        <input
          type="checkbox"
          className={styles.checkbox}
          checked={chosen}
          aria-label={reason ?? 'Choose'}
          title={reason}
          aria-disabled={reason !== undefined || undefined}
          tabIndex={active ? 0 : -1}
          onChange={() => shared.toggle?.(entry)}
        />
      </label>
    </div>
  )
}

interface CellsProps<T> {
  entry: Entry<T>
  shared: RowShared<T>
}

/** Rendered only when the row object or the columns change. */
function PlainCells<T>({ entry: { row }, shared }: CellsProps<T>) {
  return shared.columns.map((column) => (
    <div
      key={column.id}
      role={column.names ? 'rowheader' : 'gridcell'}
      className={classes(styles.cell, column.align === 'end' && styles.end)}
    >
      {column.names ? (
        <>
          <RowLink row={row} shared={shared} column={column} tabStop={-1} />
          {column.aside?.(row)}
        </>
      ) : (
        column.cell(row)
      )}
    </div>
  ))
}

interface RowLinkProps<T> {
  row: T
  shared: RowShared<T>
  column: Column<T>
  /** -1 in rows, which are tab stops themselves and open by Enter. */
  tabStop: 0 | -1
}

/**
 * A true link, for new tabs and copying; a plain click goes the table's way, which keeps filter and scroll position. A
 * plain element too: a router's link resolves its address anew for each row and renders at each navigation.
 */
export function RowLink<T>({ row, shared, column, tabStop }: RowLinkProps<T>) {
  return (
    <a
      href={shared.href(row)}
      className={styles.name}
      tabIndex={tabStop}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        shared.open(row)
      }}
    >
      {column.cell(row)}
    </a>
  )
}

// Pure classes where others use `memo`, which would lose the type parameter.
class Cells<T> extends PureComponent<CellsProps<T>> {
  override render() {
    return <PlainCells {...this.props} />
  }
}

/** One row, rendered only when something of its own changes. */
export class GridRow<T> extends PureComponent<GridRowProps<T>> {
  override render() {
    return <Row {...this.props} />
  }
}
