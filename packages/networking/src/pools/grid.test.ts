import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAddress, parseBlocks, parseRanges } from './address-text.ts'
import { PART_OF, PARTS } from './cell.ts'
import type { CellState } from './cell-states.ts'
import {
  depthOf,
  gridCells,
  indexIn,
  pathTo,
  usedOf,
  windowBeside,
  zoomTo,
  type GridCell,
  type HeldCell,
} from './grid.ts'
import { nameOf, octetOf } from './grid-words.ts'
import type { PoolBlock } from './pool.ts'
import { RangeSet } from './range-set.ts'

/** A block with exclusions as `excludeIps` has them; the gateway is its first host unless it is said. */
function blockOf(cidr: string, excludeIps: readonly string[] = [], gateway?: bigint): PoolBlock {
  const block = parseBlocks(cidr)?.[0]
  if (!block) throw new Error(`${cidr} is no block`)
  const at = gateway ?? block.all.from + 1n
  const written = parseRanges(excludeIps, '..', block.family).set
  const excluded = written.union(RangeSet.of([{ from: at, to: at }])).intersect(block.hosts)
  return { ...block, excluded, gateway: at }
}

function heldAt(block: PoolBlock, offset: bigint, state: CellState = 'shared'): HeldCell {
  const address = block.all.from + offset
  const text = formatAddress(block.family, address)
  return { family: block.family, address, text, state, isExcluded: block.excluded.has(address) }
}

const cidrs = (path: readonly { readonly cidr: string }[]) => path.map(({ cidr }) => cidr)

describe('the pictures of a block', () => {
  it.each([
    ['203.0.113.16/28', 1, [['203.0.113.16/28', 16, 1n]]],
    ['203.0.113.0/24', 1, [['203.0.113.0/24', 256, 1n]]],
    ['203.0.112.0/23', 2, [['203.0.112.0/23', 2, 256n]]],
    ['100.72.0.0/16', 2, [['100.72.0.0/16', 256, 256n]]],
    ['100.64.0.0/10', 3, [['100.64.0.0/10', 64, 65_536n]]],
    ['10.0.0.0/8', 3, [['10.0.0.0/8', 256, 65_536n]]],
    ['0.0.0.0/0', 4, [['0.0.0.0/0', 256, 16_777_216n]]],
    ['203.0.113.7/32', 1, [['203.0.113.7/32', 1, 1n]]],
    ['fd00::/64', 0, []],
  ])('of %s are %i deep', (cidr, depth, windows) => {
    const block = blockOf(cidr)
    expect(depthOf(block)).toBe(depth)
    expect(pathTo(block).map((one) => [one.cidr, one.count, one.step])).toEqual(windows)
  })

  it('lead through every level to the open one', () => {
    const block = blockOf('10.0.0.0/8')
    expect(cidrs(pathTo(block, '10.3.0.0/16'))).toEqual(['10.0.0.0/8', '10.3.0.0/16'])
    expect(cidrs(pathTo(block, '10.3.7.0/24'))).toEqual(['10.0.0.0/8', '10.3.0.0/16', '10.3.7.0/24'])
  })

  it.each(['nonsense', '10.0.0.0/8', '100.72.0.0/20', '100.72.3.7/32', '100.73.0.0/24', 'fd00::/120', ''])(
    'open nothing for %s',
    (zoom) => {
      expect(cidrs(pathTo(blockOf('100.72.0.0/16'), zoom))).toEqual(['100.72.0.0/16'])
    },
  )

  it('open where an address has its own cell', () => {
    expect(zoomTo(blockOf('100.72.0.0/16'), 0x6448_034dn)).toBe('100.72.3.0/24')
    expect(zoomTo(blockOf('100.72.0.0/16'), 0x6449_0000n)).toBeUndefined()
    expect(zoomTo(blockOf('203.0.113.0/24'), 0xcb00_7101n)).toBeUndefined()
    expect(zoomTo(blockOf('fd00::/64'), 1n)).toBeUndefined()
  })

  it('have neighbours up to the ends of the block', () => {
    const block = blockOf('203.0.112.0/23')
    const first = pathTo(block, '203.0.112.0/24')[1]
    if (!first) throw new Error('not open')
    expect(windowBeside(block, first, -1)).toBeUndefined()
    expect(windowBeside(block, first, 1)).toBe('203.0.113.0/24')
  })

  it('have at most 256 cells, which cover the block without a gap, and hold every address once on the way down', () => {
    const prefixes = fc.integer({ min: 0, max: 32 })
    const addresses = fc.bigInt({ min: 0n, max: 0xffff_ffffn })
    fc.assert(
      fc.property(addresses, prefixes, (address, prefix) => {
        const block = blockOf(`${formatAddress(4, address)}/${prefix}`)
        const path = pathTo(block, zoomTo(block, address))
        expect(path).toHaveLength(depthOf(block))
        expect(path.at(-1)?.step).toBe(1n)
        path.forEach((window, depth) => {
          expect(window.count).toBeLessThanOrEqual(256)
          expect(window.step * BigInt(window.count)).toBe(window.size)
          const at = indexIn(window, address) ?? -1
          const below = path[depth + 1]
          if (below) expect(below.from).toBe(window.from + BigInt(at) * window.step)
          if (below) expect(below.size).toBe(window.step)
        })
      }),
    )
  })
})

