import { useEffect, useRef } from 'react'
import { NavLink, useLocation } from 'react-router'
import { classes } from './classes.ts'
import { StateGlyph } from './StateGlyph.tsx'
import styles from './TabLinks.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface TabLink {
  label: string
  to: string
  /** Number of things inside; absent while it is not known. */
  count?: number | undefined
  /** How many of them are broken. */
  broken?: number | undefined
  /** Decided here for tabs that live in the query; by default the router decides by path. */
  current?: boolean
}

interface TabLinksProps {
  /** Name of the navigation. */
  label: string
  tabs: readonly TabLink[]
  /** `page` 38 high under a page title, `panel` smaller. */
  size?: 'page' | 'panel'
}

/** Tabs that are links: each is an address of its own, so they are navigation and not a tab widget. */
export function TabLinks({ label, tabs, size = 'page' }: TabLinksProps) {
  const nav = useRef<HTMLElement>(null)
  const { pathname, search } = useLocation()
  // Where there is no room for all of them, the one that one is on is in sight.
  useEffect(() => {
    const tab = nav.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (!nav.current || !tab) return
    const { left, right } = tab.getBoundingClientRect()
    const room = nav.current.getBoundingClientRect()
    if (left < room.left) nav.current.scrollLeft += left - room.left
    else if (right > room.right) nav.current.scrollLeft += right - room.right
  }, [pathname, search])
  return (
    <nav ref={nav} aria-label={label} className={classes(styles.tabs, styles[size])}>
      {tabs.map((tab) => (
        <Tab key={tab.to} tab={tab} />
      ))}
    </nav>
  )
}

function Tab({ tab }: { tab: TabLink }) {
  const { current } = tab
  return (
    <NavLink
      to={tab.to}
      preventScrollReset
      // NavLink marks by path; where tabs differ in the query only, every one of them would match.
      aria-current={current === undefined || current ? 'page' : false}
      className={({ isActive }) => classes(styles.tab, (current ?? isActive) && styles.current)}
    >
      {tab.label}
      {tab.count !== undefined && <span className={styles.count}>{tab.count.toLocaleString('en')}</span>}
      {tab.broken !== undefined && tab.broken > 0 && <Broken count={tab.broken} />}
    </NavLink>
  )
}

/** There is room for the mark only; the words are for those who point at it, or hear it. */
function Broken({ count }: { count: number }) {
  const words = `${count.toLocaleString('en')} broken`
  return (
    <span className={styles.broken} title={words}>
      <StateGlyph state="broken" size={12} />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}
