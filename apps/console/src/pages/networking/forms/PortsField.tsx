import { portTextProblem } from '@kube-dc/networking/intents/ports'
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { Field, FieldMessage } from '../../../parts/Field.tsx'
import { IconButton } from '../../../parts/IconButton.tsx'
import { Select } from '../../../parts/Select.tsx'
import { Declared } from './Declared.tsx'
import { newRow, rowFor, type PortRow } from './port-state.ts'
import styles from './forms.module.css'
import type { Fields } from './use-intent-form.ts'

interface PortsFieldProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch'>
  rows: readonly PortRow[]
  onChange: (rows: readonly PortRow[]) => void
  /** Ports that the target declares. */
  offered: readonly { readonly name?: string; readonly port: number; readonly protocol: string }[]
  /** Free ports of the address near one that is taken. */
  free: (row: PortRow) => readonly number[]
}

/** Ports that clients connect to, and where each leads. */
export function PortsField({ fields, rows, onChange, offered, free }: PortsFieldProps) {
  const { errorOf, warningOf } = fields
  const listId = useId()
  const change = (id: number, patch: Partial<PortRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)))
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Ports</legend>
      <datalist id={listId}>
        {offered.map(({ name, port }) => (
          <option key={`${name}/${port}`} value={name ?? port} />
        ))}
      </datalist>
      {rows.map((row, index) => (
        <Row
          key={row.id}
          fields={fields}
          row={row}
          index={index}
          free={free}
          offered={offered}
          onChange={(patch) => change(row.id, patch)}
          onRemove={rows.length > 1 ? () => onChange(rows.filter(({ id }) => id !== row.id)) : undefined}
        />
      ))}
      <FieldMessage error={errorOf('ports')} help={warningOf('ports') ?? SAME} />
      <div>
        <ActionButton
          look="quiet"
          icon={<Plus size={16} />}
          onClick={() => onChange([...rows, newRow(rows)])}
        >
          Add port
        </ActionButton>
      </div>
    </fieldset>
  )
}

/** People look here for the place of their next service. */
const SAME =
  'All ports lead to this one target. Another service is another load balancer on the same External IP.'

interface RowProps extends Pick<PortsFieldProps, 'fields' | 'free' | 'offered'> {
  row: PortRow
  index: number
  onChange: (patch: Partial<PortRow>) => void
  /** Absent for the last one. */
  onRemove: (() => void) | undefined
}

function Row({ fields, row, index, free, offered, onChange, onRemove }: RowProps) {
  const { errorOf, warningOf, touch } = fields
  const at = `ports.${index}`
  const number = index + 1
  const typed = row.port === '' ? undefined : portTextProblem(row.port)
  const error = typed ?? errorOf(`${at}.port`) ?? errorOf(`${at}.name`)
  // Nothing is near a port that nobody has typed.
  const [first] = error === undefined || typed !== undefined || row.port === '' ? [] : free(row)
  return (
    <div className={styles.port} role="group" aria-label={`Port ${number}`}>
      <Field
        label="Port"
        inputMode="numeric"
        mono
        value={row.port}
        onChange={(event) => onChange({ port: event.target.value.trim() })}
        onBlur={() => touch(`${at}.port`)}
        help={warningOf(`${at}.port`)}
        error={
          error === undefined ? undefined : (
            <>
              {error}{' '}
              {first !== undefined && (
                <button
                  type="button"
                  className={styles.fix}
                  onClick={() => onChange({ port: String(first) })}
                >
                  Use {first}
                </button>
              )}
            </>
          )
        }
      />
      <Select
        label="Protocol"
        groups={[
          {
            label: 'Protocol',
            options: [
              { value: 'TCP', label: 'TCP' },
              { value: 'UDP', label: 'UDP' },
            ],
          },
        ]}
        value={row.protocol}
        onChange={(protocol) => onChange(rowFor(row, protocol === 'UDP' ? 'UDP' : 'TCP', offered))}
        error={errorOf(`${at}.protocol`)}
      />
      <Field
        label="Leads to"
        mono
        value={row.targetPort}
        placeholder={row.port === '' ? 'the same' : row.port}
        onChange={(event) => onChange({ targetPort: event.target.value })}
        onBlur={() => touch(`${at}.targetPort`)}
        help={
          <Declared
            offered={offered}
            protocol={row.protocol}
            value={row.targetPort}
            warning={warningOf(`${at}.targetPort`)}
            onChoose={(port) => onChange({ targetPort: String(port) })}
          />
        }
        error={errorOf(`${at}.targetPort`)}
      />
      {onRemove && <IconButton label={`Remove port ${number}`} icon={<X />} onClick={onRemove} />}
    </div>
  )
}
