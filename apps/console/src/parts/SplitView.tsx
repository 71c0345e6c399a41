import { type ReactNode } from 'react'
import styles from './SplitView.module.css'
import { useWide } from './use-media.ts'

interface SplitViewProps {
  children: ReactNode
  /** A `Panel`, or nothing. */
  panel?: ReactNode
}

/** A list with its details: side by side where there is room, else the panel covers the list, which is then inert. */
export function SplitView({ children, panel }: SplitViewProps) {
  const wide = useWide(1000)
  const open = panel !== undefined && panel !== null && panel !== false
  return (
    <div className={styles.split}>
      <div className={styles.list} inert={open && !wide}>
        {children}
      </div>
      {panel}
    </div>
  )
}
