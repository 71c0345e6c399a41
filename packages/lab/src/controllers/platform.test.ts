import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { billingPlans } from '../worlds/platform.ts'
import {
  makeExternalIp,
  makeOrganization,
  makeProject,
  manifest,
  readyReason,
  startTestCluster,
  type TestCluster,
} from '../testing/cluster.ts'
import { ApiError, KubeClient } from './client.ts'
import { PROJECT_FINALIZER } from './project.ts'
import { BILLING_PLANS } from './quota.ts'
import { resources, type ExternalIp, type Reference } from './resources.ts'
import { NO_DELAYS } from './settings.ts'

let cluster: TestCluster

/** Longest wait for one condition; a test may wait for several. */
const WAIT_MS = 10_000

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

beforeAll(async () => {
  cluster = await startTestCluster({ small: 2 })
  const { client } = cluster
  await makeOrganization(client, 'nimbus', 'small')
  await makeOrganization(client, 'harbor')
  await makeProject(client, 'nimbus', 'edge')
  await makeProject(client, 'harbor', 'gate', 'public')
  await becomes(() => isProjectReady('nimbus', 'edge'), true)
  await becomes(() => isProjectReady('harbor', 'gate'), true)
})

afterAll(async () => {
  await cluster.stop()
})

const EDGE = 'nimbus-edge'
const GATE = 'harbor-gate'

/** Waits until the cluster says so; nothing here waits for time. */
async function becomes<T>(read: () => Promise<T>, expected: unknown): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(expected), { interval: 10, timeout: WAIT_MS })
}

function externalIp(namespace: string, name: string): Promise<ExternalIp | undefined> {
  return cluster.client.get(resources.externalIps, { namespace, name })
}

async function reason(namespace: string, name: string): Promise<string | undefined> {
  return readyReason(await externalIp(namespace, name))
}

async function addressOf(namespace: string, name: string): Promise<string | undefined> {
  return (await externalIp(namespace, name))?.status?.ipAddress ?? undefined
}

async function remove(
  resource: (typeof resources)[keyof typeof resources],
  reference: Reference,
): Promise<void> {
  const object = await cluster.client.get(resource, reference)
  if (object) await cluster.client.delete(resource, reference, object.metadata.uid)
}

async function isProjectReady(organization: string, name: string): Promise<boolean> {
  const project = await cluster.client.get(resources.projects, { namespace: organization, name })
  return project?.status?.ready === true
}

/** Counts of a Subnet as Kube-OVN keeps them. */
async function freeIn(subnet: string): Promise<number | undefined> {
  return (await cluster.client.get(resources.subnets, { name: subnet }))?.status?.v4availableIPs ?? undefined
}

async function publicIPv4(organization: string): Promise<unknown> {
  const found = await cluster.client.get(resources.organizations, {
    namespace: organization,
    name: organization,
  })
  return found?.status?.quotaUsage?.publicIPv4
}

const eventList = z.object({
  items: z.array(z.object({ reason: z.string(), count: z.number(), message: z.string() })),
})

async function eventsOf(name: string): Promise<z.infer<typeof eventList>['items']> {
  const response = await fetch(
    `${cluster.server.url}/api/v1/events?fieldSelector=involvedObject.name=${name}`,
    {
      headers: { authorization: `Bearer ${cluster.server.adminToken}` },
    },
  )
  return eventList.parse(await response.json()).items
}

async function exists(
  resource: (typeof resources)[keyof typeof resources],
  reference: Reference,
): Promise<boolean> {
  return (await cluster.client.get(resource, reference)) !== undefined
}

