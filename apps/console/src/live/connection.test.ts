import { describe, expect, it } from 'vitest'
import { FakeSockets } from '../test/fake-sockets.ts'
import { ManualClock } from '../test/manual-clock.ts'
import { Connection, type ConnectionState } from './connection.ts'
import { retryDelay } from './environment.ts'

const BEAT = 10_000

function tab({ online = true } = {}) {
  const clock = new ManualClock()
  const sockets = new FakeSockets()
  const states: ConnectionState[] = []
  const opened: string[] = []
  let lost = 0
  let refused = 0
  const connection = new Connection(
    {
      now: () => clock.now(),
      after: (milliseconds, run) => clock.after(milliseconds, run),
      random: () => 1,
      online: () => online,
      open: sockets.open,
    },
    {
      opened: (instance) => opened.push(instance),
      lost: () => (lost += 1),
      message: () => {},
      state: (state) => states.push(state),
      refused: () => (refused += 1),
    },
  )
  const hello = () => sockets.last.say({ type: 'hello', instance: 'run1', heartbeatSeconds: BEAT / 1000 })
  const counts = () => ({ sockets: sockets.all.length, lost, refused })
  return { clock, sockets, states, opened, connection, hello, counts }
}

describe('the connection', () => {
  it('is live from the server’s hello on', () => {
    const { connection, hello, states, opened } = tab()
    connection.start()
    connection.start()
    expect(connection.state).toEqual({ phase: 'connecting' })
    hello()
    expect(opened).toEqual(['run1'])
    expect(states.map(({ phase }) => phase)).toEqual(['connecting', 'live'])
  })

  it('answers every heartbeat, because the timers of hidden tabs are slow', () => {
    const { connection, sockets, hello } = tab()
    connection.start()
    hello()
    sockets.last.say({ type: 'beat' })
    sockets.last.say({ type: 'beat' })
    expect(sockets.last.sent).toEqual([{ type: 'beat' }, { type: 'beat' }, { type: 'beat' }])
  })

  it('takes three silent heartbeats for death, and any message for life', () => {
    const { connection, clock, sockets, hello, counts } = tab()
    connection.start()
    hello()
    clock.advance(BEAT * 2.9)
    sockets.last.say({ type: 'beat' })
    clock.advance(BEAT * 2.9)
    expect(connection.state.phase).toBe('live')
    const heard = clock.now() - BEAT * 2.9
    clock.advance(BEAT * 0.2)
    expect(connection.state).toEqual({ phase: 'reconnecting', since: heard })
    expect(sockets.all[0]?.open).toBe(false)
    expect(counts().lost).toBe(1)
  })

  it('gives up a server that never says hello', () => {
    const { connection, clock, sockets } = tab()
    connection.start()
    clock.advance(10_000)
    expect(sockets.last.open).toBe(false)
    clock.advance(600)
    expect(sockets.all).toHaveLength(2)
  })

  it('comes back with growing delays, says since when, and after half a minute calls itself offline', () => {
    const { connection, clock, sockets, hello } = tab()
    connection.start()
    hello()
    const since = clock.now()
    const delays: number[] = []
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const before = sockets.all.length
      sockets.last.close()
      let waited = 0
      while (sockets.all.length === before) {
        clock.advance(100)
        waited += 100
      }
      delays.push(waited)
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000])
    expect(connection.state).toEqual({ phase: 'offline', since })
    hello()
    expect(connection.state).toEqual({ phase: 'live' })
  })

  it('comes back later and later to a server that says that it asks too often', () => {
    const { connection, clock, sockets, hello, counts } = tab()
    connection.start()
    hello()
    clock.advance(10_001)
    const delays = [500, 1000, 2000, 4000]
    for (const [turn, delay] of delays.entries()) {
      sockets.last.close(1013)
      expect(connection.state.phase).toBe('reconnecting')
      clock.advance(delay - 1)
      expect(counts().sockets).toBe(turn + 1)
      clock.advance(1)
      expect(counts().sockets).toBe(turn + 2)
    }
    hello()
    expect(connection.state).toEqual({ phase: 'live' })
  })

  it('starts with short delays again after a connection that stood, not after one that fell at once', () => {
    const { connection, clock, sockets, hello, counts } = tab()
    connection.start()
    for (let fall = 0; fall < 3; fall += 1) {
      hello()
      sockets.last.close()
      clock.advance(500 * 2 ** fall)
    }
    expect(counts().sockets).toBe(4)
    hello()
    clock.advance(10_001)
    sockets.last.close()
    clock.advance(500)
    expect(counts().sockets).toBe(5)
  })

  it('is offline at once where the device says that it has no network', () => {
    const { connection, sockets, hello } = tab({ online: false })
    connection.start()
    hello()
    sockets.last.close()
    expect(connection.state.phase).toBe('offline')
  })

  it('is given up at once when the server cannot be reached by other means either', () => {
    const { connection, hello } = tab()
    connection.start()
    hello()
    connection.unreachable()
    expect(connection.state.phase).toBe('reconnecting')
    connection.unreachable()
    expect(connection.state.phase).toBe('offline')
  })

  it('tries at once when the tab is looked at again, and does not believe a silent connection then', () => {
    const { connection, clock, sockets, hello, counts } = tab()
    connection.start()
    hello()
    clock.advance(BEAT * 2.5)
    connection.wake()
    expect(connection.state.phase).toBe('reconnecting')
    connection.wake()
    expect(counts().sockets).toBe(2)
    connection.wake()
    expect(counts().sockets).toBe(2)
    hello()
    connection.wake()
    expect(connection.state.phase).toBe('live')
    expect(sockets.all).toHaveLength(2)
  })

  it('takes a message that it cannot read for a broken connection', () => {
    const { connection, sockets, hello } = tab()
    connection.start()
    hello()
    sockets.last.sayRaw('{"type":"surprise"}')
    expect(connection.state.phase).toBe('reconnecting')
    expect(sockets.last.open).toBe(false)
  })

  it('ignores what an old socket still says', () => {
    const { connection, clock, sockets, hello, opened } = tab()
    connection.start()
    const [old] = sockets.all
    old?.close()
    clock.advance(500)
    hello()
    old?.sayRaw('{"type":"hello","instance":"old","heartbeatSeconds":1}')
    old?.close()
    expect(opened).toEqual(['run1'])
    expect(connection.state.phase).toBe('live')
  })

  it('stops when the session has ended and tries nothing until it is told to', () => {
    const { connection, clock, sockets, hello, counts } = tab()
    connection.start()
    hello()
    sockets.last.close(4401)
    expect(connection.state.phase).toBe('signed-out')
    clock.advance(600_000)
    connection.wake()
    connection.start()
    expect(counts()).toEqual({ sockets: 1, lost: 1, refused: 0 })
    connection.restart()
    expect(counts().sockets).toBe(2)
  })
})

describe('retry delays', () => {
  it('double up to a limit and spread over the upper half', () => {
    expect(retryDelay(0, 0)).toBe(250)
    expect(retryDelay(0, 1)).toBe(500)
    expect(retryDelay(3, 0.5)).toBe(3000)
    expect(retryDelay(1000, 1)).toBe(20_000)
  })
})
