import type { ChannelKind } from '@kube-dc/api/channel'
import { useCallback, useState, useSyncExternalStore } from 'react'
import type { AddressOf, ChannelView } from './channel.ts'
import { NOTHING, useLiveClient } from './use-channel.ts'

/**
 * Follows any number of channels of one kind for as long as the component is mounted.
 *
 * @param addresses the same array for as long as it names the same channels.
 * @returns a view for each address, in their order; the same array until one of the views is another one.
 */
export function useChannels<K extends ChannelKind>(
  addresses: readonly AddressOf<K>[],
): readonly ChannelView<K>[] {
  const client = useLiveClient()
  const [keep] = useState(() => keepSame<ChannelView<K>>())
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = addresses.map((address) => {
        const { channel, release } = client.open(address)
        const unsubscribe = channel.subscribe(listener)
        return () => {
          unsubscribe()
          release()
        }
      })
      return () => {
        for (const stop of stops) stop()
      }
    },
    [client, addresses],
  )
  return useSyncExternalStore(subscribe, () =>
    keep(addresses.map((address) => client.peek(address)?.view ?? NOTHING)),
  )
}

/** Gives back the array before for as long as the next one has the same members. */
function keepSame<T>(): (next: readonly T[]) => readonly T[] {
  let kept: readonly T[] = []
  return (next) => {
    if (next.length !== kept.length || next.some((member, index) => member !== kept[index])) kept = next
    return kept
  }
}
