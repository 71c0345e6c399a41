import { describe, expect, expectTypeOf, it } from 'vitest'
import { ApiError, CONSOLE_HEADER, createClient, type Answer, type RequestParts } from './client.ts'
import type { Problem } from './problem.ts'
import type { Session } from './session.ts'

const json = (body: unknown, init?: ResponseInit) => Response.json(body, init)

const options = { lab: true, realms: [] }

/** A client whose server gives one answer, and the requests it got. */
function clientOf(answer: () => Response | Promise<Response>) {
  const sent: Request[] = []
  const client = createClient({
    baseUrl: 'http://console.test',
    fetch: async (input, init) => {
      sent.push(new Request(input, init))
      return answer()
    },
  })
  return { client, sent }
}

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiError)) throw new Error('expected an ApiError', { cause: error })
  return error
}

describe('requests', () => {
  it('fill the path, the query and the body from the contract', async () => {
    const { client, sent } = clientOf(() => json({ kind: 'ExternalIp' }, { status: 201 }))
    await client.call('createExternalIp', {
      params: { namespace: 'nimbus-edge' },
      query: { dryRun: 'true' },
      body: { name: 'uplink-a', networkType: 'public' },
    })
    const [request] = sent
    expect(request?.method).toBe('POST')
    expect(request?.url).toBe('http://console.test/api/namespaces/nimbus-edge/external-ips?dryRun=true')
    expect(request?.headers.get('content-type')).toBe('application/json')
    expect(await request?.json()).toEqual({ name: 'uplink-a', networkType: 'public' })
  })

  it('leave out absent query values', async () => {
    const { client, sent } = clientOf(() => json({ kind: 'ExternalIp' }, { status: 201 }))
    await client.call('createExternalIp', {
      params: { namespace: 'nimbus-edge' },
      query: {},
      body: { name: 'uplink-a', networkType: 'public' },
    })
    expect(sent[0]?.url).toBe('http://console.test/api/namespaces/nimbus-edge/external-ips')
  })

  it('encode what a path may hold but a URL may not', async () => {
    const { client, sent } = clientOf(() => json({ position: 'a:1', upstream: {}, objects: [] }))
    await failure(client.call('channel', { params: { kind: 'external-ips', namespace: '*' } }))
    expect(sent[0]?.url).toBe('http://console.test/api/channels/external-ips/*')
  })

  it.each([
    ['GET', (c: Client) => c.call('signInOptions'), null],
    ['POST', (c: Client) => c.call('signOut'), '1'],
    ['DELETE', (c: Client) => c.call('deleteExternalIp', deletion), '1'],
  ])('%s carries the console header only when it changes something', async (method, call, header) => {
    const { client, sent } = clientOf(() => new Response('{}', { status: 500 }))
    await failure(call(client))
    expect(sent[0]?.method).toBe(method)
    expect(sent[0]?.headers.get(CONSOLE_HEADER)).toBe(header)
    expect(sent[0]?.credentials).toBe('same-origin')
  })

  it.each(['..', '.', '', 'a/b', 'A', '%2e%2e'])('with the name “%s” never leave', async (name) => {
    const { client, sent } = clientOf(() => json({}))
    const params = { kind: 'external-ips', namespace: 'nimbus-edge', name } as const
    const error = await failure(client.call('objectYaml', { params }))
    expect(error.problem).toMatchObject({ code: 'bad-request', requestId: '' })
    expect(error.message).toContain('is not an object name')
    expect(sent).toEqual([])
  })
})

describe('answers', () => {
  it('are parsed by the endpoint’s schema', async () => {
    const { client } = clientOf(() => json({ ...options, more: 1 }))
    await expect(client.call('signInOptions')).resolves.toEqual(options)
  })

  it('that do not fit become a problem with the request id', async () => {
    const { client } = clientOf(() => json({ lab: 'yes' }, { headers: { 'x-request-id': 'r-7' } }))
    const error = await failure(client.call('signInOptions'))
    expect(error.status).toBe(200)
    expect(error.problem).toMatchObject({ code: 'internal', requestId: 'r-7' })
    expect(error.message).toContain('reload it')
  })

  it('that are not JSON become a problem', async () => {
    const { client } = clientOf(() => new Response('<html>'))
    expect((await failure(client.call('signInOptions'))).problem.code).toBe('internal')
  })

  it('come with the response where a caller deals with headers', async () => {
    const { client, sent } = clientOf(() => json(options, { headers: { etag: '"a:1"' } }))
    const { response, answer } = await client.request(
      'signInOptions',
      {},
      { headers: { 'if-none-match': 'x' } },
    )
    expect(response.headers.get('etag')).toBe('"a:1"')
    expect(answer).toEqual(options)
    expect(sent[0]?.headers.get('if-none-match')).toBe('x')
  })

  it('are absent when nothing was modified', async () => {
    const { client } = clientOf(() => new Response(null, { status: 304 }))
    expect((await client.request('signInOptions', {})).answer).toBeUndefined()
    expect((await failure(client.call('signInOptions'))).problem.code).toBe('internal')
  })
})

