import { operationView, started } from '@kube-dc/api/operations'
import { exclusionOutcome } from '@kube-dc/api/pools'
import { problem } from '@kube-dc/api/problem'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Browser } from '../testing/browser.ts'
import { eventually } from '../testing/eventually.ts'
import { startLabSetting, type LabSetting } from '../testing/lab-setting.ts'

/* What a platform admin changes about pools, through the whole server, and what everybody else is told. */

vi.setConfig({ testTimeout: 30_000 })

// Typed: what the library returns stands for anything at all.
const matching = (words: RegExp): unknown => expect.stringMatching(words)

const SUBNETS = '/apis/kubeovn.io/v1/subnets'
const VLANS = '/apis/kubeovn.io/v1/vlans'
const OVN_EIPS = '/apis/kubeovn.io/v1/ovn-eips'
const OPERATIONS = '/api/namespaces/kube-dc/operations'

const storedSubnet = z.looseObject({
  metadata: z.looseObject({ uid: z.string(), resourceVersion: z.string() }),
  spec: z.looseObject({ excludeIps: z.array(z.string()), mtu: z.number().optional() }),
})

let setting: LabSetting
let admin: Browser
let viewer: Browser
let tenant: Browser

beforeAll(async () => {
  setting = await startLabSetting()
  admin = await setting.browserOf('platform-admin')
  viewer = await setting.browserOf('platform-viewer')
  tenant = await setting.browserOf('nimbus-admin')
}, 60_000)

afterAll(() => setting.stop())

async function problemOf(answer: Response) {
  return { status: answer.status, ...problem.parse(await answer.json()) }
}

async function subnet(name: string) {
  return storedSubnet.parse((await setting.kubectl('GET', `${SUBNETS}/${name}`)).body)
}

const exists = async (path: string) => (await setting.kubectl('GET', path)).status === 200

const wish = (name: string, block: number, id: number) => ({
  name,
  networkType: 'cloud',
  cidr: `198.51.${block}.0/24`,
  gateway: `198.51.${block}.1`,
  vlan: { use: 'new', id, provider: 'ext-net' },
  mtu: 1400,
  exclusions: [`198.51.${block}.2-198.51.${block}.9`],
})

async function add(body: unknown) {
  const answer = await admin.api('POST', '/api/pools', body)
  expect(answer.status).toBe(202)
  const { operation } = started.parse(await answer.json())
  if (!operation) throw new Error('No operation was begun')
  return operation.id
}

function becomes(id: string, expected: object) {
  return eventually(async () => {
    const view = operationView.parse(await (await admin.api('GET', `${OPERATIONS}/${id}`)).json())
    expect(view).toMatchObject(expected)
    return view
  })
}

async function undo(id: string) {
  const { review } = await becomes(id, { phase: 'done' })
  expect((await admin.api('POST', `${OPERATIONS}/${id}/undo`, { review })).status).toBe(202)
}

const auditLine = z.looseObject({
  audit: z.literal(true),
  who: z.string(),
  verb: z.string(),
  object: z.looseObject({ resource: z.string(), name: z.string() }),
  outcome: z.string(),
  requestId: z.string(),
})

/** What the audit log has of one object: who, verb, outcome. */
function audited(name: string): string[] {
  return setting.server.log
    .flatMap((line) => auditLine.safeParse(JSON.parse(line)).data ?? [])
    .filter(({ object }) => object.name === name)
    .map(({ who, verb, object, outcome }) => `${who} ${verb} ${object.resource} ${outcome}`)
}

