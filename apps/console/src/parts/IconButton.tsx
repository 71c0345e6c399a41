import type { ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import styles from './IconButton.module.css'
import { useTabStop } from './tab-stop.ts'

interface IconButtonProps {
  /** What it does, in words; also the tooltip. */
  label: string
  icon: ReactNode
  onClick: () => void
  /** 32 px, or 24 px inside rows. */
  size?: 24 | 32
  /** What it opens, and whether that is open. */
  popup?: 'menu' | 'dialog'
  expanded?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A control that is only an icon, with its words for everybody who asks. A plain button, as rows hold many of them. */
export function IconButton({ label, icon, onClick, size = 32, popup, expanded, ref }: IconButtonProps) {
  return (
    <button
      {...(ref !== undefined && { ref })}
      type="button"
      className={classes(styles.button, size === 24 && styles.small)}
      aria-label={label}
      title={label}
      aria-haspopup={popup}
      aria-expanded={expanded}
      onClick={onClick}
      tabIndex={useTabStop()}
    >
      {icon}
    </button>
  )
}
