import { ipv4Number } from '@kube-dc/networking/addresses'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import type { Column, Facet } from '../../parts/data-table/types.ts'
import { needsAttention, stateRank, type Row } from './rows.ts'
import { State } from './State.tsx'

/** The column of states, as every list has it. */
export const STATE: Column<Row<unknown>> = {
  id: 'state',
  header: 'State',
  width: 268,
  grow: 2,
  cell: (row) => <State row={row} />,
  sortValue: ({ state }) => stateRank(state),
  searchText: ({ state }) => state.reason,
}

export const AGE: Column<Row<unknown>> = {
  id: 'age',
  header: 'Age',
  width: 68,
  align: 'end',
  leaves: 1,
  cell: ({ meta }) => <Age since={meta.createdAt} />,
  sortValue: ({ meta }) => -Date.parse(meta.createdAt),
  text: ({ meta }) => meta.createdAt,
}

/** What an object is called, which leads to its details. */
export function nameColumn<R>(of: (row: R) => string, place: Pick<Column<R>, 'width' | 'aside'>): Column<R> {
  return {
    id: 'name',
    header: 'Name',
    grow: 1,
    names: true,
    ...place,
    cell: of,
    sortValue: of,
    searchText: of,
  }
}

/** Room for an IPv4 address of fifteen characters; where somebody is, the copy button takes its part of it. */
const ADDRESS_WIDTH = 142

/** An address, sorted by number; objects without one come last. */
export function addressColumn<R>(
  of: (row: R) => string | undefined,
  place: Pick<Column<R>, 'id' | 'header' | 'hint' | 'leaves'>,
): Column<R> {
  return {
    ...place,
    width: ADDRESS_WIDTH,
    cell: (row) => <Address address={of(row)} />,
    sortValue: (row) => ipv4Number(of(row)),
    searchText: (row) => of(row) ?? '',
  }
}

export function typeColumn<R>(
  of: (row: R) => NetworkType | 'unknown',
  place: Pick<Column<R>, 'hint' | 'leaves' | 'offered'> = {},
): Column<R> {
  return {
    id: 'type',
    header: 'Type',
    width: 92,
    ...place,
    cell: (row) => <TypeChip type={of(row)} />,
    sortValue: of,
    text: of,
  }
}

export const ATTENTION: Facet<Row<unknown>> = {
  id: 'attention',
  label: 'Needs attention',
  glyph: 'broken',
  options: [{ value: 'yes', label: 'Needs attention' }],
  value: ({ state }) => (needsAttention(state) ? 'yes' : undefined),
}

export const TYPE_OPTIONS = [
  { value: 'public', label: 'Public' },
  { value: 'cloud', label: 'Cloud' },
  { value: 'unknown', label: 'Unknown' },
] as const
