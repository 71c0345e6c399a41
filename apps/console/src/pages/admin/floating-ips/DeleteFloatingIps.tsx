import { canDeleteFloatingIp } from '@kube-dc/networking/intents/removal'
import { useServices } from '../../../app/services.ts'
import type { ChoiceDialogProps } from '../../networking/bulk/bulk.ts'
import { RemovalQuestion } from '../../networking/bulk/RemovalQuestion.tsx'
import { usePlatformHere } from '../admin-context.ts'
import { rowId, tenantWords } from '../tenants/columns.tsx'
import type { FloatingIpRow } from './columns.tsx'

/** Asks before floating IPs of tenants are deleted, with what each disconnects. */
export function DeleteFloatingIps(props: ChoiceDialogProps<FloatingIpRow>) {
  const { api } = useServices()
  const { access } = usePlatformHere()
  return (
    <RemovalQuestion
      {...props}
      how={{
        things: ['floating IP', 'floating IPs'],
        harmless: 'It has no address, so nothing is reached through it.',
        idOf: rowId,
        nameOf: (row) => `${tenantWords(row)}, ${row.meta.name}`,
        judge: (row) => canDeleteFloatingIp(row.view.object, { access }),
        remove: ({ meta: { namespace = '', name, uid } }) =>
          api.call('startOperation', {
            params: { namespace },
            body: { intent: 'delete-floating-ip', name, uid },
          }),
      }}
    />
  )
}
