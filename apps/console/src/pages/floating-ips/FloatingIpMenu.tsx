import { canDeleteFloatingIp, canMoveFloatingIp } from '@kube-dc/networking/intents/removal'
import type { Views } from '@kube-dc/networking/joins/views'
import { paths } from '../../app/paths.ts'
import { useAccess } from '../../session/use-access.ts'
import { exposeAction } from '../networking/expose-action.ts'
import { ObjectMenu } from '../networking/ObjectMenu.tsx'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import type { OpenMenu } from '../networking/RowMenuButton.tsx'
import { useProject } from '../project/project-context.ts'
import { machineOf } from './Target.tsx'

interface FloatingIpMenuProps extends OpenMenu {
  view: Views['floating-ips']
}

/** The open menu of a floating IP. */
export function FloatingIpMenu({ view, ...menu }: FloatingIpMenuProps) {
  const { params, namespace } = useProject()
  const access = useAccess(namespace)
  const { name } = metaOf(view)
  const move = canMoveFloatingIp(view, { access })
  const remove = canDeleteFloatingIp(view, { access })
  const machine = view.kind === 'FloatingIpView' ? machineOf(view) : undefined
  return (
    <ObjectMenu
      {...menu}
      kind="floating-ips"
      name={name}
      address={view.kind === 'FloatingIpView' ? view.address : undefined}
      actions={[
        {
          label: `Move ${name} to another target…`,
          to: paths.moveFloatingIp(params, name),
          reason: move.allowed ? undefined : move.reason,
        },
        ...(machine === undefined ? [] : [exposeAction(params, `vm/${machine}`)]),
        {
          label: `Delete ${name}…`,
          to: paths.deleteFloatingIp(params, name),
          reason: remove.allowed ? undefined : remove.reason,
          danger: true,
        },
      ]}
    />
  )
}
