import { canChangeLoadBalancer, canDeleteLoadBalancer } from '@kube-dc/networking/intents/removal'
import type { Views } from '@kube-dc/networking/joins/views'
import { paths } from '../../app/paths.ts'
import { useAccess } from '../../session/use-access.ts'
import { useView } from '../networking/network-context.ts'
import { exposeAction } from '../networking/expose-action.ts'
import { ObjectMenu } from '../networking/ObjectMenu.tsx'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import type { OpenMenu } from '../networking/RowMenuButton.tsx'
import { useProject } from '../project/project-context.ts'

interface LoadBalancerMenuProps extends OpenMenu {
  view: Views['load-balancers']
}

/** The open menu of a load balancer. */
export function LoadBalancerMenu({ view, ...menu }: LoadBalancerMenuProps) {
  const { params, namespace } = useProject()
  const access = useAccess(namespace)
  const { name } = metaOf(view)
  const route = useView('gateway-routes', name)
  const edit = canChangeLoadBalancer(view, { access })
  const remove = canDeleteLoadBalancer(view, route?.hostname, { access })
  return (
    <ObjectMenu
      {...menu}
      kind="load-balancers"
      name={name}
      address={view.kind === 'LoadBalancerView' ? view.address : undefined}
      actions={[
        {
          label: `Edit ${name}…`,
          to: paths.editLoadBalancer(params, name),
          reason: edit.allowed ? undefined : edit.reason,
        },
        {
          label: route ? `Change the gateway route of ${name}…` : `Add a gateway route to ${name}…`,
          to: paths.setGatewayRoute(params, name),
          reason: edit.allowed ? undefined : edit.reason,
        },
        exposeAction(params, `service/${name}`),
        {
          label: `Delete ${name}…`,
          to: paths.deleteLoadBalancer(params, name),
          reason: remove.allowed ? undefined : remove.reason,
          danger: true,
        },
      ]}
    />
  )
}
