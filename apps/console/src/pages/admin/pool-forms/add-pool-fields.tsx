import { NETWORK_TYPES } from '@kube-dc/networking/model/network-type'
import { Field } from '../../../parts/Field.tsx'
import { RadioCards } from '../../../parts/RadioCards.tsx'
import type { FormFields } from '../../networking/forms/use-judged-form.ts'
import { gatewayOf, type AddPoolState } from './add-pool-state.ts'
import { RangesField } from './RangesField.tsx'
import { warningHelp } from './warning-help.tsx'

interface FieldsProps {
  form: FormFields<AddPoolState>
}

const MEANINGS = {
  public: 'Reached from the Internet. Counts against the quotas of Organizations.',
  cloud: 'Reached from inside of the provider’s network.',
} as const

/** What it is called, and which addresses it has. */
export function NameAndType({ form: { state, set, errorOf, warningOf, touch } }: FieldsProps) {
  return (
    <>
      <Field
        label="Name"
        value={state.name}
        onChange={(event) => set({ name: event.target.value })}
        onBlur={() => touch('name')}
        help="Lower case letters, digits and dashes. It cannot be changed later."
        error={errorOf('name')}
      />
      <RadioCards
        legend="Network type"
        name="networkType"
        options={NETWORK_TYPES.map((type) => ({
          value: type,
          label: type === 'public' ? 'Public' : 'Cloud',
          detail: MEANINGS[type],
        }))}
        value={state.networkType}
        onChange={(networkType) => set({ networkType })}
        help={warningHelp(warningOf('networkType'), 'It cannot be changed later.')}
        error={errorOf('networkType')}
      />
    </>
  )
}

/** The block of addresses, its router, and what of it is not given out. */
export function BlockFields({ form }: FieldsProps) {
  const { state, set, errorOf, warningOf, touch } = form
  return (
    <>
      <Field
        label="CIDR"
        mono
        value={state.cidr}
        onChange={(event) => set({ cidr: event.target.value })}
        onBlur={() => touch('cidr')}
        help="The block of addresses, such as 203.0.113.0/27. It cannot be changed later."
        error={errorOf('cidr')}
      />
      <Field
        label="Gateway"
        mono
        value={gatewayOf(state)}
        onChange={(event) => set({ gateway: event.target.value })}
        onBlur={() => touch('gateway')}
        help="The router of the block. It is never given out."
        error={errorOf('gateway')}
      />
      <RangesField
        legend="Reserved addresses"
        field="exclusions"
        form={form}
        rows={state.exclusions}
        onChange={(exclusions) => set({ exclusions })}
        least={0}
        help="What is never given out beside the gateway: gateway nodes, machines beside the cluster. They can be released later."
      />
      <Field
        label="MTU"
        inputMode="numeric"
        mono
        value={state.mtu}
        onChange={(event) => set({ mtu: event.target.value })}
        onBlur={() => touch('mtu')}
        help={warningHelp(warningOf('mtu'), 'Bytes of the longest packet.')}
        error={errorOf('mtu')}
      />
    </>
  )
}
