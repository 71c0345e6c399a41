import { channelKey, snapshot, type ChannelKind } from '@kube-dc/api/channel'
import { endpoints, type EndpointId } from '@kube-dc/api/endpoints'
import {
  PROJECT_KIND_NAMES,
  type ProjectKindName,
  type ProviderKindName,
} from '@kube-dc/networking/model/kinds'
import { platform } from '@kube-dc/api/session'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Browser } from './testing/browser.ts'
import { startLabSetting, type LabSetting } from './testing/lab-setting.ts'
import { eventually } from './testing/eventually.ts'
import { LiveClient } from './testing/live-client.ts'
import { permission, permissionsOfRole } from './testing/own-role.ts'

/**
 * Every endpoint and every channel of the contract for every kind of person. What is expected is stated here from
 * kube-dc.md §8.2 and §8.3, not from the code under test; a new endpoint or kind does not compile without its rows.
 */

const PEOPLE = [
  'nobody',
  'nimbus-org-admin',
  'nimbus-admin',
  'nimbus-developer',
  'nimbus-project-manager',
  'nimbus-user',
  'nimbus-group-developer',
  'harbor-developer',
  'platform-admin',
  'platform-viewer',
] as const

type Who = (typeof PEOPLE)[number]

/** Two Projects of one Organization, one of another, and a name that nothing has. */
const PLACES = ['nimbus-edge', 'nimbus-arena', 'harbor-gate', 'no-such-place'] as const
type Place = (typeof PLACES)[number]

const NIMBUS: readonly Who[] = [
  'nimbus-org-admin',
  'nimbus-admin',
  'nimbus-developer',
  'nimbus-project-manager',
  'nimbus-user',
]
const PLATFORM: readonly Who[] = ['platform-admin', 'platform-viewer']

const READERS: Readonly<Record<Place, readonly Who[]>> = {
  'nimbus-edge': [...NIMBUS, 'nimbus-group-developer', ...PLATFORM],
  'nimbus-arena': [...NIMBUS, ...PLATFORM],
  'harbor-gate': ['harbor-developer', ...PLATFORM],
  'no-such-place': PLATFORM,
}

const WRITERS: Readonly<Record<Place, readonly Who[]>> = {
  'nimbus-edge': [
    'nimbus-org-admin',
    'nimbus-admin',
    'nimbus-developer',
    'nimbus-group-developer',
    'platform-admin',
  ],
  'nimbus-arena': ['nimbus-org-admin', 'nimbus-admin', 'nimbus-developer', 'platform-admin'],
  'harbor-gate': ['harbor-developer', 'platform-admin'],
  'no-such-place': ['platform-admin'],
}

interface Row {
  readonly what: string
  readonly method?: string
  readonly path: string | (() => string)
  /** A function where it depends on what is there. */
  readonly body?: object | (() => object)
  /** Who is answered with `success`; everybody else who is signed in with 403. */
  readonly allowed: readonly Who[]
  /** 200 unless told otherwise. */
  readonly success?: number
}

const EVERYBODY: readonly Who[] = PEOPLE
const SIGNED_IN: readonly Who[] = PEOPLE.filter((who) => who !== 'nobody')

let setting: LabSetting
let browsers: Map<Who, Browser>
/** The public pool, as the platform’s staff see it. */
let pool: { readonly uid: string; readonly mtu: number; readonly excludeIps: readonly string[] }
/** The uid of an External IP that is not the default gateway's, by namespace. */
const victims = new Map<Place, { readonly name: string; readonly uid: string }>()

// Tenant roles say nothing about workloads: whoever runs them has a role of their own (kube-dc.md §8.3).
const WORKLOADS: ReadonlySet<ProjectKindName> = new Set(['deployments', 'stateful-sets', 'daemon-sets'])

const NOT_TENANTS: Readonly<Record<Place, readonly Who[]>> = {
  'nimbus-edge': PLATFORM,
  'nimbus-arena': PLATFORM,
  'harbor-gate': PLATFORM,
  'no-such-place': PLATFORM,
}

interface ChannelRow {
  readonly key: string
  readonly allowed: readonly Who[]
}

