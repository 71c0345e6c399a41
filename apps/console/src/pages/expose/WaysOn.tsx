import { found } from '@kube-dc/networking/joins/reader'
import type { GatewayRouteView, LoadBalancerView, Method, Views } from '@kube-dc/networking/joins/views'
import { siteUrl } from '@kube-dc/networking/methods/connect'
import { ExternalLink } from 'lucide-react'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { LISTS } from '../../app/lists.ts'
import { useJudged } from '../networking/use-judged.ts'
import { useProject } from '../project/project-context.ts'
import { LIST_OF } from './steps.ts'

interface WaysOnProps {
  method: Method
  name: string
  view: Views[(typeof LIST_OF)[Method]] | undefined
}

/** From what was made: to the site itself where there is one, to its page here, or to the next service. */
export function WaysOn({ method, name, view }: WaysOnProps) {
  const { params } = useProject()
  const details = LISTS[LIST_OF[method]].one(params, name)
  return (
    <>
      {method === 'shared-load-balancer' && view?.kind === 'LoadBalancerView' && (
        <ActionButton to={paths.expose(params, besideOf(view))}>
          Put another service behind {view.address ?? 'its address'}
        </ActionButton>
      )}
      <ActionButton to={paths.expose(params)}>Expose something else</ActionButton>
      {view?.kind === 'GatewayRouteView' ? (
        <Site view={view} details={details} />
      ) : (
        <ActionButton look="primary" to={details}>
          Show details
        </ActionButton>
      )}
    </>
  )
}

/** The site is opened once it answers; before, its page here says what it waits for. */
function Site({ view, details }: { view: GatewayRouteView; details: string }) {
  const { state } = useJudged('gateway-routes', view)
  const url = siteUrl(view)
  const opens = url !== undefined && (state === 'ok' || state === 'unknown')
  return (
    <>
      <ActionButton look={opens ? 'fill' : 'primary'} to={details}>
        Show details
      </ActionButton>
      {opens && (
        <ActionButton
          look="primary"
          href={url}
          icon={<ExternalLink size={16} strokeWidth={1.5} aria-hidden />}
        >
          Open the site
        </ActionButton>
      )}
    </>
  )
}

/** The wizard for one more service on the address of this one. */
function besideOf({ binding, networkType }: LoadBalancerView) {
  const from = networkType === 'cloud' ? 'platform' : undefined
  return { answer: 'several', beside: found(binding.eip)?.meta.name, from }
}
