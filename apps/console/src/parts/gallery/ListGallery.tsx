import { Plus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { ActionButton } from '../ActionButton.tsx'
import { Age } from '../Age.tsx'
import { Section } from '../Card.tsx'
import { TypeChip } from '../Chip.tsx'
import { CopyButton } from '../CopyButton.tsx'
import { DataTable } from '../data-table/DataTable.tsx'
import { useUrlTableState } from '../data-table/use-url-table-state.ts'
import { Empty } from '../Empty.tsx'
import { Finding } from '../Finding.tsx'
import { Fact, KeyValue } from '../KeyValue.tsx'
import { Ownership } from '../Ownership.tsx'
import { Panel } from '../Panel.tsx'
import { SplitView } from '../SplitView.tsx'
import { TabLinks } from '../TabLinks.tsx'
import { Text } from '../Text.tsx'
import { NetworkingHead } from '../../shell/NetworkingHead.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { PageBody } from '../../shell/PageHead.tsx'
import { GalleryShell } from './GalleryShell.tsx'
import { card, COLUMNS, FACETS, TABLE } from './sample-columns.tsx'
import { TABS } from './sample-tabs.ts'
import { manySamples, SAMPLES, type SampleAddress } from './sample-addresses.ts'

const BASE = '/external-ips'
/** What the live indicator says with `?stale`. */
const SINCE = Date.now() - 90_000

const SETTINGS = { person: 'gallery', table: 'external-ips' }
const nameOf = (row: SampleAddress): string => row.name
const hrefOf = (row: SampleAddress): string => `${BASE}/${row.name}`

/** The list page of the mock on made-up rows; `?rows=10000` for many, `?select` to choose rows. Development only. */
export function ListGallery() {
  const { name } = useParams()
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [state, setState] = useUrlTableState(TABLE)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [rows, setRows] = useState(() => {
    const count = params.get('rows')
    if (count === 'loading') return undefined
    return count === null ? SAMPLES : manySamples(Number(count))
  })
  const close = useCallback(() => void navigate(BASE), [navigate])
  const open = rows?.find((row) => row.name === name)

  function changeOne(): void {
    setRows((before) =>
      before?.map((row, index) =>
        index === 5 ? { ...row, reason: `Ready at ${new Date().getSeconds()} s` } : row,
      ),
    )
  }

  return (
    <GalleryShell
      lab={params.has('lab')}
      {...(params.has('stale') && { live: { state: 'reconnecting', since: SINCE } })}
    >
      <SplitView panel={open && <Details row={open} onClose={close} />}>
        <NetworkingHead
          title="External IPs"
          sub="Addresses of this Project that others can reach"
          tabs={TABS}
          actions={
            <ActionButton icon={<Plus />} onClick={changeOne}>
              Create External IP
            </ActionButton>
          }
        />
        <PageBody>
          <DataTable
            label="External IPs"
            thing="External IP"
            columns={COLUMNS}
            facets={FACETS}
            rowId={nameOf}
            href={hrefOf}
            card={card}
            rows={rows}
            openId={name}
            settings={SETTINGS}
            exportName="nimbus-edge-external-ips"
            state={state}
            onTableState={setState}
            filterPlaceholder="Filter by name, address, user"
            {...(params.has('select') && { selection: { ids: chosen, onChange: setChosen } })}
            bulkBar={<ActionButton look="danger">Delete…</ActionButton>}
            empty={
              <Empty what="An External IP is an address that others can reach." here="edge has none yet." />
            }
            foot="Public addresses: 3 of 3 used in nimbus, as of 2 minutes ago. Cloud addresses stay inside the platform and are not limited by your plan."
          />
        </PageBody>
      </SplitView>
    </GalleryShell>
  )
}

function Details({ row, onClose }: { row: SampleAddress; onClose: () => void }) {
  return (
    <Panel
      kind="External IP"
      icon={<NetworkingIcon size={16} />}
      title={row.name}
      onClose={onClose}
      actions={<CopyButton text={location.href} what="link" size={32} />}
      tabs={
        <TabLinks
          label={row.name}
          size="panel"
          tabs={[
            { label: 'Summary', to: '?', current: true },
            { label: 'Related', to: '?tab=related', current: false, count: 3 },
            { label: 'Events', to: '?tab=events', current: false, count: 4 },
            { label: 'YAML', to: '?tab=yaml', current: false },
          ]}
        />
      }
    >
      <Section>
        <Finding
          state="broken"
          title="No public address left for nimbus"
          tinted
          evidence={[
            { label: 'Organization nimbus', value: 'publicIPv4 used 3, limit 3', mono: true },
            { label: 'This External IP', value: 'Ready False, 2 h', mono: true },
            { label: 'Figures from', value: '2 minutes ago; live list agrees: 3' },
          ]}
          remedies={
            <>
              <ActionButton look="primary">Delete uplink-old…</ActionButton>
              <ActionButton look="outline">Use uplink-a instead</ActionButton>
            </>
          }
        >
          All 3 public addresses of your plan are in use, so <b>orders</b> waits. This is your Organization’s
          limit, not a fault of the platform.
        </Finding>
      </Section>
      <Section>
        <KeyValue>
          <Fact label="Network type">
            <TypeChip type={row.type} />
          </Fact>
          <Fact label="Ownership">
            <Ownership ownership={row.ownership} />
            <Text tone="2">until it has an address</Text>
          </Fact>
          <Fact label="Created">
            <Age since={row.createdAt} form="long" />
          </Fact>
        </KeyValue>
      </Section>
    </Panel>
  )
}
