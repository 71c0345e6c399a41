import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import styles from './Rail.module.css'

export interface RailItem {
  label: string
  to: string
  icon: ReactNode
}

/** The sections of the console: at the left, under 760 px at the bottom. */
export function Rail({ items }: { items: readonly RailItem[] }) {
  return (
    <nav className={styles.rail} aria-label="Sections">
      {items.map((item) => (
        <NavLink key={item.to} to={item.to} className={styles.item ?? ''}>
          {item.icon}
          {item.label}
        </NavLink>
      ))}
    </nav>
  )
}
