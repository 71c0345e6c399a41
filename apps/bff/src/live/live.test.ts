import { snapshot } from '@kube-dc/api/channel'
import { problem } from '@kube-dc/api/problem'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Browser } from '../testing/browser.ts'
import { FAST_WATCH, startLabSetting, type LabSetting } from '../testing/lab-setting.ts'
import { LiveClient } from '../testing/live-client.ts'
import { eventually } from '../testing/eventually.ts'

vi.setConfig({ testTimeout: 30_000 })

const EDGE = 'external-ips/nimbus-edge'
const EIPS = '/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips'
const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/nimbus-edge/rolebindings'

let setting: LabSetting
let developer: Browser
const clients: LiveClient[] = []

beforeAll(async () => {
  setting = await startLabSetting({ watch: FAST_WATCH })
  developer = await setting.browserOf('nimbus-developer')
}, 60_000)

afterAll(() => setting.stop())

afterEach(async () => {
  vi.restoreAllMocks()
  await setting.lab.controls.faults({ api: 'up', watches: 'flow' })
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

async function open(browser: Browser): Promise<LiveClient> {
  const client = new LiveClient(browser.live())
  clients.push(client)
  await client.first('hello')
  return client
}

async function read(browser: Browser, key = EDGE) {
  const answer = await browser.api('GET', `/api/channels/${key}`)
  return snapshot.parse(await answer.json())
}

/** As the console does: snapshot first, then changes since its position. */
async function follow(browser: Browser, key = EDGE): Promise<LiveClient> {
  const client = await open(browser)
  client.send({ type: 'subscribe', channel: key, since: (await read(browser, key)).position })
  await client.first('subscribed', key)
  return client
}

function externalIp(name: string) {
  const spec = { externalNetworkType: 'cloud' }
  return { apiVersion: 'kube-dc.com/v1', kind: 'EIp', metadata: { name, namespace: 'nimbus-edge' }, spec }
}

async function sees(client: LiveClient, name: string, timeout = 5_000): Promise<void> {
  await eventually(() => expect(client.names(EDGE)).toContain(name), timeout)
}

describe('a change anywhere', () => {
  it('shows in every tab that may see it: made here, made with kubectl, and gone again', async () => {
    const [mine, other] = await Promise.all([
      follow(developer),
      follow(await setting.browserOf('nimbus-user')),
    ])
    const created = await developer.api('POST', '/api/namespaces/nimbus-edge/external-ips', {
      name: 'from-here',
      networkType: 'cloud',
    })
    expect(created.status).toBe(201)
    await setting.kubectl('POST', EIPS, externalIp('from-kubectl'))
    for (const client of [mine, other]) {
      await sees(client, 'from-here')
      await sees(client, 'from-kubectl')
    }
    const { meta } = z.object({ meta: z.object({ uid: z.string() }) }).parse(await created.json())
    const gone = await developer.api(
      'DELETE',
      `/api/namespaces/nimbus-edge/external-ips/from-here?uid=${meta.uid}`,
    )
    expect(gone.status).toBe(202)
    await eventually(() => {
      expect(other.of('changes', EDGE).flatMap(({ removed }) => removed)).toContain(meta.uid)
    })
  })

  it('brings what was missed since a position, and sends a stranger back to the snapshot', async () => {
    const { position } = await read(developer)
    await setting.kubectl('POST', EIPS, externalIp('while-away'))
    await eventually(async () => expect((await read(developer)).position).not.toBe(position))
    const client = await open(developer)
    client.send({ type: 'subscribe', channel: EDGE, since: position })
    await sees(client, 'while-away')
    const stranger = await open(developer)
    stranger.send({ type: 'subscribe', channel: EDGE, since: 'another-run:5' })
    await stranger.first('resync', EDGE)
    stranger.send({ type: 'subscribe', channel: EDGE, since: (await read(developer)).position })
    await eventually(() => expect(stranger.of('subscribed', EDGE)).toHaveLength(2))
  })

  it('is not sent any more after unsubscribing', async () => {
    const [quiet, witness] = await Promise.all([follow(developer), follow(developer)])
    quiet.send({ type: 'unsubscribe', channel: EDGE })
    // Messages of one connection are handled in order: the answer to this one proves the first.
    quiet.send({ type: 'subscribe', channel: 'projects/nimbus', since: 'none:0' })
    await quiet.settled('projects/nimbus')
    await setting.kubectl('POST', EIPS, externalIp('unheard'))
    await sees(witness, 'unheard')
    expect(quiet.names(EDGE)).not.toContain('unheard')
  })

  it('is answered with 304 when nothing changed, also to a page that sets the header itself', async () => {
    // Another test's objects may still be settling.
    const first = await eventually(async () => {
      const answer = await developer.api('GET', `/api/channels/${EDGE}`)
      const headers = {
        'if-none-match': answer.headers.get('etag') ?? '',
        'cache-control': 'no-cache',
        pragma: 'no-cache',
      }
      expect((await developer.open(`/api/channels/${EDGE}`, { headers })).status).toBe(304)
      return answer
    })
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    expect(first.headers.get('vary')).toContain('cookie')
  })
})

describe('bad days of the cluster', () => {
  it('a half-open watch is found, and what it kept back arrives', async () => {
    const client = await follow(developer)
    await setting.lab.controls.faults({ watches: 'freeze' })
    await setting.kubectl('POST', EIPS, externalIp('kept-back'))
    await sees(client, 'kept-back')
  })

  it('a compacted history costs a new list and loses nothing', async () => {
    const client = await follow(developer)
    await setting.lab.controls.faults({ watches: 'drop' })
    setting.lab.controls.compact()
    await setting.kubectl('POST', EIPS, externalIp('after-410'))
    await sees(client, 'after-410')
    expect(client.of('resync')).toEqual([])
  })

  it('an API server that goes away makes what is shown stale, and comes back by itself', async () => {
    const client = await follow(developer)
    await setting.lab.controls.faults({ api: 'down' })
    await eventually(() => expect(client.of('upstream', EDGE).at(-1)?.upstream.state).toBe('stale'))
    const since = client.of('upstream', EDGE).at(-1)?.upstream.since ?? ''
    expect(Math.abs(Date.parse(since) - Date.now())).toBeLessThan(10_000)
    // Permission was asked just before: the data that is there may be read, and says that it is old.
    expect((await read(developer)).upstream.state).toBe('stale')
    const refused = await developer.api('GET', '/api/access/nimbus-edge')
    expect(problem.parse(await refused.json())).toMatchObject({ code: 'cluster-unreachable', retryAfter: 5 })
    await setting.lab.controls.faults({ api: 'up' })
    await setting.kubectl('POST', EIPS, externalIp('after-the-outage'))
    await sees(client, 'after-the-outage', 10_000)
    await eventually(() => expect(client.of('upstream', EDGE).at(-1)?.upstream.state).toBe('live'), 10_000)
    expect(client.closed).toBeUndefined()
  }, 30_000)
})

describe('permission', () => {
  it('taken away ends the channel within seconds, and nothing more is sent', async () => {
    const projectManager = await setting.browserOf('nimbus-project-manager')
    const [client, witness] = await Promise.all([follow(projectManager), follow(developer)])
    const bindings = z
      .object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) })
      .parse((await setting.kubectl('GET', RBAC)).body)
    const granting = bindings.items.filter(({ metadata: { name } }) =>
      /^(user|project-manager-.*)$/.test(name),
    )
    expect(granting).toHaveLength(2)
    for (const { metadata } of granting) await setting.kubectl('DELETE', `${RBAC}/${metadata.name}`)
    const ended = await client.first('ended', EDGE, 10_000)
    expect(ended.reason).toBe('forbidden')
    expect(ended.message).toContain('no longer')
    await setting.kubectl('POST', EIPS, externalIp('secret-now'))
    await sees(witness, 'secret-now')
    expect(client.names(EDGE)).not.toContain('secret-now')
    expect((await projectManager.api('GET', `/api/channels/${EDGE}`)).status).toBe(403)
  }, 20_000)
})

