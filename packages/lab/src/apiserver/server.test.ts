import { get as httpsGet } from 'node:https'
import { afterEach, expect, test, vi } from 'vitest'
import { isObject, listAt, objectAt, parseJson, textAt, type Json, type JsonObject } from './json.ts'
import { startApiServer, type ApiServer, type ApiServerOptions } from './server.ts'
import { LAMPS } from './testing.ts'
import { webhookPlugin } from './webhooks.ts'

const LAMP_PATH = '/apis/test.io/v1/namespaces/test/lamps'
const MERGE = 'application/merge-patch+json'

let server: ApiServer

async function start(options: ApiServerOptions = {}): Promise<void> {
  server = await startApiServer({ definitions: [LAMPS], ...options })
  await call('POST', '/api/v1/namespaces', { metadata: { name: 'test' } })
}

afterEach(() => server.stop())

interface Answer {
  readonly code: number
  readonly body: Json
  readonly text: string
  readonly headers: Headers
}

async function call(
  method: string,
  path: string,
  body?: Json,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${server.adminToken}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = response.headers.get('content-type')?.startsWith('application/json') === true
  return { code: response.status, text, body: json ? parseJson(text) : null, headers: response.headers }
}

const lamp = (name: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'test.io/v1',
  kind: 'Lamp',
  metadata: { name },
  ...more,
})

/** Opens a watch and collects what it sends. */
async function watch(query: string, headers: Record<string, string> = {}) {
  const abort = new AbortController()
  const response = await fetch(`${server.url}${LAMP_PATH}?watch=1&${query}`, {
    headers: { authorization: `Bearer ${server.adminToken}`, ...headers },
    signal: abort.signal,
  })
  const events: JsonObject[] = []
  const state = { ended: false }
  const read = async () => {
    const decoder = new TextDecoder()
    let rest = ''
    const chunks: AsyncIterable<Uint8Array> | Uint8Array[] = response.body ?? []
    for await (const chunk of chunks) {
      rest += decoder.decode(chunk, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const event = parseJson(line)
        if (isObject(event)) events.push(event)
      }
    }
    state.ended = true
  }
  const done = read().catch(() => {
    state.ended = true
  })
  return { code: response.status, events, state, done, close: () => abort.abort() }
}

/** `TYPE name` of each event. */
const told = (events: readonly JsonObject[]) =>
  events.map((event) => {
    const object = isObject(event['object']) ? event['object'] : {}
    const metadata = isObject(object['metadata']) ? object['metadata'] : {}
    return `${textAt(event, 'type')} ${typeof metadata['name'] === 'string' ? metadata['name'] : ''}`.trim()
  })

const until = (check: () => void) => vi.waitFor(check, { interval: 2 })

test('asks for a token, even for its health', async () => {
  await start()
  const response = await fetch(`${server.url}/healthz`)
  expect(response.status).toBe(401)
  expect(await response.json()).toEqual({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'Unauthorized',
    reason: 'Unauthorized',
    code: 401,
  })
  expect((await call('GET', '/healthz')).text).toBe('ok')
})

test.each([
  ['/nope', 404, '404 page not found\n'],
  ['/apis/nope.io/v1/foos', 404, '404 page not found\n'],
  ['/apis/test.io/v1/candles', 404, '404 page not found\n'],
  ['/api/v1/candles', 404, 'the server could not find the requested resource'],
])('says what there is not at %s', async (path, code, text) => {
  await start()
  const answer = await call('GET', path)
  expect(answer.code).toBe(code)
  expect(answer.text).toContain(text)
})

