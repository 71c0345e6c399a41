import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import type { Views } from '@kube-dc/networking/joins/views'
import type { BulkDelete, BulkDialogProps } from '../networking/bulk/bulk.ts'
import { BulkDeleteDialog } from '../networking/bulk/BulkDialog.tsx'

const HOW: BulkDelete<Views['external-ips']> = {
  things: ['External IP', 'External IPs'],
  harmless: 'Nothing uses it.',
  judge: ({ view }, facts) =>
    canDeleteExternalIp(view.kind === 'ExternalIpView' ? view.ip : view, {
      ...facts,
      project: facts.project.name,
    }),
  remove: ({ meta: { name, uid } }, { api, namespace }) =>
    api.call('deleteExternalIp', { params: { namespace, name }, query: { uid } }),
}

/** Asks before several External IPs are deleted. */
export function DeleteExternalIps(props: BulkDialogProps<Views['external-ips']>) {
  return <BulkDeleteDialog {...props} how={HOW} />
}