describe('a Project', () => {
  test('has everything that makes it up', async () => {
    const { client } = cluster
    const project = await client.get(resources.projects, { namespace: 'nimbus', name: 'edge' })
    expect(project?.status).toMatchObject({ namespace: EDGE, ready: true })
    expect(project?.metadata.finalizers).toEqual([PROJECT_FINALIZER])
    const namespace = await client.get(resources.namespaces, { name: EDGE })
    expect(namespace?.metadata.labels['kube-dc.com/project']).toBe('')
    const vpc = await client.get(resources.vpcs, { name: EDGE })
    expect(vpc?.spec?.extraExternalSubnets).toEqual(['ext-cloud'])
    await becomes(
      async () => (await client.get(resources.vpcs, { name: EDGE }))?.status?.subnets,
      [`${EDGE}-default`],
    )
    const subnet = await client.get(resources.subnets, { name: `${EDGE}-default` })
    expect(subnet?.spec).toMatchObject({ cidrBlock: '10.61.4.0/22', gateway: '10.61.4.1', vpc: EDGE })
    const port = await client.get(resources.ovnEips, { name: `${EDGE}-ext-cloud` })
    expect(port?.spec.type).toBe('lrp')
    expect(port?.status?.ready).toBe(true)
  })

  test('goes out through its default gateway, whose owner is the egress rule', async () => {
    await becomes(
      async () => (await externalIp(EDGE, 'default-gw'))?.status?.owners,
      [{ type: 'Snat', ownerRef: EDGE }],
    )
    const gateway = await externalIp(EDGE, 'default-gw')
    expect(gateway?.status).toMatchObject({ ready: true, ownershipType: 'Shared' })
    const rule = await cluster.client.get(resources.snatRules, { name: EDGE })
    expect(rule?.status).toMatchObject({ ready: true, v4Eip: gateway?.status?.ipAddress })
  })

  test('gets its default gateway back when somebody deletes it', async () => {
    const before = await externalIp(EDGE, 'default-gw')
    await remove(resources.externalIps, { namespace: EDGE, name: 'default-gw' })
    await becomes(async () => {
      const now = await externalIp(EDGE, 'default-gw')
      return now?.metadata.uid !== before?.metadata.uid && now?.status?.ready && now.status.ownershipType
    }, 'Shared')
    const gateway = await externalIp(EDGE, 'default-gw')
    await becomes(
      async () => (await cluster.client.get(resources.snatRules, { name: EDGE }))?.status?.v4Eip,
      gateway?.status?.ipAddress,
    )
  })

  test('is attached to a further pool, at the cost of one more address, once it has an External IP from it', async () => {
    const { client } = cluster
    await makeExternalIp(client, EDGE, 'outward', 'public')
    await becomes(
      async () => (await client.get(resources.ovnEips, { name: `${EDGE}-ext-public` }))?.status?.ready,
      true,
    )
    await remove(resources.externalIps, { namespace: EDGE, name: 'outward' })
    await becomes(() => exists(resources.externalIps, { namespace: EDGE, name: 'outward' }), false)
  })

  test('beyond the limit stays without anything until there is room', async () => {
    const { client, settings } = cluster
    settings.projectsLimit = 2
    await makeProject(client, 'nimbus', 'second')
    await becomes(() => isProjectReady('nimbus', 'second'), true)
    await makeProject(client, 'nimbus', 'third')
    const third = () => client.get(resources.projects, { namespace: 'nimbus', name: 'third' })
    await becomes(
      async () =>
        (await third())?.status?.conditions?.map(({ type, status, reason }) => [type, status, reason]),
      [['LimitCheck', 'False', 'LimitExceeded']],
    )
    expect((await third())?.status?.ready).toBe(false)
    expect(await exists(resources.namespaces, { name: 'nimbus-third' })).toBe(false)
    await remove(resources.projects, { namespace: 'nimbus', name: 'second' })
    await becomes(() => isProjectReady('nimbus', 'third'), true)
    expect((await third())?.status?.conditions?.map(({ type }) => type)).toEqual(['Ready'])
    settings.projectsLimit = 50
  })

  test('takes nothing along that is not its own, and leaves nothing behind', async () => {
    const { client } = cluster
    await makeProject(client, 'nimbus', 'brief')
    await becomes(() => isProjectReady('nimbus', 'brief'), true)
    await makeExternalIp(client, 'nimbus-brief', 'short-lived', 'cloud')
    await becomes(() => reason('nimbus-brief', 'short-lived'), 'Allocated')
    await remove(resources.projects, { namespace: 'nimbus', name: 'brief' })
    await becomes(() => exists(resources.projects, { namespace: 'nimbus', name: 'brief' }), false)
    for (const [resource, name] of [
      [resources.namespaces, 'nimbus-brief'],
      [resources.vpcs, 'nimbus-brief'],
      [resources.subnets, 'nimbus-brief-default'],
      [resources.snatRules, 'nimbus-brief'],
      [resources.ovnEips, 'nimbus-brief-ext-cloud'],
      [resources.ovnEips, 'eip-nimbus-brief.default-gw'],
      [resources.ovnEips, 'eip-nimbus-brief.short-lived'],
    ] as const) {
      expect([name, await exists(resource, { name })]).toEqual([name, false])
    }
    expect(await isProjectReady('nimbus', 'edge')).toBe(true)
  })

  test('with a range that is none says so', async () => {
    const { client } = cluster
    await client.create(
      resources.projects,
      manifest(
        resources.projects,
        { name: 'odd', namespace: 'harbor' },
        { spec: { cidrBlock: 'ten dot something', egressNetworkType: 'cloud' } },
      ),
    )
    const odd = () => client.get(resources.projects, { namespace: 'harbor', name: 'odd' })
    await becomes(async () => readyReason(await odd()), 'InvalidCIDR')
    await remove(resources.projects, { namespace: 'harbor', name: 'odd' })
    await becomes(() => exists(resources.projects, { namespace: 'harbor', name: 'odd' }), false)
  })

  test('whose joined name is taken gets no namespace of somebody else', async () => {
    const { client } = cluster
    await makeOrganization(client, 'a')
    await makeOrganization(client, 'a-b')
    await makeProject(client, 'a', 'b-c')
    await becomes(() => isProjectReady('a', 'b-c'), true)
    const gateway = await externalIp('a-b-c', 'default-gw')
    await makeProject(client, 'a-b', 'c')
    const late = () => client.get(resources.projects, { namespace: 'a-b', name: 'c' })
    await becomes(async () => readyReason(await late()), 'NamespaceTaken')
    expect((await late())?.status?.namespace).toBeUndefined()
    await remove(resources.projects, { namespace: 'a-b', name: 'c' })
    await becomes(() => exists(resources.projects, { namespace: 'a-b', name: 'c' }), false)
    // Nothing of the other Project was touched on the way.
    expect(await exists(resources.namespaces, { name: 'a-b-c' })).toBe(true)
    expect((await externalIp('a-b-c', 'default-gw'))?.metadata).toMatchObject({
      uid: gateway?.metadata.uid,
      deleting: false,
    })
  })
})