test('a new object: created, read, listed, changed, deleted', async () => {
  await start()
  const created = await call('POST', LAMP_PATH, lamp('desk', { spec: { watts: 5 }, status: { lit: true } }))
  expect(created).toMatchObject({
    code: 201,
    body: { metadata: { name: 'desk', namespace: 'test', generation: 1 } },
  })
  expect(created.body).not.toHaveProperty('status')
  expect((await call('GET', `${LAMP_PATH}/desk`)).body).toEqual(created.body)
  expect(await call('POST', LAMP_PATH, lamp('desk'))).toMatchObject({
    code: 409,
    body: { reason: 'AlreadyExists', message: 'lamps.test.io "desk" already exists' },
  })
  const changed = await call('PATCH', `${LAMP_PATH}/desk`, { spec: { watts: 7 } }, { 'content-type': MERGE })
  expect(changed).toMatchObject({ code: 200, body: { spec: { watts: 7 }, metadata: { generation: 2 } } })
  expect(await call('GET', LAMP_PATH)).toMatchObject({ body: { kind: 'LampList', items: [changed.body] } })
  expect(await call('DELETE', `${LAMP_PATH}/desk`)).toMatchObject({
    code: 200,
    body: { status: 'Success', details: { name: 'desk', group: 'test.io', kind: 'lamps' } },
  })
  expect(await call('GET', `${LAMP_PATH}/desk`)).toMatchObject({
    code: 404,
    body: {
      message: 'lamps.test.io "desk" not found',
      details: { name: 'desk', group: 'test.io', kind: 'lamps' },
    },
  })
})

test('a PUT needs the resourceVersion it is based on', async () => {
  await start()
  const { body } = await call('POST', LAMP_PATH, lamp('desk'))
  const object = isObject(body) ? body : {}
  expect(await call('PUT', `${LAMP_PATH}/desk`, lamp('desk'))).toMatchObject({
    code: 422,
    body: {
      message:
        'lamps.test.io "desk" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    },
  })
  expect(await call('PUT', `${LAMP_PATH}/desk`, { ...object, spec: { watts: 1 } })).toMatchObject({
    code: 200,
  })
  expect(await call('PUT', `${LAMP_PATH}/desk`, { ...object, spec: { watts: 2 } })).toMatchObject({
    code: 409,
    body: {
      message:
        'Operation cannot be fulfilled on lamps.test.io "desk": the object has been modified; please apply your changes to the latest version and try again',
    },
  })
})

test('a dry run validates everything and changes nothing', async () => {
  await start()
  expect(await call('POST', `${LAMP_PATH}?dryRun=All`, lamp('desk'))).toMatchObject({ code: 201 })
  expect(await call('POST', `${LAMP_PATH}?dryRun=All`, lamp('Desk'))).toMatchObject({ code: 422 })
  expect(await call('GET', `${LAMP_PATH}/desk`)).toMatchObject({ code: 404 })
})

test('warns of unknown fields in the header', async () => {
  await start()
  const { headers } = await call('POST', LAMP_PATH, lamp('desk', { spec: { 'od"d': 1 } }))
  expect(headers.get('warning')).toBe('299 - "unknown field \\"spec.od\\"d\\""'.replace('od\\"d', 'od\\"d'))
})

test('other patches than merge and JSON patch are not taken', async () => {
  await start()
  await call('POST', LAMP_PATH, lamp('desk'))
  expect(
    await call(
      'PATCH',
      `${LAMP_PATH}/desk`,
      {},
      { 'content-type': 'application/strategic-merge-patch+json' },
    ),
  ).toMatchObject({
    code: 415,
    body: { reason: 'UnsupportedMediaType' },
  })
})

test('refuses what the rights of a person do not cover, and lets an admin act as them', async () => {
  await start()
  const as = { 'impersonate-user': 'ada', 'impersonate-group': 'nimbus:user' }
  expect(await call('GET', LAMP_PATH, undefined, as)).toMatchObject({
    code: 403,
    body: {
      message:
        'lamps.test.io is forbidden: User "ada" cannot list resource "lamps" in API group "test.io" in the namespace "test"',
      details: { group: 'test.io', kind: 'lamps' },
    },
  })
  const { body } = await call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, as)
  expect(body).toMatchObject({
    status: { userInfo: { username: 'ada', groups: ['nimbus:user', 'system:authenticated'] } },
  })
})

