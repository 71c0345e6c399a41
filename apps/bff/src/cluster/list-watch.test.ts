import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { FakeCollection } from '../testing/fake-collection.ts'
import { ListWatch, type Sink } from './list-watch.ts'
import { eventually } from '../testing/eventually.ts'

const object = z.object({
  metadata: z.object({ name: z.string(), uid: z.string(), resourceVersion: z.string() }),
  note: z.string(),
})
type Thing = z.infer<typeof object>

/** What a reader of the list-watch believes the server has. */
class Mirror implements Sink<Thing> {
  readonly things = new Map<string, Thing>()
  readonly log: string[] = []
  state = 'new'
  staleSince: Date | undefined

  replace(objects: readonly Thing[]): void {
    this.log.push(`replace ${objects.length}`)
    this.things.clear()
    for (const thing of objects) this.things.set(thing.metadata.uid, thing)
  }

  change(type: string, thing: Thing): void {
    this.log.push(`${type} ${thing.metadata.name}`)
    if (type === 'DELETED') this.things.delete(thing.metadata.uid)
    else this.things.set(thing.metadata.uid, thing)
  }

  live(): void {
    this.state = 'live'
  }

  stale(since: Date): void {
    this.state = 'stale'
    this.staleSince = since
  }

  notServed(): void {
    this.state = 'not served'
    this.things.clear()
  }

  get names(): string[] {
    return [...this.things.values()].map(({ metadata, note }) => `${metadata.name}=${note}`).sort()
  }
}

const running: ListWatch<Thing>[] = []

function follow(cluster: FakeCollection, silenceSeconds = 60) {
  const mirror = new Mirror()
  const troubles: unknown[] = []
  const listWatch = new ListWatch<Thing>({
    cluster,
    path: '/apis/kube-dc.com/v1/eips',
    read: (raw) => object.parse(raw),
    sink: mirror,
    times: { serverTimeoutSeconds: silenceSeconds / 2, silenceSeconds },
    backoff: { firstMs: 1, maxMs: 4 },
    notServedPause: { firstMs: 5, maxMs: 5 },
    onTrouble: (error) => troubles.push(error),
  })
  running.push(listWatch)
  listWatch.start()
  return { mirror, troubles, listWatch }
}

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(running.splice(0).map((one) => one.stop()))
})

