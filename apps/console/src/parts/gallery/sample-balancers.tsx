import { Box } from 'lucide-react'
import { Link } from 'react-router'
import { ActionButton } from '../ActionButton.tsx'
import { Beside } from '../Beside.tsx'
import type { Expansion } from '../data-table/types.ts'
import { Finding } from '../Finding.tsx'
import { GlyphLine } from '../GlyphLine.tsx'
import type { MicroHop } from '../MicroPath.tsx'
import { SmallTable, type SmallColumn } from '../SmallTable.tsx'
import { StateGlyph, type GlyphState } from '../StateGlyph.tsx'
import { Text } from '../Text.tsx'

export interface SampleBalancer {
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

function sample(name: string, more: Partial<SampleBalancer>): SampleBalancer {
  const usual = { address: '203.0.113.14', ports: '8883/TCP', eip: 'uplink-a', ready: 3 } as const
  return { name, ...usual, state: 'ok', hops: READY, reason: 'Ready', ...more }
}

export const ROWS: readonly SampleBalancer[] = [
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
    whole: true,
    cell: ({ pod }) => (
      <GlyphLine glyph={<Box />}>
        <Link to="/">{pod}</Link>
      </GlyphLine>
    ),
  },
  { id: 'address', header: 'Address', whole: true, cell: ({ address }) => <Text mono>{address}</Text> },
  {
    id: 'ports',
    header: 'Ports',
    whole: true,
    cell: () => (
      <Text mono tone="2">
        4317, 4318
      </Text>
    ),
  },
  {
    id: 'readiness',
    header: 'Readiness',
    cell: ({ state, words }) => <GlyphLine glyph={<StateGlyph state={state} />}>{words}</GlyphLine>,
  },
]

export const EXPANSION: Expansion<SampleBalancer> = {
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
