import {
  floatingIpTargets,
  targetAddressInfo,
  type VmOption,
} from '@kube-dc/networking/intents/floating-ip-targets'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import { useMemo } from 'react'
import { z } from 'zod'
import { Field } from '../../parts/Field.tsx'
import { RadioCards } from '../../parts/RadioCards.tsx'
import { Select } from '../../parts/Select.tsx'
import { Text } from '../../parts/Text.tsx'
import type { Fields } from '../networking/forms/use-intent-form.ts'

/** What a floating IP leads to, as the form shows it. */
export const floatingTargetState = z
  .object({
    by: z.enum(['vm', 'address']),
    /** `vm/interface`; the interface may be empty for the first one. Empty while nothing is chosen. */
    vm: z.string(),
    address: z.string(),
  })
  .readonly()

export type FloatingTargetState = z.infer<typeof floatingTargetState>

export const NO_TARGET: FloatingTargetState = { by: 'vm', vm: '', address: '' }

/** The target as the intent says it. */
export function floatingTargetIntent({ by, vm, address }: FloatingTargetState) {
  if (by === 'address') return { by, address }
  const [name, interfaceName = ''] = vm.split('/')
  return { by, vm: name, ...(interfaceName !== '' && { interface: interfaceName }) }
}

interface FloatingTargetProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch' | 'facts'>
  value: FloatingTargetState
  onChange: (value: FloatingTargetState) => void
  /** Type of the address that is to lead there. */
  type: NetworkType | undefined
  /** The floating IP that is moved. */
  self?: string
}

/** The VM and its interface, or an address of the Project; what cannot be chosen stays, with the reason. */
export function FloatingTarget({ fields, value, onChange, type, self }: FloatingTargetProps) {
  const { errorOf, warningOf, touch, facts } = fields
  const targets = useMemo(
    () => floatingIpTargets({ ...(type && { type }), ...(self !== undefined && { self }) }, facts),
    [type, self, facts],
  )
  const { holder, problem } = targetAddressInfo(value.address, facts)
  const warning =
    warningOf('target') ??
    warningOf('target.vm') ??
    warningOf('target.interface') ??
    warningOf('target.address')
  const vmError = errorOf('target.vm') ?? errorOf('target.interface') ?? errorOf('target')
  return (
    <>
      <RadioCards
        legend="Target"
        name="target"
        options={[
          { value: 'vm', label: 'A VM', detail: 'Its address is found by itself, also after a restart.' },
          {
            value: 'address',
            label: 'An address',
            detail: 'Of a pod or VM. Whoever has it gets the traffic.',
          },
        ]}
        value={value.by}
        onChange={(by) => onChange({ ...value, by })}
      />
      {value.by === 'vm' ? (
        <Select
          label="VM and interface"
          placeholder="Choose a VM"
          groups={targets.vms.map(groupOf)}
          value={value.vm}
          onChange={(vm) => onChange({ ...value, vm })}
          onBlur={() => touch('target.vm')}
          help={
            targets.vms.length === 0
              ? targets.known
                ? 'The Project has no VM.'
                : 'Your role does not see VMs here.'
              : undefined
          }
          error={value.vm === '' && vmError !== undefined ? 'Choose a VM.' : vmError}
        />
      ) : (
        <Field
          label="Address"
          mono
          value={value.address}
          onChange={(event) => onChange({ ...value, address: event.target.value.trim() })}
          onBlur={() => touch('target.address')}
          help={
            holder
              ? `${holder.kind === 'vm' ? 'The VM' : 'The pod'} ${holder.name} has it now.`
              : facts.project.cidr !== undefined && `Inside ${facts.project.cidr}.`
          }
          error={errorOf('target.address') ?? (value.address === '' ? undefined : problem)}
        />
      )}
      {warning !== undefined && (
        <Text as="p" size="s" tone="wait">
          {warning}
        </Text>
      )}
    </>
  )
}

function groupOf({ name, state, interfaces, offered, reason }: VmOption) {
  if (interfaces.length === 0) {
    return {
      label: name,
      options: [{ value: `${name}/`, label: name, ...(!offered && { disabledReason: reason }) }],
    }
  }
  return {
    label: [name, state].filter((word) => word !== '').join(', '),
    options: interfaces.map((one) => ({
      value: `${name}/${one.name}`,
      label: [name, one.name, one.address].filter((word) => word !== undefined).join(', '),
      ...(!one.offered && { disabledReason: one.reason ?? reason }),
      ...(!offered && { disabledReason: reason }),
    })),
  }
}