describe('an External IP', () => {
  test('is allocated from a pool of its type, mirrored in its label, told in an Event', async () => {
    await makeExternalIp(cluster.client, EDGE, 'first', 'cloud')
    await becomes(() => reason(EDGE, 'first'), 'Allocated')
    const first = await externalIp(EDGE, 'first')
    expect(first?.status?.ipAddress).toMatch(/^100\.72\./)
    expect(first?.status).toMatchObject({ ownershipType: 'Released', ovnEIpRef: 'eip-nimbus-edge.first' })
    expect(first?.metadata.labels['network.kube-dc.com/external-network-type']).toBe('cloud')
    await becomes(
      async () => (await eventsOf('first')).map(({ reason, count }) => [reason, count]),
      [['Allocated', 1]],
    )
  })

  test('without a type takes the platform’s default', async () => {
    await makeExternalIp(cluster.client, EDGE, 'untyped')
    await becomes(() => reason(EDGE, 'untyped'), 'Allocated')
    expect(await addressOf(EDGE, 'untyped')).toMatch(/^100\.72\./)
  })

  test('of an unknown type says so and never gets an address', async () => {
    await makeExternalIp(cluster.client, EDGE, 'typo', 'foo')
    await becomes(() => reason(EDGE, 'typo'), 'NoExternalNetwork')
    expect(await addressOf(EDGE, 'typo')).toBeUndefined()
    await remove(resources.externalIps, { namespace: EDGE, name: 'typo' })
    await becomes(() => exists(resources.externalIps, { namespace: EDGE, name: 'typo' }), false)
  })

  test('that is deleted gives its address back before it goes', async () => {
    await makeExternalIp(cluster.client, EDGE, 'leaving', 'cloud')
    await becomes(() => reason(EDGE, 'leaving'), 'Allocated')
    await remove(resources.externalIps, { namespace: EDGE, name: 'leaving' })
    await becomes(() => exists(resources.externalIps, { namespace: EDGE, name: 'leaving' }), false)
    expect(await exists(resources.ovnEips, { name: 'eip-nimbus-edge.leaving' })).toBe(false)
    expect((await eventsOf('leaving')).map(({ reason }) => reason)).toContain('Released')
  })

  test('is pending for as long as the platform takes', async () => {
    const { settings, client } = cluster
    Object.assign(settings.delays, { readyMs: 150 })
    await makeExternalIp(client, EDGE, 'slow', 'cloud')
    await becomes(() => reason(EDGE, 'slow'), 'Allocating')
    expect(await addressOf(EDGE, 'slow')).toBeUndefined()
    await becomes(() => reason(EDGE, 'slow'), 'Allocated')
    Object.assign(settings.delays, NO_DELAYS)
  })

  test('that is held is left alone', async () => {
    const { client } = cluster
    const annotations = { 'lab.kube-dc.com/hold': 'true' }
    await client.create(
      resources.externalIps,
      manifest(
        resources.externalIps,
        { name: 'held', namespace: EDGE, annotations },
        { spec: { externalNetworkType: 'cloud' } },
      ),
    )
    await makeExternalIp(client, EDGE, 'after-held', 'cloud')
    await becomes(() => reason(EDGE, 'after-held'), 'Allocated')
    expect((await externalIp(EDGE, 'held'))?.status ?? undefined).toBeUndefined()
    await client.patch(
      resources.externalIps,
      { namespace: EDGE, name: 'held' },
      { metadata: { annotations: null } },
    )
    await becomes(() => reason(EDGE, 'held'), 'Allocated')
  })

  test('of many made at once never shares its address', async () => {
    const { client } = cluster
    const names = Array.from({ length: 120 }, (_, index) => `many-${index}`)
    await Promise.all(names.map((name) => makeExternalIp(client, EDGE, name, 'cloud')))
    const addresses = async () => {
      const { items } = await client.page(resources.externalIps, EDGE)
      const all = items.map((item) => resources.externalIps.schema.parse(item))
      return all
        .filter(({ metadata }) => names.includes(metadata.name))
        .map(({ status }) => status?.ipAddress)
    }
    await becomes(async () => (await addresses()).filter(Boolean).length, names.length)
    expect(new Set(await addresses()).size).toBe(names.length)
    const before = (await freeIn('ext-cloud')) ?? 0
    await Promise.all(names.map((name) => remove(resources.externalIps, { namespace: EDGE, name })))
    await becomes(() => freeIn('ext-cloud'), before + names.length)
  })
})

