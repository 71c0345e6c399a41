import { describe, expect, it } from 'vitest'
import type { Organization } from '../model/organization.ts'
import { ago, org } from '../testing/samples.ts'
import {
  countedWords,
  disagrees,
  organizationOf,
  organizationUsage,
  reportedWords,
  standingWords,
} from './organization-usage.ts'
import type { UsageReport } from './report.ts'

const NOTHING = { held: 0, idle: 0, waiting: 0 }

function report(namespace: string, held: number, idle = 0, waiting = 0): UsageReport {
  const project = namespace.split('-')[1]
  return {
    kind: 'UsageReport',
    namespace,
    meta: { name: namespace, uid: namespace, resourceVersion: '1', createdAt: ago({ days: 1 }) },
    ...(project !== undefined && { project: { organization: 'nimbus', project } }),
    public: { held, idle, waiting },
    cloud: { ...NOTHING, held: 1 },
    untyped: NOTHING,
  }
}

function withPlan(plan: string | undefined, figures: Parameters<typeof org>[0]): Organization {
  const { plan: _, ...rest } = org(figures)
  return plan === undefined ? rest : { ...rest, plan }
}

describe('how an Organization stands', () => {
  it.each([
    ['room', { used: '1', hard: '3' }, 'scale-pool', 1, '1 of 3', 'Within its limit'],
    ['full', { used: '3', hard: '3' }, 'scale-pool', 3, '3 of 3', 'Full'],
    ['over after a downgrade', { used: '4', hard: '1' }, 'dev-pool', 4, '4 of 1', 'Over its limit by 3'],
    ['over by the count', { used: '3', hard: '3' }, 'scale-pool', 5, '3 of 3', 'Over its limit by 2'],
    [
      'over by the count, use not reported',
      { hard: '1' },
      'dev-pool',
      2,
      'not known, limit 1',
      'Over its limit by 1',
    ],
    [
      'unenforced: the plan has no limit',
      { used: '7' },
      'partner-pool',
      7,
      '7, no limit',
      'Plan partner-pool sets no limit',
    ],
    ['unenforced: no plan', { used: '7' }, undefined, 7, '7, no limit', 'No plan, so nothing limits it'],
    ['limit only', { hard: '3' }, 'scale-pool', 1, 'not known, limit 3', 'The platform reports no figures'],
    ['no figures at all', undefined, 'scale-pool', 2, 'not known', 'The platform reports no figures'],
  ])('%s', (_, figures, plan, held, reported, words) => {
    const usage = organizationUsage('nimbus', withPlan(plan, figures), [report('nimbus-edge', held)])
    expect(reportedWords(usage.quota)).toBe(reported)
    expect(standingWords(usage)).toBe(words)
  })

  it('does not call an Organization fine that cannot be listed, or read', () => {
    const hidden = organizationUsage('nimbus', undefined, [report('nimbus-edge', 2)])
    expect(hidden.standing).toBe('unknown')
    expect(reportedWords(hidden.quota)).toBe('not known')
    expect(standingWords(hidden)).toBe('The Organization cannot be read')
    const { meta } = org(undefined)
    const odd = organizationUsage(
      'nimbus',
      { kind: 'Unreadable', meta, problems: ['status: not an object'] },
      [],
    )
    expect(standingWords(odd)).toBe('Not readable: status: not an object')
  })
})

it('has a row for a Project without an address, and for one without a namespace', () => {
  const project = { organization: 'nimbus', project: 'later' }
  const meta = { name: 'nimbus/later', uid: 'later', resourceVersion: '1', createdAt: '' }
  const waiting = {
    kind: 'UsageReport',
    meta,
    project,
    public: NOTHING,
    cloud: NOTHING,
    untyped: NOTHING,
  } as const
  const usage = organizationUsage('nimbus', org({ used: '0', hard: '3' }), [
    report('nimbus-edge', 0),
    waiting,
  ])
  expect(usage.standing).toBe('room')
  expect(reportedWords(usage.quota)).toBe('0 of 3')
  expect(countedWords(usage)).toBe('0')
  expect(usage.projects.map(({ project, namespace }) => [project, namespace])).toEqual([
    ['edge', 'nimbus-edge'],
    ['later', undefined],
  ])
  expect(organizationOf(waiting, () => false)).toBe('nimbus')
})

it('adds up what its namespaces hold, its own too, with the most idle first', () => {
  const usage = organizationUsage('nimbus', org({ used: '5', hard: '9' }), [
    report('nimbus-edge', 3, 0, 1),
    report('nimbus-arena', 2, 2),
    report('nimbus', 1),
  ])
  expect(usage.public).toEqual({ held: 6, idle: 2, waiting: 1 })
  expect(usage.cloud.held).toBe(3)
  expect(usage.projects.map(({ project, namespace }) => project ?? namespace)).toEqual([
    'arena',
    'edge',
    'nimbus',
  ])
  expect(countedWords(usage)).toBe('6, 1 waits')
  expect(disagrees(usage)).toBe(true)
  expect(disagrees({ ...usage, quota: { state: 'unknown', organization: 'nimbus' } })).toBe(false)
})

it.each([
  ['nimbus-edge', 'nimbus'],
  ['nimbus', 'nimbus'],
  ['kube', undefined],
])('tells whose namespace %s is', (namespace, expected) => {
  expect(organizationOf(report(namespace, 1), (name) => name === 'nimbus')).toBe(expected)
})
