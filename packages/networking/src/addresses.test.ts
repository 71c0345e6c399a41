import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { cidrContains, compareAddresses, ipv4Number, poolTypeOf } from './addresses.ts'

describe('ipv4Number', () => {
  it.each([
    ['0.0.0.0', 0],
    ['0.0.1.0', 256],
    ['100.72.0.23', 1_682_440_215],
    ['255.255.255.255', 4_294_967_295],
    ['', undefined],
    ['10.0.0', undefined],
    ['10.0.0.256', undefined],
    ['10.0.0.010', undefined],
    ['0x0a.0.0.1', undefined],
    ['167772161', undefined],
    ['::1', undefined],
    [' 10.0.0.1', undefined],
    ['10.0.0.1/24', undefined],
    ['10.0.0.', undefined],
    ['.10.0.0.1', undefined],
    ['10..0.1', undefined],
    ['10.0.0.1.1', undefined],
    ['10.0.0.00', undefined],
    ['10.0.0.1\n', undefined],
    [undefined, undefined],
  ])('%s', (text, number) => {
    expect(ipv4Number(text)).toBe(number)
  })

  it('reads what a library reads, and nothing else', () => {
    const piece = fc.constantFrom('0', '1', '9', '10', '25', '255', '256', '.', '.', '.', 'x', ' ', '-', '/')
    const text = fc.oneof(
      fc.ipV4(),
      fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (given) => {
        const read = ipaddr.IPv4.isValidFourPartDecimal(given)
          ? ipaddr.IPv4.parse(given).octets.reduce((number, octet) => number * 256 + octet, 0)
          : undefined
        expect(ipv4Number(given)).toBe(read)
      }),
    )
  })
})

describe('compareAddresses', () => {
  it('sorts by number, other texts behind, absent ones last', () => {
    const sorted = [
      '9.0.0.1',
      '10.0.0.1',
      '100.72.0.9',
      '100.72.0.10',
      'fe80::1',
      'pending',
      undefined,
      undefined,
    ]
    expect([...sorted].reverse().sort(compareAddresses)).toEqual(sorted)
  })

  it('is an order', () => {
    const address = fc.option(fc.oneof(fc.ipV4(), fc.string()), { nil: undefined })
    fc.assert(
      fc.property(address, address, address, (a, b, c) => {
        expect(Math.sign(compareAddresses(a, b))).toBe(0 - Math.sign(compareAddresses(b, a)))
        expect(compareAddresses(a, a)).toBe(0)
        if (compareAddresses(a, b) <= 0 && compareAddresses(b, c) <= 0) {
          expect(compareAddresses(a, c)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})

describe('cidrContains', () => {
  it.each([
    ['203.0.113.0/27', '203.0.113.0', true],
    ['203.0.113.0/27', '203.0.113.31', true],
    ['203.0.113.0/27', '203.0.113.32', false],
    ['100.72.3.9/16', '100.72.255.255', true],
    ['0.0.0.0/0', '1.2.3.4', true],
    ['1.2.3.4/32', '1.2.3.4', true],
    ['1.2.3.4/33', '1.2.3.4', false],
    ['1.2.3.4', '1.2.3.4', false],
    ['fd00::/8', 'fd00::1', false],
    ['', '', false],
    ['203.0.113.0/27', 'none', false],
  ])('%s holds %s: %s', (cidr, address, holds) => {
    expect(cidrContains(cidr, address)).toBe(holds)
  })

  it('reads the blocks that a library reads, and nothing else', () => {
    const prefix = fc.constantFrom(
      '/0',
      '/8',
      '/024',
      '/32',
      '/33',
      '/',
      '',
      '/x',
      '/1/2',
      '/-1',
      '/ 8',
      '/8 ',
    )
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.constantFrom('', '10.0.0', '010.0.0.1')),
        prefix,
        (network, bits) => {
          const cidr = `${network}${bits}`
          expect(cidrContains(cidr, network)).toBe(ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr))
        },
      ),
    )
  })

  it('agrees with arithmetic', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (network, bits, address) => {
        const size = 2 ** (32 - bits)
        const same =
          Math.floor((ipv4Number(network) ?? 0) / size) === Math.floor((ipv4Number(address) ?? 0) / size)
        expect(cidrContains(`${network}/${bits}`, address)).toBe(same)
      }),
    )
  })
})

describe('poolTypeOf', () => {
  const pools = [
    { type: 'public', cidr: '100.72.9.0/24' },
    { type: 'cloud', cidr: '100.72.0.0/16' },
    { type: 'public', cidr: 'nonsense' },
  ] as const

  it.each([
    ['100.72.0.23', 'cloud'],
    ['100.72.9.1', 'public'],
    ['203.0.113.1', undefined],
    ['', undefined],
  ])('%s lies in a pool of type %s', (address, type) => {
    expect(poolTypeOf(address, [...pools])).toBe(type)
    expect(poolTypeOf(address, [...pools].reverse())).toBe(type)
  })
})
