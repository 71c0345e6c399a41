import { installation } from '@kube-dc/networking/model/installation'
import { describe, expect, it } from 'vitest'
import type { Views } from '@kube-dc/networking/joins/views'
import { externalIp, organization } from '../../test/objects.ts'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { JUDGES } from './row-makers.ts'
import { createRowMaker, JUDGED_ANEW_WITHIN, type RowFacts } from './rows.ts'

const NOW = Date.parse('2026-08-03T12:00:00Z')
const facts: RowFacts = {
  installation: installation.parse({ networkTypes: ['cloud', 'public'] }),
  project: { organization: 'nimbus', name: 'edge', egressNetworkType: 'cloud' },
  organization: undefined,
}

type AnyExternalIp = Views['external-ips']

function view(name: string, part: Parameters<typeof externalIp>[1] = {}): AnyExternalIp {
  const ip = externalIp(name, part)
  return { kind: 'ExternalIpView', name, ip, networkType: ip.networkType, usedBy: [], ports: [], unseen: [] }
}

/** @param settled the page has arrived: every row is news. */
function rowMaker(settled = true) {
  const rowsOf = createRowMaker<AnyExternalIp>({ metaOf, judge: JUDGES['external-ips'] })
  rowsOf([], facts, NOW, settled)
  return (views: readonly AnyExternalIp[], facts: RowFacts, now: number, arrived = settled) =>
    rowsOf(views, facts, now, arrived)
}

/** Created ten seconds ago and not taken up by the platform: waiting for now, and worse when it stays so. */
const young = (name: string) =>
  view(name, { ready: false, reported: false, meta: { createdAt: '2026-08-03T11:59:50Z' } })

/** The list alone. */
function listMaker(settled = true) {
  const rowsOf = rowMaker(settled)
  return (...parameters: Parameters<typeof rowsOf>) => rowsOf(...parameters).list
}

/** The facts, and how often rules have looked at them. */
function counted(): { facts: RowFacts; looks: () => number } {
  let looks = 0
  const watched: RowFacts = Object.defineProperty({ ...facts }, 'project', {
    enumerable: true,
    get: () => {
      looks += 1
      return facts.project
    },
  })
  return { facts: watched, looks: () => looks }
}

describe('rows', () => {
  it('are the same for the same objects, and only what changed is new', () => {
    const rowsOf = listMaker()
    const [a, b, c] = [view('a'), view('b'), view('c')]
    const objects = [a, b, c]
    const before = rowsOf(objects, facts, NOW)
    expect(rowsOf(objects, facts, NOW)).toBe(before)
    const after = rowsOf([a, view('b', { ready: false }), c], facts, NOW)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[2]).toBe(before[2])
    expect(after.map(({ quiet }) => quiet)).toEqual([false, false, false])
  })

  it('are no news while the page is still arriving, nor with what arrives last', () => {
    const rowsOf = listMaker(false)
    const quiet = (rows: readonly { quiet: boolean }[]) => rows.map((row) => row.quiet)
    expect(quiet(rowsOf([view('a')], facts, NOW, false))).toEqual([true])
    expect(quiet(rowsOf([view('a'), view('b')], facts, NOW, false))).toEqual([true, true])
    expect(quiet(rowsOf([view('a')], facts, NOW, true))).toEqual([true])
    expect(quiet(rowsOf([view('a')], facts, NOW, true))).toEqual([false])
  })

  it('move with their objects when another one goes', () => {
    const rowsOf = listMaker()
    const [a, b, c] = [view('a'), view('b'), view('c')]
    const before = rowsOf([a, b, c], facts, NOW)
    const after = rowsOf([a, c], facts, NOW)
    expect(after[1]).toBe(before[2])
  })

  it('stay the same when new facts change nothing that they show', () => {
    const rowsOf = listMaker()
    const objects = [
      view('used', { owners: [{ type: 'ServiceLb', name: 'web' }], ownership: 'Shared' }),
      young('waits'),
    ]
    const before = rowsOf(objects, facts, NOW)
    const full = rowsOf(
      objects,
      { ...facts, organization: organization('nimbus', { used: 3, hard: 3 }) },
      NOW,
    )
    expect(full[0]).toBe(before[0])
    expect(full[1]).not.toBe(before[1])
    expect(full[1]?.state.reason).toMatch(/quota/)
    expect(full.map(({ quiet }) => quiet)).toEqual([false, true])
  })

  it('age, and are the same array while nothing reads differently', () => {
    const rowsOf = listMaker()
    const objects = [young('waits')]
    const before = rowsOf(objects, facts, NOW)
    expect(before[0]?.state.state).toBe('waiting')
    expect(rowsOf(objects, facts, NOW + 1000)).toBe(before)
    expect(rowsOf(objects, facts, NOW - 5000)).toBe(before)
    const later = rowsOf(objects, facts, NOW + 600_000)
    expect(later[0]?.state.state).toBe('broken')
    expect(later[0]?.quiet).toBe(true)
  })

  it('are counted where they are broken', () => {
    const rowsOf = rowMaker()
    const broken = (name: string) =>
      view(name, { requestedType: 'foo', networkType: 'unknown', ready: false })
    const [a, b, c] = [broken('a'), view('b'), young('c')]
    expect(rowsOf([a, b, c], facts, NOW).broken).toBe(1)
    expect(rowsOf([a, broken('b'), c], facts, NOW).broken).toBe(2)
    expect(rowsOf([a, c], facts, NOW).broken).toBe(1)
    expect(rowsOf([a, c], facts, NOW + 600_000).broken).toBe(2)
    expect(rowsOf([], facts, NOW + 600_000).broken).toBe(0)
  })

  it('all age within a minute, a few at each second', () => {
    const rowsOf = listMaker()
    const objects = Array.from({ length: 1000 }, (_, index) => young(`ip-${index}`))
    const { facts: watched, looks } = counted()
    let rows = rowsOf(objects, watched, NOW)
    const perRow = looks() / objects.length
    // By then every one of them is overdue.
    const start = NOW + 600_000
    const seconds = JUDGED_ANEW_WITHIN / 1000
    const since = looks()
    rowsOf(objects, watched, NOW + 1000)
    expect(looks() - since).toBeLessThanOrEqual(perRow * 20)
    for (let second = 0; second <= seconds; second += 1)
      rows = rowsOf(objects, watched, start + second * 1000)
    expect(rows.every((row) => row.state.state === 'broken')).toBe(true)
  })

  it('judge one object when one of 10,000 changes', () => {
    const rowsOf = listMaker()
    const objects = Array.from({ length: 10_000 }, (_, index) => view(`ip-${index}`))
    const { facts: watched, looks } = counted()
    rowsOf(objects, watched, NOW)
    const before = looks()
    rowsOf([view('ip-0'), ...objects.slice(1)], watched, NOW)
    expect(looks() - before).toBeLessThanOrEqual((before / objects.length) * 2)
  })
})
