import { describe, expect, it } from 'vitest'
import { ovnEip } from '../model/ovn-eip.ts'
import { ago } from '../testing/samples.ts'
import { made, poolEip, poolOvnEip, poolSubnet, poolVlan } from '../testing/pools.ts'
import { findHolders, foundWords } from './find-holders.ts'
import { PoolBook } from './pool-book.ts'
import { addressReport } from './report.ts'

const EIPS = [
  ['uplink-a', '203.0.113.9'],
  ['late', '203.0.113.3'],
  ['twice-a', '203.0.113.12'],
  ['twice-b', '203.0.113.12'],
  ['lost', '198.51.100.7'],
] as const

const SIX = ovnEip.parse({
  metadata: { name: 'eip-six', uid: 'uid-six', resourceVersion: '1', creationTimestamp: ago({ hours: 1 }) },
  spec: { externalSubnet: 'ext-six', type: 'nat', v6Ip: '2001:DB8:0::0009' },
  status: { ready: true, v6Ip: '2001:DB8:0::0009' },
})

const OBJECTS = [
  poolVlan(),
  poolSubnet(),
  poolSubnet({ cidrBlock: '2001:db8::/120', gateway: '2001:db8::1', excludeIps: [] }, 'ext-six'),
  poolSubnet({ cidrBlock: '203.0.113.16/28', gateway: '203.0.113.17', excludeIps: [] }, 'ext-overlap'),
  ...EIPS.flatMap(([name, address]) => [poolOvnEip(name, address), poolEip(name, address)]),
  SIX,
]

function ask(text: string) {
  const book = new PoolBook()
  book.seeExternalIps(true)
  book.apply(made(...OBJECTS))
  const reports = [...EIPS.map(([name]) => `eip-${name}`), 'eip-six'].flatMap((name) => {
    const holder = book.holder(name)
    return holder ? [addressReport(holder, () => ({ organization: 'nimbus', project: 'edge' }))] : []
  })
  return findHolders(
    text,
    book.pools().map(({ pool }) => pool),
    reports,
  )
}

describe('who holds an address', () => {
  it.each([
    ['held', ' 203.0.113.9 ', ['203.0.113.9 in ext-public is shared: nimbus / edge, uplink-a.']],
    ['free', '203.0.113.8', ['203.0.113.8 is free in ext-public: whoever asks next may get it.']],
    ['the gateway', '203.0.113.1', ['203.0.113.1 is the gateway of ext-public, and is never given out.']],
    [
      'excluded',
      '203.0.113.2',
      ['203.0.113.2 is excluded in ext-public: nobody holds it, and it is not given out.'],
    ],
    [
      'excluded after it was given out',
      '203.0.113.3',
      ['203.0.113.3 in ext-public is shared, and excluded since: nimbus / edge, late.'],
    ],
    [
      'held twice',
      '203.0.113.12',
      ['203.0.113.12 in ext-public is in conflict: nimbus / edge, twice-a and nimbus / edge, twice-b.'],
    ],
    [
      'at the end of a block',
      '203.0.113.0',
      ['203.0.113.0 is the first or last address of ext-public, which nobody can hold.'],
    ],
    [
      'in two pools',
      '203.0.113.20',
      [
        '203.0.113.20 is free in ext-overlap: whoever asks next may get it.',
        '203.0.113.20 is free in ext-public: whoever asks next may get it.',
      ],
    ],
    ['in no pool', '192.0.2.1', ['No pool has 192.0.2.1.']],
    [
      'held outside of its pool',
      '198.51.100.7',
      ['198.51.100.7 is held by nimbus / edge, lost in ext-public, which does not have it.'],
    ],
    ['IPv6, written in another way', '2001:db8:0:0::9', ['2001:db8::9 in ext-six is leaked: eip-six.']],
  ])('%s', (_, text, words) => {
    const found = ask(text)
    expect(found && foundWords(found)).toEqual(words)
  })

  it.each(['nimbus', '203.0.113', '203.0.113.256', '', 'uplink-a'])('%j is no address', (text) => {
    expect(ask(text)).toBeUndefined()
  })
})
