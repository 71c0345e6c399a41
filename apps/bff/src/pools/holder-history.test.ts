import type { Ended } from '@kube-dc/networking/pools/holder-history'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { describe, expect, it } from 'vitest'
import { EndedHoldings, HolderHistories, MOST_OF_ONE, type HolderStore } from './holder-history.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')
const CREATED = '2026-11-01T00:00:00.000Z'

function ended(name: string): Ended {
  const to = new Date(NOW).toISOString()
  return { from: CREATED, to, object: name, kind: 'OvnEip', uid: `uid-${name}` }
}

function held(name: string, addresses: Pick<AddressReport, 'v4' | 'v6'>, pool = 'ext-public'): AddressReport {
  return {
    kind: 'AddressReport',
    meta: { name, namespace: pool, uid: `uid-${name}`, resourceVersion: '1', createdAt: CREATED },
    ...addresses,
    state: 'router-port',
    type: 'lrp',
    nat: '',
    ready: true,
  }
}

describe('holdings that have ended', () => {
  it('are the last twenty of one address', () => {
    const holdings = new EndedHoldings()
    for (let one = 0; one < MOST_OF_ONE + 2; one += 1) holdings.add('p', 'a', ended(`n${one}`))
    expect(holdings.of('p', 'a').map(({ object }) => object)).toEqual(
      Array.from({ length: MOST_OF_ONE }, (_, index) => `n${index + 2}`),
    )
    expect(holdings.size).toBe(MOST_OF_ONE)
  })

  it('are so many in all, the oldest dropped', () => {
    const holdings = new EndedHoldings(3)
    for (const name of ['a', 'b', 'c', 'd']) holdings.add('p', name === 'c' ? 'a' : name, ended(name))
    expect(holdings.size).toBe(3)
    expect(holdings.of('p', 'a').map(({ object }) => object)).toEqual(['c'])
    for (const name of ['b', 'd']) expect(holdings.of('p', name)).toHaveLength(1)
  })
})

class TestStore implements HolderStore {
  readonly name = 'test'
  readonly appended: [string, string, Ended][] = []
  isAway = false

  holdings(pool: string, address: string) {
    if (this.isAway) return Promise.reject(new Error('away'))
    const here = this.appended.filter(([of, one]) => of === pool && one === address)
    return Promise.resolve({ since: CREATED, ended: here.map(([, , one]) => one) })
  }

  appendHolding(pool: string, address: string, one: Ended) {
    if (this.isAway) return Promise.reject(new Error('away'))
    this.appended.push([pool, address, one])
    return Promise.resolve()
  }
}

function histories(store?: HolderStore) {
  return new HolderHistories({ log: { warn: () => undefined }, now: () => NOW, ...(store && { store }) })
}

describe('who held an address', () => {
  it('is told of every address that an OvnEip let go, IPv6 in any spelling, in memory since the start', async () => {
    const history = histories()
    history.record(held('one', { v4: '203.0.113.9', v6: '2001:DB8:0::9' }), undefined)
    const since = new Date(NOW).toISOString()
    const over = { from: CREATED, to: since, object: 'one', kind: 'OvnEip' }
    for (const address of ['203.0.113.9', '2001:db8::9']) {
      expect(await history.of('ext-public', address, [])).toEqual({
        since,
        source: 'memory',
        entries: [over],
      })
    }
    expect((await history.of('ext-cloud', '203.0.113.9', [])).entries).toEqual([])
  })

  it('ends where an OvnEip is in another pool', async () => {
    const history = histories()
    history.record(held('one', { v4: '203.0.113.9' }), held('one', { v4: '203.0.113.9' }, 'ext-cloud'))
    expect((await history.of('ext-public', '203.0.113.9', [])).entries).toHaveLength(1)
  })

  it('is read from the store, with what the store has missed', async () => {
    const store = new TestStore()
    const history = histories(store)
    history.record(held('one', { v4: '203.0.113.9' }), undefined)
    store.isAway = true
    history.record(held('two', { v4: '203.0.113.9' }), undefined)
    expect(await history.of('ext-public', '203.0.113.9', [])).toMatchObject({ source: 'memory', away: true })
    store.isAway = false
    const { source, since, entries } = await history.of('ext-public', '203.0.113.9', [])
    expect([source, since]).toEqual(['store', CREATED])
    expect(entries.map(({ object }) => object).sort()).toEqual(['one', 'two'])
  })
})
