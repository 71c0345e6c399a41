import { canChangeLoadBalancer, canRemoveGatewayRoute } from '@kube-dc/networking/intents/removal'
import type { GatewayRouteView } from '@kube-dc/networking/joins/views'
import { paths } from '../../app/paths.ts'
import { useAccess } from '../../session/use-access.ts'
import { exposeAction } from '../networking/expose-action.ts'
import { ObjectMenu } from '../networking/ObjectMenu.tsx'
import type { OpenMenu } from '../networking/RowMenuButton.tsx'
import { useProject } from '../project/project-context.ts'

interface GatewayRouteMenuProps extends OpenMenu {
  view: GatewayRouteView
}

/** The open menu of a gateway route. */
export function GatewayRouteMenu({ view, ...menu }: GatewayRouteMenuProps) {
  const { params, namespace } = useProject()
  const access = useAccess(namespace)
  const { name, hostname, loadBalancer } = view
  const change = canChangeLoadBalancer(loadBalancer, { access })
  const remove = canRemoveGatewayRoute(view, { access })
  return (
    <ObjectMenu
      {...menu}
      kind="gateway-routes"
      name={name}
      address={hostname}
      actions={[
        {
          label: `Change the route of ${name}…`,
          to: paths.setGatewayRoute(params, name),
          reason: change.allowed ? undefined : change.reason,
        },
        exposeAction(params, `service/${name}`),
        {
          label: `Remove the route of ${name}…`,
          to: paths.removeGatewayRoute(params, name),
          reason: remove.allowed ? undefined : remove.reason,
          danger: true,
        },
      ]}
    />
  )
}
