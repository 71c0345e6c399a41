import { UnsecuredJWT } from 'jose'
import { Configuration, customFetch, None } from 'openid-client'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MemorySessionStore, Sessions, type SessionRecord } from './sessions.ts'
import { AccessTokens, sessionFrom, tokensFrom } from './tokens.ts'

const START = Date.parse('2026-08-01T12:00:00Z')
const LIFETIME_MS = 900_000

function accessToken(more: object = {}): string {
  const expires = Math.floor((Date.now() + LIFETIME_MS) / 1000)
  return new UnsecuredJWT({
    iss: 'https://login.example.test/realms/nimbus',
    sub: 's1',
    exp: expires,
    ...more,
  }).encode()
}

/** A token endpoint that does what it is told. */
class TokenEndpoint {
  readonly seen: string[] = []
  answer: () => Promise<Response> | Response = () => this.renew()
  #count = 0

  renew(more: object = {}): Response {
    this.#count += 1
    return Response.json({
      access_token: accessToken({ jti: `access-${this.#count}`, ...more }),
      refresh_token: `refresh-${this.#count}`,
      token_type: 'bearer',
      expires_in: LIFETIME_MS / 1000,
    })
  }

  configuration(): Configuration {
    const configuration = new Configuration(
      {
        issuer: 'https://login.example.test/realms/nimbus',
        token_endpoint: 'https://login.example.test/token',
      },
      'kube-dc',
      undefined,
      None(),
    )
    configuration[customFetch] = async (_url, { body }) => {
      this.seen.push(
        (body instanceof URLSearchParams ? body : new URLSearchParams()).get('refresh_token') ?? '',
      )
      return this.answer()
    }
    return configuration
  }
}

let endpoint: TokenEndpoint
let sessions: Sessions
let tokens: AccessTokens
let ended: string[]
let record: SessionRecord
let outcomes: string[]

beforeEach(async () => {
  vi.useFakeTimers({ now: START })
  endpoint = new TokenEndpoint()
  ended = []
  outcomes = []
  sessions = new Sessions(new MemorySessionStore(), { idleMs: 86_400_000, absoluteMs: 86_400_000 })
  sessions.onEnded((key) => ended.push(key))
  tokens = new AccessTokens({
    sessions,
    realms: {
      configuration: () => Promise.resolve(endpoint.configuration()),
      organizationOf: (realm) => realm,
    },
    log: pino({ level: 'silent' }),
    onRefresh: (outcome) => outcomes.push(outcome),
  })
  const first = { access_token: accessToken(), refresh_token: 'refresh-0', token_type: 'bearer' as const }
  record = (await sessions.create(sessionFrom('nimbus', 'nimbus', tokensFrom(first)))).record
})

afterEach(() => {
  sessions.close()
  vi.useRealTimers()
})

describe('AccessTokens', () => {
  it('hands out the token that is there while it is good', async () => {
    const caller = tokens.caller(record)
    expect(await caller.token()).toBe(record.tokens.access)
    vi.advanceTimersByTime(LIFETIME_MS - 61_000)
    expect(await caller.token()).toBe(record.tokens.access)
    expect(endpoint.seen).toEqual([])
  })

  it('renews in time, once for everybody who needs it, and with the newest refresh token', async () => {
    vi.advanceTimersByTime(LIFETIME_MS - 59_000)
    const caller = tokens.caller(record)
    const got = await Promise.all([caller.token(), caller.token(), tokens.caller(record).token()])
    expect(new Set(got).size).toBe(1)
    expect(got[0]).not.toBe(record.tokens.access)
    expect(endpoint.seen).toEqual(['refresh-0'])
    vi.advanceTimersByTime(LIFETIME_MS)
    await caller.token()
    expect(endpoint.seen).toEqual(['refresh-0', 'refresh-1'])
    expect(outcomes).toEqual(['renewed', 'renewed'])
  })

  it('takes over what the new token says about the person', async () => {
    endpoint.answer = () => endpoint.renew({ groups: ['developers'], namespaces: ['nimbus-arena'] })
    vi.advanceTimersByTime(LIFETIME_MS)
    await tokens.caller(record).token()
    expect(await sessions.get(record.key)).toMatchObject({
      person: { groups: ['developers'] },
      claimedNamespaces: ['nimbus-arena'],
    })
  })

  it('ends the session when the identity provider does not renew it', async () => {
    endpoint.answer = () => Response.json({ error: 'invalid_grant' }, { status: 400 })
    vi.advanceTimersByTime(LIFETIME_MS)
    await expect(tokens.caller(record).token()).rejects.toMatchObject({ code: 'signed-out' })
    expect(ended).toEqual([record.key])
    expect(outcomes).toEqual(['refused'])
  })

  it.each<[string, object]>([
    ['cannot be read', { sub: 's'.repeat(256) }],
    ['is somebody else’s', { sub: 's2' }],
  ])('ends the session when the new token %s, and blames nobody’s network', async (_, claims) => {
    endpoint.answer = () => endpoint.renew(claims)
    vi.advanceTimersByTime(LIFETIME_MS - 30_000)
    await expect(tokens.caller(record).token()).rejects.toMatchObject({ code: 'signed-out' })
    expect(ended).toEqual([record.key])
    expect(outcomes).toEqual(['refused'])
  })

  it.each<[string, () => Response]>([
    [
      'is away',
      () => {
        throw new TypeError('fetch failed')
      },
    ],
    ['fails', () => new Response('oh', { status: 502 })],
  ])(
    'keeps the session when the identity provider %s, and uses what is left of the token',
    async (_, answer) => {
      endpoint.answer = answer
      const caller = tokens.caller(record)
      vi.advanceTimersByTime(LIFETIME_MS - 30_000)
      expect(await caller.token()).toBe(record.tokens.access)
      vi.advanceTimersByTime(31_000)
      await expect(caller.token()).rejects.toMatchObject({ code: 'cluster-unreachable', retryAfter: 5 })
      expect(ended).toEqual([])
      endpoint.answer = () => endpoint.renew()
      expect(await caller.token()).not.toBe(record.tokens.access)
    },
  )

  it('renews a token that the cluster did not accept, unless that has been done already', async () => {
    const caller = tokens.caller(record)
    const newer = await caller.tokenAfter(record.tokens.access)
    expect(await caller.tokenAfter(record.tokens.access)).toBe(newer)
    expect(endpoint.seen).toEqual(['refresh-0'])
  })

  it('does not bring back a session that was signed out meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<Response>()
    endpoint.answer = () => promise
    vi.advanceTimersByTime(LIFETIME_MS)
    const waiting = tokens.caller(record).token()
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'signed-out' })
    await vi.advanceTimersByTimeAsync(1)
    await sessions.end(record.key)
    resolve(endpoint.renew())
    await outcome
    expect(await sessions.get(record.key)).toBeUndefined()
  })
})

describe('Sessions', () => {
  it('signs the least recently used browser out when one person has too many', async () => {
    const keys = [record.key]
    for (let i = 0; i < 20; i += 1) {
      vi.advanceTimersByTime(1_000)
      keys.push((await sessions.create(record)).record.key)
    }
    expect(ended).toEqual([keys[0]])
  })

  it('tells of sessions that run out by themselves', async () => {
    await vi.advanceTimersByTimeAsync(86_400_000 + 5_000)
    expect(ended).toEqual([record.key])
  })
})
