import { canRemoveGatewayRoute } from '@kube-dc/networking/intents/removal'
import { useState } from 'react'
import { useParams } from 'react-router'
import { RemovalDialog } from '../../operations/RemovalDialog.tsx'
import { useAccess } from '../../session/use-access.ts'
import { useView } from '../networking/network-context.ts'
import type { GatewayRouteView } from '@kube-dc/networking/joins/views'
import { useProject } from '../project/project-context.ts'

/** Asks before a gateway route is removed; its Service stays. */
export function Component() {
  const { name = '' } = useParams()
  const view = useView('gateway-routes', name)
  return view ? <Ask view={view} /> : null
}

function Ask({ view }: { view: GatewayRouteView }) {
  const { namespace } = useProject()
  const access = useAccess(namespace)
  // The cluster refuses it when the Service is another one than the person was shown.
  const [{ uid, resourceVersion }] = useState(view.service.meta)
  return (
    <RemovalDialog
      kind="gateway-routes"
      name={view.name}
      verb={`Remove the route of ${view.name}`}
      verdict={canRemoveGatewayRoute(view, { access })}
      intent={{ intent: 'remove-gateway-route', name: view.name, uid, resourceVersion }}
    />
  )
}
