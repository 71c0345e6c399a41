import type { AddressOptions, ExistingAddress } from '@kube-dc/networking/intents/address'
import type { OfferedType } from '@kube-dc/networking/external-ips/create'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import { Field } from '../../../parts/Field.tsx'
import { RadioCards, type RadioCard } from '../../../parts/RadioCards.tsx'
import { Select } from '../../../parts/Select.tsx'
import { Text } from '../../../parts/Text.tsx'
import { Term } from '../../learn/Term.tsx'
import type { AddressState } from './address-state.ts'
import type { Fields } from './use-intent-form.ts'

export interface AddressFieldProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch'>
  options: AddressOptions
  value: AddressState
  onChange: (value: AddressState) => void
  /** What gets the address, in a sentence: "this load balancer". */
  thing: string
}

/** Where the address comes from, each way with what it means here; what is not possible stays, with the reason. */
export function AddressField({ fields, options, value, onChange, thing }: AddressFieldProps) {
  const { errorOf, warningOf } = fields
  const patch = (change: Partial<AddressState>) => onChange({ ...value, ...change })
  const warning = warningOf('address.use') ?? warningOf('address.name')
  return (
    <>
      <RadioCards
        legend="External IP"
        name="address"
        options={waysOf(options, thing)}
        value={value.use}
        onChange={(use) => patch({ use })}
        error={errorOf('address.use')}
        help={
          warning === undefined ? (
            <Term id="external-ip">What an External IP is</Term>
          ) : (
            <Text tone="wait">{warning}</Text>
          )
        }
      />
      {value.use === 'existing' && (
        <Select
          label="Which External IP"
          groups={[{ label: 'External IPs', options: options.existing.map(existingOption) }]}
          value={value.existing}
          onChange={(existing) => patch({ existing })}
          onBlur={() => fields.touch('address.name')}
          error={errorOf('address.name')}
        />
      )}
      {value.use === 'new' && (
        <Field
          label="Name of the External IP"
          value={value.newName ?? options.suggestedNames[value.networkType]}
          onChange={(event) => patch({ newName: event.target.value })}
          onBlur={() => fields.touch('address.name')}
          help="Lower case letters, digits and dashes. It cannot be changed later."
          error={errorOf('address.name')}
        />
      )}
      {(value.use === 'new' || value.use === 'own') && (
        <TypeOf
          fields={fields}
          types={options.types}
          value={value.networkType}
          onChange={(networkType) => patch({ networkType })}
        />
      )}
    </>
  )
}

function waysOf(options: AddressOptions, thing: string): readonly RadioCard<AddressState['use']>[] {
  const { meanings, existing, newDenied, shared } = options
  const free = existing.some(({ offered }) => offered)
  return [
    {
      value: 'existing',
      label: 'One that the Project has',
      detail: 'Costs no further address.',
      disabledReason: free ? undefined : 'The Project has none that could be used here.',
    },
    { value: 'new', label: 'A new one with a name', detail: meanings.named, disabledReason: newDenied },
    { value: 'own', label: `One that comes and goes with ${thing}`, detail: meanings.own },
    ...(shared
      ? [
          {
            value: 'shared' as const,
            label: 'The Project’s default address',
            detail: shared.meaning,
            disabledReason: shared.reason,
          },
        ]
      : []),
  ]
}

function existingOption({ name, address, networkType, offered, reason, unused, ports }: ExistingAddress) {
  const facts = [
    address,
    networkType === 'unknown' ? undefined : networkType,
    unused ? 'nothing uses it' : ports.length > 0 ? portsTaken(ports) : undefined,
  ].filter((fact) => fact !== undefined)
  return { value: name, label: [name, ...facts].join(', '), ...(!offered && { disabledReason: reason }) }
}

/** Each port once, though two Services may want it or two protocols have it. */
function portsTaken(ports: ExistingAddress['ports']): string {
  const numbers = [...new Set(ports.map(({ port }) => port))]
  return `${numbers.length === 1 ? 'port' : 'ports'} ${numbers.join(', ')} taken`
}

interface TypeOfProps {
  fields: AddressFieldProps['fields']
  types: readonly OfferedType[]
  value: NetworkType
  onChange: (type: NetworkType) => void
}

function TypeOf({ fields, types, value, onChange }: TypeOfProps) {
  return (
    <RadioCards
      legend="Network type"
      name="networkType"
      options={types.map(({ type, reason, meaning, cost, warning }) => ({
        value: type,
        label: type === 'public' ? 'Public' : 'Cloud',
        disabledReason: reason,
        detail: (
          <>
            {meaning} {warning === undefined ? cost : <Text tone="wait">{warning}</Text>}
          </>
        ),
      }))}
      value={value}
      onChange={onChange}
      error={fields.errorOf('address.networkType')}
      help={
        <>
          The <Term id="network-type">network type</Term> cannot be changed later.
        </>
      }
    />
  )
}
