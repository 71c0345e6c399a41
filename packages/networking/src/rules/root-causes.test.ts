import { describe, expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { rootCauses } from './root-causes.ts'

function finding(rule: string, name: string, part: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity: 'broken',
    certainty: 'proven',
    subject: { kind: 'Service', name },
    title: `${rule} ${name}`,
    short: rule,
    explanation: '',
    evidence: [],
    remedies: [],
    ...part,
  }
}

const spent = finding('quota', 'uplink', { subject: { kind: 'ExternalIp', name: 'uplink' } })
const follows = (rule: string, name: string) => finding(rule, name, { causedBy: 'quota' })

describe('the root causes of many objects', () => {
  it('are each one, with what follows from them anywhere folded under them', () => {
    const [cause, ...others] = rootCauses([
      { where: 'uplink', findings: [spent] },
      { where: 'web', findings: [spent, follows('no-address', 'web')] },
      { where: 'route', findings: [spent, follows('no-address', 'web'), follows('503', 'web')] },
    ])
    expect(others).toEqual([])
    expect(cause?.seenAt).toEqual(['uplink', 'web', 'route'])
    expect(cause?.consequences.map(({ title }) => title)).toEqual(['no-address web', '503 web'])
  })

  it('stay apart where the same rule speaks of different objects', () => {
    const causes = rootCauses([
      { where: 'a', findings: [finding('none-ready', 'a')] },
      { where: 'b', findings: [finding('none-ready', 'b')] },
    ])
    expect(causes.map(({ seenAt }) => seenAt)).toEqual([['a'], ['b']])
  })

  it('come worst first, then by how many suffer from them', () => {
    const causes = rootCauses([
      { where: 'n', findings: [finding('notice', 'n', { severity: 'notice' })] },
      { where: 'a', findings: [finding('alone', 'a')] },
      { where: 'uplink', findings: [spent] },
      { where: 'web', findings: [spent, follows('no-address', 'web')] },
    ])
    expect(causes.map(({ finding: { rule } }) => rule)).toEqual(['quota', 'alone', 'notice'])
  })

  it('do not mix what two causes at one object explain', () => {
    const causes = rootCauses([
      { where: 'web', findings: [spent, follows('no-address', 'web'), finding('clash', 'web')] },
    ])
    expect(causes.map(({ consequences }) => consequences.length)).toEqual([1, 0])
  })
})