test('people answer for themselves: what they may, and everything they may', async () => {
  await start()
  const as = { 'impersonate-user': 'ada' }
  const resourceAttributes = { namespace: 'test', verb: 'list', group: 'test.io', resource: 'lamps' }
  const review = (kind: string, spec: JsonObject) =>
    call('POST', `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`, { spec }, as)
  expect(await review('SelfSubjectAccessReview', { resourceAttributes })).toMatchObject({
    code: 201,
    body: { status: { allowed: false } },
  })
  expect(await review('SelfSubjectAccessReview', {})).toMatchObject({ code: 422 })
  expect(await review('SelfSubjectRulesReview', { namespace: 'test' })).toMatchObject({
    body: { status: { incomplete: false } },
  })
  expect(await review('SelfSubjectRulesReview', {})).toMatchObject({
    code: 400,
    body: { message: 'no namespace on request' },
  })
})

test('a watch tells the state and then every change, in order', async () => {
  await start()
  await call('POST', LAMP_PATH, lamp('old'))
  const { events, close } = await watch('allowWatchBookmarks=true')
  await call('POST', LAMP_PATH, lamp('new'))
  await call('PATCH', `${LAMP_PATH}/new`, {}, { 'content-type': MERGE })
  await call('PATCH', `${LAMP_PATH}/new`, { spec: { watts: 1 } }, { 'content-type': MERGE })
  await call('DELETE', `${LAMP_PATH}/old`)
  await until(() =>
    expect(told(events)).toEqual(['ADDED old', 'BOOKMARK', 'ADDED new', 'MODIFIED new', 'DELETED old']),
  )
  close()
})

test('with a selector objects come and go by changing', async () => {
  await start()
  const { events, close } = await watch('labelSelector=on%3Dyes')
  const label = (on: string) =>
    call('PATCH', `${LAMP_PATH}/a`, { metadata: { labels: { on } } }, { 'content-type': MERGE })
  await call('POST', LAMP_PATH, lamp('a'))
  await label('yes')
  await label('no')
  await call('DELETE', `${LAMP_PATH}/a`)
  await until(() => expect(told(events)).toEqual(['ADDED a', 'DELETED a']))
  expect(events[1]).toMatchObject({ object: { metadata: { labels: { on: 'yes' } } } })
  close()
})

test('a watch goes on where another ended, until history is forgotten', async () => {
  await start()
  const { body } = await call('POST', LAMP_PATH, lamp('a'))
  const metadata = isObject(body) && isObject(body['metadata']) ? body['metadata'] : {}
  const since = `resourceVersion=${textAt(metadata, 'resourceVersion')}`
  await call('POST', LAMP_PATH, lamp('b'))
  const resumed = await watch(since)
  await until(() => expect(told(resumed.events)).toEqual(['ADDED b']))
  server.compact()
  await call('POST', LAMP_PATH, lamp('c'))
  await until(() => expect(told(resumed.events)).toEqual(['ADDED b', 'ADDED c']))
  const expired = await watch(since)
  await expired.done
  expect(expired.code).toBe(200)
  expect(expired.events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }])
  resumed.close()
})

test('a watch ends when its time is up', async () => {
  await start()
  const { done, state } = await watch('timeoutSeconds=1')
  await done
  expect(state.ended).toBe(true)
  expect(server.openWatches).toBe(0)
})

test('rows for kubectl: columns once, then one row per event', async () => {
  await start()
  await call('POST', LAMP_PATH, lamp('a'))
  const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' }
  const table = await call('GET', LAMP_PATH, undefined, accept)
  expect(table.body).toMatchObject({
    kind: 'Table',
    columnDefinitions: [{ name: 'Name', format: 'name' }, { name: 'Age' }],
    rows: [{ cells: ['a', expect.stringMatching(/^\d+s$/)], object: { kind: 'PartialObjectMetadata' } }],
  })
  const { events, close } = await watch('', accept)
  await call('POST', LAMP_PATH, lamp('b'))
  await until(() => expect(events).toHaveLength(2))
  expect(events[1]).toMatchObject({
    object: { kind: 'Table', columnDefinitions: null, rows: [{ cells: ['b', '0s'] }] },
  })
  close()
})

test('faults: down, hanging, answering with errors, and well again', async () => {
  await start()
  await server.setFault({ api: 'down' })
  await expect(call('GET', '/version')).rejects.toThrow()
  await server.setFault({ api: 'error' })
  expect(await call('GET', '/version')).toMatchObject({ code: 500, body: { reason: 'InternalError' } })
  await server.setFault({ api: 'hang' })
  const patience = { signal: AbortSignal.timeout(100) }
  await expect(fetch(`${server.url}/version`, patience)).rejects.toThrow('timeout')
  await server.setFault({ api: 'up' })
  expect((await call('GET', '/version')).code).toBe(200)
})

