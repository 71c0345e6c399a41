import { portTextProblem } from '@kube-dc/networking/intents/ports'
import { useId } from 'react'
import { Field } from '../../parts/Field.tsx'
import { Declared } from '../networking/forms/Declared.tsx'
import type { PortRow } from '../networking/forms/port-state.ts'
import type { Fields } from '../networking/forms/use-intent-form.ts'

interface ServicePortFieldProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch'>
  value: PortRow
  onChange: (value: PortRow) => void
  /** Ports that the target declares. */
  offered: readonly { readonly name?: string; readonly port: number; readonly protocol: string }[]
}

/** The port that the app listens on; the Service has the same one unless it is said otherwise. */
export function ServicePortField({ fields, value, onChange, offered }: ServicePortFieldProps) {
  const { errorOf, warningOf, touch } = fields
  const listId = useId()
  const typed = value.port === '' ? undefined : portTextProblem(value.port)
  return (
    <>
      <datalist id={listId}>
        {offered.map(({ name, port }) => (
          <option key={`${name}/${port}`} value={port} />
        ))}
      </datalist>
      <Field
        label="Port of the Service"
        inputMode="numeric"
        mono
        value={value.port}
        onChange={(event) => onChange({ ...value, port: event.target.value.trim() })}
        onBlur={() => touch('servicePort.port')}
        help="The Gateway connects to it; visitors use 443 or 80."
        error={typed ?? errorOf('servicePort.port') ?? errorOf('port')}
      />
      <Field
        label="Port of the app"
        mono
        value={value.targetPort}
        placeholder="the same"
        onChange={(event) => onChange({ ...value, targetPort: event.target.value })}
        onBlur={() => touch('servicePort.targetPort')}
        help={
          <Declared
            offered={offered}
            protocol={value.protocol}
            value={value.targetPort}
            warning={warningOf('servicePort.targetPort')}
            otherwise="A number, or the name that the pods give a port."
            onChoose={(port) => onChange({ ...value, targetPort: String(port) })}
          />
        }
        error={errorOf('servicePort.targetPort')}
      />
    </>
  )
}
