import type { ReactNode } from 'react'
import { Banner } from '../parts/Banner.tsx'
import styles from './Shell.module.css'

interface ShellProps {
  /** `TopBar`. */
  top: ReactNode
  /** `Rail`, where there is a section to go to. */
  rail?: ReactNode
  /** The console is served by the lab; the page says so. */
  lab: boolean
  children: ReactNode
}

/** What every signed-in page stands in. */
export function Shell({ top, rail, lab, children }: ShellProps) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      {top}
      <div className={styles.layout}>
        {rail}
        <main id="main" tabIndex={-1} className={styles.main}>
          {lab && (
            <Banner>
              You are in the lab: a small simulated cloud on this machine. Nothing here costs anything or can
              break.
            </Banner>
          )}
          {children}
        </main>
      </div>
    </>
  )
}