/** The provider's kinds, of the whole cluster only. */
function providers(kind: ProviderKindName): readonly ChannelRow[] {
  return [{ key: `${kind}/*`, allowed: PLATFORM }]
}

/** Channels of each kind: as a collection of one place, of one object, and of the whole cluster. */
const CHANNELS: Readonly<Record<Exclude<ChannelKind, ProjectKindName>, readonly ChannelRow[]>> = {
  'external-ips': [
    ...PLACES.map((place) => ({ key: `external-ips/${place}`, allowed: READERS[place] })),
    ...PLACES.map((place) => ({ key: `external-ips/${place}/default-gw`, allowed: READERS[place] })),
    { key: 'external-ips/*', allowed: PLATFORM },
  ],
  projects: [
    { key: 'projects/nimbus', allowed: [...NIMBUS, ...PLATFORM] },
    { key: 'projects/harbor', allowed: ['harbor-developer', ...PLATFORM] },
    { key: 'projects/nimbus/edge', allowed: [...NIMBUS, ...PLATFORM] },
    { key: 'projects/no-such-place', allowed: PLATFORM },
    { key: 'projects/*', allowed: PLATFORM },
  ],
  organizations: [
    // The role `<org>-user` may get its Organization and not list them.
    { key: 'organizations/nimbus', allowed: ['nimbus-org-admin', ...PLATFORM] },
    { key: 'organizations/nimbus/nimbus', allowed: [...NIMBUS, ...PLATFORM] },
    { key: 'organizations/harbor/harbor', allowed: ['harbor-developer', ...PLATFORM] },
    { key: 'organizations/no-such-place/no-such-place', allowed: PLATFORM },
    { key: 'organizations/*', allowed: PLATFORM },
  ],
  // Of no namespace: what anybody else is answered about a namespace tells them nothing about the pools.
  subnets: providers('subnets'),
  vlans: providers('vlans'),
  'ovn-eips': providers('ovn-eips'),
  // Of a namespace, and still nothing that a tenant's role lists, in their own Project neither.
  gateways: [...PLACES, 'envoy-gateway-system', '*'].map((place) => ({
    key: `gateways/${place}`,
    allowed: PLATFORM,
  })),
  // Made of several kinds of the whole cluster: for who may list each of them everywhere. A pool that is not there is empty.
  pools: [{ key: 'pools/*', allowed: PLATFORM }],
  'pool-addresses': ['*', 'ext-public', 'no-such-pool'].map((pool) => ({
    key: `pool-addresses/${pool}`,
    allowed: PLATFORM,
  })),
  'address-usage': [{ key: 'address-usage/*', allowed: PLATFORM }],
}

/** Collections of the kinds of a Project's namespace, of each place and of the whole cluster. */
function inProjects(kind: ProjectKindName): readonly ChannelRow[] {
  const readers = WORKLOADS.has(kind) ? NOT_TENANTS : READERS
  const places = PLACES.map((place) => ({ key: `${kind}/${place}`, allowed: readers[place] }))
  return [...places, { key: `${kind}/*`, allowed: PLATFORM }]
}

const ALL_CHANNELS = [...Object.values(CHANNELS).flat(), ...PROJECT_KIND_NAMES.flatMap(inProjects)]

function channelRows(parts: number): Row[] {
  return ALL_CHANNELS.filter(({ key }) => key.split('/').length === parts).map(({ key, allowed }) => ({
    what: key,
    path: `/api/channels/${key}`,
    allowed,
  }))
}

function victimPath(place: Place): string {
  const { name, uid } = victims.get(place) ?? { name: 'nothing', uid: 'nothing' }
  return `/api/namespaces/${place}/external-ips/${name}?uid=${uid}&dryRun=true`
}

/** Somebody who may look learns that a place does not exist; nobody else does. */
function elsewhere(place: Place, success: number): number {
  return place === 'no-such-place' ? 404 : success
}

/** Several objects and a journal, so that the cluster is asked about each kind of change. */
const LOAD_BALANCER = {
  intent: 'create-load-balancer',
  name: 'from-the-matrix',
  selector: { app: 'matrix' },
  ports: [{ name: 'web', protocol: 'TCP', port: 8080, targetPort: 8080 }],
  address: { use: 'new', name: 'from-the-matrix', networkType: 'cloud' },
}