describe('the end of a session', () => {
  it('closes its live connections, and no others', async () => {
    const leaving = await setting.browserOf('nimbus-developer')
    const [mine, other] = await Promise.all([follow(leaving), follow(developer)])
    await leaving.api('POST', '/api/sign-out')
    expect(await mine.whenClosed()).toEqual({ code: 4401, reason: 'the session has ended' })
    expect(other.closed).toBeUndefined()
  })

  it('by time closes them as well', async () => {
    const idle = await setting.browserOf('nimbus-developer')
    const client = await follow(idle)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 13 * 3_600_000 })
    expect(await client.whenClosed(10_000)).toMatchObject({ code: 4401 })
    vi.useRealTimers()
    developer = await setting.browserOf('nimbus-developer')
  }, 20_000)

  it('does not come with the end of an access token', async () => {
    const patient = await setting.browserOf('nimbus-developer')
    const client = await follow(patient)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 60_000 })
    expect((await patient.api('GET', '/api/access/nimbus-edge')).status).toBe(200)
    await setting.kubectl('POST', EIPS, externalIp('with-a-new-token'))
    await sees(client, 'with-a-new-token')
    vi.useRealTimers()
  })
})

describe('a connection', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['no site', { origin: '' }],
  ])('from %s is refused although it has the cookie', async (_, headers) => {
    const client = new LiveClient(developer.live(headers))
    expect(await client.whenClosed()).toMatchObject({ code: 1006 })
    expect(client.received).toEqual([])
  })

  it.each<[string, string, number]>([
    ['speaks nonsense', 'hello', 4400],
    [
      'asks for what the protocol has not',
      '{"type":"subscribe","channel":"external-ips/x","since":"now"}',
      4400,
    ],
    ['sends too much', JSON.stringify({ type: 'beat', pad: 'x'.repeat(5_000) }), 1009],
  ])('that %s is closed', async (_, text, code) => {
    const client = await open(developer)
    client.sendText(text)
    expect(await client.whenClosed()).toMatchObject({ code })
  })

  it('without a session that sends too much is closed, and nobody else notices', async () => {
    const socket = developer.live({ cookie: 'kube-dc-console=nobody' })
    const stranger = new LiveClient(socket)
    // Before it is told to sign in: the server still reads what comes until both sides have closed.
    socket.once('open', () => stranger.sendText('x'.repeat(5_000)))
    await stranger.whenClosed()
    // An error of its socket that nobody listens for would end the process.
    expect((await open(developer)).closed).toBeUndefined()
  })

  it('that asks for a channel that cannot be is told no, like for any other', async () => {
    const client = await open(developer)
    for (const channel of ['secrets/nimbus-edge', 'external-ips/../x', '', 'external-ips/*/x']) {
      client.send({ type: 'subscribe', channel, since: 'none:0' })
      expect(await client.first('ended', channel)).toMatchObject({ reason: 'forbidden' })
    }
  })
})

