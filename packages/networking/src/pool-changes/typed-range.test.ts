import { describe, expect, it } from 'vitest'
import { formatRange, parseBlocks } from '../pools/address-text.ts'
import { RangeSet } from '../pools/range-set.ts'
import { meantIn } from './typed-range.ts'

const BLOCKS = [...(parseBlocks('203.0.113.0/27') ?? []), ...(parseBlocks('2001:db8::/64') ?? [])].map(
  (block) => ({ ...block, excluded: RangeSet.EMPTY }),
)

/** What is meant, as Kube-OVN writes it, or why nothing is. */
function told(typed: string): string {
  const meant = meantIn(BLOCKS, typed)
  if (meant.state === 'refused') return meant.reason
  return meant.set.ranges.map((range) => formatRange(meant.block.family, range)).join(' ')
}

describe('what people type for addresses', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    [' 203.0.113.9 ', '203.0.113.9'],
    ['203.0.113.9..203.0.113.12', '203.0.113.9..203.0.113.12'],
    ['203.0.113.9-203.0.113.12', '203.0.113.9..203.0.113.12'],
    ['203.0.113.9 – 203.0.113.12', '203.0.113.9..203.0.113.12'],
    ['203.0.113.8/29', '203.0.113.8..203.0.113.15'],
    ['203.0.113.9/32', '203.0.113.9'],
    // The first and last address of the pool are given to nobody, so a block that holds them means the rest.
    ['203.0.113.0/28', '203.0.113.1..203.0.113.15'],
    ['203.0.113.0/27', '203.0.113.1..203.0.113.30'],
    ['2001:db8::5', '2001:db8::5'],
    ['2001:db8::5-2001:db8::9', '2001:db8::5..2001:db8::9'],
    ['2001:db8::10/124', '2001:db8::10..2001:db8::1f'],
  ])('“%s” means %s', (typed, expected) => {
    expect(told(typed)).toBe(expected)
  })

  it.each([
    ['', /^Enter an address or a range/],
    ['nine', /^“nine” is no address and no range/],
    ['203.0.113', /^“203.0.113” is no address/],
    ['203.0.113.9..', /is no address and no range/],
    ['203.0.113.1-203.0.113.2-203.0.113.3', /is no address and no range/],
    ['203.0.113.8/33', /is no address and no range/],
    ['203.0.113.8/29,203.0.113.16/29', /is no address and no range/],
    ['203.0.113.12..203.0.113.9', /is the wrong way round/],
    ['203.0.113.9..2001:db8::5', /from one address family to the other/],
    ['203.0.113.9/29', /lies inside of the block 203.0.113.8\/29/],
    ['203.0.114.9', /^“203.0.114.9” is not inside of 203.0.113.0\/27 and 2001:db8::\/64/],
    ['203.0.113.20..203.0.113.40', /is not inside of/],
    ['203.0.112.0/22', /is not inside of/],
    ['203.0.113.0', /^203.0.113.0 is never given out: it is the network address of 203.0.113.0\/27/],
    ['203.0.113.0..203.0.113.4', /^203.0.113.0 is never given out/],
    ['203.0.113.31', /^203.0.113.31 is never given out: it is the broadcast address/],
    ['203.0.113.28..203.0.113.31', /^203.0.113.31 is never given out/],
    ['203.0.113.31/32', /^203.0.113.31 is never given out/],
    ['2001:db8::', /is the first address of/],
  ])('“%s” is refused: %s', (typed, expected) => {
    expect(told(typed)).toMatch(expected)
  })
})
