import ButtonBase from '@mui/material/ButtonBase'
import type { ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import styles from './IconButton.module.css'
import { useTabStop } from './tab-stop.ts'

interface IconButtonProps {
  /** What it does, in words; also the tooltip. */
  label: string
  icon: ReactNode
  onClick(): void
  /** 32 px, or 24 px inside rows. */
  size?: 24 | 32
  ref?: Ref<HTMLButtonElement>
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
}

/** A control that is only an icon, with its words for everybody who asks. */
export function IconButton({ label, icon, onClick, size = 32, ref, ...aria }: IconButtonProps) {
  return (
    <ButtonBase
      {...(ref !== undefined && { ref })}
      className={classes(styles.button, size === 24 && styles.small)}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation()
        onClick()
      }}
      tabIndex={useTabStop() ?? 0}
      {...aria}
    >
      {icon}
    </ButtonBase>
  )
}
