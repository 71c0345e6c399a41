import { heldBy, heldSince, usersWords } from '@kube-dc/networking/pools/holder-words'
import { paths } from '../../../app/paths.ts'
import { Age } from '../../../parts/Age.tsx'
import { CellLink } from '../../../parts/CellLink.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { cellWords, WHAT_HOLDS, type AllocationRow } from './allocations.ts'

function StateCell({ row: { cell } }: { row: AllocationRow }) {
  const bad = cell.state === 'leaked' || cell.state === 'conflict'
  const state = bad ? 'broken' : cell.isExcluded ? 'waiting' : 'ok'
  return <StateText state={state}>{cellWords(cell)}</StateText>
}

/** Texts with digits are sorted by their numbers, of any size: 128 bits do not fit into one. */
function addressRank({ cell: { address } }: AllocationRow): string {
  return String(address)
}

function projectName({ holder: { project } }: Pick<AllocationRow, 'holder'>): string {
  return project ? `${project.organization} / ${project.project}` : ''
}

function ProjectCell({ row: { holder } }: { row: AllocationRow }) {
  const { project, state } = holder
  if (project) {
    const to = paths.externalIps({ organization: project.organization, project: project.project })
    return <CellLink to={to}>{projectName({ holder })}</CellLink>
  }
  return <Text tone="3">{state === 'leaked' ? 'nobody' : 'the platform'}</Text>
}

function objectName({ holder }: Pick<AllocationRow, 'holder'>): string {
  return heldBy(holder)
}

function since({ holder }: AllocationRow): string {
  return heldSince(holder)
}

const COLUMNS: readonly Column<AllocationRow>[] = [
  {
    id: 'address',
    header: 'Address',
    width: 150,
    names: true,
    cell: ({ cell }) => (
      <Text mono size="s">
        {cell.text}
      </Text>
    ),
    sortValue: addressRank,
    searchText: ({ cell }) => cell.text,
  },
  {
    id: 'state',
    header: 'State',
    width: 140,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ cell }) => cellWords(cell),
    searchText: ({ cell }) => cellWords(cell),
  },
  {
    id: 'project',
    header: 'Project',
    width: 150,
    grow: 1,
    cell: (row) => <ProjectCell row={row} />,
    sortValue: projectName,
    searchText: projectName,
  },
  {
    id: 'object',
    header: 'Held by',
    width: 160,
    grow: 1,
    cell: objectName,
    sortValue: objectName,
    searchText: ({ holder }) => `${objectName({ holder })} ${holder.meta.name}`,
  },
  {
    id: 'users',
    header: 'Used by',
    width: 160,
    grow: 1,
    leaves: 2,
    cell: ({ holder }) => usersWords(holder) || <Text tone="3">nothing</Text>,
    searchText: ({ holder }) => usersWords(holder),
  },
  {
    id: 'age',
    header: 'Held for',
    width: 78,
    align: 'end',
    leaves: 1,
    cell: (row) => <Age since={since(row)} />,
    sortValue: (row) => -Date.parse(since(row)),
    text: since,
  },
]

const FACETS: readonly Facet<AllocationRow>[] = [
  {
    id: 'state',
    label: 'State',
    options: [
      { value: 'exclusive', label: 'Exclusive' },
      { value: 'shared', label: 'Shared' },
      { value: 'released', label: 'Released' },
      { value: 'router-port', label: 'Router port' },
      { value: 'platform', label: 'Platform' },
      { value: 'leaked', label: 'Leaked' },
      { value: 'conflict', label: 'Conflict' },
    ],
    value: ({ cell }) => cell.state,
  },
]

/** A row under 760 px. */
function card(row: AllocationRow): CardLines {
  return {
    corner: <Text size="s">{objectName(row)}</Text>,
    line: <StateCell row={row} />,
    foot: <Text size="xs">{projectName(row) || 'the platform'}</Text>,
    footEnd: <Age since={since(row)} />,
  }
}

export function rowId({ cell, holder }: AllocationRow): string {
  return `${cell.text} ${holder.meta.uid}`
}

const SPEC = urlTableSpec(COLUMNS, FACETS, { column: 'address', direction: 'ascending' })

/** @param pool its name. */
export function tableOf(pool: string): AdminTableSpec<AllocationRow> {
  return {
    label: `Allocations of ${pool}`,
    thing: 'allocation',
    name: 'allocations',
    exportName: `${pool}-allocations`,
    columns: COLUMNS,
    facets: FACETS,
    spec: SPEC,
    rowId,
    card,
    href: ({ cell }) => paths.adminAddress(pool, cell.text),
    filterPlaceholder: 'Filter by address, Organization, Project, object, user',
    what: WHAT_HOLDS,
    // Here it is news who takes an address.
    isQuietChange: () => false,
  }
}
