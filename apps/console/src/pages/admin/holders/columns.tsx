import { CELL_WORDS } from '@kube-dc/networking/pools/grid-words'
import { heldBy, heldSince } from '@kube-dc/networking/pools/holder-words'
import { paths } from '../../../app/paths.ts'
import { Age } from '../../../parts/Age.tsx'
import { CellLink } from '../../../parts/CellLink.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { WHAT_HOLDS } from '../pools/allocations.ts'
import { heldAddressColumn, heldStateFacet, holderColumns } from '../pools/holder-columns.tsx'
import type { HolderRow } from './rows.ts'

function pool({ report }: HolderRow): string {
  return report.meta.namespace ?? ''
}

function StateCell({ row: { state } }: { row: HolderRow }) {
  const bad = state === 'leaked' || state === 'conflict'
  return <StateText state={bad ? 'broken' : 'ok'}>{CELL_WORDS[state]}</StateText>
}

function organization({ report }: HolderRow): string | undefined {
  return report.project?.organization
}

function project({ report }: HolderRow): string | undefined {
  return report.project?.project
}

function Nobody({ row: { state } }: { row: HolderRow }) {
  return <Text tone="3">{state === 'leaked' ? 'nobody' : 'the platform'}</Text>
}

function ProjectCell({ row }: { row: HolderRow }) {
  const { project: of } = row.report
  if (!of) return null
  return <CellLink to={paths.externalIps(of)}>{of.project}</CellLink>
}

const COLUMNS: readonly Column<HolderRow>[] = [
  heldAddressColumn(
    ({ address }) => address,
    ({ rank }) => rank,
  ),
  {
    id: 'pool',
    header: 'Pool',
    width: 110,
    grow: 1,
    leaves: 3,
    cell: (row) => <CellLink to={paths.adminPool(pool(row))}>{pool(row)}</CellLink>,
    sortValue: pool,
    searchText: pool,
  },
  {
    id: 'state',
    header: 'State',
    width: 130,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ state }) => CELL_WORDS[state],
    searchText: ({ state }) => CELL_WORDS[state],
  },
  {
    id: 'organization',
    header: 'Organization',
    width: 112,
    grow: 1,
    cell: (row) => organization(row) ?? <Nobody row={row} />,
    sortValue: organization,
    searchText: (row) => organization(row) ?? '',
  },
  {
    id: 'project',
    header: 'Project',
    width: 110,
    grow: 1,
    cell: (row) => <ProjectCell row={row} />,
    sortValue: project,
    searchText: (row) => project(row) ?? '',
  },
  ...holderColumns<HolderRow>(({ report }) => report),
]

const FACETS: readonly Facet<HolderRow>[] = [heldStateFacet(({ state }) => state)]

/** A row under 760 px. */
function card(row: HolderRow): CardLines {
  return {
    corner: pool(row),
    line: <StateCell row={row} />,
    foot: (
      <Text size="xs">
        {[organization(row), project(row), heldBy(row.report)].filter(Boolean).join(', ')}
      </Text>
    ),
    footEnd: <Age since={heldSince(row.report)} />,
  }
}

function rowId({ address, report }: HolderRow): string {
  return `${address} ${report.meta.uid}`
}

export const TABLE: AdminTableSpec<HolderRow> = {
  label: 'Holders',
  thing: 'holder',
  name: 'holders',
  columns: COLUMNS,
  facets: FACETS,
  spec: urlTableSpec(COLUMNS, FACETS, { column: 'address', direction: 'ascending' }),
  rowId,
  card,
  href: (row) => paths.adminAddress(pool(row), row.address),
  filterPlaceholder: 'Address, Organization, Project, object',
  what: WHAT_HOLDS,
}
