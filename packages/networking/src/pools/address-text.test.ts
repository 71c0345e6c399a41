import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAddress, formatRange, parseAddress, parseBlocks, parseRanges } from './address-text.ts'

it('reads back every address that it writes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), (value) => {
      expect(parseAddress(formatAddress(4, value))).toEqual({ family: 4, value })
    }),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
      expect(parseAddress(formatAddress(6, value))).toEqual({ family: 6, value })
    }),
  )
})

it.each(['', '10', '10.0.0', '10.0.0.256', '010.0.0.1', '10.0.0.1/32', 'fe80:::1', 'x', '10.0.0.1 2'])(
  'takes %j for no address',
  (text) => {
    expect(parseAddress(text)).toBeUndefined()
  },
)

describe('blocks', () => {
  it('leave network and broadcast out and ignore host bits', () => {
    expect(parseBlocks('203.0.113.7/27')).toMatchObject([
      { family: 4, cidr: '203.0.113.0/27', prefix: 27, hosts: { size: 30n } },
    ])
  })

  it('may be of two families, exact in both', () => {
    const blocks = parseBlocks('100.72.0.0/16, 2001:db8::/64') ?? []
    expect(blocks.map(({ cidr, hosts }) => [cidr, hosts.size])).toEqual([
      ['100.72.0.0/16', 65_534n],
      ['2001:db8::/64', 18_446_744_073_709_551_614n],
    ])
  })

  it.each([
    ['10.0.0.0/31', 0n],
    ['10.0.0.0/32', 0n],
    ['10.0.0.0/8', 16_777_214n],
    ['0.0.0.0/0', 4_294_967_294n],
  ])('%s has %s hosts', (cidr, size) => {
    expect(parseBlocks(cidr)?.[0]?.hosts.size).toBe(size)
  })

  it.each(['', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/24/2', '10.0.0.0/24,'])(
    '%j cannot be read',
    (text) => {
      expect(parseBlocks(text)).toBeUndefined()
    },
  )
})

describe('ranges', () => {
  it('are read in both ways of writing, and written back merged', () => {
    const { set, malformed } = parseRanges(['10.0.0.5..10.0.0.9', '10.0.0.4', '2001:db8::1'], '..', 4)
    expect(malformed).toEqual([])
    expect(set.ranges.map((range) => formatRange(4, range))).toEqual(['10.0.0.4..10.0.0.9'])
    expect(parseRanges('10.0.0.4-10.0.0.6,10.0.0.8'.split(','), '-', 4).set.size).toBe(4n)
  })

  it('that cannot be read are named', () => {
    const texts = [
      '10.0.0.9..10.0.0.5',
      '10.0.0.1..',
      'ten',
      '10.0.0.1..2001:db8::1',
      '1.2.3.4..1.2.3.5..1.2.3.6',
    ]
    expect(parseRanges(texts, '..', 4).malformed).toEqual(texts)
  })
})
