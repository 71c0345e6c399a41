import { canDeleteFloatingIp } from '@kube-dc/networking/intents/removal'
import type { Views } from '@kube-dc/networking/joins/views'
import type { BulkDelete, BulkDialogProps } from '../networking/bulk/bulk.ts'
import { BulkDeleteDialog } from '../networking/bulk/BulkDialog.tsx'

const HOW: BulkDelete<Views['floating-ips']> = {
  things: ['floating IP', 'floating IPs'],
  harmless: 'It leads nowhere now.',
  judge: ({ view }, facts) => canDeleteFloatingIp(view, facts),
  remove: ({ meta: { name, uid } }, { api, namespace }) =>
    api.call('startOperation', {
      params: { namespace },
      body: { intent: 'delete-floating-ip', name, uid },
    }),
}

/** Asks before several floating IPs are deleted. */
export function DeleteFloatingIps(props: BulkDialogProps<Views['floating-ips']>) {
  return <BulkDeleteDialog {...props} how={HOW} />
}
