import { canRemoveGatewayRoute } from '@kube-dc/networking/intents/removal'
import type { Views } from '@kube-dc/networking/joins/views'
import type { BulkDelete, BulkDialogProps } from '../networking/bulk/bulk.ts'
import { BulkDeleteDialog } from '../networking/bulk/BulkDialog.tsx'

const HOW: BulkDelete<Views['gateway-routes']> = {
  things: ['gateway route', 'gateway routes'],
  harmless: 'It answers at no hostname yet.',
  judge: ({ view }, facts) => canRemoveGatewayRoute(view, facts),
  remove: ({ view: { name, service } }, { api, namespace }) => {
    const { uid, resourceVersion } = service.meta
    return api.call('startOperation', {
      params: { namespace },
      body: { intent: 'remove-gateway-route', name, uid, resourceVersion },
    })
  },
}

/** Asks before several gateway routes are removed; their Services stay. */
export function RemoveGatewayRoutes(props: BulkDialogProps<Views['gateway-routes']>) {
  return <BulkDeleteDialog {...props} how={HOW} />
}
