import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseConfig } from '../config.ts'
import { Browser } from '../testing/browser.ts'
import { eventually } from '../testing/eventually.ts'
import { startTestServer } from '../testing/test-server.ts'
import { TooManyLookups } from './lookup-limit.ts'
import { Realms, UnknownRealm } from './realms.ts'

/** An identity provider with the realm `nimbus`; it can leave questions unanswered. */
let provider: Server
let base: string
let asked: string[]
let held: ServerResponse[]
let hangs: boolean

beforeEach(async () => {
  // What time gives back would hide what is tested.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now())
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  asked = []
  held = []
  hangs = false
  provider = createServer((request, response) => {
    const [, realm = ''] = /^\/realms\/([^/]+)\//.exec(request.url ?? '') ?? []
    asked.push(realm)
    if (hangs) {
      held.push(response)
    } else if (realm === 'nimbus') {
      const issuer = `${base}/realms/nimbus`
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          response_types_supported: ['code'],
        }),
      )
    } else {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const address = provider.address()
  const isPort = (value: unknown): value is AddressInfo => typeof value === 'object' && value !== null
  base = `http://127.0.0.1:${isPort(address) ? address.port : 0}`
})

afterEach(() => {
  vi.restoreAllMocks()
  provider.closeAllConnections()
  provider.close()
})

function realms(): Realms {
  const { identity } = parseConfig(
    {
      cluster: { server: 'http://127.0.0.1:1', token: 'own' },
      identity: { issuer: `${base}/realms/{realm}`, allowInsecureIssuer: true },
    },
    'The test’s configuration',
  )
  return new Realms(identity)
}

async function outcome(looking: Promise<unknown>): Promise<string> {
  return looking.then(
    () => 'found',
    (error: unknown) => (error instanceof Error ? error.name : 'odd'),
  )
}

describe('names that no realm has', () => {
  it('cost the identity provider a tenth of what one client asks, and other clients nothing', async () => {
    const all = realms()
    for (let i = 0; i < 200; i += 1) await outcome(all.configuration(`wrong-${i}`, 'greedy'))
    expect(asked).toHaveLength(20)
    await expect(all.configuration('wrong-again', 'greedy')).rejects.toBeInstanceOf(TooManyLookups)
    await expect(all.configuration('wrong-again', 'other')).rejects.toBeInstanceOf(UnknownRealm)
    expect(await outcome(all.configuration('nimbus', 'other'))).toBe('found')
    // What is known already needs no look-up, so it is there for everybody.
    expect(await outcome(all.configuration('nimbus', 'greedy'))).toBe('found')
    expect(asked).toHaveLength(22)
  })

  it('are asked for once, whoever wants to know at the same time', async () => {
    const all = realms()
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) => outcome(all.configuration('wrong', `client-${i}`))),
    )
    expect(new Set(outcomes)).toEqual(new Set(['UnknownRealm']))
    expect(asked).toEqual(['wrong'])
  })
})

describe('an identity provider that does not answer', () => {
  it('is waited for by one client at four places of sixteen at most', async () => {
    const all = realms()
    hangs = true
    const greedy = Array.from({ length: 40 }, (_, i) => outcome(all.configuration(`slow-${i}`, 'greedy')))
    await eventually(() => expect(held).toHaveLength(4))
    const others = Array.from({ length: 14 }, (_, i) =>
      outcome(all.configuration(`other-${i}`, `client-${i}`)),
    )
    await eventually(() => expect(held).toHaveLength(16))
    for (const response of held) response.writeHead(404).end()
    const count = async (name: string, of: readonly Promise<string>[]) =>
      (await Promise.all(of)).filter((one) => one === name).length
    expect(await count('UnknownRealm', greedy)).toBe(4)
    expect(await count('UnknownRealm', others)).toBe(12)
    expect(await count('TooManyLookups', others)).toBe(2)
  })
})

describe('the client’s address', () => {
  async function tryNames(trustedProxies: string[], addressOf: (i: number) => string): Promise<string[]> {
    const server = await startTestServer(base, { listen: { port: 0, trustedProxies } })
    try {
      const problems: string[] = []
      for (let i = 0; i < 40; i += 1) {
        const { headers } = await new Browser(server.url).open(`/auth/sign-in?realm=wrong-${i}`, {
          headers: { 'x-forwarded-for': addressOf(i) },
        })
        const where = new URL(headers.get('location') ?? '', server.url)
        problems.push(where.searchParams.get('problem') ?? '')
      }
      return problems
    } finally {
      await server.stop()
    }
  }

  const of = (problem: string, problems: readonly string[]) =>
    problems.filter((one) => one === problem).length

  it('is the connection’s where no proxy is trusted, whatever the client claims', async () => {
    const problems = await tryNames([], (i) => `203.0.113.${i}`)
    expect(of('too-many-attempts', problems)).toBe(20)
    expect(of('unknown-organization', problems)).toBe(20)
  })

  it('is what a trusted proxy says, and not what the client told the proxy', async () => {
    const two = await tryNames(['127.0.0.0/8'], (i) => `198.51.100.${i}, 203.0.113.${i % 2}`)
    expect(of('unknown-organization', two)).toBe(40)
    const one = await tryNames(['127.0.0.0/8'], (i) => `198.51.100.${i}, 203.0.113.7`)
    expect(of('too-many-attempts', one)).toBe(20)
  })
})
