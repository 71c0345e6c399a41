import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONSOLE_HEADER } from '@kube-dc/api/client'
import { problem } from '@kube-dc/api/problem'
import { startIssuer, type Issuer } from '@kube-dc/lab/issuer/issuer'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { KIND_NAMES } from '@kube-dc/networking/model/kinds'
import { Browser } from '../testing/browser.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

const NONCE = /'nonce-([^']+)'/

let assets: string
let issuer: Issuer
let server: TestServer
let person: Browser

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  assets = mkdtempSync(join(tmpdir(), 'console-assets-'))
  mkdirSync(join(assets, 'assets'))
  writeFileSync(
    join(assets, 'index.html'),
    '<meta nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/main-1a2b.js"></script>',
  )
  writeFileSync(join(assets, 'assets', 'main-1a2b.js'), '/* a script */'.repeat(500))
  writeFileSync(join(assets, 'favicon.svg'), '<svg/>')
  issuer = await startIssuer({
    port: 0,
    consoleUrls: [],
    tokenTtlSeconds: 900,
    namespaces: () => ['nimbus-edge'],
    log: () => undefined,
  })
  server = await startTestServer(issuer.base, { assets })
  person = new Browser(server.url)
  await person.signIn('nimbus', 'nimbus-developer')
})

afterAll(async () => {
  await server.stop()
  await issuer.stop()
  rmSync(assets, { recursive: true })
})

/** As a browser goes to an address; `fetch` would call itself a fetch, whatever it is told. */
async function navigate(path: string, headers: Record<string, string>) {
  const answer = await request(`${server.url}${path}`, { headers })
  return {
    policy: String(answer.headers['content-security-policy']),
    headers: answer.headers,
    text: await answer.body.text(),
  }
}

const create = { name: 'uplink-a', networkType: 'public' }
const createPath = '/api/namespaces/nimbus-edge/external-ips'

