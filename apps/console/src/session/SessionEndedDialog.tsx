import Dialog from '@mui/material/Dialog'
import { useId } from 'react'
import { useLocation } from 'react-router'
import { paths, startSignIn } from '../app/paths.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { useSession } from './session-query.ts'
import styles from './SessionEndedDialog.module.css'

/**
 * Stands over the page when the session has ended. Signing in again is a page load that comes back to this address; what
 * was typed waits as a draft. It cannot be closed: behind it nothing can be read or changed.
 */
export function SessionEndedDialog() {
  const titleId = useId()
  const { pathname, search } = useLocation()
  const { organization } = useSession().person
  const here = `${pathname}${search}`

  function signIn(): void {
    // Platform staff choose their realm themselves: a session does not name it.
    const page =
      organization === undefined ? paths.signIn({ returnTo: here }) : startSignIn(organization, here)
    window.location.assign(page)
  }

  return (
    <Dialog open aria-labelledby={titleId}>
      <div className={styles.content}>
        <h2 id={titleId}>Your session has ended</h2>
        <p>Sign in again to go on here. What you typed is kept in this tab.</p>
        <div className={styles.answers}>
          <ActionButton look="primary" onClick={signIn} autoFocus>
            Sign in again
          </ActionButton>
        </div>
      </div>
    </Dialog>
  )
}
