import { readFile, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { startLab, type Lab } from './lab.ts'
import { parseOptions } from './options.ts'
import { PEOPLE } from './people.ts'
import { CONSOLE_IDENTITY } from './worlds/console-identity.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let lab: Lab
const problems: string[] = []

beforeAll(async () => {
  lab = await startLab({ delays: { readyMs: 0, releaseMs: 0, gatherMs: 0 } }, (line) => problems.push(line))
})

afterAll(async () => {
  await lab.stop()
})

const eip = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    creationTimestamp: z.string(),
    deletionTimestamp: z.string().optional(),
  }),
  status: z
    .object({
      ipAddress: z.string().optional(),
      ownershipType: z.string(),
      ready: z.boolean(),
      owners: z.array(z.object({ type: z.string(), ownerRef: z.string() })).default([]),
      conditions: z.array(z.object({ reason: z.string(), message: z.string() })),
    })
    .optional(),
})

type Eip = z.infer<typeof eip>

function ask(path: string, token: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${token}`)
  if (init.method === 'POST') headers.set('content-type', 'application/json')
  return fetch(lab.info.apiServer + path, { ...init, headers })
}

function tokenOf(username: string): Promise<string> {
  return lab.controls.token({ username })
}

async function externalIps(): Promise<Map<string, Eip>> {
  const answer = await ask('/apis/kube-dc.com/v1/eips', lab.adminToken)
  const { items } = z.object({ items: z.array(eip) }).parse(await answer.json())
  return new Map(items.map((item) => [`${item.metadata.namespace}/${item.metadata.name}`, item]))
}

/** Whether somebody may do something, as the cluster itself says. */
async function may(token: string, attributes: Record<string, string>): Promise<boolean> {
  const answer = await ask('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', token, {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: attributes },
    }),
  })
  return z.object({ status: z.object({ allowed: z.boolean() }) }).parse(await answer.json()).status.allowed
}

describe('the world', () => {
  test.each<[string, string, string, string | undefined]>([
    ['nimbus-edge/default-gw', 'Shared', 'Allocated', '100.72.0.23'],
    ['nimbus-edge/uplink-a', 'Shared', 'Allocated', '203.0.113.14'],
    ['nimbus-edge/uplink-b', 'Exclusive', 'Allocated', '100.72.3.15'],
    ['nimbus-edge/uplink-old', 'Released', 'Allocated', '203.0.113.21'],
    ['nimbus-edge/uplink-untyped', 'Released', 'Allocated', '100.72.3.77'],
    ['nimbus-edge/slb-web-9qd4m', 'Shared', 'Allocated', '100.72.3.41'],
    ['nimbus-edge/slb-orders-x7k2p', 'Released', 'QuotaExceeded', undefined],
    ['nimbus-edge/uplink-typo', 'Released', 'NoExternalNetwork', undefined],
    ['nimbus-edge/uplink-leaving', 'Shared', 'Allocated', '100.72.4.8'],
    ['nimbus-arena/default-gw', 'Shared', 'Allocated', '203.0.113.9'],
    ['harbor-gate/ingress-1', 'Shared', 'Allocated', '203.0.113.26'],
    ['harbor-depot/fip-runner-m4k1z', 'Exclusive', 'Allocated', '100.72.8.20'],
  ])('%s is %s, %s', async (key, ownershipType, reason, ipAddress) => {
    const { status } = (await externalIps()).get(key) ?? {}
    expect(status?.ownershipType).toBe(ownershipType)
    expect(status?.conditions[0]?.reason).toBe(reason)
    expect(status?.ipAddress).toBe(ipAddress)
    expect(status?.ready).toBe(reason === 'Allocated')
  })

  test('has one that nobody has reported on, and one that is stuck while it is deleted', async () => {
    const all = await externalIps()
    expect(all.get('nimbus-edge/uplink-unseen')?.status).toBeUndefined()
    expect(all.get('nimbus-edge/uplink-leaving')?.metadata.deletionTimestamp).toBeDefined()
  })

  test('has a past', async () => {
    const old = (await externalIps()).get('nimbus-edge/uplink-old')
    const days = (Date.now() - Date.parse(old?.metadata.creationTimestamp ?? '')) / 86_400_000
    expect(Math.round(days)).toBe(41)
  })

  test('holds every address once', async () => {
    const addresses = [...(await externalIps()).values()].flatMap(({ status }) => status?.ipAddress ?? [])
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('shows nimbus with its public addresses used up, and harbor without a limit', async () => {
    const figures = async (name: string) => {
      const answer = await ask(
        `/apis/kube-dc.com/v1/namespaces/${name}/organizations/${name}`,
        lab.adminToken,
      )
      return z
        .object({
          status: z.object({ quotaPlanId: z.string(), quotaUsage: z.object({ publicIPv4: z.unknown() }) }),
        })
        .parse(await answer.json()).status
    }
    expect(await figures('nimbus')).toMatchObject({
      quotaPlanId: 'scale-pool',
      quotaUsage: { publicIPv4: { used: '4', hard: '3' } },
    })
    expect((await figures('harbor')).quotaUsage.publicIPv4).toEqual({ used: '2' })
  })

  test('serves the waiting one as soon as its plan allows', async () => {
    await lab.controls.change({ eipQuota: { 'scale-pool': 4 } })
    await vi.waitFor(
      async () => expect((await externalIps()).get('nimbus-edge/slb-orders-x7k2p')?.status?.ready).toBe(true),
      { interval: 10, timeout: 10_000 },
    )
  })

  test('came up without a problem', () => {
    expect(problems).toEqual([])
  })
})

type Row = [who: string, namespace: string, resource: string, verb: string, allowed: boolean]

const KUBE_DC = new Set(['eips', 'projects', 'organizations', 'organizationgroups', 'projectnetworks'])
const GROUPS: Readonly<Record<string, string>> = {
  fips: 'kube-dc.com',
  vlans: 'kubeovn.io',
  'ovn-eips': 'kubeovn.io',
  'ovn-fips': 'kubeovn.io',
  gateways: 'gateway.networking.k8s.io',
  rolebindings: 'rbac.authorization.k8s.io',
  endpointslices: 'discovery.k8s.io',
  subnets: 'kubeovn.io',
}

function groupOf(resource: string): string {
  return KUBE_DC.has(resource) ? 'kube-dc.com' : (GROUPS[resource] ?? '')
}

test.each<Row>([
  ['nimbus-developer', 'nimbus-edge', 'eips', 'create', true],
  ['nimbus-developer', 'nimbus-edge', 'eips', 'delete', true],
  ['nimbus-developer', 'nimbus-edge', 'eips', 'patch', false],
  ['nimbus-developer', 'nimbus-edge', 'secrets', 'get', true],
  ['nimbus-developer', 'nimbus-edge', 'secrets', 'create', false],
  ['nimbus-developer', 'nimbus-edge', 'rolebindings', 'list', false],
  ['nimbus-developer', 'nimbus-edge', 'services', 'update', true],
  ['nimbus-developer', 'nimbus', 'projects', 'list', true],
  ['nimbus-developer', 'nimbus', 'organizations', 'get', true],
  ['nimbus-developer', 'nimbus', 'organizations', 'list', false],
  ['nimbus-developer', 'harbor-gate', 'eips', 'list', false],
  ['nimbus-developer', '', 'subnets', 'list', false],
  ['nimbus-admin', 'nimbus-edge', 'rolebindings', 'create', true],
  ['nimbus-admin', 'nimbus-edge', 'eips', 'update', false],
  ['nimbus-admin', 'nimbus', 'projects', 'create', false],
  ['nimbus-org-admin', 'nimbus-arena', 'eips', 'create', true],
  ['nimbus-org-admin', 'nimbus', 'projects', 'delete', true],
  ['nimbus-org-admin', 'nimbus', 'organizations', 'patch', true],
  ['nimbus-org-admin', 'harbor', 'projects', 'list', false],
  ['nimbus-org-admin', '', 'projectnetworks', 'create', true],
  ['nimbus-org-admin', '', 'projectnetworks', 'list', false],
  ['nimbus-project-manager', 'nimbus-edge', 'eips', 'watch', true],
  ['nimbus-project-manager', 'nimbus-edge', 'eips', 'create', false],
  ['nimbus-project-manager', 'nimbus-edge', 'secrets', 'list', true],
  ['nimbus-user', 'nimbus-edge', 'eips', 'list', true],
  ['nimbus-user', 'nimbus-edge', 'eips', 'watch', false],
  ['nimbus-user', 'nimbus-edge', 'secrets', 'get', false],
  ['nimbus-user', 'nimbus-edge', 'endpointslices', 'watch', false],
  ['nimbus-group-developer', 'nimbus-edge', 'eips', 'create', true],
  ['nimbus-group-developer', 'nimbus-arena', 'eips', 'list', false],
  ['nimbus-group-developer', 'nimbus', 'projects', 'list', false],
  ['harbor-developer', 'nimbus-edge', 'eips', 'list', false],
  ['harbor-developer', 'harbor-gate', 'eips', 'create', true],
  ['platform-admin', 'nimbus-edge', 'eips', 'patch', true],
  ['platform-admin', '', 'subnets', 'update', true],
  ['platform-viewer', 'nimbus-edge', 'eips', 'list', true],
  ['platform-viewer', 'nimbus-edge', 'eips', 'delete', false],
  ['platform-viewer', 'nimbus-edge', 'secrets', 'list', false],
  ['platform-viewer', '', 'subnets', 'watch', true],
  ...[
    'eips',
    'fips',
    'projects',
    'organizations',
    'subnets',
    'vlans',
    'ovn-eips',
    'ovn-fips',
    'gateways',
    'services',
  ].flatMap((resource): Row[] => [
    ['platform-viewer', '', resource, 'list', true],
    ['platform-viewer', '', resource, 'watch', true],
    ['platform-viewer', '', resource, 'create', false],
    ['platform-viewer', '', resource, 'update', false],
    ['platform-viewer', '', resource, 'patch', false],
    ['platform-viewer', '', resource, 'delete', false],
  ]),
])('%s in "%s": %s %s is %s', async (username, namespace, resource, verb, allowed) => {
  const attributes = { group: groupOf(resource), resource, verb, ...(namespace && { namespace }) }
  expect(await may(await tokenOf(username), attributes)).toBe(allowed)
})

describe('the BFF’s identity', () => {
  const rulesOf = z.object({
    rules: z.array(
      z.object({
        apiGroups: z.array(z.string()),
        resources: z.array(z.string()),
        verbs: z.array(z.string()),
      }),
    ),
  })

  const versionsOf = z.object({ versions: z.array(z.object({ version: z.string() })) })

  /** Whether a kind is served in some version of its group, and answers. */
  async function isRead(group: string, resource: string, token: string): Promise<boolean> {
    if (group === '') return (await ask(`/api/v1/${resource}`, token)).ok
    const { versions } = versionsOf.parse(await (await ask(`/apis/${group}`, token)).json())
    const answers = await Promise.all(
      versions.map(({ version }) => ask(`/apis/${group}/${version}/${resource}`, token)),
    )
    return answers.some(({ ok }) => ok)
  }

  test('reads what it follows, everywhere, and nothing else', async () => {
    const { token } = lab.info.bff
    const role = CONSOLE_IDENTITY.find(({ kind }) => kind === 'ClusterRole')
    for (const { apiGroups, resources, verbs } of rulesOf.parse(role).rules) {
      for (const resource of resources) {
        expect([resource, await isRead(apiGroups[0] ?? '', resource, token)]).toEqual([resource, true])
        for (const verb of [
          'get',
          'list',
          'watch',
          'create',
          'update',
          'patch',
          'delete',
          'escalate',
          'bind',
        ]) {
          const allowed = await may(token, { group: apiGroups[0] ?? '', resource, verb })
          expect([resource, verb, allowed]).toEqual([resource, verb, verbs.includes(verb)])
        }
      }
    }
    for (const resource of ['secrets', 'configmaps', 'events', 'nodes', 'serviceaccounts', 'namespaces']) {
      expect(await may(token, { group: '', resource, verb: 'list' })).toBe(false)
    }
    expect(await may(token, { group: 'kube-dc.com', resource: 'eips/status', verb: 'patch' })).toBe(false)
  })

  test('is told what it has asked for, each kind of request once, allowed or not', async () => {
    const { token, username } = lab.info.bff
    for (let times = 0; times < 2; times += 1) {
      await ask('/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips', token)
      await ask('/api/v1/secrets', token)
    }
    const usage = await lab.controls.usage({ username })
    const of = (plural: string) => usage.filter(({ resource }) => resource === plural)
    expect(of('secrets')).toEqual([{ verb: 'list', group: '', resource: 'secrets', allowed: false }])
    expect(of('eips')).toEqual([{ verb: 'list', group: 'kube-dc.com', resource: 'eips', allowed: true }])
    expect(await lab.controls.usage({ username: 'nobody' })).toEqual([])
  })
})

describe('the platform’s guards', () => {
  const edge = '/apis/kube-dc.com/v1/namespaces/nimbus/projects/edge'
  const patch = (username: string, body: object) =>
    tokenOf(username).then((token) =>
      ask(edge, token, {
        method: 'PATCH',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/merge-patch+json' },
      }),
    )
  const annotated = { metadata: { annotations: { 'network.kube-dc.com/egress-allowlist': '198.51.100.7' } } }

  test.each(['nimbus-org-admin', 'platform-admin'])(
    'keep %s from the annotations of a Project',
    async (username) => {
      const answer = await patch(username, annotated)
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('Modifying annotations on this resource is not allowed')
    },
  )

  test('let the platform change them', async () => {
    const answer = await ask(edge, lab.adminToken, {
      method: 'PATCH',
      body: JSON.stringify(annotated),
      headers: { 'content-type': 'application/merge-patch+json' },
    })
    expect(answer.status).toBe(200)
  })
})

describe('tokens', () => {
  test('name the namespaces of a person who cannot list Projects', async () => {
    const payload = Buffer.from(
      (await tokenOf('nimbus-group-developer')).split('.')[1] ?? '',
      'base64url',
    ).toString()
    expect(JSON.parse(payload)).toMatchObject({ namespaces: ['nimbus-edge'], groups: ['edge-developers'] })
  })

  test('that nobody signed are refused', async () => {
    const [header, payload] = (await tokenOf('nimbus-developer')).split('.')
    const { status } = await ask(
      '/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips',
      `${header}.${payload}.AAAA`,
    )
    expect(status).toBe(401)
  })

  test('end with their life', async () => {
    const token = await lab.controls.token({ username: 'nimbus-developer', ttlSeconds: 1 })
    await vi.waitFor(
      async () => {
        const { status } = await ask('/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips', token)
        expect(status).toBe(401)
      },
      { interval: 100, timeout: 10_000 },
    )
  })
})

describe('the control API', () => {
  const control = (path: string, body: string, token = lab.info.control.token) =>
    fetch(lab.info.control.url + path, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}` },
    })

  test('answers only who has its token', async () => {
    expect((await control('/lab/compact', '', 'guess')).status).toBe(401)
    expect((await fetch(`${lab.info.control.url}/lab/compact`)).status).toBe(401)
  })

  test.each([
    ['/lab/faults', '{"api":"sideways"}', 400],
    ['/lab/faults', '{', 400],
    ['/lab/settings', '{"delays":{"readyMs":-1}}', 400],
    ['/lab/settings', '{"delays":{"speed":1}}', 400],
    ['/lab/tokens', '{"username":"nobody"}', 400],
    ['/lab/else', '{}', 404],
    [
      '/lab/scenarios',
      '{"name":"nothing","act":"break","organization":"harbor","namespace":"harbor-depot"}',
      400,
    ],
    [
      '/lab/scenarios',
      '{"name":"address-leaked","act":"break","organization":"harbor","namespace":"harbor-depot"}',
      200,
    ],
    [
      '/lab/scenarios',
      '{"name":"address-leaked","act":"heal","organization":"harbor","namespace":"harbor-depot"}',
      200,
    ],
    ['/lab/compact', '', 200],
    ['/lab/settings', '{"delays":{"readyMs":0}}', 200],
  ])('%s %s is answered with %i', async (path, body, status) => {
    expect((await control(path, body)).status).toBe(status)
  })

  test('gives tokens of people', async () => {
    const answer = await control('/lab/tokens', '{"username":"harbor-developer"}')
    const { token } = z.object({ token: z.string() }).parse(await answer.json())
    expect((await ask('/apis/kube-dc.com/v1/namespaces/harbor-gate/eips', token)).status).toBe(200)
  })

  test('breaks the API server and mends it', async () => {
    const path = '/apis/kube-dc.com/v1/namespaces/harbor-gate/eips'
    await control('/lab/faults', '{"api":"error"}')
    expect((await ask(path, lab.adminToken)).status).toBe(500)
    await control('/lab/faults', '{"api":"down"}')
    await expect(ask(path, lab.adminToken)).rejects.toThrow()
    await control('/lab/faults', '{"api":"up"}')
    expect((await ask(path, lab.adminToken)).status).toBe(200)
  })
})

