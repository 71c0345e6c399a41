import { CellLink } from '../../../parts/CellLink.tsx'
import type { Column } from '../../../parts/data-table/types.ts'
import { StateLine } from '../../../parts/StateLine.tsx'
import { Text } from '../../../parts/Text.tsx'
import { paths } from '../../../app/paths.ts'
import { STATE } from '../../networking/columns.tsx'
import type { Row } from '../../networking/rows.ts'
import type { TenantView } from './views.ts'

export type TenantRow<O> = Row<TenantView<O>>

function organization({ view: { place } }: TenantRow<unknown>): string | undefined {
  return place.project?.organization ?? place.organization?.meta.name
}

function project({ view: { place } }: TenantRow<unknown>): string | undefined {
  return place.project?.name
}

function ProjectCell({ row }: { row: TenantRow<unknown> }) {
  const { project: facts, namespace } = row.view.place
  if (!facts) return <Text tone="3">{`none, in ${namespace}`}</Text>
  const to = paths.overview({ organization: facts.organization, project: facts.name })
  return <CellLink to={to}>{facts.name}</CellLink>
}

/** Whose it is, in the lists of all tenants. */
export const TENANT_COLUMNS: readonly Column<TenantRow<unknown>>[] = [
  {
    id: 'organization',
    header: 'Organization',
    width: 112,
    grow: 1,
    cell: (row) => organization(row) ?? <Text tone="3">nobody’s</Text>,
    sortValue: organization,
    searchText: (row) => organization(row) ?? '',
  },
  {
    id: 'project',
    header: 'Project',
    width: 112,
    grow: 1,
    cell: (row) => <ProjectCell row={row} />,
    sortValue: project,
    searchText: (row) => project(row) ?? row.view.place.namespace,
  },
]

/** Nothing here shows findings: of 40,000 rows they would fill the tab's memory. Their Project's page has them. */
export const NOT_KEPT: readonly never[] = []

export const NO_MARKS: readonly never[] = []

/** Its state: among many tenants the words need the room that a path in small would take. */
export function TenantState({ row: { state } }: { row: TenantRow<unknown> }) {
  return <StateLine state={state.notice ? 'waiting' : state.state}>{state.reason}</StateLine>
}

export const TENANT_STATE: Column<TenantRow<unknown>> = {
  ...STATE,
  width: 210,
  cell: (row) => <TenantState row={row} />,
}

/** Whose it is, in one line: `nimbus / edge`. */
export function tenantWords(row: TenantRow<unknown>): string {
  const { project: facts, namespace } = row.view.place
  return facts ? `${facts.organization} / ${facts.name}` : namespace
}

/** Names repeat between Projects. */
export function rowId({ meta }: TenantRow<unknown>): string {
  return `${meta.namespace ?? ''}/${meta.name}`
}
