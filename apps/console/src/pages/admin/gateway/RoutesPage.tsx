import { useOutlet, useParams } from 'react-router'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { AdminTable } from '../AdminTable.tsx'
import { useGatewayHere } from './gateway-context.ts'
import { GatewayFrame } from './GatewayFrame.tsx'
import { TABLE } from './route-columns.tsx'

/** Every route of every Project that asks for the shared Gateway. */
export function Component() {
  const { route } = useParams()
  const { routes } = useGatewayHere()
  const outlet = useOutlet()
  const control = useUrlTableState(TABLE.spec)
  return (
    <GatewayFrame shown="routes" panel={outlet}>
      <AdminTable table={TABLE} control={control} rows={routes} openId={route} none="No Project has one." />
    </GatewayFrame>
  )
}
