import type { Sample } from '@kube-dc/networking/pools/trend'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { StoredUseHistory, type SampleStore } from './stored-use-history.ts'
import { SLOT_MS } from './use-history.ts'

const AT = 1_000 * SLOT_MS
const running: StoredUseHistory[] = []

afterEach(() => {
  for (const history of running.splice(0)) history.stop()
})

class TestStore implements SampleStore {
  readonly name = 'test'
  kept = new Map<string, readonly Sample[]>()
  appended: [string, Sample][] = []
  isAway = false

  read() {
    return this.isAway ? Promise.reject(new Error('away')) : Promise.resolve(this.kept)
  }

  append(pool: string, sample: Sample) {
    if (this.isAway) return Promise.reject(new Error('away'))
    this.appended.push([pool, sample])
    return Promise.resolve()
  }
}

function setting(store: SampleStore = new TestStore()) {
  const said: string[] = []
  const say = (_: object, words: string) => said.push(words)
  const history = new StoredUseHistory({ store, log: { warn: say, info: say }, everyMs: 1, retryMs: 1 })
  running.push(history)
  return { history, said }
}

describe('a history that outlives the server', () => {
  it('is what was kept, and after its end what the server has seen itself', async () => {
    const store = new TestStore()
    store.kept.set('ext-public', [{ at: AT - SLOT_MS, used: 5 }])
    const { history } = setting(store)
    history.record('ext-public', { at: AT - SLOT_MS, used: 4 })
    history.record('ext-public', { at: AT, used: 6 })
    history.start()
    await eventually(() =>
      expect(history.of('ext-public')).toEqual({
        source: 'store',
        samples: [
          { at: AT - SLOT_MS, used: 5 },
          { at: AT, used: 6 },
        ],
      }),
    )
  })

  it('is the server’s own where nothing of a pool was kept yet', async () => {
    const { history } = setting()
    history.start()
    await eventually(() => expect(history.isUp).toBe(true))
    history.record('ext-public', { at: AT, used: 6 })
    expect(history.of('ext-public')).toEqual({ source: 'memory', samples: [{ at: AT, used: 6 }] })
  })

  it('says that it is away, once, until it has been read', async () => {
    const store = new TestStore()
    store.isAway = true
    const { history, said } = setting(store)
    history.start()
    await eventually(() =>
      expect(history.of('ext-public')).toEqual({ source: 'memory', away: true, samples: [] }),
    )
    expect(history.isUp).toBe(false)
    store.kept.set('ext-public', [{ at: AT, used: 5 }])
    store.isAway = false
    await eventually(() => expect(history.of('ext-public').source).toBe('store'))
    expect(said).toEqual(['the history does not answer; the server’s own is shown', 'the history answers'])
  })

  it('stays as it was read while it is away later', async () => {
    const store = new TestStore()
    store.kept.set('ext-public', [{ at: AT, used: 5 }])
    const { history } = setting(store)
    history.start()
    await eventually(() => expect(history.isUp).toBe(true))
    store.isAway = true
    await eventually(() => expect(history.isUp).toBe(false))
    expect(history.of('ext-public')).toEqual({ source: 'store', samples: [{ at: AT, used: 5 }] })
  })

  it('is given one sample of each ten minutes, at a time that every replica names alike', () => {
    const store = new TestStore()
    const { history } = setting(store)
    history.record('ext-public', { at: AT + 1_234, used: 5 })
    history.record('ext-public', { at: AT + SLOT_MS - 1, used: 6 })
    history.record('ext-cloud', { at: AT + 1_234, used: 900 })
    history.record('ext-public', { at: AT + SLOT_MS, used: 7 })
    expect(store.appended).toEqual([
      ['ext-public', { at: AT, used: 5 }],
      ['ext-cloud', { at: AT, used: 900 }],
      ['ext-public', { at: AT + SLOT_MS, used: 7 }],
    ])
  })

  it('is given a sample again that could not be kept', async () => {
    const store = new TestStore()
    store.isAway = true
    const { history } = setting(store)
    history.record('ext-public', { at: AT, used: 5 })
    store.isAway = false
    await eventually(() => {
      history.record('ext-public', { at: AT + 1, used: 6 })
      expect(store.appended).toEqual([['ext-public', { at: AT, used: 6 }]])
    })
  })
})
