import { describe, expect, it } from 'vitest'
import type { ExternalIp } from '../model/external-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { context } from '../testing/samples.ts'
import type { RuleCase } from './case.ts'
import { CATALOGUE, EXTERNAL_IP_RULES, UNREADABLE_RULES } from './catalogue.ts'
import { deletingCases } from './external-ips/deleting.cases.ts'
import { idleCases } from './external-ips/idle.cases.ts'
import { notFromInternetCases } from './external-ips/not-from-internet.cases.ts'
import { notReadyCases } from './external-ips/not-ready.cases.ts'
import { notReportedCases } from './external-ips/not-reported.cases.ts'
import { poolFullCases } from './external-ips/pool-full.cases.ts'
import { quotaSpentCases } from './external-ips/quota-spent.cases.ts'
import { typeImpossibleCases } from './external-ips/type-impossible.cases.ts'
import { unreadableCases } from './unreadable.cases.ts'
import type { Finding } from './finding.ts'
import { FLOATING_IP_CASES } from './floating-ips.cases.ts'
import { FLOATING_IP_RULES } from './floating-ips.ts'
import { GATEWAY_ROUTE_CASES } from './gateway-routes.cases.ts'
import { GATEWAY_ROUTE_RULES } from './gateway-routes.ts'
import { LOAD_BALANCER_CASES } from './load-balancers.cases.ts'
import { LOAD_BALANCER_RULES } from './load-balancers.ts'
import { PROJECT_NETWORK_CASES } from './project-network.cases.ts'
import { PROJECT_NETWORK_RULES } from './project-network.ts'
import type { Rule } from './rule.ts'

type ExternalIpRuleId = (typeof EXTERNAL_IP_RULES)[number]['id']

// A rule without a table does not compile here.
const EXTERNAL_IP_CASES: Readonly<Record<ExternalIpRuleId, readonly RuleCase<ExternalIp>[]>> = {
  'external-ip/deleting': deletingCases,
  'external-ip/type-impossible': typeImpossibleCases,
  'external-ip/quota-spent': quotaSpentCases,
  'external-ip/pool-full': poolFullCases,
  'external-ip/not-reported': notReportedCases,
  'external-ip/not-ready': notReadyCases,
  'external-ip/idle': idleCases,
  'external-ip/not-from-internet': notFromInternetCases,
}
type UnreadableRuleId = (typeof UNREADABLE_RULES)[number]['id']

const UNREADABLE_CASES: Readonly<Record<UnreadableRuleId, readonly RuleCase<Unreadable>[]>> = {
  'external-ip/unreadable': unreadableCases,
  'load-balancer/unreadable': unreadableCases,
  'floating-ip/unreadable': unreadableCases,
}

for (const rule of EXTERNAL_IP_RULES) table(rule, EXTERNAL_IP_CASES[rule.id])
for (const rule of UNREADABLE_RULES) table(rule, UNREADABLE_CASES[rule.id])
for (const rule of LOAD_BALANCER_RULES) table(rule, LOAD_BALANCER_CASES[rule.id])
for (const rule of FLOATING_IP_RULES) table(rule, FLOATING_IP_CASES[rule.id])
for (const rule of GATEWAY_ROUTE_RULES) table(rule, GATEWAY_ROUTE_CASES[rule.id])
for (const rule of PROJECT_NETWORK_RULES) table(rule, PROJECT_NETWORK_CASES[rule.id])

function table<Subject>(rule: Rule<Subject>, cases: readonly RuleCase<Subject>[]): void {
  describe(rule.id, () => {
    it('has a case in which it notices something', () => {
      expect(cases.some(({ notices }) => notices !== undefined)).toBe(true)
    })

    it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
      const finding = rule.check(each.subject, context(each.context))
      if (each.notices === undefined) {
        expect(finding).toBeUndefined()
        return
      }
      const { says = [], evidence, remedies, ...fields } = each.notices
      expect(finding).toMatchObject(fields)
      for (const text of says) expect(finding?.explanation).toContain(text)
      const facts = finding?.evidence.map(({ field, value }) => `${field}: ${value}`)
      for (const fact of evidence ?? []) expect(facts).toContain(fact)
      if (remedies) expect(finding?.remedies.map(({ words }) => words)).toEqual(remedies)
      if (finding) expectPlainWords(finding)
    })
  })
}

/** What every finding owes its reader (look.md, "Words on screen"). */
function expectPlainWords({ title, short, explanation, evidence, remedies }: Omit<Finding, 'rule'>): void {
  for (const text of [title, short, explanation, ...remedies.map(({ words }) => words)]) {
    expect(text).not.toMatch(/!|please|oops|successful|undefined|NaN|\bnull\b|\[object/i)
    expect(text).toBe(text.trim())
  }
  expect(title).not.toMatch(/\.$/)
  expect(short).not.toMatch(/\.$/)
  expect(explanation).toMatch(/\.$/)
  expect(evidence).not.toEqual([])
}

describe('the catalogue', () => {
  it('names every rule once', () => {
    const ids = CATALOGUE.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(CATALOGUE.map((rule) => [rule.id, rule] as const))('%s is documented', (_id, rule) => {
    expect(rule.title).toMatch(/^[A-Z]/)
    for (const source of rule.source) expect(source).toMatch(/^(failures\.md rows? \d|kube-dc\.md §\d)/)
  })

  it('explains only rules that exist, and whatever those explain', () => {
    const explains = new Map<string, readonly string[]>(
      CATALOGUE.map((rule: Rule<never>) => [rule.id, rule.explains ?? []]),
    )
    for (const [id, effects] of explains) {
      for (const effect of effects) {
        expect(explains.has(effect), `${id} explains ${effect}`).toBe(true)
        for (const further of explains.get(effect) ?? []) {
          expect(effects, `${id} explains ${effect}, which explains ${further}`).toContain(further)
        }
      }
    }
  })
})
