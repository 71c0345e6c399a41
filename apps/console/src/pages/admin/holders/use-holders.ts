import { poolOf, type Pool } from '@kube-dc/networking/pools/pool'
import type { AddressReport, PoolReport } from '@kube-dc/networking/pools/report'
import { useMemo, useState } from 'react'
import type { ChannelView } from '../../../live/channel.ts'
import { useChannel } from '../../../live/use-channel.ts'
import { usePools } from '../use-pools.ts'
import { createHolderRows, type HolderRow } from './rows.ts'

const EVERY_ADDRESS = { kind: 'pool-addresses', namespace: '*' } as const

interface Holders {
  readonly view: ChannelView<'pool-addresses'>
  readonly reports: readonly AddressReport[]
  /** Undefined while nothing has arrived. */
  readonly rows: readonly HolderRow[] | undefined
  readonly pools: readonly Pool[] | undefined
}

/** Who holds any address of any pool, live. */
export function useHolders(): Holders {
  const view = useChannel(EVERY_ADDRESS)
  const { reports: pools } = usePools()
  const [rowsOf] = useState(createHolderRows)
  const { status, objects } = view
  const reports = useMemo(
    () => objects.flatMap((object) => (object.kind === 'AddressReport' ? [object] : [])),
    [objects],
  )
  const rows = useMemo(() => (status === 'ready' ? rowsOf(reports) : undefined), [status, rowsOf, reports])
  const read = useMemo(
    () => pools?.flatMap(({ subnet, vlan }: PoolReport) => poolOf(subnet, vlan) ?? []),
    [pools],
  )
  return { view, reports, rows, pools: read }
}
