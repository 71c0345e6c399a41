import { ApiError } from '@kube-dc/api/client'
import type { ServerMessage, Snapshot } from '@kube-dc/api/channel'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { FakeSockets, type FakeSocket } from '../test/fake-sockets.ts'
import { ManualClock, settle } from '../test/manual-clock.ts'
import { ModelServer } from '../test/model-server.ts'
import { externalIp, unreadable } from '../test/objects.ts'
import { ChannelClient } from './channel-client.ts'

const ADDRESS = { kind: 'external-ips', namespace: 'nimbus-edge' } as const
const KEY = 'external-ips/nimbus-edge'

interface PendingFetch {
  readonly since: string | undefined
  readonly answer: (snapshot: Snapshot | undefined) => void
  readonly fail: (error: Error) => void
}

/** A tab and a server with everything between them in the test's hands. */
function world() {
  const clock = new ManualClock()
  const sockets = new FakeSockets()
  const server = new ModelServer(KEY)
  const fetches: PendingFetch[] = []
  const links = new Map<FakeSocket, ReturnType<ModelServer['connect']>>()
  const onSignedOut = vi.fn()
  const reachable = vi.fn(() => Promise.resolve(true))
  let online = true
  const client = new ChannelClient({
    environment: {
      now: () => clock.now(),
      after: (milliseconds, run) => clock.after(milliseconds, run),
      random: () => 0.5,
      online: () => online,
      open: sockets.open,
    },
    fetchSnapshot: (_, since, signal) =>
      new Promise((answer, fail) => {
        fetches.push({ since, answer, fail })
        signal.addEventListener('abort', () => fail(new Error('aborted')))
      }),
    onSignedOut,
    reachable,
  })

  /** The server accepts the newest socket. */
  function accept() {
    const socket = sockets.last
    if (!socket.open || links.has(socket)) return
    socket.outbox.push(server.hello())
    links.set(socket, server.connect(socket.outbox))
  }
  /** The server reads one message of the newest socket. */
  function read() {
    const link = links.get(sockets.last)
    const message = sockets.last.sent.shift()
    if (link && message) server.receive(link, message)
  }
  function cut(code?: number) {
    const link = links.get(sockets.last)
    if (link) server.disconnect(link)
    sockets.last.close(code)
  }
  async function answer(pending: PendingFetch | undefined = fetches.shift()) {
    if (!pending) return
    if (server.forbidden) {
      pending.fail(new ApiError(403, { error: 'Not for you.', code: 'forbidden', requestId: 'r' }))
    } else {
      pending.answer(pending.since === server.position ? undefined : server.snapshot())
    }
    await settle()
  }
  /** Everything on its way arrives, until there is nothing more. */
  async function run() {
    do {
      if (sockets.all.length > 0) {
        accept()
        while (sockets.last.sent.length > 0) read()
        server.flush()
        sockets.last.deliverAll()
      }
      while (fetches.length > 0) await answer()
      await settle()
    } while (sockets.all.at(-1)?.sent.length)
    // A heartbeat, whose answer nobody waits for.
    if (links.has(sockets.last)) sockets.last.say({ type: 'beat' })
  }
  const setOnline = (value: boolean) => {
    online = value
  }
  return {
    clock,
    sockets,
    server,
    fetches,
    client,
    accept,
    read,
    cut,
    answer,
    run,
    setOnline,
    onSignedOut,
    reachable,
  }
}

const names = (objects: readonly { meta: { name: string } }[]) => objects.map(({ meta }) => meta.name)

