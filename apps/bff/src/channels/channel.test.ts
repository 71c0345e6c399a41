import { serverMessage, snapshot as snapshotSchema, type Upstream } from '@kube-dc/api/channel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ObjectStore, type StoredObject } from '../cluster/store.ts'
import { Channel, type Follower } from './channel.ts'

const LIVE: Upstream = { state: 'live', since: '2026-08-01T00:00:00.000Z' }

function object(name: string, resourceVersion: string, namespace = 'nimbus-edge') {
  return {
    kind: 'ExternalIp',
    meta: { name, namespace, uid: `uid-${name}`, resourceVersion, createdAt: '2026-08-01T00:00:00Z' },
  }
}

const named = z.object({ meta: z.object({ name: z.string() }) })

class Tab implements Follower {
  readonly messages: string[] = []
  sequence = 0
  raw: string[] = []

  changes(message: string, sequence: number): void {
    this.raw.push(message)
    const parsed = serverMessage.parse(JSON.parse(message))
    if (parsed.type !== 'changes') throw new Error(`not changes: ${parsed.type}`)
    const changed = parsed.changed.map((one) => named.parse(one).meta.name)
    this.messages.push(`changed ${changed.join(',')} removed ${parsed.removed.join(',')}`)
    this.sequence = sequence
  }

  resync(message: string): void {
    this.messages.push(serverMessage.parse(JSON.parse(message)).type)
  }

  upstream(message: string): void {
    this.messages.push(serverMessage.parse(JSON.parse(message)).type)
  }
}

let store: ObjectStore<StoredObject>
let source: { store: ObjectStore<StoredObject>; upstream: Upstream }
let channel: Channel

beforeEach(() => {
  vi.useFakeTimers()
  store = new ObjectStore()
  source = { store, upstream: LIVE }
  channel = new Channel({ kind: 'external-ips', namespace: 'nimbus-edge' }, source, 'run')
  store.listen(({ object: { meta } }) => channel.note(meta.uid))
  store.replace([object('a', '1'), object('b', '1')])
})

afterEach(() => {
  channel.close()
  vi.useRealTimers()
})

/** What is due in this very turn of the event loop. */
async function now(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

async function read(accept: 'identity' | 'gzip' | 'br' = 'identity') {
  const snapshot = channel.snapshot()
  const { bytes } = await snapshot.body(accept)
  return { etag: snapshot.etag, bytes }
}

describe('a channel’s changes', () => {
  it('leave at once after quiet, those of one chunk together, and the next ones after 30 ms', async () => {
    const tab = new Tab()
    channel.follow(tab)
    store.apply('MODIFIED', object('a', '2'))
    store.apply('MODIFIED', object('b', '2'))
    await now()
    expect(tab.messages).toEqual(['changed a,b removed '])
    store.apply('MODIFIED', object('a', '3'))
    store.apply('ADDED', object('c', '1'))
    store.apply('MODIFIED', object('a', '4'))
    await vi.advanceTimersByTimeAsync(29)
    expect(tab.messages).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(tab.messages.slice(1)).toEqual(['changed a,c removed '])
    expect(tab.raw.at(-1)).toContain('"resourceVersion":"4"')
    await vi.advanceTimersByTimeAsync(100)
    store.apply('DELETED', object('c', '1'))
    await now()
    expect(tab.messages.slice(2)).toEqual(['changed  removed uid-c'])
  })

  it('are the same bytes for everybody who follows', async () => {
    const tabs = [new Tab(), new Tab()]
    for (const tab of tabs) channel.follow(tab)
    store.apply('MODIFIED', object('a', '2'))
    await now()
    expect(tabs[0]?.raw).toEqual(tabs[1]?.raw)
    expect(tabs[0]?.raw).toHaveLength(1)
  })

  it('are not news to somebody who has just come and caught up', async () => {
    const early = new Tab()
    channel.follow(early)
    store.apply('MODIFIED', object('a', '2'))
    await now()
    const since = channel.sequence
    store.apply('MODIFIED', object('a', '3'))
    const late = new Tab()
    channel.follow(late)
    expect(channel.catchUp(since)).toMatchObject({ state: 'behind' })
    await vi.advanceTimersByTimeAsync(100)
    expect(late.messages).toEqual([])
    expect(early.messages).toHaveLength(2)
  })

  it('become a resync when there are more of them than a snapshot is worth', async () => {
    const tab = new Tab()
    channel.follow(tab)
    for (let i = 0; i <= 1_000; i += 1) store.apply('ADDED', object(`n${i}`, '1'))
    await now()
    expect(tab.messages).toEqual(['resync'])
    expect(channel.catchUp(2)).toEqual({ state: 'resync' })
  })

  it('cost nothing while nobody follows, and stop with the channel', async () => {
    const tab = new Tab()
    channel.follow(tab)
    channel.unfollow(tab)
    store.apply('MODIFIED', object('a', '2'))
    await vi.advanceTimersByTimeAsync(100)
    expect(tab.messages).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a channel’s snapshot', () => {
  it('is one object per line of the contract, at a position', async () => {
    const { etag, bytes } = await read()
    const parsed = snapshotSchema.parse(JSON.parse(bytes.toString()))
    expect(parsed.objects).toHaveLength(2)
    expect(parsed.upstream).toEqual(LIVE)
    expect(etag).toBe(`"${parsed.position}"`)
    expect(parsed.position).toBe(`run:${channel.sequence}`)
  })

  it('is made and compressed once until something changes', async () => {
    for (let i = 0; i < 50; i += 1) store.apply('ADDED', object(`n${i}`, '1'))
    const first = await read('br')
    expect((await read('br')).bytes).toBe(first.bytes)
    expect((await read('gzip')).bytes).not.toBe(first.bytes)
    store.apply('ADDED', object('elsewhere', '1', 'harbor-gate'))
    expect((await read('br')).bytes).toBe(first.bytes)
    store.apply('MODIFIED', object('a', '2'))
    const second = await read('br')
    expect(second.etag).not.toBe(first.etag)
  })

  it('says since when the view is stale, under a tag of its own', async () => {
    const live = await read()
    source.upstream = { state: 'stale', since: '2026-08-01T10:00:00.000Z' }
    const stale = await read()
    expect(stale.etag).not.toBe(live.etag)
    expect(snapshotSchema.parse(JSON.parse(stale.bytes.toString())).upstream).toEqual(source.upstream)
  })

  it('of one name holds that object only', async () => {
    const one = new Channel({ kind: 'external-ips', namespace: 'nimbus-edge', name: 'b' }, source, 'run')
    const { bytes } = await one.snapshot().body('identity')
    expect(snapshotSchema.parse(JSON.parse(bytes.toString())).objects).toMatchObject([
      { meta: { name: 'b' } },
    ])
  })
})
