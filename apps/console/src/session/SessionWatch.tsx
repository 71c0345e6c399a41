import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useServices } from '../app/services.ts'
import { personKey, sessionQuery, useSession } from './session-query.ts'

const SessionEndedDialog = lazy(async () => {
  const { SessionEndedDialog } = await import('./SessionEndedDialog.tsx')
  return { default: SessionEndedDialog }
})

/** Written whenever somebody signs in or out in this browser, so that its other tabs look again. */
const SIGNAL = 'kube-dc.session'

/** Tells this browser's other tabs that the session has changed. */
export function signalSession(value: string): void {
  try {
    localStorage.setItem(SIGNAL, value)
  } catch {
    // Other tabs learn it from the server's next answer.
  }
}

/** Notices the end of the session and its return, also by what happens in other tabs. */
export function SessionWatch() {
  const { api, sessionEnd } = useServices()
  const queryClient = useQueryClient()
  const session = useSession()
  const person = personKey(session.person)
  const ended = useSyncExternalStore(
    (listener) => sessionEnd.subscribe(listener),
    () => sessionEnd.hasEnded,
  )

  useEffect(() => signalSession(`${person} ${session.endsAt}`), [person, session.endsAt])

  useEffect(() => {
    async function look(): Promise<void> {
      const found = await api.call('session').catch(() => undefined)
      if (!found) return
      if (personKey(found.person) !== person) {
        window.location.reload()
        return
      }
      queryClient.setQueryData(sessionQuery(api).queryKey, found)
      if (!sessionEnd.hasEnded) return
      sessionEnd.revived()
      await queryClient.invalidateQueries()
    }
    const onStorage = ({ key, newValue }: StorageEvent) => {
      // The value that this tab itself has written says nothing new.
      if (key === SIGNAL && newValue !== `${person} ${session.endsAt}`) void look()
    }
    const onVisible = () => {
      if (document.visibilityState === 'visible' && sessionEnd.hasEnded) void look()
    }
    const untilEnd = Math.min(Date.parse(session.endsAt) - Date.now(), LONGEST_TIMER)
    const timer = setTimeout(() => void look(), Math.max(0, untilEnd) + 1000)
    window.addEventListener('storage', onStorage)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('storage', onStorage)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [api, queryClient, sessionEnd, person, session.endsAt])

  return ended ? (
    <Suspense>
      <SessionEndedDialog />
    </Suspense>
  ) : null
}

/** `setTimeout` takes at most 2^31 - 1 milliseconds. */
const LONGEST_TIMER = 2_147_000_000
