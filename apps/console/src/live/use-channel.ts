import type { ChannelKind, Followed } from '@kube-dc/api/channel'
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react'
import type { ChannelClient } from './channel-client.ts'
import type { AddressOf, ChannelView } from './channel.ts'
import type { ConnectionState } from './connection.ts'

/** The tab's client, given by the application's root. */
export const LiveContext = createContext<ChannelClient | undefined>(undefined)

export function useLiveClient(): ChannelClient {
  const client = useContext(LiveContext)
  if (!client) throw new Error('There is no LiveContext above this component')
  return client
}

/** What a channel shows before it is followed. */
export const NOTHING = { status: 'loading', objects: [], upstream: undefined, problem: undefined } as const

/**
 * Follows a channel for as long as the component is mounted; undefined follows nothing. Renders once per batch of
 * changes. `objects` and its members keep their identity until they change.
 */
export function useChannel<K extends ChannelKind>(address: AddressOf<K> | undefined): ChannelView<K> {
  const client = useLiveClient()
  const stable = useStableAddress(address)
  const subscribe = useFollow(stable)
  return useSyncExternalStore(subscribe, () => (stable && client.peek(stable)?.view) ?? NOTHING)
}

/**
 * Follows a channel for a part of what it shows; renders only when the part is another one.
 *
 * @param select gives the same part for as long as nothing of it has changed.
 */
export function useChannelPart<K extends ChannelKind, T>(
  address: AddressOf<K>,
  select: (view: ChannelView<K>) => T,
): T {
  const client = useLiveClient()
  const stable = useStableAddress(address)
  const subscribe = useFollow(stable)
  return useSyncExternalStore(subscribe, () => select((stable && client.peek(stable)?.view) ?? NOTHING))
}

/** Follows one object by its name within a channel; renders only when that object changes. */
export function useLiveObject<K extends ChannelKind>(
  address: AddressOf<K> | undefined,
  name: string,
): Followed<K> | undefined {
  const client = useLiveClient()
  const stable = useStableAddress(address)
  const subscribe = useFollow(stable)
  return useSyncExternalStore(subscribe, () => stable && client.peek(stable)?.replica.find(name))
}

/** Where the tab's connection stands. */
export function useConnectionState(): ConnectionState {
  const client = useLiveClient()
  return useSyncExternalStore(
    useCallback((listener) => client.subscribe(listener), [client]),
    () => client.state,
  )
}

/** Since when the server has been without the cluster (RFC 3339), for anything that this tab follows. */
export function useStaleSince(): string | undefined {
  const client = useLiveClient()
  return useSyncExternalStore(
    useCallback((listener) => client.subscribe(listener), [client]),
    () => client.staleSince,
  )
}

/** The same address object for as long as its parts are equal, so that callers may write it in place. */
function useStableAddress<K extends ChannelKind>(
  address: AddressOf<K> | undefined,
): AddressOf<K> | undefined {
  const { kind, namespace, name } = address ?? {}
  return useMemo(() => {
    if (kind === undefined || namespace === undefined) return undefined
    return name === undefined ? { kind, namespace } : { kind, namespace, name }
  }, [kind, namespace, name])
}

function useFollow<K extends ChannelKind>(
  address: AddressOf<K> | undefined,
): (listener: () => void) => () => void {
  const client = useLiveClient()
  return useCallback(
    (listener: () => void) => {
      if (!address) return () => {}
      const { channel, release } = client.open(address)
      const unsubscribe = channel.subscribe(listener)
      return () => {
        unsubscribe()
        release()
      }
    },
    [client, address],
  )
}
