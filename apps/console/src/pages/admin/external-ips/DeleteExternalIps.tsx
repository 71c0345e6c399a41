import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import { useServices } from '../../../app/services.ts'
import { seconds } from '../../../parts/clock.ts'
import type { ChoiceDialogProps } from '../../networking/bulk/bulk.ts'
import { RemovalQuestion } from '../../networking/bulk/RemovalQuestion.tsx'
import { usePlatformHere } from '../admin-context.ts'
import { rowId, tenantWords } from '../tenants/columns.tsx'
import type { ExternalIpRow } from './columns.tsx'

/** Asks before External IPs of tenants are deleted, with what each says of who uses it. */
export function DeleteExternalIps(props: ChoiceDialogProps<ExternalIpRow>) {
  const { api } = useServices()
  const { access } = usePlatformHere()
  return (
    <RemovalQuestion
      {...props}
      how={{
        things: ['External IP', 'External IPs'],
        harmless: 'Nothing uses it, as far as it says itself.',
        idOf: rowId,
        nameOf: (row) => `${tenantWords(row)}, ${row.meta.name}`,
        judge: (row) =>
          canDeleteExternalIp(row.view.object, { access, project: tenantWords(row), now: seconds.now() }),
        remove: ({ meta: { namespace = '', name, uid } }) =>
          api.call('deleteExternalIp', { params: { namespace, name }, query: { uid } }),
      }}
    />
  )
}