describe('a channel', () => {
  it('reads the snapshot while the connection opens, then follows from its position', async () => {
    const { client, server, sockets, fetches, answer, run } = world()
    server.put(externalIp('uplink-a'))
    const { channel } = client.open(ADDRESS)
    expect(channel.view.status).toBe('loading')
    expect(sockets.all).toHaveLength(1)
    expect(fetches).toHaveLength(1)
    await answer()
    expect(channel.view.status).toBe('ready')
    expect(names(channel.view.objects)).toEqual(['uplink-a'])
    expect(sockets.last.sent).toEqual([])
    await run()
    server.put(externalIp('uplink-b'))
    await run()
    expect(names(channel.view.objects)).toEqual(['uplink-a', 'uplink-b'])
    expect(client.state.phase).toBe('live')
  })

  it('keeps the identity of objects that a new snapshot does not change', async () => {
    const { client, server, run } = world()
    const stays = externalIp('stays')
    server.put(stays, externalIp('changes'))
    const { channel } = client.open(ADDRESS)
    await run()
    const before = channel.replica.find('stays')
    server.put(externalIp('changes', { ready: false }))
    server.forget()
    await run()
    expect(channel.replica.find('stays')).toBe(before)
    expect(channel.replica.find('changes')).toMatchObject({ ready: false })
  })

  it('does not touch the list when nothing arrives but news of the server', async () => {
    const { client, server, sockets, run } = world()
    server.put(externalIp('uplink-a'))
    const { channel } = client.open(ADDRESS)
    await run()
    const { objects } = channel.view
    const upstream = { state: 'stale', since: '2026-08-03T12:01:00Z' } as const
    sockets.last.say({ type: 'upstream', channel: KEY, upstream })
    expect(channel.view.upstream).toEqual(upstream)
    expect(channel.view.objects).toBe(objects)
  })

  it('clears what is no longer allowed, says the server’s reason, and asks again when woken', async () => {
    const { client, server, sockets, run } = world()
    server.put(externalIp('uplink-a'))
    const { channel } = client.open(ADDRESS)
    await run()
    server.forbidden = true
    const message = 'Your access to edge has ended.'
    sockets.last.say({ type: 'ended', channel: KEY, reason: 'forbidden', message })
    expect(channel.view).toMatchObject({ status: 'forbidden', objects: [], problem: { error: message } })
    server.forbidden = false
    client.wake()
    await run()
    expect(names(channel.view.objects)).toEqual(['uplink-a'])
    expect(channel.view.status).toBe('ready')
  })

  it('asks again by itself for what was refused', async () => {
    const { client, clock, server, run } = world()
    server.put(externalIp('uplink-a'))
    server.forbidden = true
    const { channel } = client.open(ADDRESS)
    await run()
    expect(channel.view.status).toBe('forbidden')
    clock.advance(60_000)
    await run()
    expect(channel.view.status).toBe('forbidden')
    server.forbidden = false
    clock.advance(60_000)
    await run()
    expect(names(channel.view.objects)).toEqual(['uplink-a'])
  })

  it('is gone when the server does not know it', async () => {
    const { client, fetches } = world()
    const { channel } = client.open(ADDRESS)
    fetches[0]?.fail(new ApiError(404, { error: 'No such Project.', code: 'not-found', requestId: 'r' }))
    await settle()
    expect(channel.view).toMatchObject({ status: 'gone', problem: { error: 'No such Project.' } })
  })

  it('keeps its values and says the problem when a refresh fails, and tries again by itself', async () => {
    const { client, clock, server, fetches, accept, sockets, answer, run } = world()
    server.put(externalIp('uplink-a'))
    const { channel } = client.open(ADDRESS)
    await run()
    sockets.last.say({ type: 'resync', channel: KEY })
    const problem = { error: 'The cluster did not answer.', code: 'cluster-timeout', requestId: 'r' } as const
    fetches.shift()?.fail(new ApiError(504, { ...problem, retryAfter: 8 }))
    await settle()
    expect(channel.view).toMatchObject({ status: 'ready', problem })
    expect(names(channel.view.objects)).toEqual(['uplink-a'])
    clock.advance(7_900)
    expect(fetches).toHaveLength(0)
    clock.advance(200)
    accept()
    await answer()
    expect(channel.view.problem).toBeUndefined()
  })

  it('asks ever more slowly when it is sent back to the snapshot again and again', async () => {
    const { client, clock, server, sockets, fetches, answer, read, run } = world()
    client.open(ADDRESS)
    await run()
    let reads = 0
    for (let second = 0; second < 60; second += 1) {
      sockets.last.say({ type: 'resync', channel: KEY })
      while (fetches.length > 0) {
        reads += 1
        await answer()
      }
      while (sockets.last.sent.length > 0) read()
      sockets.last.deliverAll()
      sockets.last.say({ type: 'beat' })
      clock.advance(1000)
    }
    expect(server.position).toBe('run1:0')
    expect(reads).toBeLessThan(15)
  })

  describe('does not believe', () => {
    const changes = (position: string): ServerMessage => ({
      type: 'changes',
      channel: KEY,
      position,
      changed: [externalIp('stray')],
      removed: [],
    })

    it('changes of a position that it already has', async () => {
      const { client, server, sockets, run } = world()
      server.put(externalIp('uplink-a'))
      const { channel } = client.open(ADDRESS)
      await run()
      sockets.last.say(changes('run1:1'))
      sockets.last.say(changes('run1:0'))
      expect(names(channel.view.objects)).toEqual(['uplink-a'])
      sockets.last.say(changes('run1:2'))
      expect(names(channel.view.objects)).toEqual(['uplink-a', 'stray'])
    })

    it('changes of another run of the server: it reads the snapshot instead', async () => {
      const { client, sockets, fetches, run } = world()
      const { channel } = client.open(ADDRESS)
      await run()
      sockets.last.say(changes('run9:7'))
      expect(channel.view.objects).toEqual([])
      expect(fetches).toHaveLength(1)
    })

    it('changes before its subscription is confirmed', async () => {
      const { client, sockets, accept, answer } = world()
      const { channel } = client.open(ADDRESS)
      await answer()
      accept()
      sockets.last.deliverAll()
      expect(sockets.last.sent).toContainEqual({ type: 'subscribe', channel: KEY, since: 'run1:0' })
      sockets.last.say(changes('run1:5'))
      expect(channel.view.objects).toEqual([])
    })
  })

  it('refuses objects of another kind instead of showing them', async () => {
    const { client, fetches, server } = world()
    const { channel } = client.open({ kind: 'projects', namespace: 'nimbus' })
    server.put(externalIp('not-a-project'))
    fetches.shift()?.answer(server.snapshot())
    await settle()
    expect(channel.view).toMatchObject({ status: 'error', objects: [] })
  })

  it('keeps unreadable objects', async () => {
    const { client, server, run } = world()
    server.put(unreadable('broken'))
    const { channel } = client.open(ADDRESS)
    await run()
    expect(names(channel.view.objects)).toEqual(['broken'])
  })

  it('is one channel for everybody who opens it, and lingers before it is let go', async () => {
    const { client, clock, sockets, run } = world()
    const first = client.open(ADDRESS)
    const second = client.open(ADDRESS)
    expect(second.channel).toBe(first.channel)
    await run()
    first.release()
    second.release()
    second.release()
    clock.advance(29_000)
    const third = client.open(ADDRESS)
    expect(third.channel).toBe(first.channel)
    sockets.last.say({ type: 'beat' })
    sockets.last.sent.length = 0
    third.release()
    clock.advance(20_000)
    sockets.last.say({ type: 'beat' })
    clock.advance(10_000)
    expect(sockets.last.sent).toContainEqual({ type: 'unsubscribe', channel: KEY })
    expect(client.state.phase).toBe('idle')
    expect(client.peek(ADDRESS)).toBeUndefined()
  })
})

