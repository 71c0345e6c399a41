import { addressOptions, suggestedPorts } from '@kube-dc/networking/intents/address'
import { targetOptions } from '@kube-dc/networking/intents/targets'
import { nameAfter } from '@kube-dc/networking/names'
import { useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { Field } from '../../parts/Field.tsx'
import { AddressField } from '../networking/forms/AddressField.tsx'
import { addressIntent, addressState } from '../networking/forms/address-state.ts'
import { FormFoot } from '../networking/forms/FormFoot.tsx'
import { FormPanel } from '../networking/forms/FormPanel.tsx'
import styles from '../networking/forms/forms.module.css'
import { PlanBeside } from '../networking/forms/PlanBeside.tsx'
import { portIntent, portRow, portsFor } from '../networking/forms/port-state.ts'
import { PortsField } from '../networking/forms/PortsField.tsx'
import { TargetField } from '../networking/forms/TargetField.tsx'
import { optionOf, selectorOf, targetState, type TargetState } from '../networking/forms/target-state.ts'
import { useIntentForm } from '../networking/forms/use-intent-form.ts'
import { usePrefill } from '../networking/forms/use-prefill.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'

const draft = z.object({
  /** Undefined while the suggested name stands there. */
  name: z.string().optional(),
  target: targetState,
  ports: z.array(portRow).min(1).readonly(),
  address: addressState,
})

type State = z.infer<typeof draft>

/** Asks for a new load balancer: what it leads to, on which ports, at which address. */
export function Component() {
  const { params } = useProject()
  const { search } = useLocation()
  const back = withListState(paths.loadBalancers(params), search)
  return (
    <FormPanel kind="Load balancer" title="Create load balancer" about="create-load-balancer" back={back}>
      <CreateForm back={back} />
    </FormPanel>
  )
}

function CreateForm({ back }: { back: string }) {
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const facts = useJudgementFacts()
  const addresses = useMemo(() => addressOptions('load-balancer', facts), [facts])
  const targets = useMemo(() => targetOptions(facts), [facts])
  const prefill = usePrefill()
  const [initial] = useState<State>(() => ({
    name: undefined,
    target: { choice: prefill.target, labels: '' },
    ports: portsFor([prefill.port], [], optionOf(targets, prefill.target)?.ports),
    address: prefill.address(addresses),
  }))
  const nameOf = ({ name, target }: State) =>
    name ?? suggestion(target, targets, facts.network.names('services'))
  const form = useIntentForm<State>({
    initial,
    draft,
    intentOf: (state) => ({
      intent: 'create-load-balancer',
      name: nameOf(state),
      selector: selectorOf(state.target, targets),
      ports: state.ports.map(portIntent),
      address: addressIntent(state.address, addresses),
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
      void navigate(withListState(paths.loadBalancer(params, name), search), { state: { created: true } })
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
          set({ target, ports: portsFor(state.ports, portsOf(state.target), portsOf(target)) })
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
      <PortsField
        fields={form}
        rows={state.ports}
        onChange={(ports) => set({ ports })}
        offered={portsOf(state.target) ?? []}
        free={(row) =>
          suggestedPorts(
            addressIntent(state.address, addresses),
            { protocol: row.protocol, port: Number(row.port) },
            state.ports.filter(({ id }) => id !== row.id).map(({ port }) => Number(port)),
            facts,
          )
        }
      />
      <AddressField
        fields={form}
        options={addresses}
        value={state.address}
        onChange={(address) => set({ address })}
        thing="this load balancer"
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

function suggestion(
  { choice }: TargetState,
  targets: ReturnType<typeof targetOptions>,
  taken: ReadonlySet<string>,
): string {
  return nameAfter(optionOf(targets, choice)?.name ?? 'load-balancer', taken)
}
