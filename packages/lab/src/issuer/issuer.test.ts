import { createHash, randomBytes } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, jwtVerify, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { PEOPLE, REALMS } from '../people.ts'
import { namespacesOf } from './claims.ts'
import { startIssuer, type Issuer } from './issuer.ts'

const CONSOLE = 'http://127.0.0.1:4999'
const tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
})
type Tokens = z.infer<typeof tokens>

let issuer: Issuer
let namespaces: readonly string[] = ['nimbus-edge', 'nimbus-arena']
const warnings = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
const problems: string[] = []

beforeAll(async () => {
  issuer = await startIssuer({
    port: 0,
    consoleUrls: ['https://console.example.test'],
    tokenTtlSeconds: 900,
    namespaces: () => namespaces,
    log: (message) => problems.push(message),
  })
})

afterAll(async () => {
  await issuer.stop()
})

/** As much of a browser as a sign-in needs: cookies by path, and redirects one at a time. */
class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>()

  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name.split(' ')[0]}=${value}`)
      .join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/'
      if (value === '') this.#cookies.delete(`${name} ${path}`)
      else this.#cookies.set(`${name} ${path}`, { value, path })
    }
    return response
  }

  /** Follows redirects that stay at the issuer; the one that leaves is returned. */
  async follow(url: string): Promise<{ response: Response; location: string | undefined }> {
    let next = url
    for (;;) {
      const response = await this.open(next)
      const location = response.headers.get('location') ?? undefined
      if (location === undefined) return { response, location }
      next = new URL(location, next).href
      if (!next.startsWith(issuer.base)) return { response, location: next }
    }
  }
}

interface SignIn {
  readonly realm: string
  readonly client: string
  readonly redirect?: string
  readonly scope?: string
  readonly challenge?: boolean
}

function authorization(
  verifier: string,
  { realm, client, redirect, scope, challenge = true }: SignIn,
): string {
  const query = new URLSearchParams({
    client_id: client,
    response_type: 'code',
    redirect_uri: redirect ?? `${CONSOLE}/auth/callback`,
    scope: scope ?? 'openid offline_access profile email',
    state: 'some-state',
    nonce: 'some-nonce',
    ...(challenge && {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }),
  })
  return `${issuer.base}/realms/${realm}/auth?${query.toString()}`
}

function redeem(realm: string, body: Record<string, string>): Promise<Response> {
  return fetch(`${issuer.base}/realms/${realm}/token`, { method: 'POST', body: new URLSearchParams(body) })
}

async function signIn(browser: Browser, username: string, options: SignIn): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url')
  const { response } = await browser.follow(authorization(verifier, options))
  const page = await response.text()
  const action = /action="([^"]+)"/.exec(page)?.[1]
  expect(page).toContain(`value="${username}"`)
  const chosen = await browser.open(`${issuer.base}${action}`, {
    method: 'POST',
    body: new URLSearchParams({ username }),
  })
  const { location } = await browser.follow(new URL(chosen.headers.get('location') ?? '', issuer.base).href)
  return exchange(location, verifier, options)
}

async function exchange(
  location: string | undefined,
  verifier: string,
  { realm, client, redirect }: SignIn,
): Promise<Tokens> {
  const back = new URL(location ?? '')
  expect(back.searchParams.get('state')).toBe('some-state')
  const answer = await redeem(realm, {
    grant_type: 'authorization_code',
    client_id: client,
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirect ?? `${CONSOLE}/auth/callback`,
    code_verifier: verifier,
  })
  expect(answer.status).toBe(200)
  return tokens.parse(await answer.json())
}

async function verified(realm: string, token: string, audience: string): Promise<JWTPayload> {
  const metadata = z
    .object({ issuer: z.string(), jwks_uri: z.string() })
    .parse(await (await fetch(`${issuer.base}/realms/${realm}/.well-known/openid-configuration`)).json())
  const keys = z
    .object({ keys: z.array(z.record(z.string(), z.unknown())) })
    .parse(await (await fetch(metadata.jwks_uri)).json())
  const jwks = createLocalJWKSet({ keys: keys.keys.map((key) => ({ kty: String(key['kty']), ...key })) })
  return (await jwtVerify(token, jwks, { issuer: metadata.issuer, audience })).payload
}

const nimbus = { realm: 'nimbus', client: 'kube-dc' }

describe('signing in', () => {
  test('brings an access token with the claims of a Kube-DC realm', async () => {
    const { access_token, expires_in } = await signIn(new Browser(), 'nimbus-developer', nimbus)
    const claims = await verified('nimbus', access_token, 'kube-dc')
    expect(claims).toMatchObject({
      iss: `${issuer.base}/realms/nimbus`,
      sub: 'nimbus.nimbus-developer',
      aud: ['kube-dc'],
      azp: 'kube-dc',
      preferred_username: 'nimbus-developer',
      name: 'nimbus developer',
      email: 'nimbus-developer@lab.invalid',
      org: 'nimbus',
      groups: ['user', 'developers'],
      namespaces: ['nimbus-edge', 'nimbus-arena'],
    })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900)
    expect(expires_in).toBe(900)
  })

  test('brings an ID token with the person and the nonce', async () => {
    const { id_token } = await signIn(new Browser(), 'nimbus-org-admin', nimbus)
    const claims = await verified('nimbus', id_token, 'kube-dc')
    expect(claims).toMatchObject({
      preferred_username: 'nimbus-org-admin',
      groups: ['org-admin'],
      nonce: 'some-nonce',
    })
  })

  test('of platform staff names the audience that the cluster demands, and no Organization', async () => {
    namespaces = []
    const options = { realm: 'master', client: 'kube-dc-admin-console' }
    const { access_token } = await signIn(new Browser(), 'platform-admin', options)
    namespaces = ['nimbus-edge', 'nimbus-arena']
    const claims = await verified('master', access_token, 'kube-dc-admin')
    expect(claims.aud).toEqual(['kube-dc-admin-console', 'kube-dc-admin'])
    expect(claims['groups']).toEqual(['admin'])
    expect(claims).not.toHaveProperty('org')
    expect(claims).not.toHaveProperty('namespaces')
  })

  test('a second time does not ask again, in the same realm only', async () => {
    const browser = new Browser()
    await signIn(browser, 'nimbus-user', nimbus)
    const verifier = randomBytes(32).toString('base64url')
    const { location } = await browser.follow(authorization(verifier, nimbus))
    const { access_token } = await exchange(location, verifier, nimbus)
    expect(decodeJwt(access_token)['preferred_username']).toBe('nimbus-user')
    const { access_token: other } = await signIn(browser, 'harbor-developer', { ...nimbus, realm: 'harbor' })
    expect(decodeJwt(other)['org']).toBe('harbor')
  })

  test('as somebody of another realm is not possible', async () => {
    const browser = new Browser()
    const { response } = await browser.follow(authorization('verifier', nimbus))
    const page = await response.text()
    expect(page).not.toContain('harbor-developer')
    const again = await browser.open(`${issuer.base}${/action="([^"]+)"/.exec(page)?.[1]}`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'harbor-developer' }),
    })
    expect(again.status).toBe(200)
    expect(await again.text()).toContain('Sign in to nimbus')
  })

  test.each([
    ['without PKCE', { ...nimbus, challenge: false }, 'error=invalid_request'],
    ['with an unknown scope of no consequence', { ...nimbus, scope: 'openid' }, undefined],
  ])('%s', async (_, options, refusal) => {
    const { location } = await new Browser().follow(authorization('verifier', options))
    if (refusal) expect(location).toContain(refusal)
    else expect(location).toBeUndefined()
  })

  test.each([
    'https://evil.example.test/auth/callback',
    'http://127.0.0.1:4999/elsewhere',
    'http://10.0.0.1/auth/callback',
  ])('never returns to %s', async (redirect) => {
    const { response, location } = await new Browser().follow(
      authorization('verifier', { ...nimbus, redirect }),
    )
    expect(location).toBeUndefined()
    expect(response.status).toBe(400)
  })

  test('returns to a console that was named, and to any port of this machine', async () => {
    const browser = new Browser()
    for (const redirect of [
      'https://console.example.test/auth/callback',
      'http://localhost:31337/auth/callback',
    ]) {
      const { response } = await browser.follow(authorization('verifier', { ...nimbus, redirect }))
      expect(response.status).toBe(200)
    }
  })
})

