import { addressOptions, type AddressOptions } from '@kube-dc/networking/intents/address'
import { floatingIpTargets } from '@kube-dc/networking/intents/floating-ip-targets'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import { nameAfter } from '@kube-dc/networking/names'
import { useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { Field } from '../../parts/Field.tsx'
import { AddressField } from '../networking/forms/AddressField.tsx'
import { addressIntent, addressState, type AddressState } from '../networking/forms/address-state.ts'
import { FormFoot } from '../networking/forms/FormFoot.tsx'
import { FormPanel } from '../networking/forms/FormPanel.tsx'
import styles from '../networking/forms/forms.module.css'
import { PlanBeside } from '../networking/forms/PlanBeside.tsx'
import { useIntentForm } from '../networking/forms/use-intent-form.ts'
import { usePrefill } from '../networking/forms/use-prefill.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import {
  FloatingTarget,
  floatingTargetIntent,
  floatingTargetState,
  NO_TARGET,
  type FloatingTargetState,
} from './FloatingTarget.tsx'

const draft = z.object({
  /** Undefined while the suggested name stands there. */
  name: z.string().optional(),
  target: floatingTargetState,
  address: addressState,
})

type State = z.infer<typeof draft>

/** Asks for a new floating IP: a VM or an address, and the External IP that leads to it. */
export function Component() {
  const { params } = useProject()
  const { search } = useLocation()
  const back = withListState(paths.floatingIps(params), search)
  return (
    <FormPanel kind="Floating IP" title="Create floating IP" about="create-floating-ip" back={back}>
      <CreateForm back={back} />
    </FormPanel>
  )
}

function CreateForm({ back }: { back: string }) {
  const { params } = useProject()
  const { search } = useLocation()
  const navigate = useNavigate()
  const facts = useJudgementFacts()
  const addresses = useMemo(() => addressOptions('floating-ip', facts), [facts])
  const prefill = usePrefill()
  const [initial] = useState<State>(() => ({
    name: undefined,
    target: targetOf(prefill.target, facts),
    address: prefill.address(addresses),
  }))
  const nameOf = ({ name, target }: State) =>
    name ?? nameAfter(target.vm.split('/')[0] || 'floating-ip', facts.network.names('floating-ips'))
  const form = useIntentForm<State>({
    initial,
    draft,
    intentOf: (state) => ({
      intent: 'create-floating-ip',
      name: nameOf(state),
      target: floatingTargetIntent(state.target),
      address: addressIntent(state.address, addresses),
    }),
  })
  const { state, set } = form
  const name = nameOf(state)

  async function submit(): Promise<void> {
    const started = await form.submit()
    if (started?.operation)
      void navigate(paths.operation(params, started.operation.id), { state: { from: 'form' } })
    else if (started)
      void navigate(withListState(paths.floatingIp(params, name), search), { state: { created: true } })
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
      <FloatingTarget
        fields={form}
        value={state.target}
        onChange={(target) => set({ target })}
        type={typeOf(state.address, addresses)}
      />
      <Field
        label="Name"
        value={name}
        onChange={(event) => set({ name: event.target.value })}
        onBlur={() => form.touch('name')}
        help="Lower case letters, digits and dashes. It cannot be changed later."
        error={form.errorOf('name')}
      />
      <AddressField
        fields={form}
        options={addresses}
        value={state.address}
        onChange={(address) => set({ address })}
        thing="this floating IP"
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

/** The VM that a link names, at its first interface that can be chosen. */
function targetOf(target: string, facts: JudgementFacts): FloatingTargetState {
  const name = target.startsWith('vm/') ? target.slice('vm/'.length) : undefined
  const vm = floatingIpTargets({}, facts).vms.find((one) => one.name === name)
  const first = vm?.interfaces.find(({ offered }) => offered)
  return first && name !== undefined ? { ...NO_TARGET, vm: `${name}/${first.name}` } : NO_TARGET
}

/** Of the address that is chosen, as far as it is known. */
function typeOf({ use, existing, networkType }: AddressState, options: AddressOptions) {
  if (use !== 'existing') return networkType
  const known = options.existing.find(({ name }) => name === existing)?.networkType
  return known === 'unknown' ? undefined : known
}
