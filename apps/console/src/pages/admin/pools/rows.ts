import type { Part } from '@kube-dc/networking/pools/cell'
import { sumOf } from '@kube-dc/networking/pools/census'
import { poolState, type PoolState } from '@kube-dc/networking/pools/pool-state'
import { censusOfReport, type PoolReport } from '@kube-dc/networking/pools/report'

/** One pool in the list. */
export interface PoolRow {
  readonly report: PoolReport
  readonly state: PoolState
  /** Of IPv4 where the pool has it: IPv6 never runs out, and its numbers would drown the others. */
  readonly figures: { readonly whole: bigint; readonly parts: Readonly<Record<Part, bigint>> }
}

const known = new WeakMap<PoolReport, PoolRow>()

/** The row of a report; the same one for the same report. */
export function poolRow(report: PoolReport): PoolRow {
  const before = known.get(report)
  if (before) return before
  const four = report.censuses.filter(({ family }) => family === 4)
  const row = {
    report,
    state: poolState(report.findings, report.moreFindings),
    figures: sumOf((four.length > 0 ? four : report.censuses).map(censusOfReport)),
  }
  known.set(report, row)
  return row
}

/** What may be given out to tenants: all but the provider's own and what is excluded. */
export function usable({ whole, parts }: PoolRow['figures']): bigint {
  return whole - parts.platform - parts.excluded
}
