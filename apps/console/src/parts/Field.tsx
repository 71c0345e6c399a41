import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react'
import { classes } from './classes.ts'
import styles from './Field.module.css'
import { StateGlyph } from './StateGlyph.tsx'

interface FieldProps extends Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'name'
  | 'value'
  | 'defaultValue'
  | 'onChange'
  | 'onBlur'
  | 'placeholder'
  | 'autoComplete'
  | 'inputMode'
  | 'type'
  | 'autoFocus'
  | 'list'
> {
  label: string
  /** Under the field while nothing is wrong. */
  help?: ReactNode
  /** Takes the place of the help, in the same line. */
  error?: ReactNode
  /** The server's word that it accepts the value, with its time; takes the place of the help. */
  ok?: ReactNode
  /** Addresses, ports and other values that are compared character by character. */
  mono?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A labelled text field; help, error and acceptance share one reserved line, so that nothing shifts. */
export function Field({ label, help, error, ok, mono = false, ref, ...input }: FieldProps) {
  const id = useId()
  const messageId = `${id}-message`
  const broken = error !== undefined && error !== null && error !== false && error !== ''
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        {...input}
        {...(ref !== undefined && { ref })}
        id={id}
        className={classes(styles.input, broken && styles.broken, mono && styles.mono)}
        aria-invalid={broken || undefined}
        aria-describedby={messageId}
      />
      <FieldMessage id={messageId} help={help} error={broken ? error : undefined} ok={ok} />
    </div>
  )
}

interface FieldMessageProps {
  id?: string
  help?: ReactNode
  error?: ReactNode
  ok?: ReactNode
}

/** The line under a field, announced when it changes. Also for fields that are not text. */
export function FieldMessage({ id, help, error, ok }: FieldMessageProps) {
  const state = error ? 'broken' : ok ? 'ok' : undefined
  return (
    <div id={id} className={classes(styles.message, state && styles[`message-${state}`])} aria-live="polite">
      {state && <StateGlyph state={state} size={12} />}
      <span>{error || ok || help}</span>
    </div>
  )
}
