import { tenantWords } from '@kube-dc/networking/gateway/gateway-view'
import { list } from '@kube-dc/networking/words'
import { paths } from '../../../app/paths.ts'
import { Age } from '../../../parts/Age.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateLine } from '../../../parts/StateLine.tsx'
import { Text } from '../../../parts/Text.tsx'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { ATTENTION, routeId, STATE_RANK, type RouteRow } from './gateway-rows.ts'
import { Tenants } from './Tenants.tsx'

function StateCell({ row: { state } }: { row: RouteRow }) {
  return <StateLine state={state.state}>{state.reason}</StateLine>
}

function hostnames({ attached: { route } }: RouteRow): string {
  return route.hostnames.length > 0 ? list(route.hostnames) : 'those of its listener'
}

function kindWords({ attached: { route } }: Pick<RouteRow, 'attached'>): string {
  return route.kind === 'HttpRoute' ? 'HTTPRoute' : 'TLSRoute'
}

function listeners({ attached }: RouteRow): string {
  return attached.listeners.length > 0 ? list(attached.listeners) : 'any that fits'
}

const COLUMNS: readonly Column<RouteRow>[] = [
  {
    id: 'hostname',
    header: 'Hostname',
    width: 220,
    grow: 2,
    names: true,
    cell: hostnames,
    sortValue: hostnames,
    searchText: hostnames,
  },
  {
    id: 'state',
    header: 'State',
    width: 190,
    grow: 1,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ state }) => STATE_RANK[state.state],
    searchText: ({ state }) => state.reason,
  },
  {
    id: 'project',
    header: 'Project',
    width: 140,
    cell: ({ attached }) => <Tenants tenants={[attached.tenant]} none="" />,
    sortValue: ({ attached }) => tenantWords(attached.tenant),
    searchText: ({ attached }) => tenantWords(attached.tenant),
  },
  {
    id: 'route',
    header: 'Route',
    width: 150,
    grow: 1,
    leaves: 2,
    cell: ({ attached }) => attached.route.meta.name,
    sortValue: ({ attached }) => attached.route.meta.name,
    searchText: ({ attached }) => attached.route.meta.name,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 92,
    leaves: 3,
    cell: kindWords,
    sortValue: kindWords,
    searchText: kindWords,
  },
  {
    id: 'listener',
    header: 'Listener',
    width: 170,
    grow: 1,
    leaves: 4,
    cell: listeners,
    sortValue: listeners,
    searchText: listeners,
  },
  {
    id: 'age',
    header: 'Age',
    width: 66,
    align: 'end',
    leaves: 1,
    cell: ({ attached }) => <Age since={attached.route.meta.createdAt} />,
    sortValue: ({ attached }) => -Date.parse(attached.route.meta.createdAt),
    text: ({ attached }) => attached.route.meta.createdAt,
  },
]

const FACETS: readonly Facet<RouteRow>[] = [
  {
    id: 'kind',
    label: 'Kind',
    options: ['HTTPRoute', 'TLSRoute'].map((value) => ({ value, label: value })),
    value: kindWords,
  },
  ATTENTION,
]

/** A row under 760 px. */
function card(row: RouteRow): CardLines {
  return {
    line: <StateCell row={row} />,
    foot: <Text size="xs">{`${tenantWords(row.attached.tenant)}, ${row.attached.route.meta.name}`}</Text>,
    footEnd: <Age since={row.attached.route.meta.createdAt} />,
  }
}

export const TABLE: AdminTableSpec<RouteRow> = {
  label: 'Routes',
  thing: 'route',
  name: 'gateway-routes-of-all',
  exportName: 'gateway-routes',
  columns: COLUMNS,
  facets: FACETS,
  spec: urlTableSpec(COLUMNS, FACETS, { column: 'state', direction: 'ascending' }),
  rowId: routeId,
  card,
  href: (row) => paths.adminRoute(routeId(row)),
  filterPlaceholder: 'Filter by hostname, Project, route, listener',
  what: 'A route leads a hostname to a Service; the platform makes it for a Service that asks for it.',
}
