import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import { classes } from '../classes.ts'
import { NoMatch } from '../Empty.tsx'
import { SkeletonRows } from '../SkeletonRows.tsx'
import { useWide } from '../use-media.ts'
import { useSize } from '../use-size.ts'
import { useStable } from '../use-stable.ts'
import { CardList } from './CardList.tsx'
import { chooseAll, chosenOf } from './choose.ts'
import { ChosenBar } from './ChosenBar.tsx'
import styles from './DataTable.module.css'
import { FilterBar } from './FilterBar.tsx'
import { fitColumns, LEAD, tracks } from './fit-columns.ts'
import { GridBody } from './GridBody.tsx'
import { HeaderRow } from './HeaderRow.tsx'
import { createRowView, type Entry } from './row-view.ts'
import { TableTools } from './TableTools.tsx'
import type { CardLines, Column, Expansion, Facet, Selection, TableState } from './types.ts'
import { useAnnouncedCount } from './use-announced-count.ts'
import { useExpanded } from './use-expansion.ts'
import { useExport } from './use-export.ts'
import { useFocusReturn } from './use-focus-return.ts'
import { useRoving } from './use-roving.ts'
import { useRowShared } from './use-row-shared.ts'
import { useTableSettings, type SettingsOwner } from './use-table-settings.ts'

export interface DataTableProps<T extends object> {
  /** Names the grid: "External IPs". */
  label: string
  /** Singular, for "No External IP matches …". */
  thing: string
  /** At module scope, as are `facets`, `rowId`, `card`. */
  columns: readonly Column<T>[]
  facets?: readonly Facet<T>[]
  rowId: (row: T) => string
  card: (row: T) => CardLines
  /** Undefined while loading. A row that changed is a new object; one that did not is the same object. */
  rows: readonly T[] | undefined
  /** Address of a row's details, without a query: the page's own is kept. The same function as long as it says the same. */
  href: (row: T) => string
  /** Id of the row whose details are open. */
  openId?: string | undefined
  state: TableState
  onTableState: (state: TableState) => void
  filterPlaceholder: string
  /** Rows that nobody else changed just now do not flash. The same function as long as it says the same. */
  isQuietChange?: (row: T) => boolean
  selection?: Selection<T>
  /** In place of the filter while rows are chosen: bulk actions. */
  bulkBar?: ReactNode
  /** In place of everything when there are no rows at all. */
  empty: ReactNode
  /** Under the table. */
  foot?: ReactNode
  /** What rows show under themselves when they are expanded; not on cards, whose details have it. */
  expansion?: Expansion<T>
  /** Lets the person choose columns and the height of rows; absent: there is nothing to choose. */
  settings?: SettingsOwner
  /** Lets the person export what is shown; begins the name of the file: "nimbus-edge-external-ips". */
  exportName?: string
}

const NO_FACETS: readonly never[] = []
const NO_ENTRIES: readonly never[] = []
const NOBODY: SettingsOwner = { person: '', table: '' }
const TOP_BAR = 48
const HEADER = 32
/** Narrower tables are lists of cards. */
const LEAST_GRID = 560

