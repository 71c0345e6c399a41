import { ApiError } from '@kube-dc/api/client'
import type { OperationView } from '@kube-dc/api/operations'
import { dnsAdvice } from '@kube-dc/networking/intents/hostname'
import { openThrough } from '@kube-dc/networking/methods/openness'
import type { FloatingIpView, LoadBalancerView, Method, Views } from '@kube-dc/networking/joins/views'
import {
  floatingIpLines,
  gatewayRouteLines,
  loadBalancerLines,
  type ConnectLine,
} from '@kube-dc/networking/methods/connect'
import { standing } from '@kube-dc/networking/states/standing'
import { plan as planSchema } from '@kube-dc/networking/operations/plan'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { z } from 'zod'
import { paths } from '../../app/paths.ts'
import { useServices } from '../../app/services.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { Decisions } from '../../operations/Decisions.tsx'
import { operationQuery } from '../../operations/operation-queries.ts'
import { standingWords } from '../../operations/operation-words.ts'
import { Steps } from '../../operations/Steps.tsx'
import { useDecide } from '../../operations/use-decide.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Card } from '../../parts/Card.tsx'
import { GlyphLine } from '../../parts/GlyphLine.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { PathCard } from '../../parts/traffic-path/PathCard.tsx'
import { useSession } from '../../session/session-query.ts'
import { Connect } from '../networking/Connect.tsx'
import { Findings } from '../networking/Findings.tsx'
import { PlanBeside } from '../networking/forms/PlanBeside.tsx'
import { linkedPath } from '../networking/linked-path.ts'
import { LISTS } from '../../app/lists.ts'
import { useNetwork, useRowsPart, useView } from '../networking/network-context.ts'
import { useJudged } from '../networking/use-judged.ts'
import { useProject } from '../project/project-context.ts'
import { Frame } from './Frame.tsx'
import { SharedPorts } from './SharedPorts.tsx'
import { LIST_OF } from './steps.ts'
import { WaysOn } from './WaysOn.tsx'

/** What was applied, for the manifest; an older release may have left anything. */
const navigation = z.object({ plan: planSchema.optional() }).catch({})

/** Live until the exposure is ready as its method defines it. Its address finds it again, whoever opens it and when. */
export function ApplyStep({ method, name }: { method: Method; name: string }) {
  const { params, namespace } = useProject()
  const { api } = useServices()
  const [query] = useSearchParams()
  const { plan } = useLocationState(navigation)
  const id = query.get('operation')
  const known = operationQuery(api, namespace, id ?? '')
  const { data: operation, error } = useQuery(id === null ? { ...known, queryFn: skipToken } : known)
  const kind = LIST_OF[method]
  const view = useView(kind, name)
  const ready = useRowsPart(kind, ({ list }) =>
    list.some(({ meta, state }) => meta.name === name && standing(state).ready),
  )
  const made = operation?.plan ?? plan
  return (
    <Frame
      step="apply"
      method={method}
      ready={ready}
      title={`Expose ${name}`}
      aside={
        operation || !view ? null : (
          <ActionButton look="quiet" to={undoOf(method, name, params)}>
            Undo: delete {name}…
          </ActionButton>
        )
      }
      actions={<WaysOn method={method} name={name} view={view} />}
    >
      {operation && <Operation operation={operation} />}
      {!operation && error instanceof ApiError && error.problem.code !== 'not-found' && (
        <ProblemBox title="The operation could not be read" problem={error.problem} />
      )}
      {view ? (
        <Exposure view={view} />
      ) : (
        <Card title="What becomes of it">
          <p role="status">
            {operation?.phase === 'undone'
              ? 'It was undone: nothing is left of it.'
              : operation || plan
                ? `${name} is not there yet. This page shows it as soon as it is.`
                : `There is no ${LISTS[kind].thing} ${name} in ${params.project}: it was not applied, or it is deleted.`}
          </p>
        </Card>
      )}
      {made && (
        <Card title="For Git" sub="As kubectl apply takes it" flush>
          <PlanBeside plan={made} fileName={name} />
        </Card>
      )}
    </Frame>
  )
}

/** One object is undone by deleting it. */
function undoOf(method: Method, name: string, params: Parameters<typeof paths.deleteFloatingIp>[0]): string {
  return method === 'floating-ip'
    ? paths.deleteFloatingIp(params, name)
    : paths.deleteLoadBalancer(params, name)
}

function Operation({ operation }: { operation: OperationView }) {
  const { params, namespace } = useProject()
  const navigate = useNavigate()
  const decide = useDecide(namespace, operation, () => void navigate(paths.operations(params)))
  return (
    <Card title="What is done" sub={standingWords(operation)}>
      {operation.problem !== undefined && <p>{operation.problem}</p>}
      <Steps operation={operation} />
      {decide.problem && <ProblemBox title="It stays as it is" problem={decide.problem} />}
      <Decisions operation={operation} decide={decide} />
    </Card>
  )
}

type AnyView = Views[(typeof LIST_OF)[Method]]

function Exposure({ view }: { view: AnyView }) {
  switch (view.kind) {
    case 'LoadBalancerView':
      return (
        <>
          <Shown kind="load-balancers" view={view} lines={loadBalancerLines(view)} />
          <SharedPorts view={view} />
        </>
      )
    case 'FloatingIpView':
      return <Shown kind="floating-ips" view={view} lines={floatingIpLines(view)} />
    case 'GatewayRouteView':
      return (
        <>
          <Shown kind="gateway-routes" view={view} lines={gatewayRouteLines(view)} />
          {view.wantedHostname !== undefined && <Dns hostname={view.wantedHostname} />}
        </>
      )
    case 'Unreadable':
      return null
  }
}

interface ShownProps<K extends (typeof LIST_OF)[Method]> {
  kind: K
  view: Views[K]
  lines: readonly ConnectLine[]
}

function Shown<K extends (typeof LIST_OF)[Method]>({ kind, view, lines }: ShownProps<K>) {
  const { params } = useProject()
  const judged = useJudged(kind, view)
  const { state, reason, path, findings } = judged
  const { mark, heading } = standing(judged)
  return (
    <>
      <Card title={heading}>
        <p role="status">
          <GlyphLine glyph={<StateGlyph state={mark} />}>
            {reason}
            {state === 'waiting' && '. You may leave and come back to this address.'}
          </GlyphLine>
        </p>
        {view.kind !== 'Unreadable' && view.kind !== 'GatewayRouteView' && <Open view={view} />}
        {(state === 'ok' || state === 'unknown') && <Connect lines={lines} />}
      </Card>
      {path && <PathCard title="Its path, live" {...linkedPath(path, params)} />}
      {findings.length > 0 && <Findings findings={findings} />}
    </>
  )
}

/** What is open besides what was asked for. */
function Open({ view }: { view: FloatingIpView | LoadBalancerView }) {
  const { network } = useNetwork()
  return openThrough(view, network).map((sentence) => (
    <p key={sentence}>
      <GlyphLine glyph={<StateGlyph state="info" />}>{sentence}</GlyphLine>
    </p>
  ))
}

/** The record that somebody has to add where their own hostname is served. */
function Dns({ hostname }: { hostname: string }) {
  const { installation } = useSession()
  return (
    <Card title="DNS record to add">
      <p>{dnsAdvice(hostname, installation).words}</p>
    </Card>
  )
}
