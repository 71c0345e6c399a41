import { Box } from 'lucide-react'
import { Link } from 'react-router'
import { ActionButton } from '../ActionButton.tsx'
import { Beside } from '../Beside.tsx'
import { CellLink } from '../CellLink.tsx'
import { DataTable } from '../data-table/DataTable.tsx'
import type { CardLines, Column, Expansion } from '../data-table/types.ts'
import { useUrlTableState } from '../data-table/use-url-table-state.ts'
import type { UrlTableSpec } from '../data-table/url-state.ts'
import { Empty } from '../Empty.tsx'
import { Finding } from '../Finding.tsx'
import { MicroPath, type MicroHop } from '../MicroPath.tsx'
import { SmallTable, type SmallColumn } from '../SmallTable.tsx'
import { StateGlyph, type GlyphState } from '../StateGlyph.tsx'
import { StateText } from '../StateText.tsx'
import { Text } from '../Text.tsx'
import { NetworkingHead } from '../../shell/NetworkingHead.tsx'
import { PageBody } from '../../shell/PageHead.tsx'
import { GalleryShell } from './GalleryShell.tsx'
import { TABS } from './sample-tabs.ts'

interface Sample {
  readonly name: string
  readonly address: string
  readonly ports: string
  readonly eip: string
  readonly ready: number
  readonly state: 'ok' | 'waiting' | 'broken'
  readonly hops: readonly MicroHop[]
  readonly reason: string
}

const READY: readonly MicroHop[] = ['ok', 'ok', 'ok', 'ok']

function sample(name: string, more: Partial<Sample>): Sample {
  const usual = { address: '203.0.113.14', ports: '8883/TCP', eip: 'uplink-a', ready: 3 } as const
  return { name, ...usual, state: 'ok', hops: READY, reason: 'Ready', ...more }
}

