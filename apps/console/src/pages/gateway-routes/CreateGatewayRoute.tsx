import { addressOptions } from '@kube-dc/networking/intents/address'
import { targetOptions } from '@kube-dc/networking/intents/targets'
import { nameAfter } from '@kube-dc/networking/names'
import { useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { Field } from '../../parts/Field.tsx'
import { addressIntent, addressState } from '../networking/forms/address-state.ts'
import { FormFoot } from '../networking/forms/FormFoot.tsx'
import { InnerAddress } from '../networking/forms/InnerAddress.tsx'
import { FormPanel } from '../networking/forms/FormPanel.tsx'
import styles from '../networking/forms/forms.module.css'
import { PlanBeside } from '../networking/forms/PlanBeside.tsx'
import { portIntent, portRow, portsFor, type PortRow } from '../networking/forms/port-state.ts'
import { TargetField } from '../networking/forms/TargetField.tsx'
import { optionOf, selectorOf, targetState, type TargetState } from '../networking/forms/target-state.ts'
import { useIntentForm } from '../networking/forms/use-intent-form.ts'
import { usePrefill } from '../networking/forms/use-prefill.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import { initialRoute, RouteFields, routeIntent, routeState } from './RouteFields.tsx'
import { ServicePortField } from './ServicePortField.tsx'

const draft = z.object({
  name: z.string().optional(),
  target: targetState,
  port: portRow,
  route: routeState,
  address: addressState,
})

type State = z.infer<typeof draft>

/** Asks for a new gateway route with a Service of its own. */
export function Component() {
  const { params } = useProject()
  const { search } = useLocation()
  const back = withListState(paths.gatewayRoutes(params), search)
  return (
    <FormPanel kind="Gateway route" title="Create gateway route" about="create-gateway-route" back={back}>
      <CreateForm back={back} />
    </FormPanel>
  )
}

function CreateForm({ back }: { back: string }) {
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const facts = useJudgementFacts()
  const addresses = useMemo(() => addressOptions('gateway-route', facts), [facts])
  const targets = useMemo(() => targetOptions(facts), [facts])
  const prefill = usePrefill()
  const [initial] = useState<State>(() => ({
    name: undefined,
    target: { choice: prefill.target, labels: '' },
    port: portFor({ ...prefill.port, port: '80' }, [], optionOf(targets, prefill.target)?.ports),
    route: initialRoute(facts),
    // The Gateway reaches cloud addresses, and they cost nothing.
    address: { use: 'own', networkType: 'cloud', existing: '', newName: undefined },
  }))
  const nameOf = ({ name, target }: State) =>
    name ?? nameAfter(optionOf(targets, target.choice)?.name ?? 'web', facts.network.names('services'))
  const form = useIntentForm<State>({
    initial,
    draft,
    intentOf: (state) => ({
      intent: 'create-gateway-route',
      name: nameOf(state),
      selector: selectorOf(state.target, targets),
      servicePort: portIntent(state.port),
      address: addressIntent(state.address, addresses),
      ...routeIntent(state.route, facts),
    }),
  })
  const { state, set } = form
  const portsOf = ({ choice }: TargetState) => optionOf(targets, choice)?.ports
  const name = nameOf(state)

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
        if (form.blocked === undefined) void submit()
      }}
    >
      <TargetField
        fields={form}
        options={targets}
        value={state.target}
        onChange={(target) =>
          set({ target, port: portFor(state.port, portsOf(state.target), portsOf(target)) })
        }
      />
      <Field
        label="Name"
        value={name}
        onChange={(event) => set({ name: event.target.value })}
        onBlur={() => form.touch('name')}
        help="Of the Service that is made. It cannot be changed later."
        error={form.errorOf('name')}
      />
      <ServicePortField
        fields={form}
        value={state.port}
        onChange={(port) => set({ port })}
        offered={portsOf(state.target) ?? []}
      />
      <RouteFields fields={form} service={name} value={state.route} onChange={(route) => set({ route })} />
      <InnerAddress
        fields={form}
        options={addresses}
        value={state.address}
        onChange={(address) => set({ address })}
      />
      <FormFoot
        form={form}
        submit={`Create ${name || 'it'}`}
        refusedTitle={`${name} was not created`}
        back={back}
      />
      <PlanBeside plan={form.plan} fileName={name} />
    </form>
  )
}

/** The one port of a route, like those of a load balancer. */
function portFor(port: PortRow, ...targets: [before: Offered, now: Offered]): PortRow {
  return portsFor([port], ...targets)[0] ?? port
}

type Offered = Parameters<typeof portsFor>[1]
