import type { PoolReport } from '@kube-dc/networking/pools/report'
import { poolOf } from '@kube-dc/networking/pools/pool'
import { useMemo, useSyncExternalStore } from 'react'
import { useChannelPart, useLiveClient } from '../../../live/use-channel.ts'
import { LivePool } from './live-pool.ts'
import type { PoolHere } from './pool-context.ts'

/** A pool's addresses, live. Its blocks are read anew when its Subnet or Vlan changes, not when its figures do. */
export function useLivePool(report: PoolReport): PoolHere | undefined {
  const client = useLiveClient()
  const { subnet, vlan } = report
  const version = `${subnet.meta.uid} ${subnet.cidr} ${subnet.gateway} ${subnet.excludeIps.join()} ${vlan?.meta.resourceVersion}`
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the report is another object with every figure; what a pool is read from is in the version
  const pool = useMemo(() => poolOf(subnet, vlan), [version])
  const live = useMemo(() => pool && new LivePool(client, pool), [client, pool])
  const view = useSyncExternalStore(live?.subscribe ?? subscribeToNothing, live?.view ?? nothing)
  const { name } = subnet.meta
  const arrived = useChannelPart(
    { kind: 'pool-addresses', namespace: name },
    ({ status }) => status === 'ready',
  )
  return useMemo(
    () => (pool && live && view ? { report, pool, view, find: live.find, arrived } : undefined),
    [report, pool, live, view, arrived],
  )
}

const subscribeToNothing = () => () => {}
const nothing = () => undefined
