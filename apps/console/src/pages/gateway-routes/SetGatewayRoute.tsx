import { certificateOptions } from '@kube-dc/networking/intents/issuer'
import { canChangeLoadBalancer } from '@kube-dc/networking/intents/removal'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { LoadBalancerView } from '@kube-dc/networking/joins/views'
import { ROUTE_WAYS } from '@kube-dc/networking/model/service-annotations'
import { useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { Panel } from '../../parts/Panel.tsx'
import { Select } from '../../parts/Select.tsx'
import { Text } from '../../parts/Text.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { FormFoot } from '../networking/forms/FormFoot.tsx'
import styles from '../networking/forms/forms.module.css'
import { useIntentForm } from '../networking/forms/use-intent-form.ts'
import { useView } from '../networking/network-context.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import { initialRoute, RouteFields, routeIntent, routeState, type RouteState } from './RouteFields.tsx'

/** Gives a Service a gateway route, or changes the one it has. */
export function Component() {
  const { name = '' } = useParams()
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const view = useView('load-balancers', name)
  const back = withListState(paths.gatewayRoutes(params), search)
  return (
    <Panel
      kind="Gateway route"
      icon={<NetworkingIcon size={16} />}
      title={`Gateway route of ${name}`}
      foot={<LearnLink about="set-gateway-route" />}
      onClose={() => void navigate(back)}
    >
      {view?.kind === 'LoadBalancerView' ? (
        <RouteForm key={view.service.meta.uid} view={view} back={back} />
      ) : (
        <div className={styles.form}>
          <Text as="p">There is no load balancer {name} that could have a route.</Text>
        </div>
      )}
    </Panel>
  )
}

const draft = z.object({ port: z.string(), route: routeState })

type State = z.infer<typeof draft>

interface RouteFormProps {
  view: LoadBalancerView
  back: string
}

function RouteForm({ view, back }: RouteFormProps) {
  const { name } = view
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const facts = useJudgementFacts()
  // What the person saw when they began: the cluster refuses the change when the object is another one by then.
  const [service] = useState(view.service)
  const [initial] = useState<State>(() => ({
    port: service.asks.routePort ?? String(service.ports[0]?.port ?? ''),
    route: routeOf(view, facts),
  }))
  const form = useIntentForm<State>({
    initial,
    draft,
    intentOf: ({ port, route }) => ({
      intent: 'set-gateway-route',
      name,
      uid: service.meta.uid,
      resourceVersion: service.meta.resourceVersion,
      port: Number(port),
      ...routeIntent(route, facts),
    }),
  })
  const { state, set } = form
  const verdict = canChangeLoadBalancer(view, facts)

  async function submit(): Promise<void> {
    const started = await form.submit()
    if (started?.operation)
      void navigate(paths.operation(params, started.operation.id), { state: { from: 'form' } })
    else if (started)
      void navigate(withListState(paths.gatewayRoute(params, name), search), { state: { created: true } })
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.blocked === undefined && verdict.allowed) void submit()
      }}
    >
      <Select
        label="Port of the Service"
        groups={[
          {
            label: 'Ports',
            options: service.ports.map(({ port, name: portName, protocol }) => ({
              value: String(port),
              label: [port, portName].filter(Boolean).join(', '),
              ...(protocol !== 'TCP' && { disabledReason: 'routes carry TCP only' }),
            })),
          },
        ]}
        value={state.port}
        onChange={(port) => set({ port })}
        error={form.errorOf('port')}
      />
      <RouteFields fields={form} service={name} value={state.route} onChange={(route) => set({ route })} />
      <FormFoot
        form={verdict.allowed ? form : { ...form, blocked: verdict.reason }}
        submit={service.asks.exposeRoute === undefined ? 'Add the route' : 'Save the route'}
        refusedTitle={`The route of ${name} stays as it was`}
        back={back}
      />
    </form>
  )
}

/** What the Service asks for now, or what a new route begins with. */
function routeOf({ service: { asks } }: LoadBalancerView, facts: JudgementFacts): RouteState {
  const fresh = initialRoute(facts)
  const way = ROUTE_WAYS.find((one) => one === asks.exposeRoute) ?? fresh.way
  const { platform, issuer } = certificateOptions(facts)
  return {
    way,
    hostname: { own: asks.routeHostname !== undefined, hostname: asks.routeHostname ?? '' },
    certificate: {
      from:
        asks.tlsSecret !== undefined
          ? 'secret'
          : asks.tlsIssuer === undefined && platform !== undefined
            ? 'platform'
            : 'issuer',
      issuer: asks.tlsIssuer ?? issuer,
      email: '',
      secret: asks.tlsSecret ?? '',
    },
  }
}
