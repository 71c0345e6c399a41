import { ipv4Number } from '@kube-dc/networking/addresses'
import type { FloatingIpView, Views } from '@kube-dc/networking/joins/views'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import type { CardLines, Column } from '../../parts/data-table/types.ts'
import { meaning } from '../learn/meaning.ts'
import { AGE, ATTENTION, STATE, TYPE_OPTIONS } from '../networking/columns.tsx'
import type { NetworkTable } from '../networking/NetworkList.tsx'
import type { Row } from '../networking/rows.ts'
import { State } from '../networking/State.tsx'
import { RowMenu } from './RowMenu.tsx'
import { internalAddress, Target, targetWords } from './Target.tsx'

type FloatingIpRow = Row<Views['floating-ips']>

function readable({ view }: FloatingIpRow): FloatingIpView | undefined {
  return view.kind === 'FloatingIpView' ? view : undefined
}

function type(row: FloatingIpRow) {
  return readable(row)?.networkType ?? 'unknown'
}

function internal(row: FloatingIpRow): string | undefined {
  const view = readable(row)
  return view && internalAddress(view)
}

function target(row: FloatingIpRow): string {
  const view = readable(row)
  return view ? targetWords(view) : ''
}

const COLUMNS: readonly Column<FloatingIpRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 168,
    grow: 1,
    names: true,
    cell: ({ meta }) => meta.name,
    sortValue: ({ meta }) => meta.name,
    searchText: ({ meta }) => meta.name,
  },
  {
    id: 'address',
    header: 'External address',
    hint: meaning('external-ip'),
    width: 142,
    cell: (row) => <Address address={readable(row)?.address} />,
    sortValue: (row) => ipv4Number(readable(row)?.address),
    searchText: (row) => readable(row)?.address ?? '',
  },
  {
    id: 'type',
    header: 'Type',
    hint: meaning('network-type'),
    width: 92,
    leaves: 3,
    cell: (row) => <TypeChip type={type(row)} />,
    sortValue: type,
    text: type,
  },
  {
    id: 'target',
    header: 'Target',
    hint: meaning('target'),
    width: 160,
    grow: 1,
    leaves: 2,
    cell: ({ view }) => (view.kind === 'FloatingIpView' ? <Target view={view} /> : null),
    sortValue: target,
    searchText: target,
  },
  {
    id: 'internal',
    header: 'Internal address',
    width: 142,
    leaves: 4,
    cell: (row) => <Address address={internal(row)} />,
    sortValue: (row) => ipv4Number(internal(row)),
    searchText: (row) => internal(row) ?? '',
  },
  STATE,
  AGE,
  { id: 'actions', header: '', width: 44, align: 'end', cell: ({ view }) => <RowMenu view={view} /> },
]

/** A row under 760 px. */
function card(row: FloatingIpRow): CardLines {
  return {
    corner: <Address address={readable(row)?.address} />,
    line: <State row={row} />,
    foot: (
      <>
        <TypeChip type={type(row)} />
        {target(row)}
      </>
    ),
    footEnd: <Age since={row.meta.createdAt} />,
  }
}

export const TABLE: NetworkTable<Views['floating-ips']> = {
  sub: 'One address for one VM or internal address, all ports, both ways',
  columns: COLUMNS,
  facets: [{ id: 'type', label: 'Type', options: TYPE_OPTIONS, value: type }, ATTENTION],
  card,
  filterPlaceholder: 'Filter by name, address, VM',
  rests: [
    { kind: 'external-ips', tells: 'which address belongs to which External IP' },
    { kind: 'virtual-machines', tells: 'whether a VM is stopped' },
    { kind: 'virtual-machine-instances', tells: 'which address a VM has now' },
  ],
}
