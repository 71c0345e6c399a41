import { describe, expect, it } from 'vitest'
import { ago, NOW } from '../testing/samples.ts'
import { endedHolding, historyLines, holdingsOf, type Ended, type Holding } from './holder-history.ts'
import type { AddressReport } from './report.ts'

const ADDRESS = '203.0.113.9'

function report(more: Partial<AddressReport> = {}): AddressReport {
  return {
    kind: 'AddressReport',
    meta: {
      name: 'eip-a',
      namespace: 'ext-public',
      uid: 'u1',
      resourceVersion: '1',
      createdAt: ago({ hours: 5 }),
    },
    v4: ADDRESS,
    state: 'shared',
    type: 'nat',
    nat: '',
    ready: true,
    ...more,
  }
}

const eip = {
  namespace: 'nimbus-edge',
  name: 'a',
  uid: 'e1',
  createdAt: ago({ hours: 5 }),
  ownership: 'Shared',
  owners: [],
  ready: true,
  networkType: 'public',
} as const
const project = { organization: 'nimbus', project: 'edge' }
const held = report({ eip, project })
const left = report({ state: 'leaked', lost: 'eip-gone', madeFor: 'nimbus-edge.a' })
const HELD: Ended = {
  from: ago({ hours: 5 }),
  to: new Date(NOW).toISOString(),
  organization: 'nimbus',
  project: 'edge',
  object: 'nimbus-edge/a',
  kind: 'ExternalIp',
  uid: 'u1',
}
const before = (more: Partial<Ended>): Ended => ({ ...HELD, ...more })

describe('a change of a holder', () => {
  it.each<[string, AddressReport, AddressReport | undefined, readonly Ended[], Ended | undefined]>([
    ['ends a holding when its OvnEip is gone', held, undefined, [], HELD],
    [
      'ends it when another OvnEip has its name',
      held,
      report({ meta: { ...held.meta, uid: 'u2' } }),
      [],
      HELD,
    ],
    ['ends it when the address is another one', held, { ...held, v4: '203.0.113.10' }, [], HELD],
    ['ends it when it is for another External IP', held, { ...held, eip: { ...eip, name: 'b' } }, [], HELD],
    ['ends it when the External IP is gone and the OvnEip stays', held, left, [], HELD],
    ['ends nothing when what uses it changes', held, { ...held, state: 'released' }, [], undefined],
    ['ends nothing when the Project is found or lost', report({ eip }), held, [], undefined],
    [
      'ends nothing when the OvnEip follows its External IP',
      left,
      undefined,
      [before({ to: ago({ minutes: 1 }) })],
      undefined,
    ],
    [
      'ends a leak that lasted',
      left,
      undefined,
      [before({ to: ago({ hours: 2 }) })],
      { from: ago({ hours: 2 }), to: HELD.to, object: 'eip-a', kind: 'OvnEip', uid: 'u1' },
    ],
  ])('%s', (_, was, is, ended, expected) => {
    expect(endedHolding(ADDRESS, was, is, ended, NOW)).toEqual(expected)
  })
})

describe('who held an address', () => {
  it('begins with who holds it now, since the one before it in the same OvnEip let go', () => {
    const ended = [before({ to: ago({ hours: 2 }), object: 'nimbus-edge/old' })]
    expect(holdingsOf([held], ended)).toEqual([
      { ...project, from: ago({ hours: 2 }), object: 'nimbus-edge/a', kind: 'ExternalIp' },
      {
        ...project,
        from: ago({ hours: 5 }),
        to: ago({ hours: 2 }),
        object: 'nimbus-edge/old',
        kind: 'ExternalIp',
      },
    ])
  })
})

describe('lines of a history', () => {
  const one: Holding = {
    ...project,
    from: ago({ hours: 8 }),
    to: ago({ hours: 6 }),
    object: 'nimbus-edge/a',
    kind: 'ExternalIp',
  }
  const two: Holding = { from: ago({ hours: 3 }), object: 'eip-b', kind: 'OvnEip' }
  const at = (hours: number) => NOW - hours * 3_600_000

  it.each<[string, readonly Holding[], 'memory' | 'store', readonly [number, number | undefined, string][]]>([
    ['nobody ever', [], 'memory', [[10, undefined, 'nobody']]],
    [
      'two with a pause, and one before the first',
      [two, one],
      'memory',
      [
        [3, undefined, 'eip-b of the platform'],
        [6, 3, 'nobody'],
        [8, 6, 'nimbus / edge, a'],
        [10, 8, 'nobody'],
      ],
    ],
    [
      'one that is gone; a store does not know what nobody watched',
      [one],
      'store',
      [
        [6, undefined, 'nobody known'],
        [8, 6, 'nimbus / edge, a'],
        [10, 8, 'nobody known'],
      ],
    ],
    [
      'one from before the history',
      [{ ...two, from: ago({ hours: 30 }) }],
      'memory',
      [[30, undefined, 'eip-b of the platform']],
    ],
    [
      'two at once',
      [
        { ...one, from: ago({ hours: 7 }) },
        { ...two, from: ago({ hours: 12 }) },
      ],
      'memory',
      [
        [7, 6, 'nimbus / edge, a'],
        [12, undefined, 'eip-b of the platform'],
      ],
    ],
  ])('%s', (_, entries, source, expected) => {
    const lines = historyLines({ since: ago({ hours: 10 }), source, entries })
    expect(lines.map(({ from, to, words }) => [from, to, words])).toEqual(
      expected.map(([from, to, words]) => [at(from), to === undefined ? undefined : at(to), words]),
    )
  })
})
