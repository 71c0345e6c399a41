import type { OfferedVlan } from '@kube-dc/networking/pool-changes/vlan-choice'
import { list } from '@kube-dc/networking/words'
import { useId } from 'react'
import { Field } from '../../../parts/Field.tsx'
import { RadioCards } from '../../../parts/RadioCards.tsx'
import { Select } from '../../../parts/Select.tsx'
import type { FormFields } from '../../networking/forms/use-judged-form.ts'
import { providerOf, type AddPoolState } from './add-pool-state.ts'
import styles from './PoolForms.module.css'
import { warningHelp } from './warning-help.tsx'

interface VlanFieldProps {
  form: FormFields<AddPoolState>
  vlans: readonly OfferedVlan[]
  /** Provider networks that VLANs are on already. */
  providers: readonly string[]
}

/** The VLAN that the pool's addresses are reached over: a new one, or one that is there. */
export function VlanField({ form, vlans, providers }: VlanFieldProps) {
  const { state, set } = form
  return (
    <>
      <RadioCards
        legend="VLAN"
        name="vlan"
        options={[
          { value: 'new', label: 'A new one', detail: 'It is made first, and undone with the pool.' },
          {
            value: 'existing',
            label: 'One that is there',
            detail: 'It stays when the pool is undone.',
            disabledReason: vlans.length === 0 ? 'This cluster has none.' : undefined,
          },
        ]}
        value={state.use}
        onChange={(use) => set({ use })}
        error={form.errorOf('vlan')}
      />
      {state.use === 'new' ? (
        <NewVlan form={form} providers={providers} />
      ) : (
        <Select
          label="Which VLAN"
          groups={[{ label: 'VLANs', options: vlans.map(toOption) }]}
          value={state.existing}
          onChange={(existing) => set({ existing })}
          onBlur={() => form.touch('vlan.name')}
          help={warningHelp(form.warningOf('vlan.name'))}
          error={form.errorOf('vlan.name')}
        />
      )}
    </>
  )
}

function NewVlan({ form, providers }: Omit<VlanFieldProps, 'vlans'>) {
  const { state, set, errorOf, warningOf, touch } = form
  const listId = useId()
  return (
    <div className={styles.two}>
      <Field
        label="VLAN id"
        inputMode="numeric"
        mono
        value={state.vlanId}
        onChange={(event) => set({ vlanId: event.target.value })}
        onBlur={() => touch('vlan.id')}
        help="0 to 4094; 0 is untagged."
        error={errorOf('vlan.id')}
      />
      <datalist id={listId}>
        {providers.map((provider) => (
          <option key={provider} value={provider} />
        ))}
      </datalist>
      <Field
        label="Provider network"
        list={listId}
        value={providerOf(state, providers)}
        onChange={(event) => set({ provider: event.target.value })}
        onBlur={() => touch('vlan.provider')}
        help={warningHelp(warningOf('vlan.provider'), 'The physical network of the nodes.')}
        error={errorOf('vlan.provider')}
      />
    </div>
  )
}

function toOption({ name, id, provider, users, reason }: OfferedVlan) {
  const facts = [
    id === undefined ? undefined : `id ${id}`,
    provider === undefined ? undefined : `on ${provider}`,
    users.length === 0 ? 'nothing uses it' : `used by ${list(users)}`,
  ].filter((fact) => fact !== undefined)
  return { value: name, label: [name, ...facts].join(', '), disabledReason: reason }
}
