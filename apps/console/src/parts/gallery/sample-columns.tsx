import { Address } from '../Address.tsx'
import { Age } from '../Age.tsx'
import { CellLink } from '../CellLink.tsx'
import { Chip, TypeChip } from '../Chip.tsx'
import type { CardLines, Column, Facet } from '../data-table/types.ts'
import type { UrlTableSpec } from '../data-table/url-state.ts'
import { MicroPath } from '../MicroPath.tsx'
import { Ownership } from '../Ownership.tsx'
import { StateText } from '../StateText.tsx'
import { Text } from '../Text.tsx'
import type { SampleAddress } from './sample-addresses.ts'

const RANK = { broken: 0, waiting: 1, ok: 2 } as const

function State({ row }: { row: SampleAddress }) {
  return (
    <>
      <MicroPath hops={row.hops} />
      <StateText state={row.state}>{row.reason}</StateText>
    </>
  )
}

export const COLUMNS: readonly Column<SampleAddress>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 190,
    grow: 1,
    names: true,
    cell: (row) => row.name,
    aside: (row) => row.gateway && <Chip look="outlined">default gateway</Chip>,
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  {
    id: 'address',
    header: 'Address',
    width: 150,
    cell: (row) => <Address address={row.address} />,
    sortValue: (row) => row.address,
    searchText: (row) => row.address ?? '',
  },
  {
    id: 'type',
    header: 'Type',
    width: 85,
    cell: (row) => <TypeChip type={row.type} />,
    sortValue: (row) => row.type,
  },
  {
    id: 'ownership',
    header: 'Ownership',
    width: 110,
    leaves: 2,
    cell: (row) => <Ownership ownership={row.ownership} />,
    sortValue: (row) => row.ownership,
  },
  {
    id: 'usedBy',
    header: 'Used by',
    width: 130,
    leaves: 3,
    cell: (row) =>
      row.usedBy === undefined ? <Text tone="3">nothing</Text> : <CellLink to=".">{row.usedBy}</CellLink>,
    searchText: (row) => row.usedBy ?? '',
  },
  {
    id: 'state',
    header: 'State',
    width: 280,
    grow: 2,
    cell: (row) => <State row={row} />,
    sortValue: (row) => RANK[row.state],
    searchText: (row) => row.reason,
  },
  {
    id: 'age',
    header: 'Age',
    width: 70,
    align: 'end',
    leaves: 1,
    cell: (row) => <Age since={row.createdAt} />,
    sortValue: (row) => -Date.parse(row.createdAt),
  },
]

export const FACETS: readonly Facet<SampleAddress>[] = [
  {
    id: 'type',
    label: 'Type',
    options: [
      { value: 'public', label: 'Public' },
      { value: 'cloud', label: 'Cloud' },
    ],
    value: (row) => row.type,
  },
  {
    id: 'ownership',
    label: 'Ownership',
    options: [
      { value: 'Shared', label: 'Shared' },
      { value: 'Exclusive', label: 'Exclusive' },
      { value: 'Released', label: 'Released' },
    ],
    value: (row) => row.ownership,
  },
  {
    id: 'attention',
    label: 'Needs attention',
    options: [{ value: 'yes', label: 'Needs attention' }],
    value: (row) => (row.state === 'ok' ? undefined : 'yes'),
    glyph: 'broken',
  },
]

export const TABLE: UrlTableSpec = {
  sort: { column: 'state', direction: 'ascending' },
  sortable: COLUMNS.filter(({ sortValue }) => sortValue).map(({ id }) => id),
  facets: FACETS.map(({ id }) => id),
}

export function card(row: SampleAddress): CardLines {
  return {
    corner: row.address === undefined ? <Text tone="3">none yet</Text> : <Text mono>{row.address}</Text>,
    line: <State row={row} />,
    foot: (
      <>
        <TypeChip type={row.type} />
        <Ownership ownership={row.ownership} />
      </>
    ),
    footEnd: <Age since={row.createdAt} />,
  }
}
