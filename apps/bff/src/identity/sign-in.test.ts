import { problem } from '@kube-dc/api/problem'
import { session } from '@kube-dc/api/session'
import { startIssuer, type Issuer } from '@kube-dc/lab/issuer/issuer'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { Browser } from '../testing/browser.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

let issuer: Issuer
let server: TestServer

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  issuer = await startIssuer({
    port: 0,
    consoleUrls: [],
    tokenTtlSeconds: 900,
    namespaces: () => ['nimbus-edge'],
    log: () => undefined,
  })
  server = await startTestServer(issuer.base)
})

afterAll(async () => {
  await server.stop()
  await issuer.stop()
})

async function codeOf(response: Response): Promise<string> {
  return problem.parse(await response.json()).code
}

describe('signing in', () => {
  it('brings the person back to where they wanted to go, with a session', async () => {
    const browser = new Browser(server.url)
    expect(await codeOf(await browser.api('GET', '/api/session'))).toBe('signed-out')
    const end = await browser.signIn('nimbus', 'nimbus-developer', '/o/nimbus/p/edge/external-ips?tab=1')
    expect(`${end.pathname}${end.search}`).toBe('/o/nimbus/p/edge/external-ips?tab=1')
    const answer = await browser.api('GET', '/api/session')
    expect(session.parse(await answer.json()).person).toEqual({
      username: 'nimbus-developer',
      name: 'nimbus developer',
      email: 'nimbus-developer@lab.invalid',
      organization: 'nimbus',
      groups: ['user', 'developers'],
    })
  })

  it('of platform staff belongs to no Organization', async () => {
    const browser = new Browser(server.url)
    await browser.signIn('master', 'platform-viewer')
    const { person } = session.parse(await (await browser.api('GET', '/api/session')).json())
    expect(person).toMatchObject({ username: 'platform-viewer' })
    expect(person.organization).toBeUndefined()
  })

  it.each([
    ['a name that no realm has', 'no-such-organization'],
    ['a name that cannot be one', '../master'],
    ['no name', ''],
  ])('says that there is no such Organization for %s', async (_, realm) => {
    const { url } = await new Browser(server.url).visit(
      `/auth/sign-in?${new URLSearchParams({ realm }).toString()}`,
    )
    expect(url.pathname).toBe('/sign-in')
    expect(url.searchParams.get('problem')).toBe('unknown-organization')
  })

  it('never leads to another site', async () => {
    const end = await new Browser(server.url).signIn('nimbus', 'nimbus-user', '//evil.example/')
    expect(end.href).toBe(`${server.url}/`)
  })

  it('gives the browser a cookie that scripts and other sites cannot use', async () => {
    const browser = new Browser(server.url)
    const start = await browser.open('/auth/sign-in?realm=nimbus')
    for (const line of start.headers.getSetCookie()) expect(line).toMatch(/HttpOnly; SameSite=Lax/)
    const address = new URL(start.headers.get('location') ?? '')
    expect(address.searchParams.get('code_challenge_method')).toBe('S256')
    expect(address.searchParams.get('redirect_uri')).toBe(`${server.url}/auth/callback`)
  })

  it('does not accept an answer to a sign-in that this browser did not begin', async () => {
    const { url } = await new Browser(server.url).visit('/auth/callback?code=stolen&state=anything')
    expect(url.searchParams.get('problem')).toBe('expired')
  })

  it('does not accept an answer with another state', async () => {
    const browser = new Browser(server.url)
    await browser.open('/auth/sign-in?realm=nimbus')
    const { url } = await browser.visit('/auth/callback?code=some&state=wrong')
    expect(url.searchParams.get('problem')).toBe('expired')
  })

  it('says that the person was not let in, and takes the attempt for over', async () => {
    const browser = new Browser(server.url)
    const start = await browser.open('/auth/sign-in?realm=nimbus&return=/learn')
    const state = new URL(start.headers.get('location') ?? '').searchParams.get('state') ?? ''
    const iss = `${issuer.base}/realms/nimbus`
    const query = new URLSearchParams({ error: 'access_denied', state, iss }).toString()
    const { url } = await browser.visit(`/auth/callback?${query}`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      problem: 'access-denied',
      realm: 'nimbus',
      return: '/learn',
    })
    expect((await browser.visit(`/auth/callback?${query}`)).url.searchParams.get('problem')).toBe('expired')
  })

  it('gives a new session every time, and ends the one before', async () => {
    const browser = new Browser(server.url)
    await browser.signIn('nimbus', 'nimbus-developer')
    const first = browser.cookieHeader(new URL(server.url))
    await browser.signIn('nimbus', 'nimbus-developer')
    expect(browser.cookieHeader(new URL(server.url))).not.toBe(first)
    const answer = await fetch(`${server.url}/api/session`, { headers: { cookie: first } })
    expect(answer.status).toBe(401)
  })

  it('writes no token, code or cookie into the log', async () => {
    const browser = new Browser(server.url)
    await browser.signIn('nimbus', 'nimbus-developer')
    await browser.api('GET', '/api/session')
    const cookie = browser.cookieHeader(new URL(server.url)).split('=')[1] ?? ''
    const text = server.log.join('')
    expect(server.log.length).toBeGreaterThan(2)
    expect(text).not.toContain(cookie)
    expect(text).not.toMatch(/eyJ|code=|state=/)
  })
})