describe('the public quota of an Organization', () => {
  test('refuses by condition, shows its figures, and lets the next one in when there is room', async () => {
    const { client } = cluster
    await makeExternalIp(client, EDGE, 'public-1', 'public')
    await makeExternalIp(client, EDGE, 'public-2', 'public')
    await becomes(() => publicIPv4('nimbus'), { used: '2', hard: '2' })
    await makeExternalIp(client, EDGE, 'public-3', 'public')
    await becomes(() => reason(EDGE, 'public-3'), 'QuotaExceeded')
    const waiting = await externalIp(EDGE, 'public-3')
    expect(waiting?.status?.conditions?.[0]?.message).toBe(
      'public EIP quota exceeded: 2/2 for organization nimbus',
    )
    await becomes(() => publicIPv4('nimbus'), { used: '3', hard: '2' })
    await remove(resources.externalIps, { namespace: EDGE, name: 'public-1' })
    await becomes(() => reason(EDGE, 'public-3'), 'Allocated')
    await becomes(() => publicIPv4('nimbus'), { used: '2', hard: '2' })
  })

  test('holds when many ask at the same moment', async () => {
    const { client } = cluster
    await Promise.all(
      Array.from({ length: 6 }, (_, index) => makeExternalIp(client, EDGE, `rush-${index}`, 'public')),
    )
    const reasons = () => Promise.all(Array.from({ length: 6 }, (_, index) => reason(EDGE, `rush-${index}`)))
    await becomes(reasons, Array(6).fill('QuotaExceeded'))
    await client.patch(resources.configMaps, BILLING_PLANS, billingPlans({ small: 4 }))
    await becomes(
      async () => (await reasons()).sort(),
      ['Allocated', 'Allocated', 'QuotaExceeded', 'QuotaExceeded', 'QuotaExceeded', 'QuotaExceeded'],
    )
    await becomes(() => publicIPv4('nimbus'), { used: '8', hard: '4' })
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        remove(resources.externalIps, { namespace: EDGE, name: `rush-${index}` }),
      ),
    )
    await becomes(() => publicIPv4('nimbus'), { used: '2', hard: '4' })
  })

  test('may count only those that have an address', async () => {
    const { client, settings } = cluster
    await client.patch(resources.configMaps, BILLING_PLANS, billingPlans({ small: 2 }))
    await makeExternalIp(client, EDGE, 'beyond', 'public')
    await becomes(() => publicIPv4('nimbus'), { used: '3', hard: '2' })
    settings.waitingCountsAsUsed = false
    await makeExternalIp(client, EDGE, 'beyond-2', 'public')
    await becomes(() => publicIPv4('nimbus'), { used: '2', hard: '2' })
    settings.waitingCountsAsUsed = true
    await remove(resources.externalIps, { namespace: EDGE, name: 'beyond-2' })
    await remove(resources.externalIps, { namespace: EDGE, name: 'beyond' })
    await becomes(() => publicIPv4('nimbus'), { used: '2', hard: '2' })
  })

  test('that no plan sets stops nobody', async () => {
    await makeExternalIp(cluster.client, GATE, 'free-1', 'public')
    await becomes(() => reason(GATE, 'free-1'), 'Allocated')
    await becomes(() => publicIPv4('harbor'), { used: '2' })
  })
})

