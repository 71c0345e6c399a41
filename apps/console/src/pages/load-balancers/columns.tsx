import type { LoadBalancerView, Views } from '@kube-dc/networking/joins/views'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import type { CardLines, Column } from '../../parts/data-table/types.ts'
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
import { ListLink } from '../networking/ListLink.tsx'
import { MadeBy } from '../networking/MadeBy.tsx'
import type { NetworkTable } from '../networking/NetworkList.tsx'
import type { Row } from '../networking/rows.ts'
import { RowMenu } from './RowMenu.tsx'
import { State } from '../networking/State.tsx'
import { portsWords } from '../networking/words.ts'
import { EndpointsOf } from './Endpoints.tsx'
import { methodOf, METHODS, methodWords } from './method.ts'

type LoadBalancerRow = Row<Views['load-balancers']>

function readable({ view }: LoadBalancerRow): LoadBalancerView | undefined {
  return view.kind === 'LoadBalancerView' ? view : undefined
}

function type(row: LoadBalancerRow) {
  return readable(row)?.networkType ?? 'unknown'
}

/** Name of the External IP that it has or asks for. */
function eipName(row: LoadBalancerRow): string | undefined {
  const binding = readable(row)?.binding
  return binding?.eip.state === 'found' ? binding.eip.object.meta.name : binding?.wanted
}

function EipCell({ row }: { row: LoadBalancerRow }) {
  const name = eipName(row)
  if (name === undefined) return <Text tone="3">none yet</Text>
  return readable(row)?.binding.eip.state === 'found' ? (
    <ListLink kind="external-ips" name={name} />
  ) : (
    <>{name}</>
  )
}

function endpointsWords(row: LoadBalancerRow): string {
  const endpoints = readable(row)?.endpoints
  return endpoints?.known ? `${endpoints.ready} of ${endpoints.total}` : 'unknown'
}

function EndpointsCell({ row }: { row: LoadBalancerRow }) {
  const endpoints = readable(row)?.endpoints
  if (!endpoints?.known) return <Text tone="3">unknown</Text>
  const all = endpoints.total > 0 && endpoints.ready === endpoints.total
  return <Text strong={!all}>{endpointsWords(row)}</Text>
}

function ports(row: LoadBalancerRow): string {
  return portsWords(readable(row)?.service.ports ?? [])
}

function MadeByChip({ row }: { row: LoadBalancerRow }) {
  const feature = readable(row)?.madeBy
  return feature ? <MadeBy feature={feature} /> : null
}

const COLUMNS: readonly Column<LoadBalancerRow>[] = [
  nameColumn(({ meta }) => meta.name, { width: 150, aside: (row) => <MadeByChip row={row} /> }),
  {
    ...addressColumn((row) => readable(row)?.address, { id: 'address', header: 'Address' }),
    searchText: (row) => readable(row)?.service.addresses.join(' ') ?? '',
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 108,
    leaves: 3,
    cell: (row) => (
      <Text mono tone="2">
        {ports(row)}
      </Text>
    ),
    searchText: ports,
  },
  {
    id: 'external-ip',
    header: 'External IP',
    hint: meaning('external-ip'),
    width: 124,
    leaves: 5,
    cell: (row) => <EipCell row={row} />,
    searchText: (row) => eipName(row) ?? '',
  },
  typeColumn(type, { hint: meaning('network-type'), leaves: 6, offered: true }),
  {
    id: 'method',
    header: 'Method',
    width: 108,
    leaves: 4,
    cell: (row) => {
      const view = readable(row)
      return view ? methodWords(view) : ''
    },
    text: (row) => {
      const view = readable(row)
      return view && methodWords(view)
    },
  },
  {
    id: 'endpoints',
    header: 'Endpoints',
    hint: meaning('endpoint'),
    width: 80,
    align: 'end',
    leaves: 2,
    cell: (row) => <EndpointsCell row={row} />,
    sortValue: (row) => readable(row)?.endpoints.ready,
    text: endpointsWords,
  },
  STATE,
  AGE,
  { id: 'actions', header: '', width: 44, align: 'end', cell: ({ view }) => <RowMenu view={view} /> },
]

/** A row under 760 px. */
function card(row: LoadBalancerRow): CardLines {
  return {
    corner: <Address address={readable(row)?.address} />,
    line: <State row={row} />,
    foot: (
      <>
        <Text mono tone="2">
          {ports(row)}
        </Text>
        <MadeByChip row={row} />
      </>
    ),
    footEnd: <Age since={row.meta.createdAt} />,
  }
}

export const TABLE: NetworkTable<Views['load-balancers']> = {
  sub: 'Services of type LoadBalancer with an address of their own or a shared one',
  columns: COLUMNS,
  facets: [
    {
      id: 'method',
      label: 'Method',
      options: METHODS,
      value: (row) => {
        const view = readable(row)
        return view && methodOf(view)
      },
    },
    { id: 'type', label: 'Type', options: TYPE_OPTIONS, value: type },
    ATTENTION,
    {
      id: 'made-by',
      label: 'Made by',
      options: [
        { value: 'cluster', label: 'A managed cluster' },
        { value: 'database', label: 'A database' },
        { value: 'other', label: 'Anything else' },
      ],
      value: (row) => readable(row)?.madeBy?.feature ?? 'other',
    },
  ],
  card,
  filterPlaceholder: 'Filter by name, address, port',
  expansion: {
    label: 'Endpoints',
    content: ({ view, state }) =>
      view.kind === 'LoadBalancerView' ? <EndpointsOf view={view} findings={state.findings} /> : null,
  },
  rests: [
    { kind: 'external-ips', tells: 'where addresses come from' },
    { kind: 'endpoint-slices', tells: 'whether anything answers' },
    { kind: 'pods', tells: 'why endpoints are not ready' },
    { kind: 'virtual-machines', tells: 'whether a VM is stopped' },
  ],
}
