import { formatAddress, parseBlocks, parseRanges } from '@kube-dc/networking/pools/address-text'
import type { Cell } from '@kube-dc/networking/pools/cell'
import type { CellState } from '@kube-dc/networking/pools/cell-states'
import type { PoolBlock } from '@kube-dc/networking/pools/pool'
import { RangeSet } from '@kube-dc/networking/pools/range-set'

export interface SamplePool {
  readonly name: string
  readonly type: 'public' | 'cloud'
  readonly block: PoolBlock
  readonly held: readonly Cell[]
}

function block(cidr: string, excludeIps: readonly string[]): PoolBlock {
  const parsed = parseBlocks(cidr)?.[0]
  if (!parsed) throw new Error(`${cidr} is no block`)
  const gateway = parsed.all.from + 1n
  const own = RangeSet.of([{ from: gateway, to: gateway }])
  const written = parseRanges(excludeIps, '..', parsed.family).set
  return { ...parsed, gateway, excluded: written.union(own).intersect(parsed.hosts) }
}

type Held = readonly (readonly [bigint, CellState])[]

function pool(
  name: string,
  type: 'public' | 'cloud',
  cidr: string,
  excludeIps: readonly string[],
  held: Held,
): SamplePool {
  const one = block(cidr, excludeIps)
  return {
    name,
    type,
    block: one,
    held: held.map(([offset, state]) => {
      const address = one.all.from + offset
      const { family } = one
      return {
        family,
        address,
        text: formatAddress(family, address),
        state,
        isExcluded: one.excluded.has(address),
        holders: [],
      }
    }),
  }
}

/** Numbers that look like chance and are the same on every screenshot. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const MIX: readonly CellState[] = [
  ...Array.from({ length: 14 }, () => 'shared' as const),
  ...Array.from({ length: 4 }, () => 'exclusive' as const),
  'router-port',
  'released',
]

/** Addresses of a range, each with a chance to be held. */
function some(from: number, to: number, likely: (at: number) => number, seed: number): Held {
  const next = chances(seed)
  const held: (readonly [bigint, CellState])[] = []
  for (let at = from; at <= to; at += 1) {
    const state = MIX[Math.floor(next() * MIX.length)] ?? 'shared'
    if (next() < likely(at)) held.push([BigInt(at), next() < 0.0004 ? 'leaked' : state])
  }
  return held
}

const at = (state: CellState, ...offsets: readonly number[]): Held =>
  offsets.map((offset) => [BigInt(offset), state] as const)

const inOrder = (held: Held): Held => [...held].sort(([a], [b]) => Number(a - b))

export const PUBLIC_27 = pool(
  'ext-public',
  'public',
  '203.0.113.0/27',
  ['203.0.113.28..203.0.113.30'],
  inOrder([
    ...at('router-port', 2, 3, 4, 5, 6, 7, 8),
    ...at('shared', 9, 11, 12, 14, 16, 20, 24, 27),
    ...at('exclusive', 10, 13, 15, 17),
    ...at('released', 18, 21),
    ...at('leaked', 19),
    ...at('conflict', 28),
  ]),
)

export const PUBLIC_28 = pool(
  'ext-small',
  'public',
  '198.51.100.16/28',
  ['198.51.100.28..198.51.100.30'],
  inOrder([
    ...at('platform', 2),
    ...at('shared', 3, 12),
    ...at('exclusive', 4),
    ...at('released', 5),
    ...at('leaked', 6),
    ...at('conflict', 7),
  ]),
)

export const CLOUD_24 = pool(
  'ext-cloud-24',
  'cloud',
  '100.80.9.0/24',
  ['100.80.9.200..100.80.9.215'],
  [...some(2, 198, () => 0.7, 7), ...at('conflict', 201), ...some(216, 240, () => 0.2, 3)],
)

export const CLOUD_16 = pool(
  'ext-cloud',
  'cloud',
  '100.72.0.0/16',
  ['100.72.254.0..100.72.255.254'],
  some(2, 65_000, (at) => (at < 12_000 ? 0.93 : at < 20_000 ? 0.4 : at % 3_000 < 250 ? 0.2 : 0.001), 1),
)

export const CLOUD_8 = pool(
  'ext-huge',
  'cloud',
  '10.0.0.0/8',
  ['10.128.0.0..10.191.255.255'],
  some(2, 40_000, () => 0.5, 9),
)

export const PUBLIC_V6 = pool(
  'ext-public-v6',
  'public',
  '2001:db8:4:7::/64',
  [],
  [
    ...at('router-port', 2),
    ...at('shared', 9, 10),
    ...at('exclusive', 0x1f),
    [0xdead_beefn, 'leaked'] as const,
  ],
)