describe('the kubeconfig', () => {
  test('has a context for everybody and is for its owner only', async () => {
    const config = z
      .object({
        'current-context': z.string(),
        contexts: z.array(
          z.object({ name: z.string(), context: z.object({ namespace: z.string().optional() }) }),
        ),
      })
      .parse(parse(await readFile(lab.info.kubeconfig, 'utf8')))
    expect(config.contexts.map(({ name }) => name)).toEqual(PEOPLE.map(({ username }) => username))
    expect(config['current-context']).toBe('nimbus-developer')
    expect(config.contexts[0]?.context.namespace).toBe('nimbus-edge')
    expect((await stat(lab.info.kubeconfig)).mode & 0o077).toBe(0)
  })
})

describe('starting', () => {
  test.each([
    ['{"world":"elsewhere"}', 'world'],
    ['{"apiPort":-1}', 'apiPort'],
    ['{"unknown":true}', 'unknown'],
    ['not json', 'JSON object'],
  ])('with %s ends with a sentence that names it', (text, word) => {
    expect(() => parseOptions(text)).toThrow(word)
  })

  test('on a port in use ends with one sentence', async () => {
    const issuerPort = Number(new URL(lab.info.issuerBase).port)
    await expect(startLab({ issuerPort })).rejects.toThrow(`Port ${issuerPort} of 127.0.0.1 is in use.`)
    const apiPort = Number(new URL(lab.info.apiServer).port)
    await expect(startLab({ apiPort })).rejects.toThrow(`Port ${apiPort} of 127.0.0.1 is in use.`)
  })

  test('with a folder that cannot be written ends with one sentence', async () => {
    await expect(startLab({ dataDir: `${lab.info.kubeconfig}/below-a-file` })).rejects.toThrow(
      'cannot be written',
    )
  })
})

test('a crowd comes up as fast as the rest', async () => {
  const crowd = await startLab({ world: 'busy-project', externalIps: 500 })
  const answer = await fetch(
    `${crowd.info.apiServer}/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips?limit=1`,
    {
      headers: { authorization: `Bearer ${crowd.adminToken}` },
    },
  )
  const { metadata } = z
    .object({ metadata: z.object({ remainingItemCount: z.number() }) })
    .parse(await answer.json())
  expect(metadata.remainingItemCount).toBeGreaterThanOrEqual(500)
  await crowd.stop()
})

test('stopping leaves no server and no temporary file', async () => {
  const other = await startLab()
  await other.stop()
  await expect(fetch(other.info.issuerBase)).rejects.toThrow()
  await expect(fetch(other.info.apiServer)).rejects.toThrow()
  await expect(stat(other.info.kubeconfig)).rejects.toThrow('ENOENT')
})