/** Every role of a Project reads ConfigMaps (kube-dc.md §8.3); the platform's read-only staff do not. */
function journalReaders(place: Place): readonly Who[] {
  return READERS[place].filter((who) => who !== 'platform-viewer')
}

/** Whoever may read journals is told that there is none of that id; who may act on one is tried where operations are. */
function operationRows(method: 'GET' | 'POST', action: string): Row[] {
  return PLACES.map((place) => ({
    what: place,
    method,
    path: `/api/namespaces/${place}/operations/0123456789abcdef${action}`,
    ...(method === 'POST' && { body: { review: 'seen' } }),
    allowed: journalReaders(place),
    success: 404,
  }))
}

/** On a VLAN that is not there yet, so that the cluster is asked about both. */
const NEW_POOL = {
  name: 'from-the-matrix',
  networkType: 'cloud',
  cidr: '198.51.100.0/24',
  gateway: '198.51.100.1',
  vlan: { use: 'new', id: 3_999, provider: 'ext-net' },
  mtu: 1400,
  exclusions: [],
}

const ROWS: Readonly<Record<EndpointId, readonly Row[]>> = {
  signInOptions: [{ what: 'sign-in options', path: '/api/sign-in-options', allowed: EVERYBODY }],
  session: [{ what: 'own session', path: '/api/session', allowed: SIGNED_IN }],
  signOut: [{ what: 'sign out', method: 'POST', path: '/api/sign-out', allowed: SIGNED_IN }],
  projects: [{ what: 'own Projects', path: '/api/projects', allowed: SIGNED_IN }],
  // Everybody may ask; what the answer is, is below.
  access: PLACES.map((place) => ({ what: place, path: `/api/access/${place}`, allowed: SIGNED_IN })),
  // Everybody may ask, and is told the same unless they may see the pools; below.
  platform: [{ what: 'pools', path: '/api/platform', allowed: SIGNED_IN }],
  // Of a pool or an address that is not there it tells nothing, to who may follow the pools; others are told that they may not.
  addressHistory: ['ext-public/addresses/203.0.113.14', 'no-such-pool/addresses/192.0.2.1'].map((what) => ({
    what,
    path: `/api/pools/${what}/history`,
    allowed: PLATFORM,
  })),
  channel: channelRows(2),
  singleton: channelRows(3),
  createExternalIp: PLACES.map((place) => ({
    what: place,
    method: 'POST',
    path: `/api/namespaces/${place}/external-ips?dryRun=true`,
    body: { name: 'from-the-matrix', networkType: 'cloud' },
    allowed: WRITERS[place],
    success: elsewhere(place, 201),
  })),
  deleteExternalIp: PLACES.map((place) => ({
    what: place,
    method: 'DELETE',
    path: () => victimPath(place),
    allowed: WRITERS[place],
    success: elsewhere(place, 202),
  })),
  startOperation: PLACES.map((place) => ({
    what: place,
    method: 'POST',
    path: `/api/namespaces/${place}/operations?dryRun=true`,
    body: LOAD_BALANCER,
    allowed: WRITERS[place],
    success: elsewhere(place, 202),
  })),
  operations: PLACES.map((place) => ({
    what: place,
    path: `/api/namespaces/${place}/operations`,
    allowed: journalReaders(place),
  })),
  operation: operationRows('GET', ''),
  continueOperation: operationRows('POST', '/continue'),
  undoOperation: operationRows('POST', '/undo'),
  closeOperation: operationRows('POST', '/close'),
  // Of no Project: whoever is not the platform's is told what is told about anything else that is not theirs.
  addPool: [
    {
      what: 'a pool',
      method: 'POST',
      path: '/api/pools?dryRun=true',
      body: NEW_POOL,
      allowed: ['platform-admin'],
      success: 202,
    },
  ],
  changeExclusions: [
    {
      what: 'ext-public',
      method: 'POST',
      path: '/api/pools/ext-public/exclusions?dryRun=true',
      body: () => ({
        do: 'reserve',
        ranges: ['203.0.113.28'],
        uid: pool.uid,
        seen: { excludeIps: pool.excludeIps },
      }),
      allowed: ['platform-admin'],
    },
    {
      what: 'no pool',
      method: 'POST',
      path: '/api/pools/nothing/exclusions?dryRun=true',
      body: { do: 'reserve', ranges: ['203.0.113.28'], uid: 'none', seen: { excludeIps: [] } },
      allowed: ['platform-admin'],
      success: 404,
    },
  ],
  changePool: [
    {
      what: 'ext-public',
      method: 'POST',
      path: '/api/pools/ext-public?dryRun=true',
      body: () => ({ mtu: 1500, uid: pool.uid, seen: { mtu: pool.mtu } }),
      allowed: ['platform-admin'],
    },
    {
      what: 'no pool',
      method: 'POST',
      path: '/api/pools/nothing?dryRun=true',
      body: { mtu: 1500, uid: 'none', seen: { mtu: null } },
      allowed: ['platform-admin'],
      success: 404,
    },
  ],
  objectEvents: PLACES.map((place) => ({
    what: place,
    path: `/api/objects/external-ips/${place}/default-gw/events`,
    allowed: READERS[place],
  })),
  objectYaml: PLACES.map((place) => ({
    what: place,
    path: `/api/objects/external-ips/${place}/default-gw/yaml`,
    allowed: READERS[place],
    success: elsewhere(place, 200),
  })),
}

