import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Socket, type AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { TEST_CERTIFICATE, TEST_KEY } from '../testing/test-certificate.ts'
import { Cluster } from './connection.ts'
import type { Endpoint } from './credentials.ts'
import { ClusterRefusal, ClusterTimeout, ClusterUnreachable } from './errors.ts'

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const isPort = (value: unknown): value is AddressInfo => typeof value === 'object' && value !== null
  return isPort(address) ? address.port : 0
}

function connect(endpoint: Partial<Endpoint>): Cluster {
  const cluster = new Cluster({
    server: 'http://127.0.0.1:1',
    ownHeaders: () => Promise.resolve({ authorization: 'Bearer own' }),
    ...endpoint,
  })
  cleanups.push(() => cluster.close())
  return cluster
}

async function clusterAt(listener: RequestListener): Promise<Cluster> {
  return connect({ server: `http://127.0.0.1:${await listen(createServer(listener))}` })
}

const get = { path: '/apis', as: { token: 'somebody', tenant: 'nimbus' }, timeoutMs: 2_000 } as const

describe('Cluster', () => {
  it('sends the right token, our own User-Agent, and a body as JSON', async () => {
    const seen: unknown[] = []
    const cluster = await clusterAt((request, response) => {
      const { authorization, accept, 'user-agent': agent, 'content-type': type } = request.headers
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        seen.push({ url: request.url, authorization, accept, agent, type, body })
        response.end('{"ok":true}')
      })
    })
    await cluster.request({ ...get, query: { fieldSelector: 'a=b,c=d' } })
    await cluster.request({ ...get, as: 'own', method: 'POST', body: { a: 'ä' } })
    const common = { accept: 'application/json', agent: 'kube-dc-networking-console' }
    expect(seen).toEqual([
      {
        ...common,
        url: '/apis?fieldSelector=a%3Db%2Cc%3Dd',
        authorization: 'Bearer somebody',
        type: undefined,
        body: '',
      },
      { ...common, url: '/apis', authorization: 'Bearer own', type: 'application/json', body: '{"a":"ä"}' },
    ])
  })

  it('tells a refusal with its Status', async () => {
    const cluster = await clusterAt((_, response) => {
      response.statusCode = 409
      response.end('{"kind":"Status","reason":"AlreadyExists","message":"it exists"}')
    })
    const error: unknown = await cluster.request(get).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ClusterRefusal)
    expect(error).toMatchObject({ code: 409, status: { reason: 'AlreadyExists', message: 'it exists' } })
  })

  it('tells a server that takes the request and never answers', async () => {
    const cluster = await clusterAt(() => undefined)
    await expect(cluster.request({ ...get, timeoutMs: 50 })).rejects.toBeInstanceOf(ClusterTimeout)
  })

  it('tells a server that stops in the middle of its answer', async () => {
    const cluster = await clusterAt((_, response) => {
      response.write('{"ok":')
    })
    await expect(cluster.request({ ...get, timeoutMs: 50 })).rejects.toBeInstanceOf(ClusterTimeout)
  })

  it.each<[string, boolean, RequestListener | undefined]>([
    ['nobody listens', false, undefined],
    ['the connection breaks', true, (request) => request.socket.destroy()],
    ['the answer is no JSON', true, (_, response) => response.end('<html>')],
  ])('knows whether a request may have arrived when %s', async (_, sent, listener) => {
    const cluster = listener ? await clusterAt(listener) : connect({})
    const error: unknown = await cluster
      .request({ ...get, method: 'POST', body: {} })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ClusterUnreachable)
    expect(error).toMatchObject({ sent })
  })

  it('verifies the certificate of the API server', async () => {
    const server = createTlsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (_, response) =>
      response.end('{}'),
    )
    const address = `https://localhost:${await listen(server)}`
    const distrusting = connect({ server: address })
    const error: unknown = await distrusting.request(get).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ClusterUnreachable)
    expect(error).toMatchObject({ sent: false })
    await expect(connect({ server: address, ca: TEST_CERTIFICATE }).request(get)).resolves.toEqual({})
  })

  it('shows its own client certificate for its own requests only, never for a person’s', async () => {
    const shown: string[] = []
    const server = createTlsServer(
      {
        cert: TEST_CERTIFICATE,
        key: TEST_KEY,
        ca: TEST_CERTIFICATE,
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, response) => {
        const { socket } = request
        const peer = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined
        shown.push(
          `${request.headers.authorization} ${peer === undefined ? 'no certificate' : String(peer.CN)}`,
        )
        response.end('{}')
      },
    )
    const cluster = connect({
      server: `https://localhost:${await listen(server)}`,
      ca: TEST_CERTIFICATE,
      clientCertificate: { cert: TEST_CERTIFICATE, key: TEST_KEY },
    })
    await cluster.request({ ...get, as: 'own' })
    await cluster.request(get)
    expect(shown).toEqual(['Bearer own localhost', 'Bearer somebody no certificate'])
  })

  it('has its connections probed soon enough to find a dead peer within twenty seconds', async () => {
    const probing = vi.spyOn(Socket.prototype, 'setKeepAlive')
    const cluster = await clusterAt((_, response) => response.end('{}'))
    await cluster.request({ ...get, as: 'own' })
    const delays = probing.mock.calls.filter(([on]) => on).map(([, delayMs = 0]) => delayMs)
    probing.mockRestore()
    // Ten probes, a second apart, follow the first (libuv, uv_tcp_keepalive).
    expect(delays.some((delayMs) => delayMs > 0 && delayMs + 10_000 <= 20_000)).toBe(true)
  })

  it('gives a watch up when its headers do not come', async () => {
    const cluster = await clusterAt(() => undefined)
    const { signal } = new AbortController()
    const opening = cluster.stream({ ...get, as: 'own', timeoutMs: 50, signal })
    await expect(opening).rejects.toBeInstanceOf(ClusterTimeout)
  })
})

