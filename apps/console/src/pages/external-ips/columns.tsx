import { ipv4Number } from '@kube-dc/networking/addresses'
import { isDefaultGateway } from '@kube-dc/networking/external-ips/network'
import { ownersWords } from '@kube-dc/networking/external-ips/owners'
import { needsAttention, stateRank } from '@kube-dc/networking/external-ips/state'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { Chip, TypeChip } from '../../parts/Chip.tsx'
import type { CardLines, Column, Facet } from '../../parts/data-table/types.ts'
import type { UrlTableSpec } from '../../parts/data-table/url-state.ts'
import { MicroPath } from '../../parts/MicroPath.tsx'
import { Ownership } from '../../parts/Ownership.tsx'
import { Text } from '../../parts/Text.tsx'
import { RowMenu } from './RowMenu.tsx'
import type { ExternalIpRow } from './rows.ts'
import { UsedBy } from './UsedBy.tsx'

/** As many marks as the slot of the micro path holds. */
const MARKS = 4

function address({ ip }: ExternalIpRow): string | undefined {
  return ip.kind === 'ExternalIp' ? ip.address : undefined
}

function ownership({ ip }: ExternalIpRow): string | undefined {
  return ip.kind === 'ExternalIp' ? ip.ownership : undefined
}

/** The path in small, with the reason in words; the words take the state's colour only when something is to see to. */
function State({ row: { state } }: { row: ExternalIpRow }) {
  const tone = state.state === 'broken' ? 'bad' : state.state === 'waiting' || state.notice ? 'wait' : '2'
  return (
    <>
      <MicroPath hops={state.hops.slice(0, MARKS).map((hop) => hop.state)} />
      <Text size="s" tone={tone}>
        {state.reason}
      </Text>
    </>
  )
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
    width: 190,
    grow: 2,
    names: true,
    cell: ({ ip }) => ip.meta.name,
    aside: gatewayChip,
    sortValue: ({ ip }) => ip.meta.name,
    searchText: ({ ip }) => ip.meta.name,
  },
  {
    id: 'address',
    header: 'Address',
    width: 156,
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
    width: 116,
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
    width: 270,
    grow: 3,
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
      { value: 'unknown', label: 'Type not known' },
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
        {gatewayChip(row)}
      </>
    ),
    footEnd: <Age since={row.ip.meta.createdAt} />,
  }
}

export function rowId({ ip }: ExternalIpRow): string {
  return ip.meta.name
}