describe('the end of a session', () => {
  it.each([
    ['a close of the connection', (w: ReturnType<typeof world>) => w.cut(4401)],
    [
      'the end of a channel',
      (w: ReturnType<typeof world>) =>
        w.sockets.last.say({ type: 'ended', channel: KEY, reason: 'signed-out', message: 'Signed out.' }),
    ],
  ])('by %s clears everything, stops, and resumes after signing in', async (_, end) => {
    const w = world()
    w.server.put(externalIp('uplink-a'))
    const { channel } = w.client.open(ADDRESS)
    await w.run()
    end(w)
    expect(w.client.state.phase).toBe('signed-out')
    expect(w.onSignedOut).toHaveBeenCalledTimes(1)
    expect(channel.view).toMatchObject({ status: 'loading', objects: [] })
    const sockets = w.sockets.all.length
    w.clock.advance(120_000)
    w.client.wake()
    expect(w.sockets.all).toHaveLength(sockets)
    expect(w.fetches).toHaveLength(0)
    w.client.restart()
    await w.run()
    expect(names(channel.view.objects)).toEqual(['uplink-a'])
    expect(w.client.state.phase).toBe('live')
  })

  it('is asked about when the connection is refused before it stands', () => {
    const w = world()
    w.client.open(ADDRESS)
    w.cut()
    expect(w.reachable).toHaveBeenCalledTimes(1)
    expect(w.client.state.phase).toBe('reconnecting')
  })
})

type Plain =
  'flush' | 'forget' | 'restart' | 'accept' | 'read' | 'deliver' | 'cut' | 'answer' | 'fail' | 'reopen'
type Choosing = 'put' | 'remove' | 'late' | 'wait'

