import type { FloatingIpView, Views } from '@kube-dc/networking/joins/views'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import type { CardLines, Column } from '../../parts/data-table/types.ts'
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
  nameColumn(({ meta }) => meta.name, { width: 168 }),
  addressColumn((row) => readable(row)?.address, {
    id: 'address',
    header: 'External address',
    hint: meaning('external-ip'),
  }),
  typeColumn(type, { hint: meaning('network-type'), leaves: 3 }),
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
  addressColumn(internal, { id: 'internal', header: 'Internal address', leaves: 4 }),
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
