import { Plus } from 'lucide-react'
import { Link } from 'react-router'
import { ActionButton } from '../ActionButton.tsx'
import { Beside } from '../Beside.tsx'
import { Card } from '../Card.tsx'
import { TypeChip } from '../Chip.tsx'
import { Counts, type CountFact } from '../Counts.tsx'
import { FindingList, type FindingLine } from '../FindingList.tsx'
import { FactLine, ShortFact } from '../KeyValue.tsx'
import { QuotaMeter } from '../QuotaMeter.tsx'
import { SmallTable, type SmallColumn } from '../SmallTable.tsx'
import { StateGlyph, type GlyphState } from '../StateGlyph.tsx'
import { Text } from '../Text.tsx'
import { PathCard } from '../traffic-path/PathCard.tsx'
import { NetworkingHead } from '../../shell/NetworkingHead.tsx'
import { PageBody } from '../../shell/PageHead.tsx'
import { GalleryShell } from './GalleryShell.tsx'
import { OUTBOUND } from './sample-paths.ts'
import { TABS } from './sample-tabs.ts'

const COUNTS: readonly CountFact[] = [
  { label: 'External IPs', to: '/external-ips', count: 8, state: 'broken', words: '1 without an address' },
  { label: 'Floating IP', to: '/floating-ips', count: 1, state: 'ok', words: 'ready' },
  { label: 'Load balancers', to: '/load-balancers', count: 7, state: 'broken', words: '2 broken, 1 partly' },
  { label: 'Gateway routes', to: '/gateway-routes', count: 2, state: 'broken', words: '1 answers 503' },
]

const FINDINGS: readonly FindingLine[] = [
  {
    id: 'orders',
    state: 'broken',
    title: 'orders cannot get a public address',
    to: '/load-balancers',
    why: 'nimbus uses 3 of 3. uplink-old has been idle for 41 days; deleting it is enough.',
    consequences: ['slb-orders-x7k2p not ready', 'orders unreachable'],
    action: <ActionButton>Choose a fix</ActionButton>,
  },
  {
    id: 'grafana',
    state: 'broken',
    title: 'grafana has nothing behind it',
    to: '/load-balancers',
    why: 'Its selector is app=grafana-ui and matches no pod. One pod would match app=grafana.',
    consequences: ['route grafana answers 503'],
    action: <ActionButton>Compare labels</ActionButton>,
  },
  {
    id: 'telemetry',
    state: 'waiting',
    title: 'telemetry runs on 2 of 3 endpoints',
    to: '/load-balancers',
    why: 'collector-7d9f6c-z2lvc fails its readiness probe since 13:58.',
    action: <ActionButton>Open the pod</ActionButton>,
  },
]

interface Reachable {
  readonly at: string
  readonly name: string
  readonly state: GlyphState
  readonly host?: boolean
}

const REACHABLE: readonly Reachable[] = [
  { at: '203.0.113.14:8883', name: 'mqtt', state: 'ok' },
  { at: '203.0.113.14:4317', name: 'telemetry', state: 'waiting' },
  { at: '203.0.113.15', name: 'broker-1', state: 'ok' },
  { at: 'web-nimbus-edge.apps.example.net', name: 'web', state: 'ok', host: true },
]

const COLUMNS: readonly SmallColumn<Reachable>[] = [
  { id: 'at', header: 'Address', cell: ({ at, host }) => <Text mono={host !== true}>{at}</Text> },
  { id: 'name', header: 'Leads to', cell: ({ name }) => <Link to="/load-balancers">{name}</Link> },
  { id: 'state', header: 'State', align: 'end', cell: ({ state }) => <StateGlyph state={state} named /> },
]

/** The Overview of the mock on made-up objects. Development only. */
export function OverviewGallery() {
  return (
    <GalleryShell lab>
      <NetworkingHead
        title="Project network"
        sub="Cloud network, ready for 131 days"
        tabs={TABS}
        actions={
          <ActionButton look="primary" icon={<Plus />}>
            Expose something
          </ActionButton>
        }
      />
      <PageBody>
        <Beside aside={undefined} of="row">
          <PathCard
            title="The way out"
            sub="Every workload without a floating IP leaves like this"
            foot={
              <FactLine>
                <ShortFact label="Type">
                  <TypeChip type="cloud" />
                </ShortFact>
                <ShortFact label="Subnet">
                  <Text mono>10.61.4.0/22</Text>
                </ShortFact>
                <ShortFact label="Gateway">
                  <Text mono>10.61.4.1</Text>
                </ShortFact>
                <ShortFact label="MTU">
                  <Text mono>1400</Text>
                </ShortFact>
              </FactLine>
            }
            {...OUTBOUND}
          />
          <Beside
            aside={
              <>
                <Card title="Quota" action={<Text tone="2">as of 2 minutes ago</Text>}>
                  <QuotaMeter label="Public IPv4" used={3} limit={3}>
                    Counted over all Projects of nimbus. <Link to="/">Who holds them</Link>
                  </QuotaMeter>
                  <QuotaMeter label="Load balancers" used={11} limit={100}>
                    Counted at once; 7 of them are in this Project.
                  </QuotaMeter>
                </Card>
                <Card title="Reachable from the Internet" flush>
                  <SmallTable
                    label="Reachable from the Internet"
                    columns={COLUMNS}
                    rows={REACHABLE}
                    rowId={({ at }) => at}
                    look="plain"
                  />
                </Card>
              </>
            }
          >
            <Counts label="What this Project has" counts={COUNTS} />
            <Card
              title="Needs attention"
              sub="3 causes, 6 objects"
              action={<Link to="/">All findings</Link>}
              flush
            >
              <FindingList label="Needs attention" findings={FINDINGS} />
            </Card>
          </Beside>
        </Beside>
      </PageBody>
    </GalleryShell>
  )
}
