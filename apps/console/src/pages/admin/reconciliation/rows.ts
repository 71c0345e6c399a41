import { addressOfFinding } from '@kube-dc/networking/pools/pool-finding'
import { poolRuleLabel } from '@kube-dc/networking/pools/pool-rules'
import type { PoolReport } from '@kube-dc/networking/pools/report'
import type { Finding } from '@kube-dc/networking/rules/finding'

/** One thing that does not add up, of whichever pool. */
export interface DifferenceRow {
  /** Pool, rule and address; with a number where that is not one of a kind. */
  readonly id: string
  readonly pool: string
  /** What it is, in two words. */
  readonly label: string
  readonly finding: Finding
  /** Absent where it is about the pool as a whole. */
  readonly address?: string
}

/** All findings of all pools; within a pool worst first, as the server tells them. */
export function differenceRows(reports: readonly PoolReport[]): readonly DifferenceRow[] {
  const times = new Map<string, number>()
  return reports.flatMap(({ meta, findings }) =>
    findings.map((finding) => {
      const address = addressOfFinding(finding)
      const key = [meta.name, finding.rule.replace('pool/', ''), address ?? 'pool'].join('~')
      const time = (times.get(key) ?? 0) + 1
      times.set(key, time)
      return {
        id: time === 1 ? key : `${key}~${time}`,
        pool: meta.name,
        label: poolRuleLabel(finding.rule),
        finding,
        ...(address !== undefined && { address }),
      }
    }),
  )
}

/** How many differences there are, told or not, and how many of them break something. */
export function differencesOf(reports: readonly PoolReport[]): {
  readonly count: number
  readonly broken: number
} {
  return {
    count: reports.reduce((sum, { findings, moreFindings }) => sum + findings.length + moreFindings, 0),
    broken: reports.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'broken')
      .length,
  }
}
