import type { CreateExternalIp } from '@kube-dc/api/external-ips'
import type { OfferedType } from '@kube-dc/networking/external-ips/create'
import { freeName } from '@kube-dc/networking/names'
import type { ReactNode } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { Field } from '../../parts/Field.tsx'
import { RadioCards, type RadioCard } from '../../parts/RadioCards.tsx'
import { Text } from '../../parts/Text.tsx'
import { Term } from '../learn/Term.tsx'
import styles from './CreateExternalIp.module.css'
import type { CreateForm } from './use-create-form.ts'

interface NameFieldProps {
  create: CreateForm
  /** What the server has against the name. */
  problem: string | undefined
  /** The server's word that it accepts the form as it is. */
  accepted: ReactNode
}

/** The name; one that is taken comes with a free one to press. */
export function NameField({ create, problem, accepted }: NameFieldProps) {
  const { form, values, taken, nameProblem, setName } = create
  const words = nameProblem ?? problem
  const free = words !== undefined && taken.has(values.name) ? freeName(values.name, taken) : undefined
  return (
    <Controller
      control={form.control}
      name="name"
      render={({ field }) => (
        <Field
          {...field}
          label="Name"
          onChange={(event) => setName(event.target.value)}
          help="Lower case letters, digits and dashes. It cannot be changed later."
          error={
            free === undefined ? (
              words
            ) : (
              <>
                {words}{' '}
                <button type="button" className={styles.fix} onClick={() => setName(free)}>
                  Use {free}
                </button>
              </>
            )
          }
          ok={accepted}
        />
      )}
    />
  )
}

interface TypeFieldProps {
  form: UseFormReturn<CreateExternalIp>
  types: readonly OfferedType[]
  /** What the server has against the type. */
  problem: string | undefined
}

/** The network type, each with what it means in this Project; one that is not offered stays, with the reason. */
export function TypeField({ form, types, problem }: TypeFieldProps) {
  return (
    <Controller
      control={form.control}
      name="networkType"
      render={({ field, fieldState }) => (
        <RadioCards
          legend="Network type"
          name={field.name}
          options={types.map(toCard)}
          value={field.value}
          onChange={field.onChange}
          error={problem ?? fieldState.error?.message}
          help={
            <>
              The <Term id="network-type">network type</Term> cannot be changed later.
            </>
          }
        />
      )}
    />
  )
}

function toCard({ type, reason, meaning, cost, warning }: OfferedType): RadioCard<OfferedType['type']> {
  return {
    value: type,
    label: type === 'public' ? 'Public' : 'Cloud',
    disabledReason: reason,
    detail: (
      <>
        {meaning} {warning === undefined ? cost : <Text tone="wait">{warning}</Text>}
      </>
    ),
  }
}
