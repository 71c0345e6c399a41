import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { externalIp } from '../model/external-ip.ts'
import { parseObject } from '../model/unreadable.ts'
import { ago, condition, context, eip, NO_ADDRESS, org, UNUSED } from '../testing/samples.ts'
import { compareByAddress, compareExternalIps, externalIpState, needsAttention, stateRank } from './state.ts'

const old = { creationTimestamp: ago({ days: 83 }) }
const cloud = { externalNetworkType: 'cloud' }
const malformed = parseObject(externalIp, { metadata: { name: 'odd', uid: 'u' }, status: 1 })

describe('externalIpState', () => {
  it.each([
    ['used', eip(), 'ok', 'Ready, used by load balancer mqtt', ['ok', 'unknown']],
    ['fresh', eip({ status: UNUSED }), 'ok', 'Ready, not used yet', ['ok', 'idle']],
    [
      'idle',
      eip({ metadata: old, status: UNUSED }),
      'ok',
      'Used by nothing, made 83 days ago',
      ['ok', 'idle'],
    ],
    [
      'an idle cloud address',
      eip({ metadata: old, spec: cloud, status: UNUSED }),
      'ok',
      'Used by nothing, made 83 days ago',
      ['ok', 'idle'],
    ],
    ['cloud', eip({ spec: cloud }), 'ok', 'Ready, not reachable from the Internet', ['ok', 'unknown']],
    [
      'the default gateway',
      eip({
        metadata: { name: 'default-gw' },
        spec: cloud,
        status: { owners: [{ type: 'Snat', ownerRef: 'x' }] },
      }),
      'ok',
      'Ready, way out of the whole Project',
      ['ok', 'unknown'],
    ],
    [
      'new',
      eip({ metadata: { creationTimestamp: ago({}) }, status: null }),
      'waiting',
      'Waiting for the platform',
      ['waiting'],
    ],
    ['without an address', eip({ status: NO_ADDRESS }), 'broken', 'No address for 3 hours', ['broken']],
    [
      'not ready with users',
      eip({ status: { ready: false } }),
      'broken',
      'Has an address, not set up',
      ['broken', 'waiting'],
    ],
    [
      'used many times',
      eip({
        status: { owners: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ type: 'ServiceLb', ownerRef: name })) },
      }),
      'ok',
      'Ready, used by load balancer a, load balancer b, load balancer c and 2 more',
      ['ok', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ],
    ['malformed', malformed, 'broken', 'Cannot be read: the object is malformed', ['broken']],
  ] as const)('%s', (_name, ip, state, reason, hops) => {
    const found = externalIpState(ip, context())
    expect(found).toMatchObject({ state, reason })
    expect(found.hops.map((hop) => hop.state)).toEqual(hops)
    expect(new Set(found.hops.map(({ id }) => id)).size).toBe(hops.length)
  })

  it('says whose matter it is in the row already', () => {
    const ip = eip({ status: { ...NO_ADDRESS, conditions: [condition({ message: 'quota exceeded' })] } })
    const found = externalIpState(ip, context({ organization: org({ used: '3', hard: '3' }) }))
    expect(found.reason).toBe('No address: public quota is full')
    expect(found.hops[0]?.reason).toBe(found.reason)
  })

  it('calls nothing ready that is not', () => {
    const status = fc.record({
      ready: fc.boolean(),
      ipAddress: fc.option(fc.ipV4(), { nil: undefined }),
      owners: fc.array(
        fc.record({ type: fc.constantFrom('Snat', 'ServiceLb', 'FIp', 'New'), ownerRef: fc.string() }),
      ),
    })
    fc.assert(
      fc.property(status, fc.boolean(), (given, deleted) => {
        const metadata = deleted ? { deletionTimestamp: ago({ minutes: 1 }) } : {}
        const found = externalIpState(eip({ metadata, status: given }), context())
        if (!given.ready || deleted) expect(found.state).not.toBe('ok')
        else expect(found.state).toBe('ok')
        expect(found.reason).not.toBe('')
        expect(found.reason.startsWith('Ready') && found.state !== 'ok').toBe(false)
      }),
    )
  })
})

describe('order', () => {
  const row = (ip: Parameters<typeof externalIpState>[0]) => ({ ip, state: externalIpState(ip, context()) })
  const named = (name: string, rest: Parameters<typeof eip>[0] = {}) =>
    row(eip({ ...rest, metadata: { ...rest.metadata, name } }))

  const rows = [
    named('b-broken', { status: NO_ADDRESS }),
    row(malformed),
    named('waits', { metadata: { creationTimestamp: ago({}) }, status: null }),
    named('idle', { metadata: old, status: UNUSED }),
    named('a-fine'),
    named('b-fine', { status: { ipAddress: '9.0.0.1' } }),
  ]

  it('puts problems first, then what waits, then notices', () => {
    expect([...rows].reverse().sort(compareExternalIps)).toEqual(rows)
    expect(rows.map(({ state }) => stateRank(state))).toEqual([0, 0, 1, 2, 3, 3])
    expect(rows.map(({ state }) => needsAttention(state))).toEqual([true, true, false, true, false, false])
  })

  it('by address puts rows without one last', () => {
    const names = rows.map(({ ip }) => ip).sort(compareByAddress)
    expect(names.map(({ meta }) => meta.name)).toEqual([
      'b-fine',
      'a-fine',
      'idle',
      'b-broken',
      'odd',
      'waits',
    ])
  })
})
