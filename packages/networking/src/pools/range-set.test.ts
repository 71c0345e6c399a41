import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RangeSet, type AddressRange } from './range-set.ts'

const SPACE = 64n

const ranges: fc.Arbitrary<AddressRange[]> = fc.array(
  fc.record({ from: fc.bigInt({ min: 0n, max: SPACE }), to: fc.bigInt({ min: 0n, max: SPACE }) }),
  { maxLength: 8 },
)

function members(of: readonly AddressRange[]): Set<bigint> {
  const all = new Set<bigint>()
  for (const { from, to } of of) for (let n = from; n <= to; n += 1n) all.add(n)
  return all
}

const sorted = (set: Iterable<bigint>) => [...set].sort((a, b) => Number(a - b))

describe('a set of ranges is the set of its members', () => {
  it('however it is written', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const set = RangeSet.of(given)
        const all = members(given)
        expect(sorted(members(set.ranges))).toEqual(sorted(all))
        expect(set.size).toBe(BigInt(all.size))
        for (let n = 0n; n <= SPACE; n += 1n) expect(set.has(n)).toBe(all.has(n))
      }),
    )
  })

  it('in as few runs as hold it, ascending', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const runs = RangeSet.of(given).ranges
        runs.forEach((run, index) => {
          expect(run.from <= run.to).toBe(true)
          const before = runs[index - 1]
          if (before) expect(run.from > before.to + 1n).toBe(true)
        })
      }),
    )
  })

  it('united, intersected and subtracted', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [setA, setB] = [RangeSet.of(a), RangeSet.of(b)]
        const [inA, inB] = [members(a), members(b)]
        expect(sorted(members(setA.union(setB).ranges))).toEqual(sorted(new Set([...inA, ...inB])))
        expect(sorted(members(setA.intersect(setB).ranges))).toEqual(
          sorted([...inA].filter((n) => inB.has(n))),
        )
        expect(sorted(members(setA.minus(setB).ranges))).toEqual(sorted([...inA].filter((n) => !inB.has(n))))
        expect(setA.minus(setB).size + setA.intersect(setB).size).toBe(setA.size)
        expect(setA.minus(setB).union(setA.intersect(setB)).equals(setA)).toBe(true)
      }),
    )
  })
})

it('holds a /8 as one run, and an IPv6 /64 exactly', () => {
  const eight = RangeSet.of([{ from: 10n << 24n, to: (11n << 24n) - 1n }])
  expect(eight.ranges).toHaveLength(1)
  expect(eight.size).toBe(16_777_216n)
  const base = 0x20010db8n << 96n
  const sixtyFour = RangeSet.of([{ from: base, to: base + (1n << 64n) - 1n }])
  expect(sixtyFour.minus(RangeSet.of([{ from: base + 1n, to: base + 1n }])).size).toBe(
    18_446_744_073_709_551_615n,
  )
})
