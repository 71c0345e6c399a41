import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeCollection } from '../testing/fake-collection.ts'
import { createInformers, type Informers } from './informers.ts'
import { eventually } from '../testing/eventually.ts'

const EVERYWHERE = { namespace: '*' }

let collection: FakeCollection
let informers: Informers
let restarts: string[]

beforeEach(() => {
  collection = new FakeCollection()
  restarts = []
  informers = createInformers({
    cluster: collection,
    times: { serverTimeoutSeconds: 20, silenceSeconds: 30 },
    log: pino({ level: 'silent' }),
    onRestart: (resource) => restarts.push(resource),
  })
})

afterEach(() => informers['external-ips'].stop())

describe('an informer', () => {
  it('is not ready before its first list, and live once it watches', async () => {
    collection.down = true
    const informer = informers['external-ips']
    informer.start()
    await eventually(() => expect(restarts).toContain('eips'))
    expect(informer.isSynced).toBe(false)
    expect(informer.upstream.state).toBe('stale')
    collection.put('a', '1')
    collection.down = false
    await informer.whenSynced()
    expect(Array.from(informer.store.entries(EVERYWHERE), ({ object }) => object.meta.name)).toEqual(['a'])
    await eventually(() => expect(informer.upstream.state).toBe('live'))
  })

  it('tells every turn of its view once, with the time from which it is', async () => {
    const informer = informers['external-ips']
    const turns: string[] = []
    informer.onUpstream(({ state }) => turns.push(state))
    informer.start()
    await eventually(() => expect(turns).toEqual(['live']))
    collection.down = true
    collection.breakWatches()
    await eventually(() => expect(restarts.length).toBeGreaterThan(2))
    expect(turns).toEqual(['live', 'stale'])
    collection.down = false
    await eventually(() => expect(turns).toEqual(['live', 'stale', 'live']))
  })

  it('keeps an object that it cannot read visible, and leaves out what cannot be told apart', async () => {
    const informer = informers['external-ips']
    collection.put('fine', '1')
    collection.put('odd', '1', { extra: { status: { owners: 'not a list' } } })
    collection.put('statusless', '1')
    informer.start()
    await informer.whenSynced()
    const kinds = () =>
      Array.from(informer.store.entries(EVERYWHERE), ({ object }) => `${object.meta.name} ${object.kind}`)
    expect(kinds()).toEqual(['fine ExternalIp', 'odd Unreadable', 'statusless ExternalIp'])
    await eventually(() => expect(collection.openWatches).toBe(1))
    collection.sendRaw('{"type":"ADDED","object":{"metadata":{"name":"nameless"}}}\n')
    collection.put('odd', '2', { extra: {} })
    await eventually(() => expect(kinds()).toContain('odd ExternalIp'))
    expect(kinds()).toHaveLength(3)
    expect(restarts).toEqual([])
  })

  it('of a kind that is not installed is empty, says so, and is no reason not to be ready', async () => {
    collection.served = false
    const informer = informers['external-ips']
    informer.start()
    await informer.whenSynced()
    expect(informer.upstream.state).toBe('not-installed')
    expect(informer.store.size).toBe(0)
    expect(restarts).toEqual([])
  })
})