beforeAll(async () => {
  setting = await startLabSetting()
  browsers = new Map([['nobody', new Browser(setting.server.url)]])
  for (const who of SIGNED_IN) browsers.set(who, await setting.browserOf(who))
  const list = snapshot.parse(
    await (await browserOf('platform-admin').api('GET', '/api/channels/external-ips/*')).json(),
  )
  for (const { kind, meta } of list.objects) {
    const place = PLACES.find((one) => one === meta.namespace)
    if (place && kind === 'ExternalIp' && meta.name !== 'default-gw' && meta.deletedAt === undefined)
      victims.set(place, meta)
  }
  const pools = z
    .object({ objects: z.array(seenPool) })
    .parse(await (await browserOf('platform-admin').api('GET', '/api/channels/subnets/*')).json())
  const seen = pools.objects.find(({ meta }) => meta.name === 'ext-public')
  if (!seen) throw new Error('There is no public pool')
  pool = { ...seen, uid: seen.meta.uid }
}, 60_000)

const seenPool = z.object({
  meta: z.object({ name: z.string(), uid: z.string() }),
  mtu: z.number().default(0),
  excludeIps: z.array(z.string()),
})

afterAll(() => setting.stop())

function browserOf(who: Who): Browser {
  const browser = browsers.get(who)
  if (!browser) throw new Error(`${who} has no browser`)
  return browser
}

function statusFor(who: Who, endpoint: EndpointId, { allowed, success = 200 }: Row): number {
  if (allowed.includes(who)) return success
  return who === 'nobody' && endpoints[endpoint].access !== 'anyone' ? 401 : 403
}

const endpointIds = z.array(z.enum(Object.keys(ROWS))).parse(Object.keys(endpoints))
const isEndpointId = (id: string): id is EndpointId => Object.hasOwn(ROWS, id)

describe.each(endpointIds.filter(isEndpointId).filter((id) => id !== 'signOut'))('%s', (endpoint) => {
  it.each(PEOPLE)('asked by %s', async (who) => {
    const answers: [string, number][] = []
    // One after the other: asked all at once, an Organization's share of the way to the cluster would be used up.
    for (const { what, method = 'GET', path, body } of ROWS[endpoint]) {
      const answer = await browserOf(who).api(
        method,
        typeof path === 'function' ? path() : path,
        typeof body === 'function' ? body() : body,
      )
      await answer.arrayBuffer()
      answers.push([what, answer.status])
    }
    expect(answers).toEqual(ROWS[endpoint].map((row) => [row.what, statusFor(who, endpoint, row)]))
  })
})

describe('signOut', () => {
  it.each(PEOPLE)('asked by %s', async (who) => {
    const browser = who === 'nobody' ? browserOf(who) : await setting.browserOf(who)
    const [row] = ROWS.signOut
    if (!row) throw new Error('no row')
    expect((await browser.api('POST', '/api/sign-out')).status).toBe(statusFor(who, 'signOut', row))
  })
})

