import { SEVERITIES, type Finding } from './finding.ts'
import type { Rule, RuleContext } from './rule.ts'

/**
 * What rules notice about one subject: root causes first by severity, each followed by what it explains (`causedBy`).
 *
 * @param upstream findings about what the subject rests on (an address, a load balancer). Those root causes that keep it
 *   from working stand here too, and what follows from them is folded under them.
 */
export function foldedFindings<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  context: RuleContext,
  upstream: readonly Finding[] = [],
): readonly Finding[] {
  const causes = upstream.filter(hinders)
  const found = rules.flatMap((rule) => {
    const finding = rule.check(subject, context)
    return finding ? [{ rule, finding }] : []
  })
  const explained = found.map(({ rule, finding }): Finding => {
    const own = found.find((other) => other.rule.explains?.includes(rule.id))?.rule.id
    const cause = own ?? causes.find(({ subject }) => rule.followsFrom?.includes(subject.kind))?.rule
    return { ...finding, rule: rule.id, ...(cause !== undefined && { causedBy: cause }) }
  })
  const folded = withCausesFolded(explained, found, causes)
  const roots = [...causes, ...folded.filter(({ causedBy }) => causedBy === undefined)].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  )
  return roots.flatMap((root) => [root, ...folded.filter(({ causedBy }) => causedBy === root.rule)])
}

/** A root cause that keeps what it is about from working. */
function hinders({ causedBy, severity }: Finding): boolean {
  return causedBy === undefined && (severity === 'broken' || severity === 'waiting')
}

/** What is explained by a finding that itself follows from upstream stands under the same root. */
function withCausesFolded<Subject>(
  explained: readonly Finding[],
  found: readonly { readonly rule: Rule<Subject> }[],
  causes: readonly Finding[],
): readonly Finding[] {
  const byRule = new Map(explained.map((finding) => [finding.rule, finding]))
  return explained.map((finding) => {
    const above = finding.causedBy === undefined ? undefined : byRule.get(finding.causedBy)
    const isUpstream = causes.some(({ rule }) => rule === above?.causedBy)
    return above?.causedBy !== undefined &&
      (isUpstream || found.some(({ rule }) => rule.id === above.causedBy))
      ? { ...finding, causedBy: above.causedBy }
      : finding
  })
}
