import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { LiveIndicator, type Liveness } from '../parts/LiveIndicator.tsx'
import { LogoMark } from './LogoMark.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import styles from './TopBar.module.css'

interface TopBarProps {
  /** `ProjectSwitcher`, where the page has a Project. */
  switcher?: ReactNode
  /** `Search`. */
  search?: ReactNode
  /** Absent where nothing live is followed. */
  live?: Liveness | undefined
  /** `AccountMenu`. */
  account: ReactNode
  /** Where the mark leads. */
  home?: string
}

/** The bar at the top of every page: where one is, whether it is current, who one is. */
export function TopBar({ switcher, search, live, account, home = '/' }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <Link to={home} className={styles.mark} aria-label="Kube-DC networking, home">
        <LogoMark />
      </Link>
      {switcher}
      {search}
      <span className={styles.space} />
      {live && <LiveIndicator live={live} />}
      <ThemeSwitch />
      {account}
    </header>
  )
}
