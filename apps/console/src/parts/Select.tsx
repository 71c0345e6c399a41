import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'
import field from './Field.module.css'
import { FieldMessage } from './Field.tsx'
import styles from './Select.module.css'

interface SelectOption {
  readonly value: string
  readonly label: string
  /** Why it cannot be chosen; it stays readable, with the reason. */
  readonly disabledReason?: string | undefined
}

interface SelectGroup {
  readonly label: string
  readonly options: readonly SelectOption[]
}

interface SelectProps {
  label: string
  groups: readonly SelectGroup[]
  /** Empty: nothing is chosen yet. */
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  /** What stands there while nothing is chosen. */
  placeholder?: string
  help?: ReactNode
  error?: ReactNode
}

/** One of many: the browser's own list, which every keyboard and screen reader knows. */
export function Select({ label, groups, value, onChange, onBlur, placeholder, help, error }: SelectProps) {
  const id = useId()
  const broken = error !== undefined && error !== ''
  const [only, ...others] = groups
  return (
    <div className={field.field}>
      <label htmlFor={id} className={field.label}>
        {label}
      </label>
      <select
        id={id}
        className={classes(field.input, styles.select, broken && field.broken)}
        value={value}
        aria-invalid={broken || undefined}
        aria-describedby={`${id}-message`}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      >
        {(placeholder !== undefined || value === '') && (
          <option value="" disabled={value !== ''}>
            {placeholder ?? 'Choose one'}
          </option>
        )}
        {only && others.length === 0 ? (
          <Options options={only.options} />
        ) : (
          groups
            .filter(({ options }) => options.length > 0)
            .map((group) => (
              <optgroup key={group.label} label={group.label}>
                <Options options={group.options} />
              </optgroup>
            ))
        )}
      </select>
      <FieldMessage id={`${id}-message`} help={help} error={broken ? error : undefined} />
    </div>
  )
}

function Options({ options }: { options: readonly SelectOption[] }) {
  return options.map(({ value, label, disabledReason }) => (
    <option key={value} value={value} disabled={disabledReason !== undefined}>
      {disabledReason === undefined ? label : `${label}: ${disabledReason}`}
    </option>
  ))
}
