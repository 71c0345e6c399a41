import { useCallback, useState, useSyncExternalStore } from 'react'
import { useNetwork } from '../network-context.ts'

/** What the first suggestions of forms rest on. */
const RESTS = [
  'external-ips',
  'services',
  'virtual-machines',
  'virtual-machine-instances',
  'issuers',
] as const

/**
 * Whether all of that has been answered, one way or another. Once it has, it stays so: a form that is open is not taken
 * away when the connection is.
 */
export function useSettled(): boolean {
  const { network } = useNetwork()
  const subscribe = useCallback((listener: () => void) => network.subscribe(listener), [network])
  const isSettled = useSyncExternalStore(subscribe, () =>
    RESTS.every((kind) => network.sight(kind) !== 'loading'),
  )
  const [wasSettled, setWasSettled] = useState(isSettled)
  if (isSettled && !wasSettled) setWasSettled(true)
  return isSettled || wasSettled
}
