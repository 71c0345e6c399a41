import { isDefaultGateway } from '@kube-dc/networking/external-ips/network'
import type { Views } from '@kube-dc/networking/joins/views'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { Chip, TypeChip } from '../../parts/Chip.tsx'
import type { CardLines, Column } from '../../parts/data-table/types.ts'
import { Ownership } from '../../parts/Ownership.tsx'
import { Text } from '../../parts/Text.tsx'
import { meaning } from '../learn/meaning.ts'
import {
  addressColumn,
  AGE,
  ATTENTION,
  nameColumn,
  STATE,
  TYPE_OPTIONS,
  typeColumn,
} from '../networking/columns.tsx'
import { MadeBy } from '../networking/MadeBy.tsx'
import type { NetworkTable } from '../networking/NetworkList.tsx'
import type { Row } from '../networking/rows.ts'
import { State } from '../networking/State.tsx'
import { RowMenu } from './RowMenu.tsx'
import { UsedBy, usersWords } from './UsedBy.tsx'

type ExternalIpRow = Row<Views['external-ips']>

function address({ view }: ExternalIpRow): string | undefined {
  return view.kind === 'ExternalIpView' ? view.ip.address : undefined
}

function type({ view }: ExternalIpRow) {
  return view.kind === 'ExternalIpView' ? view.networkType : 'unknown'
}

function ownership({ view }: ExternalIpRow): string | undefined {
  return view.kind === 'ExternalIpView' ? view.ip.ownership : undefined
}

function OwnershipCell({ row }: { row: ExternalIpRow }) {
  const word = ownership(row)
  return word === undefined ? <Text tone="3">not readable</Text> : <Ownership ownership={word} />
}

function chips({ view, meta }: ExternalIpRow) {
  if (isDefaultGateway({ meta })) return <Chip look="outlined">default gateway</Chip>
  return view.kind === 'ExternalIpView' && view.madeBy ? <MadeBy feature={view.madeBy} /> : null
}

const COLUMNS: readonly Column<ExternalIpRow>[] = [
  nameColumn(({ meta }) => meta.name, { width: 204, aside: chips }),
  addressColumn(address, { id: 'address', header: 'Address' }),
  typeColumn(type, { hint: meaning('network-type') }),
  {
    id: 'ownership',
    header: 'Ownership',
    hint: meaning('ownership'),
    width: 112,
    leaves: 2,
    cell: (row) => <OwnershipCell row={row} />,
    sortValue: ownership,
    text: ownership,
  },
  {
    id: 'used-by',
    header: 'Used by',
    width: 150,
    grow: 1,
    leaves: 3,
    cell: ({ view }) => <UsedBy view={view} />,
    searchText: ({ view }) => usersWords(view),
  },
  STATE,
  AGE,
  { id: 'actions', header: '', width: 44, align: 'end', cell: ({ view }) => <RowMenu view={view} /> },
]

/** A row under 760 px. */
function card(row: ExternalIpRow): CardLines {
  return {
    corner: <Address address={address(row)} />,
    line: <State row={row} />,
    foot: (
      <>
        <TypeChip type={type(row)} />
        <OwnershipCell row={row} />
      </>
    ),
    footEnd: <Age since={row.meta.createdAt} />,
  }
}

export const TABLE: NetworkTable<Views['external-ips']> = {
  sub: 'Addresses of this Project that others can reach',
  columns: COLUMNS,
  facets: [
    { id: 'type', label: 'Type', options: TYPE_OPTIONS, value: type },
    {
      id: 'ownership',
      label: 'Ownership',
      options: ['Shared', 'Exclusive', 'Released'].map((value) => ({ value, label: value })),
      value: ownership,
    },
    ATTENTION,
  ],
  card,
  filterPlaceholder: 'Filter by name, address, user',
  rests: [{ kind: 'services', tells: 'which ports of an address are taken' }],
}
