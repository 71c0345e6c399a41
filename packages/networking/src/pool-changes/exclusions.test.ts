import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Access } from '../access.ts'
import { censusOf } from '../pools/census.ts'
import { PoolBook, type PoolSource } from '../pools/pool-book.ts'
import { made, poolEip, poolOvnEip, poolSubnet, poolVlan } from '../testing/pools.ts'
import { judgeExclusions, type Claim } from './exclusions.ts'
import type { ExclusionWish } from './wishes.ts'

const ADMIN: Access = { verbs: { subnets: ['get', 'list', 'patch'] }, incomplete: false }
const VIEWER: Access = { verbs: { subnets: ['get', 'list'] }, incomplete: false }

function viewOf(subnet = poolSubnet(), ...objects: readonly PoolSource[]) {
  const book = new PoolBook()
  book.seeExternalIps(true)
  book.apply(made(subnet, poolVlan(), ...objects))
  const view = book.pool(subnet.meta.name)
  if (!view) throw new Error('There is no such pool')
  return view
}

const reserve = (...ranges: string[]): ExclusionWish => ({ do: 'reserve', ranges })
const release = (...ranges: string[]): ExclusionWish => ({ do: 'release', ranges })

function judged(wish: ExclusionWish, view = viewOf(), claims: readonly Claim[] = []) {
  return judgeExclusions(wish, view, { access: ADMIN, claims })
}

const HELD = [
  poolOvnEip('a', '203.0.113.9'),
  poolEip('a', '203.0.113.9'),
  poolOvnEip('b', '203.0.113.3'),
  poolEip('b', '203.0.113.3', { ownershipType: 'Released' }),
]

describe('a change of what is reserved', () => {
  it.each<[string, ExclusionWish, object]>([
    [
      'takes addresses out',
      reserve('203.0.113.9-203.0.113.10', '203.0.113.20'),
      {
        excludeIps: ['203.0.113.1..203.0.113.4', '203.0.113.9..203.0.113.10', '203.0.113.20'],
        changed: ['203.0.113.9..203.0.113.10', '203.0.113.20'],
        count: 3n,
        free: { before: 26n, after: 23n },
        typeName: false,
      },
    ],
    [
      'joins what adjoins and overlaps',
      reserve('203.0.113.3..203.0.113.7'),
      {
        excludeIps: ['203.0.113.1..203.0.113.7'],
        changed: ['203.0.113.5..203.0.113.7'],
        count: 3n,
        free: { before: 26n, after: 23n },
      },
    ],
    [
      'puts addresses back',
      release('203.0.113.3'),
      {
        excludeIps: ['203.0.113.1..203.0.113.2', '203.0.113.4'],
        changed: ['203.0.113.3'],
        count: 1n,
        free: { before: 26n, after: 27n },
      },
    ],
    [
      'puts back what of a range was reserved',
      release('203.0.113.4..203.0.113.20'),
      {
        excludeIps: ['203.0.113.1..203.0.113.3'],
        changed: ['203.0.113.4'],
        count: 1n,
        free: { before: 26n, after: 27n },
      },
    ],
    [
      'takes all',
      reserve('203.0.113.0/27'),
      {
        excludeIps: ['203.0.113.1..203.0.113.30'],
        count: 26n,
        free: { before: 26n, after: 0n },
        typeName: true,
      },
    ],
  ])('%s', (_, wish, preview) => {
    const judgement = judged(wish)
    expect(judgement.problems).toEqual([])
    expect(judgement.preview).toMatchObject(preview)
  })

  it('names who holds addresses of it, and counts neither of them as free before or after', () => {
    const view = viewOf(poolSubnet(), ...HELD)
    const reserving = judged(reserve('203.0.113.3..203.0.113.10'), view)
    expect(reserving.preview?.held.map(({ text, holders }) => [text, holders[0]?.eip?.meta.name])).toEqual([
      ['203.0.113.3', 'b'],
      ['203.0.113.9', 'a'],
    ])
    // 5, 6, 7, 8 and 10 are free until now.
    expect(reserving.preview?.free).toEqual({ before: 25n, after: 20n })
    expect(reserving.warnings).toEqual([
      {
        field: 'ranges',
        message:
          '2 of these addresses are held and stay with who has it: reserving evicts nobody. Kube-OVN counts such an address twice until it is given back.',
      },
    ])
    expect(reserving.preview?.typeName).toBe(true)
    // Held while it was reserved: releasing it makes nothing free.
    expect(judged(release('203.0.113.3'), view).preview?.free).toEqual({ before: 25n, after: 25n })
  })

  it('keeps the gateway where nobody wrote it down, and texts that cannot be read', () => {
    const odd = viewOf(poolSubnet({ excludeIps: ['keep me', '203.0.113.8'] }))
    const { preview, warnings } = judged(reserve('203.0.113.9'), odd)
    expect(preview?.excludeIps).toEqual(['203.0.113.1', '203.0.113.8..203.0.113.9', 'keep me'])
    expect(warnings).toEqual([
      { field: '', message: '“keep me” in the exclusions cannot be read and stays as it is.' },
    ])
  })

  it('keeps both families of a pool apart', () => {
    const both = viewOf(
      poolSubnet({
        cidrBlock: '203.0.113.0/27,2001:db8::/120',
        gateway: '203.0.113.1,2001:db8::1',
        excludeIps: ['2001:db8::1..2001:db8::3', '203.0.113.1'],
      }),
    )
    expect(judged(reserve('2001:db8::9'), both).preview?.excludeIps).toEqual([
      '203.0.113.1',
      '2001:db8::1..2001:db8::3',
      '2001:db8::9',
    ])
  })

  it.each<[string, ExclusionWish, readonly Claim[], object]>([
    ['of another network', reserve('203.0.113.9', '192.0.2.1'), [], { field: 'ranges.1' }],
    [
      'of the gateway',
      release('203.0.113.1..203.0.113.2'),
      [],
      { field: 'ranges.0', message: '203.0.113.1 is the gateway, which always stays reserved.' },
    ],
    [
      'of what is reserved already',
      reserve('203.0.113.2'),
      [],
      { field: 'ranges', message: 'All of these addresses are reserved already.' },
    ],
    [
      'of what is not reserved',
      release('203.0.113.9'),
      [],
      { field: 'ranges', message: 'None of these addresses is reserved.' },
    ],
    [
      'of the platform’s front door',
      release('203.0.113.2'),
      [{ address: '203.0.113.2', by: 'Service envoy-gateway-system/eg' }],
      {
        field: 'ranges',
        message:
          '203.0.113.2 is the address of Service envoy-gateway-system/eg. Released, it could be given to somebody else.',
      },
    ],
  ])('%s is refused', (_, wish, claims, problem) => {
    const { problems, preview } = judged(wish, viewOf(), claims)
    expect(problems).toEqual([expect.objectContaining(problem)])
    expect(preview).toBeUndefined()
  })

  it('may reserve what the front door has, which is what should have been done', () => {
    const claims = [{ address: '203.0.113.9', by: 'Service envoy-gateway-system/eg' }]
    expect(judged(reserve('203.0.113.9'), viewOf(), claims).problems).toEqual([])
  })

  it('says that nothing is left', () => {
    expect(judged(reserve('203.0.113.0/27')).warnings).toEqual([
      {
        field: 'ranges',
        message: 'Nothing of ext-public is left to give out. Who asks for an address of it will wait.',
      },
    ])
  })

  it.each([
    ['whose CIDR cannot be read', poolSubnet({ cidrBlock: 'somewhere' }), /cannot be read/],
    [
      'that is being deleted',
      {
        ...poolSubnet(),
        meta: { ...poolSubnet().meta, deletedAt: '2026-08-01T10:00:00Z' },
      },
      /is being deleted/,
    ],
  ])('of a pool %s is refused', (_, subnet, message) => {
    expect(judged(reserve('203.0.113.9'), viewOf(subnet)).problems[0]?.message).toMatch(message)
  })

  it('is refused for who may not change pools', () => {
    const { problems } = judgeExclusions(reserve('203.0.113.9'), viewOf(), { access: VIEWER, claims: [] })
    expect(problems).toEqual([
      { field: '', message: 'Your role here cannot change pools. A platform admin can.' },
    ])
  })
})

