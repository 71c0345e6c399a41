import type { Finding } from '@kube-dc/networking/rules/finding'

export interface FindingCount extends Pick<Finding, 'rule' | 'severity'> {
  readonly count: number
}

/** How many findings there are of each rule and severity. */
export function countFindings(findings: readonly Finding[]): readonly FindingCount[] {
  const counts = new Map<string, FindingCount>()
  for (const { rule, severity } of findings) {
    const key = `${rule} ${severity}`
    counts.set(key, { rule, severity, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}
