import type { ExternalIp } from '../model/external-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { deletingRule } from './external-ips/deleting.ts'
import { idleRule } from './external-ips/idle.ts'
import { notFromInternetRule } from './external-ips/not-from-internet.ts'
import { notReadyRule } from './external-ips/not-ready.ts'
import { notReportedRule } from './external-ips/not-reported.ts'
import { poolFullRule } from './external-ips/pool-full.ts'
import { quotaSpentRule } from './external-ips/quota-spent.ts'
import { typeImpossibleRule } from './external-ips/type-impossible.ts'
import { unreadableRule } from './external-ips/unreadable.ts'
import { SEVERITIES, type Finding } from './finding.ts'
import type { Rule, RuleContext } from './rule.ts'

/** Rules about External IPs, likeliest root causes first: the order among findings of equal severity. */
export const EXTERNAL_IP_RULES = [
  deletingRule,
  typeImpossibleRule,
  quotaSpentRule,
  poolFullRule,
  notReportedRule,
  notReadyRule,
  idleRule,
  notFromInternetRule,
] as const

export const UNREADABLE_RULES = [unreadableRule] as const

/** Every rule there is: for diagnosis, for the documentation, and for the test that demands cases and a source of each. */
export const CATALOGUE = [...UNREADABLE_RULES, ...EXTERNAL_IP_RULES] as const

export type RuleId = (typeof CATALOGUE)[number]['id']

/**
 * What the rules notice about one External IP: root causes first by severity, each followed by what it explains
 * (`causedBy`).
 */
export function externalIpFindings(ip: ExternalIp | Unreadable, context: RuleContext): readonly Finding[] {
  return ip.kind === 'Unreadable'
    ? findings(UNREADABLE_RULES, ip, context)
    : findings(EXTERNAL_IP_RULES, ip, context)
}

function findings<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  context: RuleContext,
): readonly Finding[] {
  const found = rules.flatMap((rule) => {
    const finding = rule.check(subject, context)
    return finding ? [{ rule, finding }] : []
  })
  const explained = found.map(({ rule, finding }): Finding => {
    const cause = found.find((other) => other.rule.explains?.includes(rule.id))
    return { ...finding, rule: rule.id, ...(cause && { causedBy: cause.rule.id }) }
  })
  const roots = explained
    .filter((finding) => finding.causedBy === undefined)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
  return roots.flatMap((root) => [root, ...explained.filter(({ causedBy }) => causedBy === root.rule)])
}
