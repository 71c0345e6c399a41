import { useConnectionState, useStaleSince } from '../live/use-channel.ts'
import type { Liveness } from '../parts/LiveIndicator.tsx'

/**
 * How current the page is, in the words of the indicator: its own connection, and behind it the server's to the cluster.
 * Undefined while nothing is followed or the first answer is awaited.
 */
export function useLiveness(): Liveness | undefined {
  const connection = useConnectionState()
  const staleSince = useStaleSince()
  switch (connection.phase) {
    case 'live':
      return staleSince === undefined ? { state: 'live' } : { state: 'reconnecting', since: staleSince }
    case 'reconnecting':
    case 'offline':
      return { state: connection.phase, since: connection.since }
    default:
      return undefined
  }
}
