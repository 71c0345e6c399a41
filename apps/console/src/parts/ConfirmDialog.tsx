import Dialog from '@mui/material/Dialog'
import { useId, useState, type SubmitEvent, type ReactNode } from 'react'
import { ActionButton } from './ActionButton.tsx'
import styles from './ConfirmDialog.module.css'
import { Field } from './Field.tsx'

interface ConfirmDialogProps {
  open: boolean
  /** The question: "Delete uplink-a?" */
  title: string
  /** What breaks, with live states; then what cannot be had back; then a problem, if there was one. */
  children: ReactNode
  /** The name to type first, when something is in use. */
  nameToType?: string | undefined
  /** Names its object: "Delete uplink-a". */
  confirmLabel: string
  /** The safe answer; it comes first and has focus. */
  keepLabel?: string
  /** Why it cannot be done at all; the consequences stay readable. */
  disabledReason?: string | undefined
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something is lost. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, nameToType, confirmLabel, keepLabel = 'Keep it', busy = false } = props
  const titleId = useId()
  const [typed, setTyped] = useState('')
  const named = nameToType === undefined || typed === nameToType
  const disabledReason = props.disabledReason ?? (named ? undefined : `Type ${nameToType} to confirm`)

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (disabledReason === undefined && !busy) props.onConfirm()
  }

  return (
    <Dialog open={open} onClose={props.onClose} aria-labelledby={titleId}>
      <form className={styles.form} onSubmit={submit}>
        <h2 id={titleId}>{title}</h2>
        <div className={styles.body}>{children}</div>
        {nameToType !== undefined && props.disabledReason === undefined && (
          <Field
            label={`Type ${nameToType} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <div className={styles.answers}>
          <ActionButton autoFocus onClick={props.onClose}>
            {keepLabel}
          </ActionButton>
          <ActionButton
            look="danger"
            type="submit"
            busy={busy}
            disabledReason={disabledReason}
            reasonPlace={props.disabledReason === undefined ? 'hidden' : 'under'}
          >
            {confirmLabel}
          </ActionButton>
        </div>
      </form>
    </Dialog>
  )
}

/** The things that lose something, each with its live state. */
export function Consequences({ children }: { children: ReactNode }) {
  return <ul className={styles.consequences}>{children}</ul>
}
