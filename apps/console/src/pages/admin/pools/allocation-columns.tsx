import { heldBy, heldSince } from '@kube-dc/networking/pools/holder-words'
import { paths } from '../../../app/paths.ts'
import { Age } from '../../../parts/Age.tsx'
import { CellLink } from '../../../parts/CellLink.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { addressRank } from './address-rank.ts'
import { cellWords, WHAT_HOLDS, type AllocationRow } from './allocations.ts'
import { heldAddressColumn, heldStateFacet, holderColumns } from './holder-columns.tsx'

function StateCell({ row: { cell } }: { row: AllocationRow }) {
  const bad = cell.state === 'leaked' || cell.state === 'conflict'
  const state = bad ? 'broken' : cell.isExcluded ? 'waiting' : 'ok'
  return <StateText state={state}>{cellWords(cell)}</StateText>
}

function rank({ cell: { family, address } }: AllocationRow): number | string {
  return addressRank({ family, value: address })
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

const COLUMNS: readonly Column<AllocationRow>[] = [
  heldAddressColumn(({ cell }) => cell.text, rank),
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
  ...holderColumns<AllocationRow>(({ holder }) => holder),
]

const FACETS: readonly Facet<AllocationRow>[] = [heldStateFacet(({ cell }) => cell.state)]

/** A row under 760 px. */
function card(row: AllocationRow): CardLines {
  return {
    corner: <Text size="s">{heldBy(row.holder)}</Text>,
    line: <StateCell row={row} />,
    foot: <Text size="xs">{projectName(row) || 'the platform'}</Text>,
    footEnd: <Age since={heldSince(row.holder)} />,
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
