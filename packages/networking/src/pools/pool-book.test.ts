import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gone, made, poolEip, poolOvnEip, poolSubnet, poolVlan } from '../testing/pools.ts'
import { PARTS } from './cell.ts'
import type { CellState } from './cell-states.ts'
import { sumOf } from './census.ts'
import { PoolBook, type PoolSource } from './pool-book.ts'

function bookOf(...objects: readonly PoolSource[]): PoolBook {
  const book = new PoolBook()
  book.seeExternalIps(true)
  book.apply(made(...objects))
  return book
}

function stateOf(book: PoolBook, address: string): CellState | undefined {
  return book.find(address)[0]?.cell.state
}

const BASE = [poolSubnet(), poolVlan()]

describe('an address is', () => {
  it.each<[string, readonly PoolSource[], CellState]>([
    ['free', [], 'free'],
    ['shared', [poolOvnEip('a', '203.0.113.9'), poolEip('a', '203.0.113.9')], 'shared'],
    [
      'exclusive',
      [poolOvnEip('a', '203.0.113.9'), poolEip('a', '203.0.113.9', { ownershipType: 'Exclusive' })],
      'exclusive',
    ],
    [
      'released',
      [poolOvnEip('a', '203.0.113.9'), poolEip('a', '203.0.113.9', { ownershipType: 'Released' })],
      'released',
    ],
    [
      'of an EIp that has not reported yet',
      [poolOvnEip('a', '203.0.113.9'), poolEip('a', undefined, { ovnEIpRef: '', ownershipType: 'Released' })],
      'released',
    ],
    ['leaked when its EIp is gone', [poolOvnEip('a', '203.0.113.9')], 'leaked'],
    [
      'leaked when its EIp has another',
      [poolOvnEip('a', '203.0.113.9'), poolEip('a', '203.0.113.8', { ovnEIpRef: 'eip-b' })],
      'leaked',
    ],
    ['leaked when nobody marked it', [poolOvnEip('a', '203.0.113.9', { meta: { labels: {} } })], 'leaked'],
    [
      'a router port',
      [poolOvnEip('a', '203.0.113.9', { spec: { type: 'lrp' }, meta: { labels: {} } })],
      'router-port',
    ],
    [
      'in conflict',
      [
        poolOvnEip('a', '203.0.113.9'),
        poolEip('a', '203.0.113.9'),
        poolOvnEip('b', '203.0.113.9'),
        poolEip('b', '203.0.113.9'),
      ],
      'conflict',
    ],
  ])('%s', (_, objects, state) => {
    expect(stateOf(bookOf(...BASE, ...objects), '203.0.113.9')).toBe(state)
  })

  it('the gateway, or excluded, or none of the pool', () => {
    const book = bookOf(...BASE)
    expect(stateOf(book, '203.0.113.1')).toBe('gateway')
    expect(stateOf(book, '203.0.113.3')).toBe('excluded')
    expect(book.find('203.0.113.0')).toEqual([])
    expect(book.find('203.0.113.31')).toEqual([])
    expect(book.find('198.51.100.1')).toEqual([])
    expect(book.find('nonsense')).toEqual([])
  })

  it('not called leaked while External IPs are not seen whole', () => {
    const book = new PoolBook()
    book.apply(made(...BASE, poolOvnEip('a', '203.0.113.9')))
    expect(stateOf(book, '203.0.113.9')).toBe('platform')
    book.seeExternalIps(true)
    expect(stateOf(book, '203.0.113.9')).toBe('leaked')
  })

  it('held although it is excluded: both is told', () => {
    const book = bookOf(...BASE, poolOvnEip('a', '203.0.113.3'), poolEip('a', '203.0.113.3'))
    expect(book.find('203.0.113.3')[0]?.cell).toMatchObject({ state: 'shared', isExcluded: true })
    expect(book.pool('ext-public')?.censuses[0]?.parts).toMatchObject({
      shared: 1n,
      excluded: 2n,
      platform: 1n,
    })
  })
})

it('counts a pool as arithmetic does', () => {
  const book = bookOf(
    ...BASE,
    poolOvnEip('a', '203.0.113.9'),
    poolEip('a', '203.0.113.9'),
    poolOvnEip('b', '203.0.113.10'),
    poolOvnEip('edge', '203.0.113.11', { spec: { type: 'lrp' }, meta: { labels: {} } }),
  )
  expect(book.pool('ext-public')?.censuses).toMatchObject([
    {
      whole: 30n,
      parts: { exclusive: 0n, shared: 1n, released: 0n, platform: 2n, excluded: 3n, problems: 1n, free: 23n },
    },
  ])
})

it('counts both families, IPv6 exactly', () => {
  const subnet = poolSubnet({ cidrBlock: '203.0.113.0/27,2001:db8::/64', gateway: '203.0.113.1,2001:db8::1' })
  const [, six] = bookOf(subnet, poolVlan()).pool('ext-public')?.censuses ?? []
  expect(six?.parts.free).toBe(18_446_744_073_709_551_613n)
})

it('names what lies outside of the pool, and leaves what has no address yet alone', () => {
  const book = bookOf(...BASE, poolOvnEip('a', '198.51.100.7'), poolOvnEip('b', undefined))
  expect(book.pool('ext-public')?.stray.map(({ ovnEip }) => ovnEip.meta.name)).toEqual(['eip-a'])
})

