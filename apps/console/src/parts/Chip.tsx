import { Cloud, Globe } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Chip.module.css'

interface ChipProps {
  /** `filled` for the stronger statement, `outlined` for the weaker. */
  look?: 'filled' | 'outlined'
  icon?: ReactNode
  children: ReactNode
}

/** A short fact about an object, 20 px high; never a control. */
export function Chip({ look = 'filled', icon, children }: ChipProps) {
  return (
    <span className={classes(styles.chip, styles[look])}>
      {icon}
      <span className={styles.words}>{children}</span>
    </span>
  )
}

/** Network type: Public filled with a globe, Cloud outlined with a cloud; an unknown type says so. */
export function TypeChip({ type }: { type: 'public' | 'cloud' | 'unknown' }) {
  if (type === 'public') {
    return <Chip icon={<Globe size={13} />}>Public</Chip>
  }
  if (type === 'cloud') {
    return (
      <Chip look="outlined" icon={<Cloud size={13} />}>
        Cloud
      </Chip>
    )
  }
  return <Chip look="outlined">Unknown</Chip>
}