describe('adding a pool', () => {
  it('makes its VLAN and the pool as the platform knows pools, and tells the audit log of both', async () => {
    const id = await add(wish('ext-b', 100, 1300))
    await becomes(id, { phase: 'done', intent: 'add-pool', subject: { kind: 'subnets', name: 'ext-b' } })
    expect((await setting.kubectl('GET', `${VLANS}/vlan1300`)).body).toMatchObject({
      spec: { id: 1300, provider: 'ext-net' },
    })
    expect(await subnet('ext-b')).toMatchObject({
      metadata: { labels: { 'network.kube-dc.com/external-network-type': 'cloud' } },
      spec: {
        cidrBlock: '198.51.100.0/24',
        gateway: '198.51.100.1',
        excludeIps: ['198.51.100.1..198.51.100.9'],
        vlan: 'vlan1300',
        vpc: 'ovn-cluster',
        protocol: 'IPv4',
        provider: 'ovn',
        mtu: 1400,
        private: false,
        natOutgoing: false,
      },
    })
    expect(audited('vlan1300')).toEqual(['platform-admin create vlans done'])
    expect(audited('ext-b')).toEqual(['platform-admin create subnets done'])
    await undo(id)
    await eventually(async () => {
      expect(await exists(`${SUBNETS}/ext-b`)).toBe(false)
      expect(await exists(`${VLANS}/vlan1300`)).toBe(false)
    })
    expect(audited('ext-b')).toContain('platform-admin delete subnets done')
  })

  it('as a dry run says whether it would, and makes and notes nothing', async () => {
    const answer = await admin.api('POST', '/api/pools?dryRun=true', wish('only-asked', 101, 1301))
    expect(answer.status).toBe(202)
    expect(await answer.json()).toEqual({ operation: null, made: [] })
    expect(await exists(`${SUBNETS}/only-asked`)).toBe(false)
    expect(await exists(`${VLANS}/vlan1301`)).toBe(false)
    expect([...audited('only-asked'), ...audited('vlan1301')]).toEqual([])
  })

  it('on a VLAN that is there can be undone as well, and leaves the VLAN', async () => {
    const vlan = { use: 'existing', name: 'vlan1172' }
    const id = await add({ ...wish('ext-c', 102, 0), vlan })
    await undo(id)
    await eventually(async () => expect(await exists(`${SUBNETS}/ext-c`)).toBe(false))
    expect(await exists(`${VLANS}/vlan1172`)).toBe(true)
  })

  it('is not undone once somebody has an address of it', async () => {
    const id = await add(wish('ext-d', 103, 1303))
    await becomes(id, { phase: 'done' })
    const made = await setting.kubectl('POST', OVN_EIPS, {
      apiVersion: 'kubeovn.io/v1',
      kind: 'OvnEip',
      metadata: { name: 'eip-of-somebody', labels: { 'network.kube-dc.com/eip': 'nimbus-edge.somebody' } },
      spec: { externalSubnet: 'ext-d', type: 'nat' },
    })
    expect(made.status).toBe(201)
    await undo(id)
    const { steps } = await becomes(id, { phase: 'undone' })
    expect(steps).toMatchObject([
      { kind: 'vlans', state: 'kept', words: 'VLAN vlan1303 stays: ext-d is on it.' },
      {
        kind: 'subnets',
        state: 'kept',
        words: 'Pool ext-d stays: nimbus-edge/somebody has an address of it.',
      },
    ])
    expect(await exists(`${SUBNETS}/ext-d`)).toBe(true)
  })

  it.each<[string, object, string, RegExp]>([
    [
      'another pool has the block',
      { cidr: '203.0.113.16/28', gateway: '203.0.113.17' },
      'cidr',
      /pool ext-public/,
    ],
    ['a Project has the block', { cidr: '10.0.0.0/8', gateway: '10.0.0.1' }, 'cidr', /Project nimbus/],
    [
      'the platform has the block',
      { cidr: '10.97.0.0/24', gateway: '10.97.0.1' },
      'cidr',
      /network of the platform/,
    ],
    [
      'the VLAN is taken',
      { vlan: { use: 'new', id: 1203, provider: 'ext-net' } },
      'vlan.id',
      /vlan1203 already/,
    ],
    ['the name is taken', { name: 'ext-cloud' }, 'name', /ext-cloud already/],
    ['the gateway is elsewhere', { gateway: '198.51.200.1' }, 'gateway', /not inside of/],
  ])('is refused where %s, at the field, and noted', async (_, change, field, message) => {
    const body = { ...wish('never', 110, 1310), exclusions: [], ...change }
    for (const query of ['?dryRun=true', '']) {
      const found = await problemOf(await admin.api('POST', `/api/pools${query}`, body))
      expect(found).toMatchObject({ status: 422, code: 'invalid' })
      expect(found.causes).toEqual([{ field, message: matching(message) }])
    }
    expect(audited(body.name).at(-1)).toBe('platform-admin create subnets invalid')
    expect(await exists(`${SUBNETS}/never`)).toBe(false)
  })

  it('is judged by what another admin is about to add', async () => {
    const both = await Promise.all([
      admin.api('POST', '/api/pools', wish('twin-a', 104, 1304)),
      admin.api('POST', '/api/pools', { ...wish('twin-b', 104, 1305) }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([202, 422])
  })
})

describe('reserving addresses', () => {
  async function wished(name: string, what: 'reserve' | 'release', ...ranges: string[]) {
    const { metadata, spec } = await subnet(name)
    return { do: what, ranges, uid: metadata.uid, seen: { excludeIps: spec.excludeIps } }
  }

  const PATH = '/api/pools/ext-public/exclusions'

  it('is shown before it is done, with who holds addresses, and then done', async () => {
    const before = await subnet('ext-public')
    const body = await wished('ext-public', 'reserve', '203.0.113.6-203.0.113.28')
    const shown = exclusionOutcome.parse(await (await admin.api('POST', `${PATH}?dryRun=true`, body)).json())
    expect(shown.free.after).toBe('0')
    expect(shown.heldCount).toBeGreaterThan(0)
    expect(shown.held.flatMap(({ holders }) => holders)).toContainEqual({
      words: 'nimbus / edge, uplink-a',
      project: { organization: 'nimbus', project: 'edge' },
    })
    expect((await subnet('ext-public')).spec.excludeIps).toEqual(before.spec.excludeIps)

    const one = await wished('ext-public', 'reserve', '203.0.113.28')
    const done = await admin.api('POST', PATH, one)
    expect(done.status).toBe(200)
    const { excludeIps } = exclusionOutcome.parse(await done.json())
    expect((await subnet('ext-public')).spec.excludeIps).toEqual(excludeIps)
    // The server's own view has it by the time of the answer.
    const channel = await admin.api('GET', '/api/channels/subnets/*')
    expect(await channel.text()).toContain(JSON.stringify(excludeIps))

    const back = await admin.api('POST', PATH, await wished('ext-public', 'release', '203.0.113.28'))
    expect(back.status).toBe(200)
    expect((await subnet('ext-public')).spec.excludeIps).toEqual(before.spec.excludeIps)
    expect(audited('ext-public')).toEqual(Array(2).fill('platform-admin patch subnets done'))
  })

  it('does not mind that addresses are given out meanwhile', async () => {
    const body = await wished('ext-cloud', 'reserve', '100.72.9.0/24')
    // As Kube-OVN does with every address: another version of the Subnet, with the same exclusions.
    await setting.kubectl('PATCH', `${SUBNETS}/ext-cloud`, { metadata: { annotations: { touched: 'yes' } } })
    expect((await admin.api('POST', '/api/pools/ext-cloud/exclusions', body)).status).toBe(200)
  })

  it('is refused where somebody has changed the exclusions meanwhile', async () => {
    const body = await wished('ext-cloud', 'reserve', '100.72.20.0/24')
    const first = await admin.api('POST', '/api/pools/ext-cloud/exclusions', body)
    expect(first.status).toBe(200)
    const second = { ...body, ranges: ['100.72.30.0/24'] }
    expect(await problemOf(await admin.api('POST', '/api/pools/ext-cloud/exclusions', second))).toMatchObject(
      {
        status: 409,
        code: 'conflict',
        error: 'ext-cloud is not as you were shown it any more. Look at it again, then repeat the change.',
      },
    )
    const reborn = { ...body, uid: 'of-another' }
    expect(await problemOf(await admin.api('POST', '/api/pools/ext-cloud/exclusions', reborn))).toMatchObject(
      {
        code: 'conflict',
      },
    )
  })

  it.each<[string, 'reserve' | 'release', string, string]>([
    ['the gateway', 'release', '203.0.113.1', 'ranges.0'],
    ['the network address', 'reserve', '203.0.113.0', 'ranges.0'],
    ['another network', 'reserve', '192.0.2.1', 'ranges.0'],
    ['a range the wrong way round', 'reserve', '203.0.113.20..203.0.113.10', 'ranges.0'],
    ['what is no address', 'reserve', 'all of them', 'ranges.0'],
    ['what is reserved', 'reserve', '203.0.113.2', 'ranges'],
    ['what is not reserved', 'release', '203.0.113.15', 'ranges'],
  ])('of %s is refused at its field', async (_, what, range, field) => {
    const answer = await admin.api('POST', PATH, await wished('ext-public', what, range))
    const found = await problemOf(answer)
    expect(found).toMatchObject({ status: 422, code: 'invalid', causes: [{ field }] })
  })
})

describe('changing a pool', () => {
  it('gives it another MTU and nothing else', async () => {
    const { metadata, spec } = await subnet('ext-cloud')
    const body = { mtu: 1280, uid: metadata.uid, seen: { mtu: spec.mtu ?? null } }
    const tried = await admin.api('POST', '/api/pools/ext-cloud?dryRun=true', body)
    expect(await tried.json()).toMatchObject({ warnings: [{ field: 'mtu' }] })
    expect((await subnet('ext-cloud')).spec.mtu).toBe(1400)
    expect((await admin.api('POST', '/api/pools/ext-cloud', body)).status).toBe(200)
    const { spec: after } = await subnet('ext-cloud')
    expect(after).toEqual({ ...spec, mtu: 1280 })
    expect((await admin.api('POST', '/api/pools/ext-cloud', body)).status).toBe(409)
  })

  it('takes nothing that would strand who has an address', async () => {
    const { metadata } = await subnet('ext-cloud')
    const body = { mtu: 1400, uid: metadata.uid, seen: { mtu: 1280 }, cidr: '10.0.0.0/8' }
    expect((await admin.api('POST', '/api/pools/ext-cloud', body)).status).toBe(422)
  })
})

describe('deleting the External IP of a tenant', () => {
  const eips = '/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips'
  const path = '/api/namespaces/nimbus-edge/external-ips'
  const storedEip = z.object({ metadata: z.object({ uid: z.string(), resourceVersion: z.string() }) })

  it('is noted, and spares one that has changed since it was looked at', async () => {
    expect((await tenant.api('POST', path, { name: 'forgotten', networkType: 'cloud' })).status).toBe(201)
    const { uid, resourceVersion } = storedEip.parse(
      (await setting.kubectl('GET', `${eips}/forgotten`)).body,
    ).metadata
    await setting.kubectl('PATCH', `${eips}/forgotten`, { metadata: { annotations: { touched: 'yes' } } })
    const stale = await admin.api('DELETE', `${path}/forgotten?uid=${uid}&resourceVersion=${resourceVersion}`)
    expect(await problemOf(stale)).toMatchObject({
      code: 'conflict',
      error: matching(/somebody may have begun to use it/),
    })
    expect((await admin.api('DELETE', `${path}/forgotten?uid=${uid}`)).status).toBe(202)
    expect(audited('forgotten')).toEqual([
      'nimbus-admin create eips done',
      'platform-admin delete eips conflict',
      'platform-admin delete eips done',
    ])
  })

  it('that is refused is noted as well', async () => {
    const uid = storedEip.parse((await setting.kubectl('GET', `${eips}/uplink-a`)).body).metadata.uid
    expect((await viewer.api('DELETE', `${path}/uplink-a?uid=${uid}`)).status).toBe(403)
    expect(audited('uplink-a')).toEqual(['platform-viewer delete eips forbidden'])
  })
})

describe('who may not change pools', () => {
  const requests = async (): Promise<[string, unknown][]> => {
    const { metadata, spec } = await subnet('ext-public')
    const seen = { excludeIps: spec.excludeIps }
    return [
      ['/api/pools', wish('theirs', 120, 1320)],
      [
        '/api/pools/ext-public/exclusions',
        { do: 'reserve', ranges: ['203.0.113.20'], uid: metadata.uid, seen },
      ],
      ['/api/pools/nothing/exclusions', { do: 'reserve', ranges: ['203.0.113.20'], uid: 'none', seen }],
      ['/api/pools/ext-public', { mtu: 1500, uid: metadata.uid, seen: { mtu: spec.mtu ?? null } }],
    ]
  }

  it.each(['viewer', 'tenant'] as const)(
    'as a %s is told the same about each of them, and noted',
    async (who) => {
      const browser = who === 'viewer' ? viewer : tenant
      const told = new Set<string>()
      for (const [path, body] of await requests()) {
        const { status, code, error } = await problemOf(await browser.api('POST', path, body))
        told.add(`${status} ${code} ${error}`)
      }
      expect([...told]).toEqual([
        '403 forbidden Your role does not allow this here, or it does not exist. Whoever manages the Project can give you a role that does.',
      ])
      const name = who === 'viewer' ? 'platform-viewer' : 'nimbus-admin'
      expect(audited('theirs')).toContain(`${name} create subnets forbidden`)
      expect(audited('ext-public')).toContain(`${name} patch subnets forbidden`)
      expect(await exists(`${SUBNETS}/theirs`)).toBe(false)
    },
  )

  it('as a tenant learns nothing of what pools are judged by, nor of operations on them', async () => {
    expect(await (await tenant.api('GET', '/api/platform')).json()).toEqual({ pools: false })
    expect((await tenant.api('GET', OPERATIONS)).status).toBe(403)
    expect(await (await viewer.api('GET', '/api/platform')).json()).toMatchObject({
      pools: true,
      namespace: 'kube-dc',
      reservedRanges: ['10.16.0.0/16', '10.96.0.0/12', '100.64.0.0/16'],
    })
    const session = await (await tenant.api('GET', '/api/session')).text()
    expect(session).not.toContain('reservedRanges')
  })
})