test('faults: watches freeze without closing, or are cut', async () => {
  await start()
  const frozen = await watch('')
  await server.setFault({ watches: 'freeze' })
  await call('POST', LAMP_PATH, lamp('a'))
  const fresh = await watch('')
  await until(() => expect(told(fresh.events)).toEqual(['ADDED a']))
  expect(frozen).toMatchObject({ events: [], state: { ended: false } })
  await server.setFault({ watches: 'drop' })
  await until(() => expect(fresh.state.ended).toBe(true))
  frozen.close()
})

test('a webhook refuses in its own name, and one that fails refuses or not by its policy', async () => {
  const rules = [{ operations: ['CREATE'] as const, apiGroups: ['test.io'], resources: ['lamps'] }]
  const hook = (
    name: string,
    failurePolicy: 'Fail' | 'Ignore',
    review: Parameters<typeof webhookPlugin>[0]['review'],
  ) => webhookPlugin({ name, rules, failurePolicy, review })
  await start({
    admission: [
      hook('shaky.test.io', 'Ignore', () => Promise.reject(new Error('no route'))),
      hook('vlamp.test.io', 'Fail', ({ name }) =>
        name === 'dark'
          ? { allowed: false, message: 'too dark' }
          : { allowed: true, warnings: ['mind the bulb'] },
      ),
      hook('broken.test.io', 'Fail', ({ name }) => {
        if (name === 'break') throw new Error('no route')
        return { allowed: true }
      }),
    ],
  })
  expect((await call('POST', LAMP_PATH, lamp('fine'))).headers.get('warning')).toBe('299 - "mind the bulb"')
  expect(await call('POST', LAMP_PATH, lamp('dark'))).toMatchObject({
    code: 403,
    body: { message: 'admission webhook "vlamp.test.io" denied the request: too dark' },
  })
  expect(await call('POST', LAMP_PATH, lamp('break'))).toMatchObject({
    code: 500,
    body: { message: 'Internal error occurred: failed calling webhook "broken.test.io": no route' },
  })
})

test('speaks TLS on the same port', async () => {
  await start()
  const options = {
    ca: server.certificateAuthority,
    headers: { authorization: `Bearer ${server.adminToken}` },
  }
  const code = await new Promise((resolve, reject) => {
    httpsGet(`${server.secureUrl}/version`, options, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
  expect(code).toBe(200)
})

test('documents for kubectl name what PATCH takes and what fields there are', async () => {
  await start()
  const index = await call('GET', '/openapi/v3')
  expect(index.text).toContain('/openapi/v3/apis/test.io/v1?hash=')
  const document = await call('GET', '/openapi/v3/apis/test.io/v1')
  expect(document.body).toMatchObject({
    components: {
      schemas: {
        'io.test.v1.Lamp': { properties: { spec: { properties: { watts: { type: 'integer' } } } } },
      },
    },
  })
  const path = objectAt(
    objectAt(document.body, 'paths'),
    '/apis/test.io/v1/namespaces/{namespace}/lamps/{name}',
  )
  const parameters = listAt(path['patch'], 'parameters').map((parameter) => textAt(parameter, 'name'))
  expect(parameters).toContain('fieldValidation')
})

test('indents for people', async () => {
  await start()
  expect((await call('GET', '/version')).text).not.toContain('\n')
  expect((await call('GET', '/version?pretty=true')).text).toContain('\n  "major"')
  expect((await call('GET', '/version', undefined, { 'user-agent': 'curl/8' })).text).toContain('\n')
})

test('takes no body above three mebibytes', async () => {
  await start()
  const data = { a: 'x'.repeat(3 * 1024 * 1024) }
  expect(
    await call('POST', '/api/v1/namespaces/test/configmaps', { metadata: { name: 'big' }, data }),
  ).toMatchObject({
    code: 413,
    body: { message: 'Request entity too large: limit is 3145728' },
  })
  expect((await call('GET', '/version')).code).toBe(200)
})
