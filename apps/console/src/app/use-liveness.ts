import { useConnectionState } from '../live/use-channel.ts'
import type { Liveness } from '../parts/LiveIndicator.tsx'

/** The connection in the words of the indicator; undefined while nothing is followed or the first answer is awaited. */
export function useLiveness(): Liveness | undefined {
  const connection = useConnectionState()
  switch (connection.phase) {
    case 'live':
      return { state: 'live' }
    case 'reconnecting':
    case 'offline':
      return { state: connection.phase, since: connection.since }
    default:
      return undefined
  }
}
