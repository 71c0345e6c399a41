import { useOutlet, useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { useGatewayHere } from './gateway-context.ts'
import { listenerId, type ListenerRow } from './gateway-rows.ts'
import { GatewayFrame } from './GatewayFrame.tsx'
import { card, COLUMNS, FACETS, URL_SPEC } from './listener-columns.tsx'

/** Every listener of the shared Gateway: what it takes in, for whom, and whether it works. */
export function Component() {
  const { person } = useSession()
  const { listener } = useParams()
  const { listeners } = useGatewayHere()
  const outlet = useOutlet()
  const [state, setState] = useUrlTableState(URL_SPEC)
  return (
    <GatewayFrame shown="listeners" panel={outlet}>
      <DataTable
        label="Listeners"
        thing="listener"
        columns={COLUMNS}
        facets={FACETS}
        rowId={listenerId}
        card={card}
        rows={listeners}
        href={href}
        openId={listener}
        state={state}
        onTableState={setState}
        filterPlaceholder="Filter by listener, hostname, Project, Secret"
        isQuietChange={isQuietChange}
        settings={{ person: personKey(person), table: 'gateway-listeners' }}
        exportName="gateway-listeners"
        empty={
          <Empty
            what="A listener is a port of the Gateway with a protocol, and for HTTPS a hostname and its certificate."
            here="This Gateway has none."
          />
        }
        foot="A listener’s Project is told by the namespace of its certificate and of the routes that name it, never by its own name."
      />
    </GatewayFrame>
  )
}

function href(row: ListenerRow): string {
  return paths.adminListener(listenerId(row))
}

/** Rows are made anew whenever any route changes. */
function isQuietChange(): boolean {
  return true
}
