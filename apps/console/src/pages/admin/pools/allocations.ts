import { CELL_WORDS } from '@kube-dc/networking/pools/grid-words'
import type { Cell } from '@kube-dc/networking/pools/cell'
import type { PoolView } from '@kube-dc/networking/pools/ledger'
import type { AddressReport } from '@kube-dc/networking/pools/report'

/** How an address comes to be held, for whoever sees none. */
export const WHAT_HOLDS =
  'An address is held by an OvnEip: for an External IP, a router port, or the platform itself.'

/** One holder of one address. */
export interface AllocationRow {
  readonly cell: Cell<AddressReport>
  readonly holder: AddressReport
}

const known = new WeakMap<Cell<AddressReport>, readonly AllocationRow[]>()

/** A row for every holder: an address in conflict has several. Rows of a cell that did not change stay the same. */
export function allocationRows({ held }: PoolView<AddressReport>): readonly AllocationRow[] {
  return held.flatMap((cell) => {
    const before = known.get(cell)
    if (before) return before
    const rows = cell.holders.map((holder) => ({ cell, holder }))
    known.set(cell, rows)
    return rows
  })
}

/** What an address is, in words, and whether it was excluded after it was given out. */
export function cellWords({ state, isExcluded, holders }: Cell<AddressReport>): string {
  const late = isExcluded && holders.length > 0
  return late ? `${CELL_WORDS[state]}, excluded` : CELL_WORDS[state]
}
