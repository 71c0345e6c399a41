import { parseAddress } from '@kube-dc/networking/pools/address-text'
import type { CellState } from '@kube-dc/networking/pools/cell-states'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { addressRank } from '../pools/address-rank.ts'

/** One holder of one address of any pool. */
export interface HolderRow {
  readonly address: string
  readonly report: AddressReport
  /** `conflict` where its pool has another holder of the address. */
  readonly state: CellState
  readonly rank: number | string
}

/** Makes the rows of all holders, keeping each until its report, or whether it is alone, is another one. */
export function createHolderRows(): (reports: readonly AddressReport[]) => readonly HolderRow[] {
  const known = new WeakMap<AddressReport, readonly HolderRow[]>()
  return (reports) => {
    const twice = heldTwice(reports)
    return reports.flatMap((report) => {
      const before = known.get(report)
      const conflicts = twice.size > 0 && addressesOf(report).some((text) => twice.has(keyOf(report, text)))
      if (before && !conflicts && before.every(({ state }) => state === report.state)) return before
      const rows = addressesOf(report).map((text): HolderRow => ({
        address: text,
        report,
        state: twice.has(keyOf(report, text)) ? 'conflict' : report.state,
        rank: rankOf(text),
      }))
      const kept = before && readTheSame(before, rows) ? before : rows
      known.set(report, kept)
      return kept
    })
  }
}

function heldTwice(reports: readonly AddressReport[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const report of reports) {
    for (const text of addressesOf(report)) {
      const key = keyOf(report, text)
      if (seen.has(key)) twice.add(key)
      else seen.add(key)
    }
  }
  return twice
}

function addressesOf({ v4, v6 }: AddressReport): readonly string[] {
  if (v6 === undefined) return v4 === undefined ? NONE : [v4]
  return v4 === undefined ? [v6] : [v4, v6]
}

const NONE: readonly string[] = []

function keyOf({ meta }: AddressReport, text: string): string {
  return `${meta.namespace ?? ''} ${text}`
}

function rankOf(text: string): number | string {
  const address = parseAddress(text)
  return address ? addressRank(address) : text
}

function readTheSame(a: readonly HolderRow[], b: readonly HolderRow[]): boolean {
  return a.length === b.length && a.every(({ state }, index) => state === b[index]?.state)
}