describe('one session', () => {
  const flood = (client: LiveClient) => {
    for (let i = 0; i < 3_100; i += 1) client.send({ type: 'unsubscribe', channel: EDGE })
  }

  it('that sends too much is closed to come back later, and connecting anew gains it nothing', async () => {
    const browser = await setting.browserOf('nimbus-developer')
    // What time gives back would hide what is tested.
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now())
    const [busy, quiet] = [await open(browser), await open(browser)]
    flood(busy)
    expect(await busy.whenClosed()).toMatchObject({ code: 1013 })
    const again = new LiveClient(browser.live())
    expect(await again.whenClosed()).toMatchObject({ code: 1013 })
    expect(again.received).toEqual([])
    // One allowance for all of its tabs, and none of anybody else's.
    quiet.send({ type: 'beat' })
    expect(await quiet.whenClosed()).toMatchObject({ code: 1013 })
    expect((await follow(developer)).closed).toBeUndefined()
    clock.mockReturnValue(Date.now() + 1_000)
    expect((await follow(browser)).closed).toBeUndefined()
  })

  it('may come back with a hundred tabs at once, each with all that it follows', async () => {
    const browser = await setting.browserOf('nimbus-developer')
    const channels = [EDGE, ...Array.from({ length: 19 }, (_, i) => `external-ips/elsewhere-${i}`)]
    vi.spyOn(Date, 'now').mockReturnValue(Date.now())
    const tabs = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const client = await open(browser)
        client.send({ type: 'beat' })
        for (const channel of channels) client.send({ type: 'subscribe', channel, since: 'none:0' })
        return client
      }),
    )
    const last = channels.at(-1) ?? EDGE
    for (const tab of tabs) expect(await tab.settled(last)).toBe('ended')
    for (const tab of tabs) expect(await tab.settled(EDGE)).toBe('subscribed')
    expect(tabs.filter(({ closed }) => closed)).toEqual([])
    expect(await new LiveClient(browser.live()).whenClosed()).toEqual({ code: 1013, reason: 'too many tabs' })
  })
})
