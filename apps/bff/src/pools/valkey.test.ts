import { randomUUID } from 'node:crypto'
import { DURATION } from '@kube-dc/networking/age'
import type { Ended } from '@kube-dc/networking/pools/holder-history'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { FakeValkey } from '../testing/fake-valkey.ts'
import { MOST_OF_ONE } from './holder-history.ts'
import { Valkey } from './valkey.ts'

/** The real one where VALKEY_URL names it; a small one in this process elsewhere. */

const NOW = Date.parse('2026-11-24T12:00:00Z')
const REAL = process.env['VALKEY_URL']

const fake = new FakeValkey()
let url: string
const open: Valkey[] = []

beforeAll(async () => {
  url = REAL ?? (await fake.start())
})

afterEach(() => {
  for (const valkey of open.splice(0)) valkey.close()
})

afterAll(async () => {
  if (REAL === undefined) await fake.stop()
})

function connect(prefix: string, more: { now?: number; url?: string; timeoutMs?: number } = {}): Valkey {
  const { now = NOW, ...rest } = more
  const valkey = new Valkey({ url, prefix, now: () => now, ...rest })
  open.push(valkey)
  return valkey
}

/** Two replicas of the server, once both are connected. */
async function replicas(): Promise<{ a: Valkey; b: Valkey; prefix: string }> {
  const prefix = `test-${randomUUID()}`
  const [a, b] = [connect(prefix), connect(prefix)]
  await eventually(() => Promise.all([a.read(), b.read()]))
  return { a, b, prefix }
}

function ended(name: string, minutes: number): Ended {
  return {
    from: '2026-11-01T00:00:00.000Z',
    to: new Date(NOW + minutes * DURATION.minute).toISOString(),
    organization: 'nimbus',
    project: 'edge',
    object: `nimbus-edge/${name}`,
    kind: 'ExternalIp',
    uid: `uid-${name}`,
  }
}

describe('use of pools', () => {
  it('is kept once for each time, whoever tells it, and read by all in order', async () => {
    const { a, b } = await replicas()
    await a.append('ext-public', { at: NOW - DURATION.hour, used: 7 })
    await b.append('ext-public', { at: NOW - DURATION.hour, used: 8 })
    await b.append('ext-public', { at: NOW - DURATION.day, used: 5 })
    await a.append('ext-cloud', { at: NOW, used: 900 })
    const expected = new Map([
      [
        'ext-public',
        [
          { at: NOW - DURATION.day, used: 5 },
          { at: NOW - DURATION.hour, used: 7 },
        ],
      ],
      ['ext-cloud', [{ at: NOW, used: 900 }]],
    ])
    for (const replica of [a, b]) expect(await replica.read()).toEqual(expected)
  })

  it('is dropped after twelve weeks', async () => {
    const { a, prefix } = await replicas()
    await a.append('ext-public', { at: NOW - 80 * DURATION.day, used: 5 })
    await a.append('ext-public', { at: NOW, used: 6 })
    const later = connect(prefix, { now: NOW + 7 * DURATION.day })
    await eventually(async () =>
      expect((await later.read()).get('ext-public')).toEqual([{ at: NOW, used: 6 }]),
    )
    expect((await a.read()).get('ext-public')).toEqual([{ at: NOW, used: 6 }])
  })
})

describe('holders of addresses', () => {
  it('are kept once, since somebody first asked', async () => {
    const { a, b, prefix } = await replicas()
    await a.appendHolding('ext-public', '203.0.113.9', ended('a', 0))
    await b.appendHolding('ext-public', '203.0.113.9', ended('a', 1))
    await b.appendHolding('ext-public', '2001:db8::9', ended('b', 2))
    const { since } = await a.holdings('ext-public', '203.0.113.9')
    expect(since).toBe(new Date(NOW).toISOString())
    const later = connect(prefix, { now: NOW + DURATION.day })
    await eventually(async () =>
      expect(await later.holdings('ext-public', '203.0.113.9')).toEqual({ since, ended: [ended('a', 0)] }),
    )
    expect((await b.holdings('ext-public', '2001:db8::9')).ended).toEqual([ended('b', 2)])
    expect((await b.holdings('ext-cloud', '203.0.113.9')).ended).toEqual([])
  })

  it('are the last twenty of each address', async () => {
    const { a } = await replicas()
    for (let one = 0; one < MOST_OF_ONE + 3; one += 1) {
      await a.appendHolding('ext-public', '203.0.113.9', ended(`n${one}`, one))
    }
    const kept = (await a.holdings('ext-public', '203.0.113.9')).ended
    expect(kept).toHaveLength(MOST_OF_ONE)
    expect(kept.map(({ uid }) => uid).at(0)).toBe('uid-n3')
    expect(kept.map(({ uid }) => uid).at(-1)).toBe(`uid-n${MOST_OF_ONE + 2}`)
  })
})

describe('a store that is away', () => {
  it('is none while the first connection is being made', async () => {
    expect(await connect(`test-${randomUUID()}`).read()).toEqual(new Map())
  })

  it('is said when there is nothing to connect to', async () => {
    const nothing = connect('test', { url: 'redis://127.0.0.1:1' })
    await expect(nothing.read()).rejects.toThrow()
    await expect(nothing.append('ext-public', { at: NOW, used: 1 })).rejects.toThrow()
  })

  it('is said in time when it takes what is asked and answers nothing', async () => {
    const silent = new FakeValkey()
    const asked = connect('test', { url: await silent.start(), timeoutMs: 200 })
    await eventually(() => asked.read())
    silent.fallSilent()
    await expect(asked.read()).rejects.toThrow('No answer within 200 ms')
    asked.close()
    await silent.stop()
    open.splice(open.indexOf(asked), 1)
  })

  it('answers again once it is back', async () => {
    const first = new FakeValkey()
    const where = await first.start()
    const asked = connect('test', { url: where })
    await eventually(() => asked.read())
    await first.stop()
    await eventually(() => expect(asked.read()).rejects.toThrow())
    const second = new FakeValkey(Number(new URL(where).port))
    await second.start()
    await eventually(() => asked.read())
    asked.close()
    open.splice(open.indexOf(asked), 1)
    await second.stop()
  })
})
