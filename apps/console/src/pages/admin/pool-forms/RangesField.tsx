import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { Field, FieldMessage } from '../../../parts/Field.tsx'
import { IconButton } from '../../../parts/IconButton.tsx'
import formStyles from '../../networking/forms/forms.module.css'
import type { FormFields } from '../../networking/forms/use-judged-form.ts'
import styles from './PoolForms.module.css'
import { withRow, type RangeRows } from './range-rows.ts'

interface RangesFieldProps {
  legend: string
  /** Of the field in the wish; those of the rows are `<field>.0` and so on. */
  field: string
  form: Pick<FormFields<object>, 'errorOf' | 'touch'>
  rows: RangeRows
  onChange: (rows: RangeRows) => void
  /** How many there must be. */
  least: 0 | 1
  help: ReactNode
}

/** Addresses and ranges of them, as people type them. */
export function RangesField({ legend, field, form, rows, onChange, least, help }: RangesFieldProps) {
  return (
    <fieldset className={formStyles.group}>
      <legend className={formStyles.legend}>{legend}</legend>
      {rows.map(({ id, text }, index) => (
        <div key={id} className={styles.range}>
          <Field
            label={`Address or range ${index + 1}`}
            mono
            value={text}
            onChange={(event) =>
              onChange(rows.map((row) => (row.id === id ? { id, text: event.target.value } : row)))
            }
            onBlur={() => form.touch(`${field}.${index}`)}
            error={form.errorOf(`${field}.${index}`)}
          />
          {rows.length > least && (
            <IconButton
              label={`Remove range ${index + 1}`}
              icon={<X />}
              onClick={() => onChange(rows.filter((row) => row.id !== id))}
            />
          )}
        </div>
      ))}
      <FieldMessage error={form.errorOf(field)} help={help} />
      <div>
        <ActionButton look="quiet" icon={<Plus size={16} />} onClick={() => onChange(withRow(rows))}>
          {rows.length === 0 ? 'Add a range' : 'Add another range'}
        </ActionButton>
      </div>
    </fieldset>
  )
}
