import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import styles from './Rail.module.css'

export interface RailItem {
  label: string
  to: string
  /** Path of the whole section: every page under it is in it. */
  section: string
  icon: ReactNode
}

/** The sections of the console: at the left, under 760 px at the bottom. */
export function Rail({ items }: { items: readonly RailItem[] }) {
  const { pathname } = useLocation()
  // One section may lie inside another one: the page is in the innermost.
  const [here] = items
    .filter(({ section }) => isWithin(section, pathname))
    .sort((a, b) => b.section.length - a.section.length)
  return (
    <nav className={styles.rail} aria-label="Sections">
      {items.map(({ label, to, section, icon }) => (
        <Link
          key={to}
          to={to}
          aria-current={section === here?.section ? 'page' : undefined}
          className={styles.item ?? ''}
        >
          {icon}
          {label}
        </Link>
      ))}
    </nav>
  )
}

function isWithin(section: string, pathname: string): boolean {
  return pathname === section || pathname.startsWith(`${section}/`)
}
