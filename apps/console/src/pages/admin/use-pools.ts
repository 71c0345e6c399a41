import type { PoolReport } from '@kube-dc/networking/pools/report'
import { useMemo } from 'react'
import type { ChannelView } from '../../live/channel.ts'
import { useChannel } from '../../live/use-channel.ts'

export interface Pools {
  readonly view: ChannelView<'pools'>
  /** By name; undefined while nothing has arrived. */
  readonly reports: readonly PoolReport[] | undefined
}

const ALL = { kind: 'pools', namespace: '*' } as const

/** The provider's pools, live. */
export function usePools(): Pools {
  const view = useChannel(ALL)
  const { status, objects } = view
  const reports = useMemo(
    () =>
      status === 'ready'
        ? objects
            .flatMap((object) => (object.kind === 'PoolReport' ? [object] : []))
            .sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1))
        : undefined,
    [status, objects],
  )
  return { view, reports }
}