describe('the server behind the server', () => {
  it('is told to be away since the earliest of the channels', async () => {
    const { client, sockets, run } = world()
    const told = vi.fn()
    client.subscribe(told)
    const { release } = client.open(ADDRESS)
    await run()
    told.mockClear()
    const since = '2026-08-03T12:01:00Z'
    sockets.last.say({ type: 'upstream', channel: KEY, upstream: { state: 'stale', since } })
    expect(client.staleSince).toBe(since)
    expect(told).toHaveBeenCalledTimes(1)
    sockets.last.say({ type: 'upstream', channel: KEY, upstream: { state: 'live', since } })
    expect(client.staleSince).toBeUndefined()
    release()
  })

  it('is asked when the device says that it has no network', async () => {
    const { client, reachable, run } = world()
    client.open(ADDRESS)
    await run()
    await client.networkGone()
    expect(client.state.phase).toBe('live')
    reachable.mockResolvedValue(false)
    await client.networkGone()
    expect(client.state.phase).toBe('reconnecting')
  })
})

/** One thing that can happen next; `which` chooses among what there is. */
type Step = { do: Plain } | { do: Choosing; which: number }

const choice = fc.nat(5)
const plain = (name: Plain) => fc.constant<Step>({ do: name })
const choosing = (name: Choosing) => choice.map((which): Step => ({ do: name, which }))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: choosing('put') },
  { weight: 3, arbitrary: choosing('remove') },
  { weight: 5, arbitrary: plain('flush') },
  { weight: 1, arbitrary: plain('forget') },
  { weight: 1, arbitrary: plain('restart') },
  { weight: 3, arbitrary: plain('accept') },
  { weight: 6, arbitrary: plain('read') },
  { weight: 8, arbitrary: plain('deliver') },
  { weight: 1, arbitrary: plain('cut') },
  { weight: 4, arbitrary: plain('answer') },
  { weight: 1, arbitrary: plain('fail') },
  { weight: 1, arbitrary: plain('reopen') },
  { weight: 2, arbitrary: choosing('late') },
  { weight: 2, arbitrary: choosing('wait') },
)

describe('in any order of events', () => {
  it('holds exactly a state that the server had, never goes back, and ends with the server’s state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 150, size: 'max' }), async (steps) => {
        const w = world()
        let { channel, release } = w.client.open(ADDRESS)
        /** Snapshots that were made earlier than they arrive. */
        const made: Snapshot[] = []
        let highest = ''

        const holdsTheTruth = () => {
          const { position } = channel
          if (position === undefined) {
            expect(channel.view.objects).toEqual([])
            return
          }
          const order = (objects: readonly { meta: { uid: string } }[] | undefined) =>
            [...(objects ?? [])].sort((a, b) => a.meta.uid.localeCompare(b.meta.uid))
          expect(order(channel.view.objects)).toEqual(order(w.server.states.get(position)))
          const [run, sequence] = position.split(':')
          const [lastRun, lastSequence] = highest.split(':')
          if (run === lastRun) expect(Number(sequence)).toBeGreaterThanOrEqual(Number(lastSequence))
          highest = position
        }

        for (const next of steps) {
          switch (next.do) {
            case 'put':
              w.server.put(externalIp(`ip-${next.which}`))
              break
            case 'remove':
              w.server.remove(`uid-ip-${next.which}`)
              break
            case 'flush':
            case 'forget':
              w.server[next.do]()
              break
            case 'restart':
              w.server.restart()
              w.cut()
              break
            case 'accept':
            case 'read':
            case 'cut':
              w[next.do]()
              break
            case 'deliver':
              w.sockets.last.deliver()
              break
            case 'answer':
              await w.answer()
              break
            case 'late': {
              made.push(w.server.snapshot())
              const old = made[next.which]
              if (old) w.fetches.shift()?.answer(old)
              break
            }
            case 'fail':
              w.fetches.shift()?.fail(new Error('no network'))
              break
            case 'reopen':
              release()
              w.clock.advance(31_000)
              ;({ channel, release } = w.client.open(ADDRESS))
              highest = ''
              break
            case 'wait':
              w.clock.advance(next.which * 2000)
          }
          await settle()
          holdsTheTruth()
        }
        for (let second = 0; second < 60; second += 1) {
          await w.run()
          w.clock.advance(1000)
        }
        await w.run()
        holdsTheTruth()
        expect(channel.position).toBe(w.server.position)
        expect(channel.view.status).toBe('ready')
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
