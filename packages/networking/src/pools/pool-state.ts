import { SEVERITIES, type Finding } from '../rules/finding.ts'

/** How a pool is, by the worst that was found about it. */
export interface PoolState {
  readonly state: 'ok' | 'waiting' | 'broken'
  readonly reason: string
  /** Findings beside the one that is named. */
  readonly more: number
}

/** @param moreFindings how many were found beside these. */
export function poolState(findings: readonly Finding[], moreFindings = 0): PoolState {
  const [worst] = worstFirst(findings)
  if (!worst) return { state: 'ok', reason: 'Every address accounted for', more: 0 }
  const state = worst.severity === 'broken' ? 'broken' : worst.severity === 'info' ? 'ok' : 'waiting'
  return { state, reason: worst.short, more: findings.length + moreFindings - 1 }
}

/** Findings by how much they matter; those that matter alike stay in their order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}