const ROWS: readonly Sample[] = [
  sample('grafana', {
    ready: 0,
    state: 'broken',
    hops: ['ok', 'ok', 'broken', 'idle'],
    reason: 'Selector matches no pod',
  }),
  sample('orders', {
    address: '',
    state: 'broken',
    hops: ['broken', 'waiting', 'ok', 'ok'],
    reason: 'No address: public quota is full',
  }),
  sample('telemetry', {
    ports: '4317, 4318/TCP',
    ready: 2,
    state: 'waiting',
    hops: ['ok', 'ok', 'partly', 'ok'],
    reason: 'Serving; 1 endpoint not ready',
  }),
  sample('mqtt', {}),
  sample('web', { hops: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'], reason: 'Ready, reached by gateway route' }),
]

interface Endpoint {
  readonly pod: string
  readonly address: string
  readonly state: GlyphState
  readonly words: string
}

const ENDPOINTS: readonly Endpoint[] = [
  { pod: 'collector-7d9f6c-4kx2p', address: '10.61.4.37', state: 'ok', words: 'Ready for 9 d' },
  { pod: 'collector-7d9f6c-q8m5t', address: '10.61.4.52', state: 'ok', words: 'Ready for 9 d' },
  {
    pod: 'collector-7d9f6c-z2lvc',
    address: '10.61.5.14',
    state: 'broken',
    words: 'Readiness probe fails: GET :13133/ answers 503, 6 times since 13:58',
  },
]

const ENDPOINT_COLUMNS: readonly SmallColumn<Endpoint>[] = [
  {
    id: 'pod',
    header: 'Endpoint',
    cell: ({ pod }) => (
      <>
        <Box size={14} /> <Link to="/">{pod}</Link>
      </>
    ),
  },
  { id: 'address', header: 'Address', cell: ({ address }) => <Text mono>{address}</Text> },
  {
    id: 'ports',
    header: 'Ports',
    cell: () => (
      <Text mono tone="2">
        4317, 4318
      </Text>
    ),
  },
  {
    id: 'readiness',
    header: 'Readiness',
    cell: ({ state, words }) => (
      <>
        <StateGlyph state={state} /> {words}
      </>
    ),
  },
]

const EXPANSION: Expansion<Sample> = {
  label: 'Endpoints',
  content: (row) => (
    <Beside
      of="row"
      aside={
        row.state === 'waiting' ? (
          <Finding
            state="waiting"
            title="One pod does not answer its readiness probe"
            remedies={
              <>
                <ActionButton>Events of the pod</ActionButton>
                <ActionButton look="quiet">Open details</ActionButton>
              </>
            }
          >
            Traffic goes to the two others. The pod runs and its node is fine, so look at the app: its health
            endpoint on port 13133 answers 503.
          </Finding>
        ) : undefined
      }
    >
      <SmallTable
        label={`Endpoints of ${row.name}`}
        columns={ENDPOINT_COLUMNS}
        rows={ENDPOINTS}
        rowId={({ pod }) => pod}
      />
    </Beside>
  ),
}

const RANK = { broken: 0, waiting: 1, ok: 2 } as const

function State({ row }: { row: Sample }) {
  return (
    <>
      <MicroPath hops={row.hops} />
      <StateText state={row.state}>{row.reason}</StateText>
    </>
  )
}

const COLUMNS: readonly Column<Sample>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 180,
    grow: 1,
    names: true,
    cell: ({ name }) => name,
    sortValue: ({ name }) => name,
    searchText: ({ name }) => name,
  },
  {
    id: 'address',
    header: 'Address',
    width: 130,
    cell: ({ address }) => (address === '' ? <Text tone="3">none yet</Text> : <Text mono>{address}</Text>),
    searchText: ({ address }) => address,
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 130,
    leaves: 3,
    cell: ({ ports }) => (
      <Text mono tone="2">
        {ports}
      </Text>
    ),
    searchText: ({ ports }) => ports,
  },
  {
    id: 'eip',
    header: 'External IP',
    width: 150,
    leaves: 2,
    cell: ({ eip }) => <CellLink to=".">{eip}</CellLink>,
    searchText: ({ eip }) => eip,
  },
  {
    id: 'endpoints',
    header: 'Endpoints',
    width: 90,
    align: 'end',
    leaves: 1,
    cell: ({ ready }) => `${ready} of 3`,
    text: ({ ready }) => `${ready} of 3`,
  },
  {
    id: 'state',
    header: 'State',
    width: 280,
    grow: 2,
    cell: (row) => <State row={row} />,
    sortValue: ({ state }) => RANK[state],
    searchText: ({ reason }) => reason,
  },
]

const TABLE: UrlTableSpec = {
  sort: { column: 'state', direction: 'ascending' },
  sortable: ['name', 'state'],
  facets: [],
}
const SETTINGS = { person: 'gallery', table: 'load-balancers' }
const nameOf = (row: Sample): string => row.name
const hrefOf = (row: Sample): string => `/load-balancers/${row.name}`
const card = (row: Sample): CardLines => ({
  corner: <Text mono>{row.address}</Text>,
  line: <State row={row} />,
})

/** A list whose rows expand, with columns to choose and its export. Development only. */
export function LoadBalancerGallery() {
  const [state, setState] = useUrlTableState(TABLE)
  return (
    <GalleryShell>
      <NetworkingHead
        title="Load balancers"
        sub="Services of type LoadBalancer with an address of their own or a shared one"
        tabs={TABS}
      />
      <PageBody>
        <DataTable
          label="Load balancers"
          thing="load balancer"
          columns={COLUMNS}
          rowId={nameOf}
          href={hrefOf}
          card={card}
          rows={ROWS}
          state={state}
          onTableState={setState}
          filterPlaceholder="Filter by name, address, port"
          expansion={EXPANSION}
          settings={SETTINGS}
          exportName="nimbus-edge-load-balancers"
          empty={<Empty what="A load balancer gives a service an address." here="edge has none yet." />}
          foot="Load balancers: 11 of 100 in nimbus, 7 of them here."
        />
      </PageBody>
    </GalleryShell>
  )
}