describe('a pool without a free address', () => {
  test('says so at those who wait, counts the tries, and serves them when one is freed', async () => {
    const { client, settings } = cluster
    const free = (await freeIn('ext-public')) ?? 0
    expect(free).toBeGreaterThan(0)
    const names = Array.from({ length: free }, (_, index) => `fill-${index}`)
    await Promise.all(names.map((name) => makeExternalIp(client, GATE, name, 'public')))
    await becomes(() => freeIn('ext-public'), 0)
    Object.assign(settings.delays, { retryMs: 30 })
    await makeExternalIp(client, GATE, 'late', 'public')
    await becomes(() => reason(GATE, 'late'), 'NoAvailableAddress')
    expect((await externalIp(GATE, 'late'))?.status?.conditions?.[0]?.message).toContain('ext-public')
    await expect
      .poll(async () => (await eventsOf('late'))[0]?.count, { interval: 10, timeout: WAIT_MS })
      .toBeGreaterThanOrEqual(2)
    expect(await eventsOf('late')).toHaveLength(1)
    Object.assign(settings.delays, NO_DELAYS)
    await remove(resources.externalIps, { namespace: GATE, name: 'fill-0' })
    await becomes(() => reason(GATE, 'late'), 'Allocated')
    await Promise.all(
      [...names, 'late'].map((name) => remove(resources.externalIps, { namespace: GATE, name })),
    )
    await becomes(() => freeIn('ext-public'), free)
  })

  test('never evicts, and understates what is free, when addresses are excluded later', async () => {
    const { client } = cluster
    const held = await addressOf(GATE, 'default-gw')
    const subnet = await client.get(resources.subnets, { name: 'ext-public' })
    const free = subnet?.status?.v4availableIPs ?? 0
    const before = subnet?.spec.excludeIps ?? []
    await client.patch(resources.subnets, { name: 'ext-public' }, { spec: { excludeIps: [...before, held] } })
    await becomes(() => freeIn('ext-public'), free - 1)
    expect(await addressOf(GATE, 'default-gw')).toBe(held)
    await client.patch(resources.subnets, { name: 'ext-public' }, { spec: { excludeIps: before } })
    await becomes(() => freeIn('ext-public'), free)
  })
})

describe('OrganizationGroups', () => {
  const binding = { namespace: EDGE, name: 'developer-crew' }

  test('become RoleBindings, follow their changes, and skip Projects that are not there', async () => {
    const { client } = cluster
    const crew = { namespace: 'nimbus', name: 'crew' }
    const permissions = (roles: string[]) => ({
      spec: {
        permissions: [
          { project: 'edge', roles },
          { project: 'nowhere', roles: ['admin'] },
        ],
      },
    })
    await client.create(
      resources.organizationGroups,
      manifest(resources.organizationGroups, crew, permissions(['developer'])),
    )
    await becomes(async () => (await client.get(resources.roleBindings, binding))?.metadata.labels, {
      group: 'crew',
    })
    await client.patch(resources.organizationGroups, crew, permissions(['user', 'project-manager']))
    await becomes(() => exists(resources.roleBindings, binding), false)
    await becomes(() => exists(resources.roleBindings, { namespace: EDGE, name: 'user-crew' }), true)
    await remove(resources.organizationGroups, crew)
    await becomes(() => exists(resources.roleBindings, { namespace: EDGE, name: 'user-crew' }), false)
    await becomes(
      () => exists(resources.roleBindings, { namespace: EDGE, name: 'project-manager-crew' }),
      false,
    )
    expect(await exists(resources.roleBindings, { namespace: EDGE, name: 'user' })).toBe(true)
  })
})

describe('guards', () => {
  test('refuse a public Project where the platform does not allow them', async () => {
    const { client, settings } = cluster
    settings.allowPublicProjects = false
    const refusal = await makeProject(client, 'harbor', 'open', 'public').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ApiError)
    expect(String(refusal)).toContain('vproject.kube-dc.com')
    settings.allowPublicProjects = true
  })
})

test('controllers go on after half-open watches, a server that was gone, and a lost history', async () => {
  const { server, controllers } = cluster
  const before = await addressOf(EDGE, 'first')
  await server.setFault({ watches: 'freeze' })
  controllers.reconnect()
  await server.setFault({ api: 'down' })
  await server.setFault({ api: 'up' })
  controllers.reconnect()
  server.compact()
  const client = new KubeClient({ server: server.url, token: server.adminToken })
  await makeExternalIp(client, EDGE, 'after-the-storm', 'cloud')
  await becomes(() => reason(EDGE, 'after-the-storm'), 'Allocated')
  expect(await addressOf(EDGE, 'first')).toBe(before)
  client.close()
})