describe('the live connection', () => {
  it('is closed at once for somebody who is not signed in', async () => {
    const client = new LiveClient(browserOf('nobody').live())
    expect(await client.whenClosed()).toMatchObject({ code: 4401 })
    expect(client.received).toEqual([])
  })

  it.each(SIGNED_IN)('lets %s follow exactly the channels that the role allows', async (who) => {
    const client = new LiveClient(browserOf(who).live())
    const { instance } = await client.first('hello')
    for (const { key } of ALL_CHANNELS)
      client.send({ type: 'subscribe', channel: key, since: `${instance}:0` })
    const followed = await Promise.all(
      ALL_CHANNELS.map(async ({ key }) => {
        const outcome = await client.settled(key)
        return [key, outcome, client.of('ended', key)[0]?.reason]
      }),
    )
    expect(followed).toEqual(
      ALL_CHANNELS.map(({ key, allowed }) =>
        allowed.includes(who) ? [key, 'subscribed', undefined] : [key, 'ended', 'forbidden'],
      ),
    )
    const followable = ALL_CHANNELS.filter(({ allowed }) => allowed.includes(who)).map(({ key }) => key)
    for (const { channel } of client.of('changes')) expect(followable).toContain(channel)
    await client.close()
  })
})

describe('what is told', () => {
  const projects = z.object({
    projects: z.array(z.looseObject({ organization: z.string(), name: z.string(), detail: z.string() })),
  })
  const verbs = z.object({ verbs: z.record(z.string(), z.array(z.string())) })
  const NIMBUS_PROJECTS = ['nimbus/arena full', 'nimbus/edge full']
  const HARBOR_PROJECTS = ['harbor/depot full', 'harbor/gate full']

  it.each<[Who, string[]]>([
    ...NIMBUS.map((who): [Who, string[]] => [who, NIMBUS_PROJECTS]),
    ['nimbus-group-developer', ['nimbus/edge claimed']],
    ['harbor-developer', HARBOR_PROJECTS],
    ...PLATFORM.map((who): [Who, string[]] => [who, [...HARBOR_PROJECTS, ...NIMBUS_PROJECTS]]),
  ])('%s sees exactly these Projects', async (who, expected) => {
    const answer = projects.parse(await (await browserOf(who).api('GET', '/api/projects')).json())
    const seen = answer.projects.map(({ organization, name, detail }) => `${organization}/${name} ${detail}`)
    expect(seen).toEqual(expected)
  })

  it('of a claimed Project is nothing but its names', async () => {
    const answer = projects.parse(
      await (await browserOf('nimbus-group-developer').api('GET', '/api/projects')).json(),
    )
    expect(answer.projects).toEqual([
      { organization: 'nimbus', name: 'edge', backingNamespace: 'nimbus-edge', detail: 'claimed' },
    ])
  })

  it.each(SIGNED_IN)('%s may do in every place what their role says', async (who) => {
    for (const place of PLACES) {
      const answer = verbs.parse(await (await browserOf(who).api('GET', `/api/access/${place}`)).json())
      const granted = answer.verbs['external-ips'] ?? []
      expect([place, granted.includes('list'), granted.includes('create')]).toEqual([
        place,
        READERS[place].includes(who),
        WRITERS[place].includes(who),
      ])
    }
  })

  it.each(SIGNED_IN)('%s is told of the pools, or that there is nothing to tell', async (who) => {
    const answer: unknown = await (await browserOf(who).api('GET', '/api/platform')).json()
    if (!PLATFORM.includes(who)) expect(answer).toEqual({ pools: false })
    else expect(answer).toMatchObject({ pools: true, namespace: 'kube-dc' })
    const told = platform.parse(answer)
    const mayChange = told.pools && told.access.verbs.subnets?.includes('patch')
    expect(mayChange ?? false).toBe(who === 'platform-admin')
  })

  it('is the same about what is somebody else’s and about what does not exist, byte for byte', async () => {
    const rival = browserOf('harbor-developer')
    const pairs: [string, string][] = [
      ['/api/channels/external-ips/nimbus-edge', '/api/channels/external-ips/no-such-place'],
      ['/api/channels/external-ips/nimbus-edge/default-gw', '/api/channels/external-ips/nimbus-edge/nothing'],
      ['/api/channels/organizations/nimbus/nimbus', '/api/channels/organizations/none/none'],
      ['/api/channels/projects/nimbus/edge', '/api/channels/projects/nimbus/none'],
      [
        '/api/objects/external-ips/nimbus-edge/default-gw/yaml',
        '/api/objects/external-ips/no-such-place/nothing/yaml',
      ],
      [
        '/api/objects/external-ips/nimbus-edge/default-gw/events',
        '/api/objects/external-ips/no-such-place/nothing/events',
      ],
      ['/api/access/nimbus-edge', '/api/access/no-such-place'],
      ['/api/channels/subnets/*', '/api/channels/external-ips/no-such-place'],
      [
        '/api/objects/subnets/nimbus-edge/ext-public/yaml',
        '/api/objects/external-ips/no-such-place/nothing/yaml',
      ],
      [
        '/api/pools/ext-public/addresses/203.0.113.14/history',
        '/api/pools/no-such-pool/addresses/192.0.2.1/history',
      ],
    ]
    for (const [foreign, missing] of pairs) {
      const [one, other] = await Promise.all([foreign, missing].map((path) => comparable(rival, 'GET', path)))
      expect(one).toEqual(other)
    }
    const body = { name: 'mine', networkType: 'cloud' }
    expect(await comparable(rival, 'POST', '/api/namespaces/nimbus-edge/external-ips', body)).toEqual(
      await comparable(rival, 'POST', '/api/namespaces/no-such-place/external-ips', body),
    )
    const reserving = { do: 'reserve', ranges: ['203.0.113.28'], uid: pool.uid, seen: { excludeIps: [] } }
    const elsewhere = await comparable(rival, 'POST', '/api/namespaces/no-such-place/external-ips', body)
    for (const [path, sent] of [
      ['/api/pools', NEW_POOL],
      ['/api/pools/ext-public/exclusions', reserving],
      ['/api/pools/nothing/exclusions', reserving],
      ['/api/pools/ext-public', { mtu: 1500, uid: pool.uid, seen: { mtu: pool.mtu } }],
    ] as const) {
      expect(await comparable(rival, 'POST', path, sent)).toEqual(elsewhere)
    }
    const victim = victims.get('nimbus-edge')
    expect(
      await comparable(
        rival,
        'DELETE',
        `/api/namespaces/nimbus-edge/external-ips/${victim?.name}?uid=${victim?.uid}`,
      ),
    ).toEqual(
      await comparable(rival, 'DELETE', '/api/namespaces/no-such-place/external-ips/nothing?uid=none'),
    )
  })

  it('in a live connection as well', async () => {
    const client = new LiveClient(browserOf('harbor-developer').live())
    const { instance } = await client.first('hello')
    const keys = ['nimbus-edge', 'no-such-place'].map((namespace) =>
      channelKey({ kind: 'external-ips', namespace }),
    )
    for (const channel of keys) client.send({ type: 'subscribe', channel, since: `${instance}:0` })
    const [one, other] = await Promise.all(keys.map((key) => client.first('ended', key)))
    expect({ ...one, channel: '' }).toEqual({ ...other, channel: '' })
    await client.close()
  })

  async function comparable(browser: Browser, method: string, path: string, body?: unknown) {
    const answer = await browser.api(method, path, body)
    const text = (await answer.text()).replace(/"requestId":"[^"]+"/, '"requestId":""')
    const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id')
    return { status: answer.status, text, headers }
  }
})

// The last one: whatever the server does with its own identity has been done by now.
describe('the server’s own identity', () => {
  it('has used every permission of its role, and asked for nothing else', async () => {
    const { username } = setting.lab.info.bff
    await eventually(async () => {
      const usage = await setting.lab.controls.usage({ username })
      expect(usage.filter(({ allowed }) => !allowed)).toEqual([])
      expect(usage.map(permission).sort()).toEqual(permissionsOfRole())
    })
  })
})
