import { reachedBy } from '@kube-dc/networking/methods/reached'
import { Field } from '../../parts/Field.tsx'
import { FloatingTarget } from '../floating-ips/FloatingTarget.tsx'
import { portsFor } from '../networking/forms/port-state.ts'
import { TargetField } from '../networking/forms/TargetField.tsx'
import { optionOf } from '../networking/forms/target-state.ts'
import { AlreadyReachable } from './AlreadyReachable.tsx'
import { nameOf } from './draft.ts'
import type { StepProps } from './StepPage.tsx'

/** What the traffic is to lead to, and what is made for it is called. */
export function TargetStep({ here, form }: StepProps) {
  const { state, set } = form
  const floating = here.method === 'floating-ip'
  const { use, networkType, existing } = state.address
  const held = here.addresses.existing.find(({ name }) => name === existing)?.networkType
  const type = use !== 'existing' ? networkType : held === 'unknown' ? undefined : held
  const of = floating
    ? `vm/${state.floating.by === 'vm' ? state.floating.vm.split('/')[0] : ''}`
    : state.target.choice
  return (
    <>
      {floating ? (
        <FloatingTarget
          fields={form}
          value={state.floating}
          onChange={(next) => set({ floating: next })}
          type={type}
        />
      ) : (
        <TargetField
          fields={form}
          options={here.targets}
          value={state.target}
          onChange={(target) => {
            const portsOf = (choice: string) => optionOf(here.targets, choice)?.ports
            set({
              target,
              ports: portsFor(state.ports, portsOf(state.target.choice), portsOf(target.choice)),
            })
          }}
        />
      )}
      <AlreadyReachable target={of.slice(of.indexOf('/') + 1)} reached={reachedBy(form.facts.network, of)} />
      <Field
        label="Name"
        value={nameOf(state, here)}
        onChange={(event) => set({ name: event.target.value })}
        onBlur={() => form.touch('name')}
        help={`Of the ${floating ? 'floating IP' : 'Service'} that is made. It cannot be changed later.`}
        error={form.errorOf('name')}
      />
    </>
  )
}