describe('refreshing', () => {
  test('gives new tokens with new claims, and every refresh token works once', async () => {
    const first = await signIn(new Browser(), 'nimbus-developer', nimbus)
    namespaces = ['nimbus-edge']
    const refresh = (refresh_token: string) =>
      redeem('nimbus', { grant_type: 'refresh_token', client_id: 'kube-dc', refresh_token })
    const second = tokens.parse(await (await refresh(first.refresh_token)).json())
    namespaces = ['nimbus-edge', 'nimbus-arena']
    expect(decodeJwt(second.access_token)['namespaces']).toEqual(['nimbus-edge'])
    expect(decodeJwt(second.access_token).aud).toEqual(['kube-dc'])
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await refresh(first.refresh_token)).status).toBe(400)
    // Somebody used an old one: whoever holds the new one is not trusted either.
    expect((await refresh(second.refresh_token)).status).toBe(400)
  })

  test('works without asking for offline access, as with Keycloak', async () => {
    const { refresh_token } = await signIn(new Browser(), 'nimbus-user', {
      ...nimbus,
      scope: 'openid profile',
    })
    expect(refresh_token).not.toBe('')
  })
})

describe('signing out', () => {
  function endSession(query: Record<string, string>): string {
    return `${issuer.base}/realms/nimbus/session/end?${new URLSearchParams(query).toString()}`
  }

  test('with the ID token ends session and refresh tokens at once and returns to the console', async () => {
    const browser = new Browser()
    const { id_token, refresh_token } = await signIn(browser, 'nimbus-developer', nimbus)
    const { location } = await browser.follow(
      endSession({ id_token_hint: id_token, post_logout_redirect_uri: `${CONSOLE}/sign-in`, state: 'bye' }),
    )
    expect(location).toBe(`${CONSOLE}/sign-in?state=bye`)
    const answer = await redeem('nimbus', {
      grant_type: 'refresh_token',
      client_id: 'kube-dc',
      refresh_token,
    })
    expect(answer.status).toBe(400)
    const { response } = await browser.follow(authorization('verifier', nimbus))
    expect(await response.text()).toContain('choose who to be')
  })

  test('without it asks first', async () => {
    const browser = new Browser()
    await signIn(browser, 'nimbus-developer', nimbus)
    const { response } = await browser.follow(endSession({ client_id: 'kube-dc' }))
    const page = await response.text()
    expect(page).toContain('Sign out of nimbus?')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const done = await browser.open(`${issuer.base}/realms/nimbus/session/end/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    })
    expect(done.status).toBe(303)
    const again = await browser.follow(authorization('verifier', nimbus))
    expect(await again.response.text()).toContain('choose who to be')
  })

  test('never returns to a place nobody registered', async () => {
    const browser = new Browser()
    const { id_token } = await signIn(browser, 'nimbus-developer', nimbus)
    const { response, location } = await browser.follow(
      endSession({ id_token_hint: id_token, post_logout_redirect_uri: 'https://evil.example.test/sign-in' }),
    )
    expect(location).toBeUndefined()
    expect(response.status).toBe(400)
  })
})

describe('the pages', () => {
  test('carry no script and a policy that allows none', async () => {
    const { response } = await new Browser().follow(authorization('verifier', nimbus))
    const page = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(page).not.toMatch(/<script|onclick|javascript:/i)
    expect(policy).toContain("default-src 'none'")
    expect(page).toContain(`<style nonce="${/'nonce-([^']+)'/.exec(policy)?.[1]}">`)
  })

  test('list everybody of the realm with what they may do', async () => {
    const { response } = await new Browser().follow(authorization('verifier', nimbus))
    const page = await response.text()
    for (const { username, role, note } of PEOPLE.filter(({ realm }) => realm === 'nimbus')) {
      expect(page).toContain(username)
      expect(page).toContain(role)
      expect(page).toContain(note)
    }
  })

  test('say what happened to a sign-in that is gone', async () => {
    const response = await new Browser().open(`${issuer.base}/realms/nimbus/interaction/unknown`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('sign in again')
  })

  test('name the Organizations that there are to somebody who asks for another one', async () => {
    const response = await fetch(`${issuer.base}/realms/quarry/.well-known/openid-configuration`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('nimbus, harbor')
  })
})

test('a minted token is one of the realm, with a life of its own', async () => {
  const person = PEOPLE.find(({ username }) => username === 'harbor-developer')
  if (!person) throw new Error('no such person')
  const claims = await verified('harbor', await issuer.mint(person, 86_400), 'kube-dc')
  expect(claims).toMatchObject({ preferred_username: 'harbor-developer', org: 'harbor' })
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(86_400)
})

test.each(PEOPLE.map((person) => [person.username, person] as const))(
  '%s gets the namespaces of their role',
  (username, person) => {
    const tenancy = {
      projects: [
        { name: 'edge', namespace: 'nimbus-edge' },
        { name: 'arena', namespace: 'nimbus-arena' },
      ],
      groups: [{ name: 'edge-developers', projects: ['edge', 'missing'] }],
    }
    const expected =
      person.realm === 'master'
        ? []
        : username === 'nimbus-group-developer'
          ? ['nimbus-edge']
          : ['nimbus-edge', 'nimbus-arena']
    expect(namespacesOf(person, tenancy)).toEqual(expected)
  },
)

test('the library warns about nothing and nothing failed', () => {
  expect(REALMS).toHaveLength(issuer.trusts.length)
  expect(warnings).not.toHaveBeenCalled()
  expect(problems).toEqual([])
})
