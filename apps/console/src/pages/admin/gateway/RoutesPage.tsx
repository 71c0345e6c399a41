import { useOutlet, useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { useGatewayHere } from './gateway-context.ts'
import { routeId, type RouteRow } from './gateway-rows.ts'
import { GatewayFrame } from './GatewayFrame.tsx'
import { card, COLUMNS, FACETS, URL_SPEC } from './route-columns.tsx'

/** Every route of every Project that asks for the shared Gateway. */
export function Component() {
  const { person } = useSession()
  const { route } = useParams()
  const { routes } = useGatewayHere()
  const outlet = useOutlet()
  const [state, setState] = useUrlTableState(URL_SPEC)
  return (
    <GatewayFrame shown="routes" panel={outlet}>
      <DataTable
        label="Routes"
        thing="route"
        columns={COLUMNS}
        facets={FACETS}
        rowId={routeId}
        card={card}
        rows={routes}
        href={href}
        openId={route}
        state={state}
        onTableState={setState}
        filterPlaceholder="Filter by hostname, Project, route, listener"
        isQuietChange={isQuietChange}
        settings={{ person: personKey(person), table: 'gateway-routes-of-all' }}
        exportName="gateway-routes"
        empty={
          <Empty
            what="A route leads a hostname to a Service; the platform makes it for a Service that asks for it."
            here="No Project has one."
          />
        }
      />
    </GatewayFrame>
  )
}

function href(row: RouteRow): string {
  return paths.adminRoute(routeId(row))
}

/** Rows are made anew whenever any route changes. */
function isQuietChange(): boolean {
  return true
}
