import { canDeleteLoadBalancer } from '@kube-dc/networking/intents/removal'
import { useParams } from 'react-router'
import { RemovalDialog } from '../../operations/RemovalDialog.tsx'
import { useAccess } from '../../session/use-access.ts'
import { useView } from '../networking/network-context.ts'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { useProject } from '../project/project-context.ts'

/** Asks before a load balancer is deleted, with what it disconnects and what becomes of its address. */
export function Component() {
  const { name = '' } = useParams()
  const { namespace } = useProject()
  const access = useAccess(namespace)
  const view = useView('load-balancers', name)
  const hostname = useView('gateway-routes', name)?.hostname
  if (!view) return null
  return (
    <RemovalDialog
      kind="load-balancers"
      name={name}
      verb={`Delete ${name}`}
      verdict={canDeleteLoadBalancer(view, hostname, { access })}
      intent={{ intent: 'delete-load-balancer', name, uid: metaOf(view).uid }}
    />
  )
}