describe('the cells of a picture', () => {
  const block = blockOf('203.0.113.16/28', ['203.0.113.28..203.0.113.30'])
  const held = [heldAt(block, 3n, 'leaked'), heldAt(block, 12n, 'shared')]
  const cells = () => pathTo(block).flatMap((window) => gridCells(block, window, held))

  it('are derived where nobody holds anything', () => {
    expect(cells().map(nameOf)).toEqual([
      '203.0.113.16, network address',
      '203.0.113.17, gateway',
      '203.0.113.18, free',
      '203.0.113.19, leaked',
      ...[20, 21, 22, 23, 24, 25, 26, 27].map((octet) => `203.0.113.${octet}, free`),
      '203.0.113.28, shared, excluded',
      '203.0.113.29, excluded',
      '203.0.113.30, excluded',
      '203.0.113.31, broadcast address',
    ])
  })

  it('are told apart by one number', () => {
    const window = pathTo(block)[0]
    const last = cells().at(-1)
    expect(last && window && octetOf(last, window)).toBe('.31')
  })

  it('say of a smaller block how it is used', () => {
    const large = blockOf('100.72.0.0/16', ['100.72.3.10..100.72.3.19'])
    const some = [
      heldAt(large, 0x2ffn),
      heldAt(large, 0x305n),
      heldAt(large, 0x306n, 'conflict'),
      heldAt(large, 0x30an),
      heldAt(large, 0x400n),
    ]
    const all = pathTo(large).flatMap((window) => gridCells(large, window, some))
    expect(all).toHaveLength(256)
    expect([0, 2, 3, 255].flatMap((index) => all.slice(index, index + 1)).map(nameOf)).toEqual([
      '100.72.0.0/24, 1 in use, 254 free of 255',
      '100.72.2.0/24, 1 in use, 255 free of 256',
      '100.72.3.0/24, 3 in use, 1 of them with problems, 9 excluded, 244 free of 256',
      '100.72.255.0/24, 0 in use, 255 free of 255',
    ])
  })
})

/** Counts of parts over the cells of a picture of addresses. */
function countsOf(cells: readonly GridCell[]): Record<string, number> {
  const counts = Object.fromEntries(PARTS.map((part) => [part, 0]))
  for (const cell of cells) {
    if (cell.kind !== 'address') continue
    const part = PART_OF[cell.state]
    counts[part] = (counts[part] ?? 0) + 1
  }
  return counts
}

const offsets = fc.uniqueArray(fc.bigInt({ min: 1n, max: 1022n }), { maxLength: 60 })
const states = fc.constantFrom<CellState>('exclusive', 'shared', 'released', 'router-port', 'leaked')
const ranges = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 1023n }), fc.bigInt({ min: 0n, max: 200n })), {
  maxLength: 4,
})

describe('a cell of a smaller block', () => {
  it('counts what the picture behind it shows', () => {
    fc.assert(
      fc.property(
        offsets,
        fc.array(states, { minLength: 60, maxLength: 60 }),
        ranges,
        fc.bigInt({ min: 0n, max: 1023n }),
        (held, kinds, excluded, gateway) => {
          const { all } = blockOf('100.72.4.0/22')
          const texts = excluded.map(
            ([from, length]) =>
              `${formatAddress(4, all.from + from)}..${formatAddress(4, all.from + from + length)}`,
          )
          const block = blockOf('100.72.4.0/22', texts, all.from + gateway)
          const cells = [...held]
            .sort((a, b) => Number(a - b))
            .map((offset, index) => heldAt(block, offset, kinds[index]))
          const whole = pathTo(block).flatMap((window) => gridCells(block, window, cells))
          expect(whole).toHaveLength(4)
          for (const cell of whole) {
            if (cell.kind !== 'block') throw new Error('no block')
            const window = pathTo(block, cell.text)[1]
            if (!window) throw new Error('not open')
            const { tally } = cell
            expect(countsOf(gridCells(block, window, cells))).toEqual(tally.parts)
            expect(PARTS.reduce((sum, part) => sum + tally.parts[part], 0)).toBe(tally.whole)
            expect(usedOf(tally)).toBe(tally.whole - tally.parts.free - tally.parts.excluded)
          }
        },
      ),
    )
  })
})