it('shows a pool that cannot be read as such, without figures', () => {
  const view = bookOf(poolSubnet({ cidrBlock: '203.0.113.0', excludeIps: ['x'], gateway: 'y' })).pool(
    'ext-public',
  )
  expect(view?.censuses).toEqual([])
  expect(view?.pool.malformed).toEqual([
    { field: 'spec.cidrBlock', value: '203.0.113.0' },
    { field: 'spec.gateway', value: 'y' },
    { field: 'spec.excludeIps', value: 'x' },
  ])
})

it('leaves Subnets of Projects alone', () => {
  expect(bookOf(poolSubnet({ vlan: '' })).pools()).toEqual([])
})

const NAMES = ['a', 'b', 'c', 'd']
const address = fc.integer({ min: 0, max: 33 }).map((last) => `203.0.113.${last}`)
const version = fc.integer({ min: 1, max: 3 })

const source: fc.Arbitrary<PoolSource> = fc.oneof(
  fc
    .record({
      name: fc.constantFrom(...NAMES),
      address: fc.option(address, { nil: undefined }),
      type: fc.constantFrom('nat', 'lrp'),
    })
    .map(({ name, address: v4, type }) => poolOvnEip(name, v4, { spec: { type } })),
  fc
    .record({
      name: fc.constantFrom(...NAMES),
      ref: fc.constantFrom(...NAMES, ''),
      address: fc.option(address, { nil: undefined }),
      ownershipType: fc.constantFrom('Shared', 'Exclusive', 'Released'),
    })
    .map(({ name, ref, address: of, ownershipType }) =>
      poolEip(name, of, { ownershipType, ovnEIpRef: ref === '' ? '' : `eip-${ref}` }),
    ),
  fc
    .tuple(address, address, version)
    .map(([gateway, excluded, mtu]) => poolSubnet({ gateway, excludeIps: [excluded], mtu })),
  fc.constant(poolVlan()),
)

const keyOf = ({ kind, meta }: PoolSource) => `${kind}/${meta.name}`

/** The last version of each object, unless it was taken away. */
function survivors(events: readonly { object: PoolSource; removed: boolean }[]): PoolSource[] {
  const last = new Map<string, PoolSource>()
  for (const { object, removed } of events) {
    if (removed) last.delete(keyOf(object))
    else last.set(keyOf(object), object)
  }
  return [...last.values()]
}

const events = fc.array(fc.record({ object: source, removed: fc.boolean() }), { maxLength: 30 })

it('depends on what is there only, not on how it came', () => {
  fc.assert(
    fc.property(events, fc.boolean(), (given, isReversed) => {
      const live = new PoolBook()
      live.seeExternalIps(true)
      const known = new Map<string, PoolSource>()
      for (const { object, removed } of given) {
        const before = known.get(keyOf(object))
        live.apply(removed ? gone(before ?? object) : [{ before, after: object }])
        // Views between are asked for, so that what they remember is tried too.
        live.pools()
        live.doubtful()
        if (removed) known.delete(keyOf(object))
        else known.set(keyOf(object), object)
      }
      const rest = survivors(given)
      expect(live.pools()).toEqual(bookOf(...(isReversed ? rest.toReversed() : rest)).pools())
      expect(live.doubtful()).toEqual(doubtfulOf(rest))
    }),
  )
})

/** The External IPs to doubt, as plain arithmetic over all objects. */
function doubtfulOf(objects: readonly PoolSource[]): readonly PoolSource[] {
  const held = (name: string | undefined) =>
    objects.flatMap((one) => (one.kind === 'OvnEip' && one.meta.name === name ? [one.v4, one.v6] : []))
  return objects
    .filter(
      (one) =>
        one.kind === 'ExternalIp' && one.address !== undefined && !held(one.ovnEip).includes(one.address),
    )
    .sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1))
}

it('doubts the same External IPs until a change touches one of them, or the OvnEip of one', () => {
  const held = poolOvnEip('a', '203.0.113.9')
  const claim = poolEip('a', '203.0.113.8')
  const book = bookOf(...BASE, held, claim, poolOvnEip('b', '203.0.113.10'), poolEip('b', '203.0.113.10'))
  const before = book.doubtful()
  expect(before).toEqual([claim])
  const others = [
    poolSubnet({ mtu: 1400 }),
    poolVlan(),
    poolEip('b', '203.0.113.10', { ownershipType: 'Shared' }),
    poolEip('c', undefined),
    poolOvnEip('d', '203.0.113.11'),
  ]
  book.apply(made(...others))
  expect(book.doubtful()).toBe(before)
  book.apply([{ before: held, after: poolOvnEip('a', '203.0.113.8') }])
  expect(book.doubtful()).toEqual([])
})

it('always sums to the whole', () => {
  fc.assert(
    fc.property(fc.array(source, { maxLength: 20 }), (objects) => {
      const book = bookOf(poolSubnet(), ...objects)
      for (const { censuses, held } of book.pools()) {
        const { whole, parts } = sumOf(censuses)
        expect(PARTS.reduce((sum, part) => sum + parts[part], 0n)).toBe(whole)
        for (const part of PARTS) expect(parts[part] >= 0n).toBe(true)
        const unheld = parts.free + parts.excluded
        expect(whole - unheld - BigInt(held.length)).toBeLessThanOrEqual(1n)
      }
    }),
  )
})