describe('requests of one tenant', () => {
  const rival = { ...get, as: { token: 'rival', tenant: 'harbor' } } as const

  /** A server that answers the rival only, and counts whom it keeps waiting. */
  async function stuck() {
    const held: ServerResponse[] = []
    const cluster = await clusterAt((request, response) => {
      if (request.headers.authorization === 'Bearer rival') response.end('{}')
      else held.push(response)
    })
    return { cluster, held }
  }

  it('that are not answered leave those of another going through', async () => {
    const { cluster, held } = await stuck()
    const many = (count: number, timeoutMs: number) =>
      Promise.allSettled(Array.from({ length: count }, () => cluster.request({ ...get, timeoutMs })))
    const sent = many(16, 3_000)
    await eventually(() => expect(held).toHaveLength(16))
    const waiting = many(48, 1_000)
    await expect(cluster.request({ ...rival, timeoutMs: 1_000 })).resolves.toEqual({})
    // What was never sent says so, instead of leaving the outcome of a change unknown.
    for (const one of await waiting) expect(one).toMatchObject({ reason: { code: 'too-many-requests' } })
    expect(held).toHaveLength(16)
    for (const one of await sent) expect(one).toMatchObject({ reason: { name: 'ClusterTimeout' } })
  })

  it('wait for each other, are sent in their turn, and are refused beyond that', async () => {
    const { cluster, held } = await stuck()
    const all = Array.from({ length: 80 }, () => cluster.request({ ...get, timeoutMs: 10_000 }))
    await expect(cluster.request(get)).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 3 })
    await eventually(() => expect(held).toHaveLength(16))
    for (let answered = 0; answered < 80; answered += 1) {
      await eventually(() => expect(held.length).toBeGreaterThan(answered))
      held[answered]?.end('{}')
    }
    await Promise.all(all)
    expect(held).toHaveLength(80)
  })

  it('that are given up while they wait make room', async () => {
    const { cluster, held } = await stuck()
    const running = Promise.allSettled(Array.from({ length: 16 }, () => cluster.request(get)))
    await eventually(() => expect(held).toHaveLength(16))
    const givenUp = new AbortController()
    const waiting = Promise.allSettled(
      Array.from({ length: 64 }, () => cluster.request({ ...get, signal: givenUp.signal })),
    )
    givenUp.abort(new Error('gone'))
    for (const one of await waiting) expect(one).toMatchObject({ reason: { message: 'gone' } })
    const next = cluster.request(get)
    for (const response of held) response.end('{}')
    await eventually(() => expect(held).toHaveLength(17))
    held[16]?.end('{}')
    await expect(next).resolves.toEqual({})
    await running
  })
})
