import { secretWords, tenantWords } from '@kube-dc/networking/gateway/gateway-view'
import { list } from '@kube-dc/networking/words'
import { paths } from '../../../app/paths.ts'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateLine } from '../../../parts/StateLine.tsx'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { ATTENTION, listenerId, STATE_RANK, type ListenerRow } from './gateway-rows.ts'
import { Tenants } from './Tenants.tsx'

function StateCell({ row: { state } }: { row: ListenerRow }) {
  return <StateLine state={state.state}>{state.reason}</StateLine>
}

function entrance({ view: { listener } }: ListenerRow): string {
  return `${listener.protocol} ${listener.port}`
}

function secrets({ view: { listener } }: ListenerRow): string {
  return listener.certificates.map(secretWords).join(', ')
}

function attached({ view: { listener, routes } }: ListenerRow): number {
  return listener.attachedRoutes ?? routes.length
}

const COLUMNS: readonly Column<ListenerRow>[] = [
  {
    id: 'name',
    header: 'Listener',
    width: 190,
    grow: 1,
    names: true,
    cell: ({ view }) => view.listener.name,
    sortValue: ({ view }) => view.listener.name,
    searchText: ({ view }) => view.listener.name,
  },
  {
    id: 'state',
    header: 'State',
    width: 180,
    grow: 1,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ state }) => STATE_RANK[state.state],
    searchText: ({ state }) => state.reason,
  },
  {
    id: 'hostname',
    header: 'Hostname',
    width: 180,
    grow: 2,
    cell: ({ view: { listener } }) => (
      <Text mono size="s">
        {listener.hostname ?? 'every hostname'}
      </Text>
    ),
    sortValue: ({ view }) => view.listener.hostname,
    searchText: ({ view }) => view.listener.hostname ?? '',
  },
  {
    id: 'entrance',
    header: 'Protocol, port',
    width: 104,
    cell: entrance,
    sortValue: ({ view }) => view.listener.port,
    searchText: entrance,
  },
  {
    id: 'tls',
    header: 'TLS',
    width: 96,
    leaves: 2,
    cell: ({ view: { listener } }) => listener.tls ?? <Text tone="3">none</Text>,
    sortValue: ({ view }) => view.listener.tls,
    text: ({ view }) => view.listener.tls,
  },
  {
    id: 'project',
    header: 'Project',
    width: 130,
    leaves: 4,
    cell: ({ view }) => <Tenants tenants={view.tenants} none="shared" />,
    sortValue: ({ view }) => list(view.tenants.map(tenantWords)),
    searchText: ({ view }) => list(view.tenants.map(tenantWords)),
  },
  {
    id: 'certificate',
    header: 'Certificate Secret',
    width: 180,
    grow: 1,
    leaves: 1,
    cell: (row) =>
      secrets(row) === '' ? (
        <Text tone="3">none</Text>
      ) : (
        <StateText state="ok">
          <Text mono size="s">
            {secrets(row)}
          </Text>
        </StateText>
      ),
    searchText: secrets,
  },
  {
    id: 'routes',
    header: 'Routes',
    width: 66,
    align: 'end',
    leaves: 3,
    cell: attached,
    sortValue: attached,
    text: (row) => String(attached(row)),
  },
]

const FACETS: readonly Facet<ListenerRow>[] = [
  {
    id: 'protocol',
    label: 'Protocol',
    options: ['HTTP', 'HTTPS', 'TLS'].map((value) => ({ value, label: value })),
    value: ({ view }) => view.listener.protocol,
  },
  ATTENTION,
]

/** A row under 760 px. */
function card(row: ListenerRow): CardLines {
  return {
    corner: <Text size="xs">{entrance(row)}</Text>,
    line: <StateCell row={row} />,
    foot: (
      <Text mono size="xs">
        {row.view.listener.hostname ?? 'every hostname'}
      </Text>
    ),
  }
}

export const TABLE: AdminTableSpec<ListenerRow> = {
  label: 'Listeners',
  thing: 'listener',
  name: 'gateway-listeners',
  columns: COLUMNS,
  facets: FACETS,
  spec: urlTableSpec(COLUMNS, FACETS, { column: 'state', direction: 'ascending' }),
  rowId: listenerId,
  card,
  href: (row) => paths.adminListener(listenerId(row)),
  filterPlaceholder: 'Filter by listener, hostname, Project, Secret',
  what: 'A listener is a port of the Gateway with a protocol, and for HTTPS a hostname and its certificate.',
}