describe('an identity provider that is away', () => {
  it('is named as the problem', async () => {
    const alone = await startTestServer('http://127.0.0.1:1')
    try {
      const { url } = await new Browser(alone.url).visit('/auth/sign-in?realm=nimbus')
      expect(url.searchParams.get('problem')).toBe('provider-unreachable')
    } finally {
      await alone.stop()
    }
  })
})

describe('signing out', () => {
  const answer = z.object({ redirect: z.string() })

  it('ends the session here, the tokens, and leads to the end of the session there', async () => {
    const browser = new Browser(server.url)
    await browser.signIn('nimbus', 'nimbus-developer')
    const cookie = browser.cookieHeader(new URL(server.url))
    const { redirect } = answer.parse(await (await browser.api('POST', '/api/sign-out')).json())
    expect(redirect).toContain(`${issuer.base}/realms/nimbus/`)
    expect(new URL(redirect).searchParams.get('post_logout_redirect_uri')).toBe(`${server.url}/sign-in`)
    expect((await fetch(`${server.url}/api/session`, { headers: { cookie } })).status).toBe(401)
    expect(browser.cookieHeader(new URL(server.url))).toBe('')
    const { url } = await browser.visit(redirect)
    expect(url.pathname).toBe('/sign-in')
    // Nobody is let in again without being asked.
    const again = await browser.visit('/auth/sign-in?realm=nimbus')
    expect(again.url.origin).toBe(issuer.base)
  })

  it('cannot be done by another site', async () => {
    const browser = new Browser(server.url)
    await browser.signIn('nimbus', 'nimbus-developer')
    const forged = await browser.open('/api/sign-out', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(forged.status).toBe(403)
    expect(await codeOf(forged)).toBe('cross-site')
    expect((await browser.api('GET', '/api/session')).status).toBe(200)
  })
})

describe('a session', () => {
  it('ends when it is not used for a while, and after its longest time', async () => {
    const short = await startTestServer(issuer.base, { session: { idleMinutes: 10, absoluteHours: 1 } })
    try {
      const browser = new Browser(short.url)
      await browser.signIn('nimbus', 'nimbus-developer')
      const { endsAt } = session.parse(await (await browser.api('GET', '/api/session')).json())
      const from = Date.now()
      expect(Math.abs(Date.parse(endsAt) - from - 3_600_000)).toBeLessThan(60_000)
      vi.useFakeTimers({ toFake: ['Date'], now: from })
      for (let minutes = 9; minutes < 60; minutes += 9) {
        vi.setSystemTime(from + minutes * 60_000)
        expect((await browser.api('GET', '/api/session')).status).toBe(200)
      }
      vi.setSystemTime(from + 61 * 60_000)
      expect((await browser.api('GET', '/api/session')).status).toBe(401)
      vi.setSystemTime(from)
      await browser.signIn('nimbus', 'nimbus-developer')
      vi.setSystemTime(from + 11 * 60_000)
      expect((await browser.api('GET', '/api/session')).status).toBe(401)
    } finally {
      await short.stop()
    }
  })
})

afterEach(() => {
  vi.useRealTimers()
})