describe('refusals', () => {
  const own: Problem = {
    error: 'The name is taken.',
    code: 'already-exists',
    requestId: 'r-1',
    causes: [{ field: 'name', message: 'taken' }],
    retryAfter: 3,
  }

  it('keep the server’s words', async () => {
    const { client } = clientOf(() => json(own, { status: 409 }))
    const error = await failure(client.call('session'))
    expect(error).toMatchObject({ status: 409, message: 'The name is taken.', problem: own })
  })

  it.each([
    [401, 'signed-out'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [418, 'internal'],
    [429, 'too-many-requests'],
    [500, 'internal'],
    [502, 'server-unreachable'],
    [504, 'server-unreachable'],
  ])('with status %i and no readable words become %s', async (status, code) => {
    const headers = { 'retry-after': '9', 'x-request-id': 'r-2' }
    const { client } = clientOf(() => new Response('<h1>proxy</h1>', { status, headers }))
    const { problem } = await failure(client.call('session'))
    expect(problem).toMatchObject({ code, requestId: 'r-2', retryAfter: 9 })
    expect(problem.error).toContain(`status ${status}`)
  })

  it.each([undefined, 'Wed, 21 Oct 2015 07:28:00 GMT'])('say no retry time when told %s', async (value) => {
    const headers = new Headers(value === undefined ? {} : { 'retry-after': value })
    const { client } = clientOf(() => new Response('', { status: 503, headers }))
    expect((await failure(client.call('session'))).problem.retryAfter).toBeUndefined()
  })
})

describe('a server that is not there', () => {
  it('becomes a problem of status 0 with the cause', async () => {
    const cause = new TypeError('fetch failed')
    const { client } = clientOf(() => Promise.reject(cause))
    const error = await failure(client.call('session'))
    expect(error).toMatchObject({ status: 0, cause, problem: { code: 'server-unreachable' } })
  })

  it('that goes away while it answers becomes the same', async () => {
    const body = new ReadableStream({ start: (stream) => stream.error(new Error('reset')) })
    const { client } = clientOf(() => new Response(body))
    expect((await failure(client.call('session'))).problem.code).toBe('server-unreachable')
  })

  it('is not what an abort looks like', async () => {
    const abort = new AbortController()
    const client = createClient({
      fetch: (_input, init) => {
        abort.abort()
        init?.signal?.throwIfAborted()
        return Promise.resolve(json({}))
      },
    })
    await expect(client.call('session', {}, { signal: abort.signal })).rejects.toBe(abort.signal.reason)
  })
})

type Client = ReturnType<typeof createClient>

const deletion = {
  params: { namespace: 'nimbus-edge', name: 'uplink-a' },
  query: { uid: 'u-1' },
} as const

describe('types', () => {
  const { client } = clientOf(() => json({}))

  it('demand exactly the parts an endpoint has', () => {
    expectTypeOf<RequestParts<'session'>>().toExtend<{ params?: never; query?: never; body?: never }>()
    expectTypeOf<RequestParts<'deleteExternalIp'>['query']>().toEqualTypeOf<
      Readonly<{
        uid: string
        resourceVersion?: string | undefined
        dryRun?: 'true' | 'false' | undefined
      }>
    >()
    expectTypeOf<RequestParts<'createExternalIp'>['query']>().toEqualTypeOf<
      Readonly<{ dryRun?: 'true' | 'false' | undefined }> | undefined
    >()
    expect([
      // @ts-expect-error -- params are missing
      () => client.call('access'),
      // @ts-expect-error -- the uid is missing
      () => client.call('deleteExternalIp', { params: deletion.params }),
      // @ts-expect-error -- a GET has no body
      () => client.call('access', { params: { namespace: 'a' }, body: {} }),
      // @ts-expect-error -- not a kind
      () => client.call('channel', { params: { kind: 'secrets', namespace: 'a' } }),
      // @ts-expect-error -- not an endpoint
      () => client.call('passthrough', {}),
    ]).toHaveLength(5)
  })

  it('give the answer of the endpoint that was called', () => {
    expectTypeOf(() => client.call('session')).returns.resolves.toEqualTypeOf<Session>()
    expectTypeOf<Answer<'deleteExternalIp'>>().toEqualTypeOf<{ state: 'gone' | 'finalizing' }>()
  })
})
