import { canDeleteLoadBalancer } from '@kube-dc/networking/intents/removal'
import type { Views } from '@kube-dc/networking/joins/views'
import type { BulkDelete, BulkDialogProps } from '../networking/bulk/bulk.ts'
import { BulkDeleteDialog } from '../networking/bulk/BulkDialog.tsx'

const HOW: BulkDelete<Views['load-balancers']> = {
  things: ['load balancer', 'load balancers'],
  harmless: 'It has no address that anybody could connect to.',
  judge: ({ view, meta }, facts) =>
    canDeleteLoadBalancer(view, facts.network.view('gateway-routes', meta.name)?.hostname, facts),
  remove: ({ meta: { name, uid } }, { api, namespace }) =>
    api.call('startOperation', {
      params: { namespace },
      body: { intent: 'delete-load-balancer', name, uid },
    }),
}

/** Asks before several load balancers are deleted. */
export function DeleteLoadBalancers(props: BulkDialogProps<Views['load-balancers']>) {
  return <BulkDeleteDialog {...props} how={HOW} />
}