describe('the console’s pages', () => {
  it('answer every navigation with the one page, under a policy that allows nothing inline', async () => {
    const first = await navigate('/o/nimbus/p/edge/external-ips', { 'sec-fetch-mode': 'navigate' })
    const second = await navigate('/', { accept: 'text/html,*/*' })
    const [nonce = '', other = ''] = [first, second].map(({ policy }) => NONCE.exec(policy)?.[1])
    expect(nonce).not.toBe(other)
    expect(first.text).toBe(
      `<meta nonce="${nonce}"><script nonce="${nonce}" src="/assets/main-1a2b.js"></script>`,
    )
    expect(first.policy).not.toContain('unsafe')
    expect(first.policy).toContain(`connect-src 'self' ${server.url.replace('http', 'ws')}`)
    expect(first.headers['cache-control']).toBe('no-store')
  })

  it('keep files whose names change with their content for ever, compressed, and look again for the others', async () => {
    const hashed = await person.open('/assets/main-1a2b.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(hashed.headers.get('content-encoding')).toBe('gzip')
    expect((await person.open('/favicon.svg')).headers.get('cache-control')).toBe('no-cache')
  })

  it.each(['/assets/main-old.js', '/api/nothing', '/auth/nothing', '/%2e%2e/index.ts'])(
    'are not what a fetch of %s gets',
    async (path) => {
      const answer = await person.open(path, { headers: { 'sec-fetch-mode': 'cors' } })
      expect(answer.status).toBe(404)
      expect(problem.parse(await answer.json()).code).toBe('not-found')
    },
  )

  it('follow a build in their place, and last while it is under way', async () => {
    const index = join(assets, 'index.html')
    const before = readFileSync(index, 'utf8')
    const text = async () => (await navigate('/', { 'sec-fetch-mode': 'navigate' })).text
    try {
      writeFileSync(index, '<script src="/assets/main-3c4d.js"></script>')
      expect(await text()).toContain('main-3c4d.js')
      rmSync(index)
      expect(await text()).toContain('main-3c4d.js')
    } finally {
      writeFileSync(index, before)
    }
  })

  it('say what is wrong when they have not been built', async () => {
    await expect(startTestServer(issuer.base, { assets: join(assets, 'assets') })).rejects.toThrow(
      /is no built console: .*index\.html does not exist\. Build it, or leave the setting out\.$/,
    )
  })
})

describe('every answer', () => {
  it('carries an id that is in the log, and headers that keep it to itself', async () => {
    const answer = await person.api('GET', '/api/sign-in-options')
    const id = answer.headers.get('x-request-id') ?? 'none'
    expect(server.log.some((line) => line.includes(id))).toBe(true)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-powered-by')).toBeNull()
  })

  it('is a problem in words when the request is not one', async () => {
    const origin = { origin: server.url, [CONSOLE_HEADER]: '1', 'content-type': 'application/json' }
    const cases: [RequestInit, string, string][] = [
      [{ body: '{"name":' }, createPath, 'bad-request'],
      [{ body: JSON.stringify({ ...create, pad: 'x'.repeat(70_000) }) }, createPath, 'bad-request'],
      [{ body: JSON.stringify({ ...create, more: 1 }) }, createPath, 'invalid'],
      [{ body: JSON.stringify(create) }, `${createPath}?dryRun=perhaps`, 'bad-request'],
      [{ body: JSON.stringify(create) }, `${createPath}?force=true`, 'bad-request'],
      [{ body: JSON.stringify(create) }, '/api/namespaces/Nimbus..Edge/external-ips', 'bad-request'],
    ]
    for (const [init, path, code] of cases) {
      const answer = await person.open(path, { method: 'POST', headers: origin, ...init })
      expect([path, problem.parse(await answer.json()).code]).toEqual([path, code])
    }
    const odd = await person.open('/api/channels/external-ips/%c3', {
      headers: { accept: 'application/json' },
    })
    expect(odd.status).toBe(400)
  })

  it.each([
    ['', 'name', 'Enter a name.'],
    ['Uplink', 'name', 'Use lower case letters: upper case is not allowed in names.'],
    ['..', 'name', 'Use lower case letters, digits and dashes: “.” is not allowed.'],
    ['<b>x</b>', 'name', 'Use lower case letters, digits and dashes: “<” is not allowed.'],
    ['ä', 'name', 'Use lower case letters, digits and dashes: “ä” is not allowed.'],
    ['a'.repeat(64), 'name', 'Use at most 63 characters: this name has 64.'],
  ])('names the field of a name like “%s”', async (name, field, message) => {
    const answer = await person.api('POST', createPath, { ...create, name })
    expect(answer.status).toBe(422)
    expect(problem.parse(await answer.json()).causes).toEqual([{ field, message }])
  })

  it.each([
    ['that no installation has', 'dual-stack', 'Choose one of the offered network types.'],
    [
      'that this one does not offer',
      'public',
      'This installation offers no public addresses. Its provider decides that.',
    ],
  ])('refuses a type %s', async (_, networkType, message) => {
    const answer = await person.api('POST', createPath, { ...create, networkType })
    expect(answer.status).toBe(422)
    expect(problem.parse(await answer.json()).causes).toEqual([{ field: 'networkType', message }])
  })

  it('says whose fault it is when the cluster is away', async () => {
    const answer = await person.api('POST', createPath, { ...create, networkType: 'cloud' })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(problem.parse(await answer.json())).toMatchObject({ code: 'cluster-unreachable', retryAfter: 5 })
  })
})

describe('a change', () => {
  const good = { origin: '', [CONSOLE_HEADER]: '1', 'content-type': 'application/json' }

  it.each<[string, Record<string, string>]>([
    ['from another site', { ...good, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a sibling site', { ...good, origin: 'https://other.example.test', 'sec-fetch-site': 'same-site' }],
    ['from nowhere', { [CONSOLE_HEADER]: '1', 'content-type': 'application/json' }],
    ['from a page without an origin', { ...good, origin: 'null' }],
    ['by a plain form of this site', { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }],
  ])('%s is refused before anything is read', async (_, headers) => {
    const answer = await person.open(createPath, { method: 'POST', headers, body: '{"name":' })
    expect(answer.status).toBe(403)
    expect(problem.parse(await answer.json()).code).toBe('cross-site')
  })

  it('of the default gateway is refused by its name, whatever the namespace', async () => {
    const paths = ['nimbus-edge', 'harbor-gate', 'nothing-there'].map(
      (namespace) => `/api/namespaces/${namespace}/external-ips/default-gw?uid=u1`,
    )
    const bodies = await Promise.all(
      paths.map(async (path) => problem.parse(await (await person.api('DELETE', path)).json())),
    )
    expect(new Set(bodies.map(({ error }) => error)).size).toBe(1)
    expect(bodies[0]).toMatchObject({ code: 'refused' })
    expect(bodies[0]?.error).toContain('the way out of its Project')
  })
})

describe('health', () => {
  it('tells life and readiness apart', async () => {
    expect((await person.open('/healthz')).status).toBe(200)
    const ready = await person.open('/readyz')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({
      ready: false,
      waiting: KIND_NAMES,
    })
  })
})

describe('too many requests', () => {
  it('of one browser are slowed down, not those of another', async () => {
    const greedy = new Browser(server.url)
    await greedy.signIn('nimbus', 'nimbus-user')
    // Time stands still, or a slow machine would be given more.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const answers = await Promise.all(Array.from({ length: 450 }, () => greedy.api('GET', '/api/session')))
    vi.useRealTimers()
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(50)
    expect((await person.api('GET', '/api/session')).status).toBe(200)
  })
})
