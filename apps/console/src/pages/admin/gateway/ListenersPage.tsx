import { useOutlet, useParams } from 'react-router'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { AdminTable } from '../AdminTable.tsx'
import { useGatewayHere } from './gateway-context.ts'
import { GatewayFrame } from './GatewayFrame.tsx'
import { TABLE } from './listener-columns.tsx'

/** Every listener of the shared Gateway: what it takes in, for whom, and whether it works. */
export function Component() {
  const { listener } = useParams()
  const { listeners } = useGatewayHere()
  const outlet = useOutlet()
  const control = useUrlTableState(TABLE.spec)
  return (
    <GatewayFrame shown="listeners" panel={outlet}>
      <AdminTable
        table={TABLE}
        control={control}
        rows={listeners}
        openId={listener}
        none="This Gateway has none."
        foot="A listener’s Project is told by the namespace of its certificate and of the routes that name it, never by its own name."
      />
    </GatewayFrame>
  )
}