describe('ListWatch', () => {
  it('lists in pages, then applies changes in order', async () => {
    const server = new FakeCollection()
    server.pageSize = 2
    for (const name of ['a', 'b', 'c', 'd', 'e']) server.put(name, '1')
    const { mirror } = follow(server)
    await eventually(() => expect(mirror.state).toBe('live'))
    expect(server.lists).toBe(3)
    server.put('a', '2')
    server.delete('b')
    server.put('f', '1')
    await eventually(() => expect(mirror.names).toEqual(server.names))
    expect(mirror.log).toEqual(['replace 5', 'MODIFIED a', 'DELETED b', 'ADDED f'])
  })

  it('continues after an ordinary end without listing again and without calling its view stale', async () => {
    const server = new FakeCollection()
    const { mirror } = follow(server)
    await eventually(() => expect(server.openWatches).toBe(1))
    server.put('a', '1')
    await eventually(() => expect(mirror.names).toEqual(['a=1']))
    server.endWatches()
    server.put('b', '1')
    await eventually(() => expect(mirror.names).toEqual(['a=1', 'b=1']))
    expect(server.lists).toBe(1)
    expect(mirror.staleSince).toBeUndefined()
  })

  it('finds a half-open watch, says since when its view is stale, and catches up', async () => {
    const server = new FakeCollection()
    const { mirror } = follow(server, 0.1)
    await eventually(() => expect(server.openWatches).toBe(1))
    server.freezeWatches()
    const frozenAt = Date.now()
    server.put('a', '1')
    await eventually(() => expect(mirror.names).toEqual(['a=1']))
    expect(mirror.staleSince?.getTime()).toBeLessThanOrEqual(frozenAt)
    await eventually(() => expect(mirror.state).toBe('live'))
    expect(server.lists).toBe(1)
  })

  it('takes bookmarks for signs of life and continues from them', async () => {
    const server = new FakeCollection()
    vi.useFakeTimers()
    const { mirror, troubles } = follow(server, 0.15)
    await eventually(() => expect(server.openWatches).toBe(1))
    server.put('elsewhere', '1')
    await eventually(() => expect(mirror.names).toEqual(['elsewhere=1']))
    server.bookmark()
    for (let i = 0; i < 4; i += 1) {
      await vi.advanceTimersByTimeAsync(100)
      server.bookmark()
    }
    expect(troubles).toEqual([])
    // Had it not taken the bookmark's version, the compacted history would cost it a list.
    server.delete('elsewhere')
    server.bookmark()
    await eventually(() => expect(mirror.names).toEqual([]))
    server.compact()
    server.breakWatches()
    await eventually(() => expect(server.openWatches).toBe(1))
    expect(server.lists).toBe(1)
  })

  it.each([
    ['as an HTTP status', false],
    ['as an ERROR event', true],
  ])('lists again when its place in the history is gone, told %s', async (_, goneAsEvent) => {
    const server = new FakeCollection()
    server.goneAsEvent = goneAsEvent
    server.put('a', '1')
    server.put('b', '1')
    const { mirror } = follow(server)
    await eventually(() => expect(mirror.state).toBe('live'))
    server.down = true
    server.breakWatches()
    await eventually(() => expect(mirror.state).toBe('stale'))
    server.delete('a')
    server.put('c', '1')
    server.compact()
    server.down = false
    await eventually(() => expect(mirror.names).toEqual(['b=1', 'c=1']))
    await eventually(() => expect(mirror.state).toBe('live'))
    expect(server.lists).toBe(2)
  })

  it('survives an API server that is away, and comes back by itself', async () => {
    const server = new FakeCollection()
    server.down = true
    const { mirror, troubles } = follow(server)
    await eventually(() => expect(troubles.length).toBeGreaterThan(3))
    expect(mirror.log).toEqual([])
    server.put('a', '1')
    server.down = false
    await eventually(() => expect(mirror.names).toEqual(['a=1']))
  })

  it('does not spin when the server accepts watches and ends them at once', async () => {
    const server = new FakeCollection()
    server.endsAtOnce = true
    vi.useFakeTimers()
    follow(server)
    await vi.advanceTimersByTimeAsync(100)
    expect(server.watches).toBeGreaterThan(10)
    // Pauses grow to between 2 and 4 ms; spinning would make thousands of requests.
    expect(server.watches).toBeLessThan(60)
  })

  it('does not believe nonsense on a watch', async () => {
    const server = new FakeCollection()
    const { mirror, troubles } = follow(server)
    await eventually(() => expect(server.openWatches).toBe(1))
    server.sendRaw('<html>502 Bad Gateway</html>\n')
    await eventually(() => expect(troubles).toHaveLength(1))
    server.put('a', '1')
    await eventually(() => expect(mirror.names).toEqual(['a=1']))
  })

  it('stops for good', async () => {
    const server = new FakeCollection()
    const { mirror, listWatch } = follow(server)
    await eventually(() => expect(server.openWatches).toBe(1))
    await listWatch.stop()
    server.put('a', '1')
    expect(server.openWatches).toBe(0)
    expect(mirror.names).toEqual([])
  })

  it('waits for a collection that the cluster does not serve, and follows it once it does', async () => {
    const server = new FakeCollection()
    server.served = false
    server.put('a', '1')
    const { mirror, troubles } = follow(server)
    await eventually(() => expect(server.lists).toBeGreaterThan(2))
    expect(mirror.state).toBe('not served')
    expect(troubles).toEqual([])
    server.served = true
    await eventually(() => expect(mirror.state).toBe('live'))
    expect(mirror.names).toEqual(['a=1'])
  })

  it('does not throw away what it has for one 404, and does when the server stays with it', async () => {
    const server = new FakeCollection()
    server.put('a', '1')
    const { mirror } = follow(server)
    await eventually(() => expect(server.openWatches).toBe(1))
    const states: string[] = []
    const keep = mirror.stale.bind(mirror)
    mirror.stale = (since) => {
      states.push(mirror.names.join(' '))
      keep(since)
    }
    server.served = false
    server.endWatches()
    await eventually(() => expect(mirror.state).toBe('not served'))
    expect(states).toEqual(['a=1', 'a=1'])
    expect(mirror.names).toEqual([])
  })

  it('ends in the server’s state after any interleaving of changes and faults', async () => {
    const name = fc.constantFrom('a', 'b', 'ü-日本', 'd')
    const fault = fc.constantFrom('compact', 'bookmark', 'end', 'break', 'freeze', 'down', 'up')
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constant('put'), name) },
      { weight: 3, arbitrary: fc.tuple(fc.constant('delete'), name) },
      { weight: 6, arbitrary: fc.tuple(fc.constantFrom('tick', 'moment'), name) },
      { weight: 4, arbitrary: fc.tuple(fault, name) },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (steps, goneAsEvent, chunkBytes) => {
          const server = new FakeCollection()
          server.goneAsEvent = goneAsEvent
          server.pageSize = 2
          server.chunk = (bytes) => cut(bytes, chunkBytes)
          server.put('a', 'first')
          const { mirror, listWatch } = follow(server, 0.04)
          for (const [index, [action, target]] of steps.entries()) {
            if (action === 'put') server.put(target, `${index} – é`)
            else if (action === 'delete') server.delete(target)
            else if (action === 'compact') server.compact()
            else if (action === 'bookmark') server.bookmark()
            else if (action === 'end') server.endWatches()
            else if (action === 'break') server.breakWatches()
            else if (action === 'freeze') server.freezeWatches()
            else if (action === 'tick') await setImmediate()
            // Longer than the longest pause before a retry.
            else if (action === 'moment') await sleep(5)
            else server.down = action === 'down'
          }
          server.down = false
          await eventually(() => expect(mirror.names).toEqual(server.names))
          await listWatch.stop()
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)
})

function cut(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}