/**
 * The one table of the console: sorts, filters, is used by keyboard (arrows, Home, End, Page keys, Enter opens, Space
 * chooses, `/` filters), shows only the rows in sight, and cards under 760 px. Its state comes from outside.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  // A component of its own, as what measures the table begins anew where there was nothing to measure.
  return props.rows?.length === 0 ? (
    <div className={classes(styles.frame, styles.message)}>{props.empty}</div>
  ) : (
    <Table {...props} />
  )
}

function Table<T extends object>(props: DataTableProps<T>) {
  const { columns, facets = NO_FACETS, rowId, rows, state, onTableState, selection, openId } = props
  const root = useRef<HTMLDivElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const { width } = useSize(root)
  const { height: barHeight } = useSize(bar)
  const wideWindow = useWide(760)
  // Beside a docked panel a table can be narrower than on a phone.
  const wide = wideWindow && (width === 0 || width >= LEAST_GRID)

  const viewOf = useMemo(() => createRowView({ columns, facets, rowId }), [columns, facets, rowId])
  const view = useMemo(() => (rows === undefined ? undefined : viewOf(rows, state)), [viewOf, rows, state])
  const entries: readonly Entry<T>[] = view?.entries ?? NO_ENTRIES

  const roving = useRoving(root, entries)
  useFocusReturn(openId, entries, roving)
  useAnnouncedCount(state, entries.length, rows?.length)

  const settings = useTableSettings(columns, props.settings ?? NOBODY)
  const selectable = selection !== undefined
  const leading = (selectable ? 1 : 0) + (props.expansion ? 1 : 0)
  const fitting = useFitting(settings.columns, width, leading)
  const [expandedIds, expand] = useExpanded()
  const shared = useRowShared(props, fitting, roving.activate, expand)
  const onExport = useExport(props.exportName, settings.columns, entries)

  // The same functions all the time, so that bar and header are not rendered for a change of a row.
  const setState = useStable(onTableState)
  const sortBy = useStable((sort: TableState['sort']) => onTableState({ ...state, sort }))
  const toggleAll = useStable(() => selection && chooseAll(selection, entries))
  const enterRows = useStable(() => {
    const index = roving.indexIn(entries)
    const entry = entries[index]
    if (entry) roving.focus(entry.id, index)
  })
  const focusFilter = useStable(() => bar.current?.querySelector('input')?.focus())

  // Custom properties cannot be given by `style` without a cast; set here, they are also read before the first paint.
  useLayoutEffect(() => {
    root.current?.style.setProperty('--columns', tracks(fitting, width, leading).join(' '))
    root.current?.style.setProperty('--lead', `${leading * LEAD}px`)
    root.current?.style.setProperty('--bar', `${barHeight}px`)
  }, [fitting, width, leading, barHeight])

  const choosing = selection !== undefined && selection.ids.size > 0
  const wasChoosing = useRef(choosing)
  useEffect(() => {
    // What ended the choice took the button that had focus along.
    if (wasChoosing.current && !choosing && document.activeElement === document.body) enterRows()
    wasChoosing.current = choosing
  }, [choosing, enterRows])
  const rowHeight = settings.compact ? 32 : 40
  const covered = TOP_BAR + barHeight + (wide ? HEADER : 0)
  const rowsOf =
    entries.length === 0 ? null : wide ? (
      <GridBody
        entries={entries}
        shared={shared}
        rowHeight={rowHeight}
        covered={covered}
        roving={roving}
        openId={openId}
        chosenIds={selection?.ids}
        expansion={props.expansion}
        expandedIds={expandedIds}
        onLeaveUp={focusFilter}
      />
    ) : (
      <CardList
        label={props.label}
        entries={entries}
        shared={shared}
        card={props.card}
        roving={roving}
        covered={covered}
        openId={openId}
      />
    )

  return (
    <div ref={root} className={classes(styles.table, settings.compact && styles.compact)}>
      <div ref={bar} className={styles.bar}>
        {choosing ? (
          <ChosenBar selection={selection} onCleared={enterRows}>
            {props.bulkBar}
          </ChosenBar>
        ) : (
          <FilterBar
            label={`Filter ${props.label}`}
            placeholder={props.filterPlaceholder}
            state={state}
            onTableState={setState}
            facets={facets}
            counts={view?.counts}
            shown={view && entries.length}
            total={view?.total ?? 0}
            onLeaveDown={enterRows}
          />
        )}
        {!choosing && wide && (
          <TableTools settings={props.settings && settings} onExport={view && onExport} />
        )}
      </div>
      <div className={styles.frame}>
        {wide ? (
          <div
            role="grid"
            aria-label={props.label}
            aria-rowcount={entries.length + 1}
            aria-multiselectable={selectable || undefined}
            aria-busy={!view || undefined}
          >
            <HeaderRow
              expandLabel={props.expansion?.label}
              columns={fitting}
              sort={state.sort}
              onSort={sortBy}
              chosen={chosenOf(selection, entries)}
              onChooseAll={toggleAll}
            />
            {rowsOf}
          </div>
        ) : (
          rowsOf
        )}
        {!view && (
          <SkeletonRows
            columns={wide ? tracks(fitting, width, leading) : ['2fr', '1fr']}
            form={wide ? 'row' : 'card'}
          />
        )}
        {view && entries.length === 0 && (
          <div className={styles.message}>
            <NoMatch
              thing={props.thing}
              filter={state.filter}
              onClear={() => {
                onTableState({ ...state, filter: '', facets: {} })
                // The button goes away with the words; focus stays near.
                focusFilter()
              }}
            />
          </div>
        )}
      </div>
      {props.foot !== undefined && <div className={styles.foot}>{props.foot}</div>}
    </div>
  )
}

/** The same array as long as the same columns fit. */
function useFitting<T>(columns: readonly Column<T>[], width: number, leading: number): readonly Column<T>[] {
  const fitting = fitColumns(columns, width, leading)
  const key = fitting.map(({ id }) => id).join()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for what fits
  return useMemo(() => fitting, [columns, key])
}
