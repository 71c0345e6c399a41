import type { ParsedAddress } from '@kube-dc/networking/pools/address-text'
import type { Cell } from '@kube-dc/networking/pools/cell'
import type { Pool } from '@kube-dc/networking/pools/pool'
import type { PoolView } from '@kube-dc/networking/pools/ledger'
import type { AddressReport, PoolReport } from '@kube-dc/networking/pools/report'
import { createContext, useContext } from 'react'

/** The open pool, for what stands over its page. */
export interface PoolHere {
  readonly report: PoolReport
  readonly pool: Pool
  readonly view: PoolView<AddressReport>
  /** What one address is; undefined where it is no host address of the pool. */
  readonly find: (address: ParsedAddress) => Cell<AddressReport> | undefined
  /** Whether the holders have arrived. */
  readonly arrived: boolean
}

export const PoolContext = createContext<PoolHere | undefined>(undefined)

/** The open pool; only under `PoolPage`. */
export function usePoolHere(): PoolHere {
  const here = useContext(PoolContext)
  if (!here) throw new Error('There is no PoolPage above this component')
  return here
}
