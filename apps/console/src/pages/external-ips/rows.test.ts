import { installation } from '@kube-dc/networking/model/installation'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import { describe, expect, it } from 'vitest'
import { externalIp, organization } from '../../test/objects.ts'
import { createRowMaker } from './rows.ts'

const NOW = Date.parse('2026-08-03T12:00:00Z')
const context: RuleContext = {
  now: NOW,
  installation: installation.parse({ networkTypes: ['cloud', 'public'] }),
  project: { organization: 'nimbus', name: 'edge', egressNetworkType: 'cloud' },
  organization: undefined,
  peers: [],
}

describe('rows', () => {
  it('are the same for the same objects, and only what changed is new', () => {
    const rowsOf = createRowMaker()
    const [a, b, c] = [externalIp('a'), externalIp('b'), externalIp('c')]
    const before = rowsOf([a, b, c], context)
    expect(rowsOf([a, b, c], context)).toEqual(before)
    const after = rowsOf([a, externalIp('b', { ready: false }), c], context)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[2]).toBe(before[2])
  })

  it('move with their objects when another one goes', () => {
    const rowsOf = createRowMaker()
    const [a, b, c] = [externalIp('a'), externalIp('b'), externalIp('c')]
    const before = rowsOf([a, b, c], context)
    const after = rowsOf([a, c], context)
    expect(after[1]).toBe(before[2])
  })

  it('stay the same when a new context changes nothing that they show', () => {
    const rowsOf = createRowMaker()
    const objects = [
      externalIp('used', { owners: [{ type: 'ServiceLb', name: 'web' }], ownership: 'Shared' }),
      externalIp('waits', { ready: false, reported: false, meta: { createdAt: '2026-08-03T11:00:00Z' } }),
    ]
    const before = rowsOf(objects, context)
    const later = rowsOf(objects, { ...context, now: NOW + 1000 })
    expect(later).toEqual(before)
    expect(later[0]).toBe(before[0])
    const full = rowsOf(objects, { ...context, organization: organization('nimbus', { used: 3, hard: 3 }) })
    expect(full[0]).toBe(before[0])
    expect(full[1]).not.toBe(before[1])
    expect(full[1]?.state.reason).toMatch(/quota/)
    expect(full.map(({ rejudged }) => rejudged)).toEqual([false, true])
  })

  it('judge one object when one of 10,000 changes', () => {
    const rowsOf = createRowMaker()
    const objects = Array.from({ length: 10_000 }, (_, index) => externalIp(`ip-${index}`))
    let judged = 0
    const counting: RuleContext = Object.defineProperty({ ...context }, 'project', {
      get: () => {
        judged += 1
        return context.project
      },
    })
    rowsOf(objects, counting)
    const perRow = judged / objects.length
    judged = 0
    rowsOf([externalIp('ip-0'), ...objects.slice(1)], counting)
    expect(judged).toBeLessThanOrEqual(perRow * 2)
  })
})
