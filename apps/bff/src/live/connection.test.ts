import { EventEmitter } from 'node:events'
import { CLOSE, serverMessage, type ServerMessage, type Upstream } from '@kube-dc/api/channel'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChannelHub } from '../channels/hub.ts'
import { AccessReviews } from '../cluster/access.ts'
import type { Caller } from '../cluster/caller.ts'
import { createInformers, type Informers } from '../cluster/informers.ts'
import { ClusterUnreachable } from '../cluster/errors.ts'
import { FakeCollection } from '../testing/fake-collection.ts'
import { ReportSource } from '../pools/report-source.ts'
import { Connection, type LiveSocket } from './connection.ts'

const EDGE = 'external-ips/nimbus-edge'

/** The server's side of a WebSocket. */
class FakeSocket extends EventEmitter implements LiveSocket {
  readonly sent: ServerMessage[] = []
  bufferedAmount = 0
  closedWith: number | undefined
  terminated = false

  send(text: string): void {
    this.sent.push(serverMessage.parse(JSON.parse(text)))
  }

  close(code: number): void {
    this.closedWith = code
  }

  terminate(): void {
    this.terminated = true
    this.emit('close')
  }

  says(message: object): void {
    this.emit('message', Buffer.from(JSON.stringify(message)), false)
  }

  of<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }>[] {
    const isWanted = (message: ServerMessage): message is Extract<ServerMessage, { type: T }> =>
      message.type === type
    return this.sent.filter(isWanted)
  }
}

const caller: Caller = {
  key: 'session',
  tenant: 'nimbus',
  who: 'nimbus-developer',
  token: () => Promise.resolve('token'),
  tokenAfter: () => Promise.reject(new Error('not needed')),
  rejected: () => Promise.resolve(),
}

let collection: FakeCollection
let informers: Informers
let hub: ChannelHub
let access: AccessReviews
let socket: FakeSocket
let connection: Connection
/** What the cluster says about permissions. */
let verdict: () => Promise<boolean>
let reviews: number
let slow: number
let closed: number
/** Messages that the session may still send. */
let allowance: number

beforeEach(async () => {
  vi.useFakeTimers()
  collection = new FakeCollection()
  collection.put('a', '1')
  informers = createInformers({
    cluster: collection,
    times: { serverTimeoutSeconds: 600, silenceSeconds: 900 },
    log: pino({ level: 'silent' }),
  })
  const none = new ReportSource()
  hub = new ChannelHub({ ...informers, pools: none, 'pool-addresses': none, 'address-usage': none })
  reviews = 0
  slow = 0
  closed = 0
  allowance = 1_000
  verdict = () => Promise.resolve(true)
  access = new AccessReviews({
    cluster: {
      request: async () => {
        reviews += 1
        return { status: { allowed: await verdict() } }
      },
    },
    maxAgeMs: 30_000,
  })
  informers['external-ips'].start()
  await vi.waitFor(() => expect(informers['external-ips'].upstream.state).toBe('live'))
  socket = new FakeSocket()
  connection = new Connection(socket, {
    hub,
    informers,
    access,
    caller,
    log: pino({ level: 'silent' }),
    instance: hub.instance,
    heartbeatSeconds: 15,
    mayReceive: () => (allowance -= 1) >= 0,
    onClosed: () => (closed += 1),
    onSlow: () => (slow += 1),
  })
})

afterEach(async () => {
  hub.close()
  await informers['external-ips'].stop()
  vi.useRealTimers()
})

/** A second in the life of a connection, as the live server spends it. */
async function second(times = 1): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await vi.advanceTimersByTimeAsync(1_000)
    connection.review()
    await vi.advanceTimersByTimeAsync(0)
  }
}

async function follow(): Promise<void> {
  const { sequence } = hub.channel({ kind: 'external-ips', namespace: 'nimbus-edge' })
  socket.says({ type: 'subscribe', channel: EDGE, since: `${hub.instance}:${sequence}` })
  await vi.advanceTimersByTimeAsync(0)
  expect(socket.of('subscribed')).toHaveLength(1)
}

async function change(name: string): Promise<void> {
  collection.put(name, 'x')
  await vi.advanceTimersByTimeAsync(50)
}

const LIVE: Upstream['state'] = 'live'

