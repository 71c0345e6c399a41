import { ipv4Number } from '@kube-dc/networking/addresses'
import { isDefaultGateway } from '@kube-dc/networking/external-ips/network'
import { ownersWords } from '@kube-dc/networking/external-ips/owners'
import { needsAttention, stateRank } from '@kube-dc/networking/external-ips/state'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { Chip, TypeChip } from '../../parts/Chip.tsx'
import type { CardLines, Column, Facet } from '../../parts/data-table/types.ts'
import type { UrlTableSpec } from '../../parts/data-table/url-state.ts'
import { Ownership } from '../../parts/Ownership.tsx'
import { Text } from '../../parts/Text.tsx'
import { RowMenu } from './RowMenu.tsx'
import type { ExternalIpRow } from './rows.ts'
import { State } from './State.tsx'
import { UsedBy } from './UsedBy.tsx'

function address({ ip }: ExternalIpRow): string | undefined {
  return ip.kind === 'ExternalIp' ? ip.address : undefined
}

function ownership({ ip }: ExternalIpRow): string | undefined {
  return ip.kind === 'ExternalIp' ? ip.ownership : undefined
}

function OwnershipCell({ row }: { row: ExternalIpRow }) {
  const word = ownership(row)
  return word === undefined ? <Text tone="3">not readable</Text> : <Ownership ownership={word} />
}

function gatewayChip({ ip }: ExternalIpRow) {
  return isDefaultGateway(ip) ? <Chip look="outlined">default gateway</Chip> : null
}

export const COLUMNS: readonly Column<ExternalIpRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 204,
    grow: 1,
    names: true,
    cell: ({ ip }) => ip.meta.name,
    aside: gatewayChip,
    sortValue: ({ ip }) => ip.meta.name,
    searchText: ({ ip }) => ip.meta.name,
  },
  {
    id: 'address',
    header: 'Address',
    width: 146,
    cell: (row) => <Address address={address(row)} />,
    sortValue: (row) => ipv4Number(address(row)),
    searchText: (row) => address(row) ?? '',
  },
  {
    id: 'type',
    header: 'Type',
    width: 92,
    cell: ({ type }) => <TypeChip type={type} />,
    sortValue: ({ type }) => type,
  },
  {
    id: 'ownership',
    header: 'Ownership',
    width: 112,
    leaves: 2,
    cell: (row) => <OwnershipCell row={row} />,
    sortValue: ownership,
  },
  {
    id: 'used-by',
    header: 'Used by',
    width: 150,
    grow: 1,
    leaves: 3,
    cell: (row) => <UsedBy row={row} />,
    searchText: ({ ip }) => (ip.kind === 'ExternalIp' ? ownersWords(ip) : ''),
  },
  {
    id: 'state',
    header: 'State',
    width: 268,
    grow: 2,
    cell: (row) => <State row={row} />,
    sortValue: ({ state }) => stateRank(state),
    searchText: ({ state }) => state.reason,
  },
  {
    id: 'age',
    header: 'Age',
    width: 68,
    align: 'end',
    leaves: 1,
    cell: ({ ip }) => <Age since={ip.meta.createdAt} />,
    sortValue: ({ ip }) => -Date.parse(ip.meta.createdAt),
  },
  { id: 'actions', header: '', width: 44, align: 'end', cell: ({ ip }) => <RowMenu ip={ip} /> },
]

export const FACETS: readonly Facet<ExternalIpRow>[] = [
  {
    id: 'type',
    label: 'Type',
    options: [
      { value: 'public', label: 'Public' },
      { value: 'cloud', label: 'Cloud' },
      { value: 'unknown', label: 'Unknown' },
    ],
    value: ({ type }) => type,
  },
  {
    id: 'ownership',
    label: 'Ownership',
    options: ['Shared', 'Exclusive', 'Released'].map((value) => ({ value, label: value })),
    value: ownership,
  },
  {
    id: 'attention',
    label: 'Needs attention',
    glyph: 'broken',
    options: [{ value: 'yes', label: 'Needs attention' }],
    value: ({ state }) => (needsAttention(state) ? 'yes' : undefined),
  },
]

/** Problems come first when the list opens. */
export const URL_SPEC: UrlTableSpec = {
  sort: { column: 'state', direction: 'ascending' },
  sortable: COLUMNS.flatMap((column) => (column.sortValue ? [column.id] : [])),
  facets: FACETS.map((facet) => facet.id),
}

/** A row under 760 px. */
export function card(row: ExternalIpRow): CardLines {
  return {
    corner: <Address address={address(row)} />,
    line: <State row={row} />,
    foot: (
      <>
        <TypeChip type={row.type} />
        <OwnershipCell row={row} />
      </>
    ),
    footEnd: <Age since={row.ip.meta.createdAt} />,
  }
}

export function rowId({ ip }: ExternalIpRow): string {
  return ip.meta.name
}
