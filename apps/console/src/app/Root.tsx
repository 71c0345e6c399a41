import { Outlet } from 'react-router'
import { Notices } from './Notices.tsx'
import { Place } from './Place.tsx'
import { SessionWatch } from '../session/SessionWatch.tsx'
import styles from './Root.module.css'

/** Around every page. */
export function Root() {
  return (
    <>
      <Place />
      <Outlet />
      <Notices />
    </>
  )
}

/** Around every page that needs a session. */
export function SignedIn() {
  return (
    <>
      <Outlet />
      <SessionWatch />
    </>
  )
}

/** While the session and the first page are on their way: the places of bar and rail, so that nothing moves. */
export function Starting() {
  return (
    <div className={styles.starting} aria-busy="true" aria-label="Loading">
      <div className={styles.bar} />
      <div className={styles.rail} />
    </div>
  )
}
