import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import type { Views } from '@kube-dc/networking/joins/views'
import { paths } from '../../app/paths.ts'
import { useNow } from '../../parts/clock.ts'
import { useAccess } from '../../session/use-access.ts'
import { ObjectMenu } from '../networking/ObjectMenu.tsx'
import type { OpenMenu } from '../networking/RowMenuButton.tsx'
import { WORDS_KEEP } from '../networking/use-judged.ts'
import { useProject } from '../project/project-context.ts'

interface ExternalIpMenuProps extends OpenMenu {
  view: Views['external-ips']
}

/** The open menu of an External IP. */
export function ExternalIpMenu({ view, ...menu }: ExternalIpMenuProps) {
  const { params, project, namespace } = useProject()
  const access = useAccess(namespace)
  const now = useNow((time) => Math.floor(time / WORDS_KEEP) * WORDS_KEEP)
  const ip = view.kind === 'ExternalIpView' ? view.ip : view
  const { name } = ip.meta
  const verdict = canDeleteExternalIp(ip, { access, project: project.name, now })
  return (
    <ObjectMenu
      {...menu}
      kind="external-ips"
      name={name}
      address={ip.kind === 'ExternalIp' ? ip.address : undefined}
      actions={[
        {
          label: `Delete ${name}…`,
          to: paths.deleteExternalIp(params, name),
          reason: verdict.allowed ? undefined : verdict.reason,
          danger: true,
        },
      ]}
    />
  )
}
