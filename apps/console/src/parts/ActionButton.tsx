import { useId, type ReactNode, type Ref } from 'react'
import { Link } from 'react-router'
import { classes } from './classes.ts'
import styles from './ActionButton.module.css'
import { PlainButton } from './PlainButton.tsx'

/**
 * `primary` one per view, `fill` the ordinary one, `outline` an alternative remedy, `quiet` the least, `danger` for what
 * takes something away.
 */
type ActionLook = 'primary' | 'fill' | 'outline' | 'quiet' | 'danger'

interface ActionButtonProps {
  /** Verb and thing; with an ellipsis when more is asked first. */
  children: ReactNode
  /** One `primary` per view; `fill` is the ordinary one. */
  look?: ActionLook
  icon?: ReactNode
  /** Where it leads; then it is a link. */
  to?: string | undefined
  /** A page that is none of the console; it opens in another tab. */
  href?: string | undefined
  onClick?: (() => void) | undefined
  type?: 'button' | 'submit'
  /**
   * Why it cannot be used now, as a sentence. The button stays focusable and says the reason in text; it does nothing.
   */
  disabledReason?: string | undefined
  /** `hidden` only where the reason stands in plain sight anyway, such as the label of a field above. */
  reasonPlace?: 'under' | 'beside' | 'hidden'
  /** The action runs: pressing again does nothing, and the words stay. */
  busy?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A button, or a link that looks like one. It is never disabled without saying why. */
export function ActionButton({
  children,
  look = 'fill',
  icon,
  to,
  href,
  onClick,
  type = 'button',
  disabledReason,
  reasonPlace = 'under',
  busy = false,
  autoFocus = false,
  ref,
}: ActionButtonProps) {
  const reasonId = useId()
  const blocked = disabledReason !== undefined
  const className = classes(styles.action, styles[look])

  if (href !== undefined && !blocked) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer" className={className}>
        {icon}
        {children}
      </a>
    )
  }
  if (to !== undefined && !blocked) {
    return (
      <Link to={to} className={className} onClick={onClick}>
        {icon}
        {children}
      </Link>
    )
  }

  const place = reasonPlace === 'beside' ? styles.beside : styles.under
  // The same elements whether it can be used or not: a button that has focus keeps it when that changes.
  return (
    <span className={blocked ? place : styles.plain}>
      <PlainButton
        className={className}
        {...(ref !== undefined && { ref })}
        type={blocked ? 'button' : type}
        autoFocus={autoFocus}
        aria-disabled={blocked || undefined}
        aria-busy={busy || undefined}
        aria-describedby={blocked ? reasonId : undefined}
        onClick={() => {
          if (!blocked && !busy) onClick?.()
        }}
      >
        {icon}
        {children}
      </PlainButton>
      {blocked && (
        <span id={reasonId} className={reasonPlace === 'hidden' ? styles.hidden : styles.reason}>
          {disabledReason}
        </span>
      )}
    </span>
  )
}
