import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AddressBook, formatAddress, formatExcludes, parseAddress, plotOf } from './pool.ts'

/** Size of a range text such as `a-b,c`. */
function sizeOf(range: string): number {
  if (range === '') return 0
  return range.split(',').reduce((sum, part) => {
    const [first = '', last = first] = part.split('-')
    return sum + parseAddress(last) - parseAddress(first) + 1
  }, 0)
}

describe('reading ranges', () => {
  test.each([
    ['203.0.113.0/27', '203.0.113.1', '203.0.113.30'],
    ['100.72.0.0/16', '100.72.0.1', '100.72.255.254'],
    ['10.61.4.9/22', '10.61.4.1', '10.61.7.254'],
    ['255.255.255.252/30', '255.255.255.253', '255.255.255.254'],
  ])('%s has hosts %s to %s', (cidrBlock, first, last) => {
    const { hosts } = plotOf({ cidrBlock })
    expect([formatAddress(hosts.first), formatAddress(hosts.last)]).toEqual([first, last])
  })

  test.each(['203.0.113.0', '203.0.113.0/31', '203.0.113.0/', '203.0.113/27', '256.0.0.0/8', '1.2.3.4/x'])(
    '%s is refused with its text',
    (cidrBlock) => {
      expect(() => plotOf({ cidrBlock })).toThrow(cidrBlock.split('/')[0])
    },
  )

  test.each<[string, string[], string | undefined, string[]]>([
    ['adds the gateway', [], '203.0.113.1', ['203.0.113.1']],
    [
      'merges neighbours and overlaps',
      ['203.0.113.2..203.0.113.4', '203.0.113.4..203.0.113.6'],
      '203.0.113.1',
      ['203.0.113.1..203.0.113.6'],
    ],
    ['sorts', ['203.0.113.20', '203.0.113.5'], undefined, ['203.0.113.5', '203.0.113.20']],
    [
      'leaves out what lies outside',
      ['203.0.113.0', '198.51.100.7', '203.0.113.30..203.0.113.40'],
      undefined,
      ['203.0.113.30'],
    ],
  ])('exclusions: %s', (_, excludeIps, gateway, expected) => {
    const plot = plotOf({ cidrBlock: '203.0.113.0/27', excludeIps, ...(gateway && { gateway }) })
    expect(formatExcludes(plot)).toEqual(expected)
  })
})

describe('figures', () => {
  const plot = plotOf({ cidrBlock: '203.0.113.0/29', gateway: '203.0.113.1' })

  test('of an unused range', () => {
    expect(new AddressBook(plot).figures()).toEqual({
      v4availableIPs: 5,
      v4availableIPrange: '203.0.113.2-203.0.113.6',
      v4usingIPs: 0,
      v4usingIPrange: '',
    })
  })

  test('count an address held by two objects twice', () => {
    const book = new AddressBook(plot)
    book.record('a', '203.0.113.3')
    book.record('b', '203.0.113.3')
    expect(book.figures()).toEqual({
      v4availableIPs: 3,
      v4availableIPrange: '203.0.113.2,203.0.113.4-203.0.113.6',
      v4usingIPs: 2,
      v4usingIPrange: '203.0.113.3',
    })
  })

  test('understate what is free when a held address is excluded later', () => {
    const book = new AddressBook(plot)
    book.record('a', '203.0.113.3')
    book.replot(plotOf({ cidrBlock: '203.0.113.0/29', gateway: '203.0.113.1', excludeIps: ['203.0.113.3'] }))
    const figures = book.figures()
    expect(figures.v4availableIPs).toBe(3)
    expect(sizeOf(figures.v4availableIPrange)).toBe(4)
    expect(book.addressOf('a')).toBe('203.0.113.3')
  })

  test('never fall below zero', () => {
    const book = new AddressBook(plot)
    for (let n = 0; n < 9; n += 1) book.record(`holder-${n}`, '203.0.113.3')
    expect(book.figures().v4availableIPs).toBe(0)
  })
})

describe('giving out', () => {
  const plot = plotOf({ cidrBlock: '203.0.113.0/29', gateway: '203.0.113.1', excludeIps: ['203.0.113.4'] })

  test('walks on and uses freed addresses last', () => {
    const book = new AddressBook(plot)
    expect([book.give('a'), book.give('b')]).toEqual(['203.0.113.2', '203.0.113.3'])
    book.release('a')
    expect([book.give('c'), book.give('d'), book.give('e'), book.give('f')]).toEqual([
      '203.0.113.5',
      '203.0.113.6',
      '203.0.113.2',
      undefined,
    ])
  })

  test('is the same for the same holder', () => {
    const book = new AddressBook(plot)
    expect(book.give('a')).toBe(book.give('a'))
  })

  test.each([
    ['taken', '203.0.113.2'],
    ['excluded', '203.0.113.4'],
    ['the gateway', '203.0.113.1'],
    ['the broadcast address', '203.0.113.7'],
    ['elsewhere', '198.51.100.2'],
  ])('refuses an address that is %s', (_, address) => {
    const book = new AddressBook(plot)
    book.give('a')
    expect(book.giveExactly('b', address)).toBe(false)
    expect(book.giveExactly('b', '203.0.113.6')).toBe(true)
  })
})

test('never two holders of one address, and the parts sum to the whole', () => {
  const step = fc.record({
    holder: fc.integer({ min: 0, max: 40 }),
    act: fc.constantFrom('give', 'exactly', 'release'),
  })
  const excludes = fc.array(fc.tuple(fc.integer({ min: 0, max: 33 }), fc.integer({ min: 0, max: 4 })), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(
      fc.integer({ min: 26, max: 30 }),
      excludes,
      fc.array(step, { maxLength: 120 }),
      (prefix, spans, steps) => {
        const base = parseAddress('203.0.113.0')
        const plot = plotOf({
          cidrBlock: `203.0.113.0/${prefix}`,
          gateway: '203.0.113.1',
          excludeIps: spans.map(
            ([from, more]) => `${formatAddress(base + from)}..${formatAddress(base + from + more)}`,
          ),
        })
        const book = new AddressBook(plot)
        const held = new Map<string, string>()
        for (const { holder, act } of steps) {
          const name = `holder-${holder}`
          if (act === 'release') {
            book.release(name)
            held.delete(name)
          } else if (act === 'give') {
            const address = book.give(name)
            if (address) held.set(name, address)
          } else {
            const address = formatAddress(base + holder)
            if (book.giveExactly(name, address)) held.set(name, address)
          }
          const addresses = [...held.values()]
          expect(new Set(addresses).size).toBe(addresses.length)

          const figures = book.figures()
          const excluded = plot.excluded.reduce((sum, span) => sum + span.last - span.first + 1, 0)
          expect(figures.v4usingIPs).toBe(held.size)
          expect(sizeOf(figures.v4usingIPrange)).toBe(held.size)
          expect(sizeOf(figures.v4availableIPrange)).toBe(figures.v4availableIPs)
          expect(excluded + figures.v4usingIPs + figures.v4availableIPs).toBe(2 ** (32 - prefix) - 2)
        }
      },
    ),
  )
})
