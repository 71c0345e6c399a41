import { useMemo, type ReactNode } from 'react'
import { DataTable } from '../../parts/data-table/DataTable.tsx'
import type {
  CardLines,
  Column,
  Expansion,
  Facet,
  Selection,
  TableState,
} from '../../parts/data-table/types.ts'
import type { UrlTableSpec } from '../../parts/data-table/url-state.ts'
import { Empty } from '../../parts/Empty.tsx'
import { personKey, useSession } from '../../session/session-query.ts'

/** How a list of the provider's side looks, at module scope. */
export interface AdminTableSpec<T extends object> {
  /** Names the grid: "Pools". */
  readonly label: string
  /** Singular, inside a sentence. */
  readonly thing: string
  /** What this person's columns are remembered by, among all tables of the console: "pools". */
  readonly name: string
  /** What the file of an export is called; absent: the name. */
  readonly exportName?: string
  readonly columns: readonly Column<T>[]
  readonly facets: readonly Facet<T>[]
  readonly spec: UrlTableSpec
  readonly rowId: (row: T) => string
  readonly card: (row: T) => CardLines
  readonly href: (row: T) => string
  readonly filterPlaceholder: string
  /** What such a thing is, for whoever sees none. */
  readonly what: string
  /** Absent: no change of a row flashes, as rows are made anew by much that is no change of what they tell of. */
  readonly isQuietChange?: (row: T) => boolean
  readonly expansion?: Expansion<T>
}

interface AdminTableProps<T extends object> {
  table: AdminTableSpec<T>
  /** As `useUrlTableState` has it for the table's `spec`. */
  control: readonly [TableState, (state: TableState) => void]
  /** Undefined while they have not arrived. */
  rows: readonly T[] | undefined
  openId?: string | undefined
  /** In place of the table's own, where their options are only known with the rows. */
  facets?: readonly Facet<T>[]
  /** What it means that there is none. */
  none: string
  foot?: ReactNode
  selection?: Selection<T>
  /** In place of the filter while rows are chosen. */
  bulkBar?: ReactNode
}

/** One list of the provider's side. */
export function AdminTable<T extends object>(props: AdminTableProps<T>) {
  const { table, rows, openId, facets = table.facets, none, foot, selection, bulkBar } = props
  const { person } = useSession()
  const [state, setState] = props.control
  const settings = useMemo(() => ({ person: personKey(person), table: table.name }), [person, table.name])
  return (
    <DataTable
      label={table.label}
      thing={table.thing}
      columns={table.columns}
      facets={facets}
      rowId={table.rowId}
      card={table.card}
      rows={rows}
      href={table.href}
      openId={openId}
      state={state}
      onTableState={setState}
      filterPlaceholder={table.filterPlaceholder}
      isQuietChange={table.isQuietChange ?? always}
      {...(table.expansion && { expansion: table.expansion })}
      {...(selection && { selection, bulkBar })}
      settings={settings}
      exportName={table.exportName ?? table.name}
      empty={<Empty what={table.what} here={none} />}
      foot={foot}
    />
  )
}

function always(): boolean {
  return true
}