describe('any change of what is reserved', () => {
  const last = fc.integer({ min: 1, max: 30 })
  const text = fc.tuple(last, last).map((pair) => {
    const [from, to] = [Math.min(...pair), Math.max(...pair)]
    return from === to ? `203.0.113.${from}` : `203.0.113.${from}..203.0.113.${to}`
  })
  const texts = fc.array(text, { minLength: 1, maxLength: 4 })
  const world = fc.record({
    excluded: fc.array(text, { maxLength: 4 }),
    held: fc.uniqueArray(last, { maxLength: 8 }),
  })
  const sources = (held: readonly number[]) => held.map((one) => poolOvnEip(`n${one}`, `203.0.113.${one}`))

  it('says just what a count over the new pool says, and its list is one that Kube-OVN leaves as it is', () => {
    fc.assert(
      fc.property(
        world,
        texts,
        fc.constantFrom('reserve' as const, 'release' as const),
        (given, ranges, what) => {
          const view = viewOf(poolSubnet({ excludeIps: given.excluded }), ...sources(given.held))
          const { preview } = judged({ do: what, ranges }, view)
          if (!preview) return
          const after = viewOf(poolSubnet({ excludeIps: preview.excludeIps }), ...sources(given.held))
          const [block] = after.pool.blocks
          if (!block) throw new Error('no block')
          expect(preview.free.after).toBe(censusOf(block, after.held).parts.free)
          expect(preview.free.before).toBe(view.censuses[0]?.parts.free)
          expect(block.gateway !== undefined && block.excluded.has(block.gateway)).toBe(true)
          // Asking for the same again changes nothing.
          expect(judged({ do: what, ranges }, after).problems.map(({ field }) => field)).toEqual(['ranges'])
        },
      ),
    )
  })

  it('is taken back by its contrary', () => {
    fc.assert(
      fc.property(world, texts, ({ excluded, held }, ranges) => {
        const view = viewOf(poolSubnet({ excludeIps: excluded }), ...sources(held))
        const { preview } = judged(reserve(...ranges), view)
        if (!preview) return
        const after = viewOf(poolSubnet({ excludeIps: preview.excludeIps }), ...sources(held))
        const back = judged(release(...preview.changed), after).preview
        expect(back && viewOf(poolSubnet({ excludeIps: back.excludeIps })).pool.blocks[0]?.excluded).toEqual(
          view.pool.blocks[0]?.excluded,
        )
      }),
    )
  })
})