describe('a permission in use', () => {
  it('is asked about again every half minute at most, and before its answer is too old', async () => {
    await follow()
    await second(60)
    expect(reviews).toBeGreaterThanOrEqual(2)
    expect(reviews).toBeLessThanOrEqual(3)
    await change('b')
    expect(socket.of('changes')).toHaveLength(1)
  })

  it('that is gone ends the channel, and what changes meanwhile is never sent', async () => {
    await follow()
    access.forget(new Set(['nimbus-edge']))
    const { promise, resolve } = Promise.withResolvers<boolean>()
    verdict = () => promise
    await change('secret')
    connection.review()
    await vi.advanceTimersByTimeAsync(500)
    expect(socket.of('changes')).toEqual([])
    resolve(false)
    await vi.advanceTimersByTimeAsync(50)
    expect(socket.of('ended')).toMatchObject([{ channel: EDGE }])
    await change('more')
    await second(40)
    expect(socket.of('changes')).toEqual([])
  })

  it('that still stands brings what was held back', async () => {
    await follow()
    access.forget('all')
    const { promise, resolve } = Promise.withResolvers<boolean>()
    verdict = () => promise
    await change('b')
    await change('c')
    expect(socket.of('changes')).toEqual([])
    resolve(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(socket.of('changes')[0]?.changed).toHaveLength(2)
    await change('d')
    expect(socket.of('changes')).toHaveLength(2)
  })

  it('that cannot be asked about stops the data, says since when, and is made up for', async () => {
    await follow()
    verdict = () => Promise.reject(new ClusterUnreachable('down', false))
    await second(31)
    expect(socket.of('upstream').at(-1)?.upstream.state).toBe('stale')
    await change('b')
    await second(30)
    expect(socket.of('changes')).toEqual([])
    expect(socket.of('ended')).toEqual([])
    const asked = reviews
    await second(30)
    expect(reviews - asked).toBeLessThanOrEqual(11)
    verdict = () => Promise.resolve(true)
    await second(4)
    expect(socket.of('upstream').at(-1)?.upstream.state).toBe(LIVE)
    expect(socket.of('changes')[0]?.changed).toHaveLength(1)
  })

  it('that changed and cannot be asked about stops the data, and says so once', async () => {
    await follow()
    verdict = () => Promise.reject(new ClusterUnreachable('down', false))
    access.forget('all')
    await change('b')
    await second(10)
    expect(socket.of('changes')).toEqual([])
    expect(socket.of('upstream')).toMatchObject([{ upstream: { state: 'stale' } }])
  })

  it('that changes while it is asked about is asked about again', async () => {
    const answers = [true, false]
    verdict = () => {
      access.forget('all')
      return Promise.resolve(answers.shift() ?? false)
    }
    socket.says({ type: 'subscribe', channel: EDGE, since: `${hub.instance}:0` })
    await vi.advanceTimersByTimeAsync(0)
    expect(socket.of('subscribed')).toEqual([])
    expect(socket.of('ended')).toHaveLength(1)
  })
})

describe('a connection', () => {
  it('that does not read is dropped, and told why', async () => {
    await follow()
    socket.bufferedAmount = 5 * 1024 * 1024
    await change('b')
    expect(socket.closedWith).toBe(CLOSE.tooSlow)
    expect(slow).toBe(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(socket.terminated).toBe(true)
    expect(closed).toBe(1)
    expect(hub.channel({ kind: 'external-ips', namespace: 'nimbus-edge' }).followers).toBe(0)
  })

  it('that is not heard of for three heartbeats is given up', async () => {
    const beat = '{"type":"beat"}'
    for (let i = 0; i < 5; i += 1) {
      await vi.advanceTimersByTimeAsync(15_000)
      socket.says({ type: 'beat' })
      connection.beat(beat)
    }
    expect(socket.of('beat')).toHaveLength(5)
    await vi.advanceTimersByTimeAsync(46_000)
    connection.beat(beat)
    expect(socket.terminated).toBe(true)
  })

  it('of a session that sends too much is closed, to come back later', async () => {
    await follow()
    allowance = 1
    socket.says({ type: 'beat' })
    expect(socket.closedWith).toBeUndefined()
    socket.says({ type: 'beat' })
    expect(socket.closedWith).toBe(1013)
  })

  it('that follows too many channels is closed', () => {
    for (let i = 0; i <= 150; i += 1) {
      socket.says({ type: 'subscribe', channel: `external-ips/n${i}`, since: `${hub.instance}:0` })
    }
    expect(socket.closedWith).toBe(1008)
  })

  it('that asks for the same channel twice follows it once', async () => {
    await follow()
    socket.says({ type: 'subscribe', channel: EDGE, since: `${hub.instance}:1` })
    await vi.advanceTimersByTimeAsync(0)
    expect(hub.channel({ kind: 'external-ips', namespace: 'nimbus-edge' }).followers).toBe(1)
    await change('b')
    expect(socket.of('changes')).toHaveLength(1)
  })
})

describe('an unused channel', () => {
  it('is dropped after a while, and its positions stay good', async () => {
    const since = hub.channel({ kind: 'external-ips', namespace: 'nimbus-edge' }).sequence
    await vi.advanceTimersByTimeAsync(200_000)
    expect(hub.size).toBe(0)
    await change('b')
    socket.says({ type: 'subscribe', channel: EDGE, since: `${hub.instance}:${since}` })
    await vi.advanceTimersByTimeAsync(0)
    expect(socket.of('changes')[0]?.changed).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200_000)
    expect(hub.size).toBe(1)
  })
})
