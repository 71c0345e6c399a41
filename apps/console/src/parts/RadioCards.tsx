import { useId, type ReactNode } from 'react'
import { FieldMessage } from './Field.tsx'
import styles from './RadioCards.module.css'

export interface RadioCard<V extends string> {
  value: V
  label: string
  /** What choosing it means here. */
  detail?: ReactNode
  /** Why it cannot be chosen now; the card stays readable. */
  disabledReason?: string | undefined
}

interface RadioCardsProps<V extends string> {
  legend: string
  name: string
  options: readonly RadioCard<V>[]
  value: V | undefined
  onChange: (value: NoInfer<V>) => void
  error?: ReactNode
  help?: ReactNode
}

/** One of a few answers, each with its meaning; arrows move between them like between all radio buttons. */
export function RadioCards<V extends string>({
  legend,
  name,
  options,
  value,
  onChange,
  error,
  help,
}: RadioCardsProps<V>) {
  const id = useId()
  return (
    <fieldset className={styles.group} aria-describedby={`${id}-message`}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.cards}>
        {options.map((option) => (
          <Card
            key={option.value}
            option={option}
            name={name}
            chosen={option.value === value}
            onChange={onChange}
          />
        ))}
      </div>
      <FieldMessage id={`${id}-message`} help={help} error={error} />
    </fieldset>
  )
}

interface CardProps<V extends string> {
  option: RadioCard<V>
  name: string
  chosen: boolean
  onChange: (value: V) => void
}

function Card<V extends string>({ option, name, chosen, onChange }: CardProps<V>) {
  const labelId = useId()
  const detailId = useId()
  const blocked = option.disabledReason !== undefined
  return (
    <label className={styles.card} data-blocked={blocked || undefined}>
      <input
        type="radio"
        className={styles.radio}
        name={name}
        value={option.value}
        checked={chosen}
        aria-disabled={blocked || undefined}
        // The card is the label for the pointer; its name is the label alone, what it means is its description.
        aria-labelledby={labelId}
        aria-describedby={detailId}
        onChange={() => {
          if (!blocked) onChange(option.value)
        }}
      />
      <span className={styles.words}>
        <span id={labelId} className={styles.label}>
          {option.label}
        </span>
        <span id={detailId} className={styles.detail}>
          {option.disabledReason ?? option.detail}
        </span>
      </span>
    </label>
  )
}
