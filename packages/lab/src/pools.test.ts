import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { KubeClient } from './controllers/client.ts'
import { resource, resources, typeOf, type Resource, type Stored } from './controllers/resources.ts'
import { workloads } from './controllers/workload-resources.ts'
import { startLab, type Lab } from './lab.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let lab: Lab
let client: KubeClient
const problems: string[] = []

beforeAll(async () => {
  lab = await startLab({ delays: { readyMs: 0, releaseMs: 0, gatherMs: 0 } }, (line) => problems.push(line))
  client = new KubeClient({ server: lab.info.apiServer, token: lab.adminToken })
})

afterAll(async () => {
  client.close()
  await lab.stop()
})

const WAIT = { interval: 20, timeout: 10_000 }

const held = resource(
  'kubeovn.io',
  'v1',
  'ovn-eips',
  'OvnEip',
  z.object({
    metadata: z.object({
      name: z.string(),
      creationTimestamp: z.string(),
      deletionTimestamp: z.string().optional(),
      annotations: z.record(z.string(), z.string()).default({}),
    }),
    spec: z.object({ externalSubnet: z.string(), type: z.string(), v4Ip: z.string() }),
  }),
)

async function holders() {
  const { items } = await client.page(held, undefined)
  return items.map((item) => held.schema.parse(item))
}

function minutesSince(time: string | undefined): number {
  return (Date.now() - Date.parse(time ?? '')) / 60_000
}

async function subnet(name: string) {
  const found = await client.get(resources.subnets, { name })
  const { conditions = [], ...figures } = found?.status ?? {}
  const told = Object.fromEntries((conditions ?? []).map(({ type, status }) => [type, status]))
  return { ...found?.spec, ...figures, told, messages: (conditions ?? []).map(({ message }) => message) }
}

describe('the world shows of addresses', () => {
  test('one that is held for an External IP that is gone', async () => {
    const leaked = (await holders()).find(({ spec }) => spec.v4Ip === '203.0.113.18')
    expect(leaked?.metadata.annotations['kube-dc.com/ovn-eip-created-by-eip']).toBe(
      'nimbus-edge.uplink-retired',
    )
    expect(minutesSince(leaked?.metadata.creationTimestamp)).toBeGreaterThan(10)
    expect(
      await client.get(resources.externalIps, { namespace: 'nimbus-edge', name: 'uplink-retired' }),
    ).toBeUndefined()
  })

  test('two for one External IP, of which it has the newer', async () => {
    const both = (await holders()).filter(
      ({ metadata }) =>
        metadata.annotations['kube-dc.com/ovn-eip-created-by-eip'] === 'nimbus-arena.replay-store',
    )
    expect(both.map(({ spec }) => spec.v4Ip).sort()).toEqual(['100.72.6.12', '100.72.6.40'])
    const eip = await client.get(resources.externalIps, { namespace: 'nimbus-arena', name: 'replay-store' })
    expect(eip?.status?.ipAddress).toBe('100.72.6.12')
  })

  test('one that is held twice', async () => {
    const both = (await holders()).filter(({ spec }) => spec.v4Ip === '100.72.3.77')
    expect(both.map(({ metadata, spec }) => [metadata.name, spec.type])).toEqual([
      ['eip-nimbus-edge.uplink-untyped', 'nat'],
      ['node-b', 'lsp'],
    ])
  })

  test('one whose deletion does not end', async () => {
    const stuck = (await holders()).find(({ spec }) => spec.v4Ip === '100.72.8.61')
    expect(minutesSince(stuck?.metadata.deletionTimestamp)).toBeGreaterThan(10)
  })

  test('one that was excluded after it was given out, and stays where it is', async () => {
    expect((await subnet('ext-cloud')).excludeIps).toContain('100.72.5.0..100.72.5.15')
    expect((await holders()).map(({ spec }) => spec.v4Ip)).toContain('100.72.5.9')
  })

  test('one of another load balancer, which is excluded', async () => {
    const service = await client.get(workloads.services, {
      namespace: 'envoy-gateway-system',
      name: 'envoy-eg',
    })
    expect(service?.status?.loadBalancer?.ingress?.[0]?.ip).toBe('203.0.113.2')
    expect((await subnet('ext-public')).excludeIps).toContain('203.0.113.1..203.0.113.5')
  })

  test('one that is counted and that no OvnEip holds', async () => {
    const inPool = (await holders()).filter(({ spec }) => spec.externalSubnet === 'ext-cloud')
    const figures = await subnet('ext-cloud')
    expect(figures.v4usingIPs).toBe(inPool.length + 1)
    // Hosts, gateway and exclusions, holders; the one that is excluded and held counts in both.
    expect(figures.v4availableIPs).toBe(65_534 - 5 - 16 - (inPool.length + 1))
  })

  test('pools that are ready, each on its Vlan', async () => {
    for (const name of ['ext-cloud', 'ext-public'])
      expect((await subnet(name)).told).toEqual({ Validated: 'True', Ready: 'True' })
    const vlan = await client.get(resources.vlans, { name: 'vlan1203' })
    expect(vlan?.status).toEqual({ subnets: ['ext-public'], conflict: false })
  })
})

const CLOUD = { 'network.kube-dc.com/external-network-type': 'cloud' }

async function addPool(name: string, id: number, spec: object): Promise<void> {
  const vlan = `vlan-${name}`
  await client.create(resources.vlans, {
    ...typeOf(resources.vlans),
    metadata: { name: vlan },
    spec: { id, provider: 'ext-net' },
  })
  await addSubnet(name, { vlan, ...spec })
}

async function addSubnet(name: string, spec: object): Promise<void> {
  await client.create(resources.subnets, {
    ...typeOf(resources.subnets),
    metadata: { name, labels: CLOUD },
    spec: { vpc: 'ovn-cluster', provider: 'ovn', protocol: 'IPv4', ...spec },
  })
}

async function remove(kind: Resource<Stored>, name: string): Promise<void> {
  const found = await client.get(kind, { name })
  if (found) await client.delete(kind, { name }, found.metadata.uid)
}

async function removePool(name: string): Promise<void> {
  await remove(resources.subnets, name)
  await vi.waitFor(async () => expect(await client.get(resources.subnets, { name })).toBeUndefined(), WAIT)
  await remove(resources.vlans, `vlan-${name}`)
}

describe('a new pool', () => {
  test('is taken, counted, and serves External IPs when the others are full', async () => {
    await addPool('ext-more', 1300, {
      cidrBlock: '100.74.0.0/29',
      gateway: '100.74.0.1',
      excludeIps: ['100.74.0.3', '100.74.0.2'],
    })
    await vi.waitFor(
      async () =>
        expect(await subnet('ext-more')).toMatchObject({
          excludeIps: ['100.74.0.1..100.74.0.3'],
          v4availableIPs: 3,
          v4usingIPs: 0,
          told: { Validated: 'True', Ready: 'True' },
        }),
      WAIT,
    )
    const whole = (await subnet('ext-cloud')).excludeIps ?? []
    await client.patch(
      resources.subnets,
      { name: 'ext-cloud' },
      { spec: { excludeIps: ['100.72.0.1..100.72.255.254'] } },
    )
    await vi.waitFor(async () => expect((await subnet('ext-cloud')).v4availableIPs).toBe(0), WAIT)
    const spare = { namespace: 'harbor-depot', name: 'spare' }
    await client.create(resources.externalIps, {
      ...typeOf(resources.externalIps),
      metadata: spare,
      spec: { externalNetworkType: 'cloud' },
    })
    await vi.waitFor(async () => {
      const found = await client.get(resources.externalIps, spare)
      expect(found?.status?.ipAddress).toMatch(/^100\.74\.0\./)
    }, WAIT)
    await vi.waitFor(async () => {
      const vpc = await client.get(resources.vpcs, { name: 'harbor-depot' })
      expect(vpc?.spec?.extraExternalSubnets).toEqual(['ext-cloud', 'ext-more'])
      expect((await subnet('ext-more')).v4usingIPs).toBe(2)
    }, WAIT)
    await client.patch(resources.subnets, { name: 'ext-cloud' }, { spec: { excludeIps: whole } })
  })

  test('on a Vlan id that is taken gives out nothing, until the id is its own', async () => {
    await addPool('ext-clash', 1172, { cidrBlock: '100.75.0.0/29', gateway: '100.75.0.1' })
    await vi.waitFor(async () => {
      expect((await client.get(resources.vlans, { name: 'vlan-ext-clash' }))?.status?.conflict).toBe(true)
      expect(await subnet('ext-clash')).toMatchObject({
        v4availableIPs: 0,
        told: { Validated: 'False', Ready: 'False', Error: 'True' },
      })
    }, WAIT)
    expect((await client.get(resources.vlans, { name: 'vlan1172' }))?.status?.conflict).toBe(false)
    await client.patch(resources.vlans, { name: 'vlan-ext-clash' }, { spec: { id: 1301 } })
    await vi.waitFor(
      async () =>
        expect(await subnet('ext-clash')).toMatchObject({
          v4availableIPs: 5,
          told: { Validated: 'True', Ready: 'True' },
        }),
      WAIT,
    )
    await removePool('ext-clash')
  })

  test('over one of its own Vlan is refused, and taken once that is gone', async () => {
    await addPool('ext-first', 1302, { cidrBlock: '100.76.0.0/28', gateway: '100.76.0.1' })
    await vi.waitFor(async () => expect((await subnet('ext-first')).v4availableIPs).toBe(13), WAIT)
    // Kubernetes counts ages in seconds: of one age the name decides.
    await addSubnet('ext-second', {
      vlan: 'vlan-ext-first',
      cidrBlock: '100.76.0.8/29',
      gateway: '100.76.0.9',
    })
    await vi.waitFor(
      async () =>
        expect((await subnet('ext-second')).messages).toContain(
          'subnet ext-second cidr 100.76.0.8/29 is conflict with subnet ext-first cidr 100.76.0.0/28',
        ),
      WAIT,
    )
    await remove(resources.subnets, 'ext-first')
    await vi.waitFor(async () => expect((await subnet('ext-second')).v4availableIPs).toBe(5), WAIT)
  })

  test('keeps its range and its holders when its exclusions cannot be read', async () => {
    const before = await subnet('ext-more')
    await client.patch(
      resources.subnets,
      { name: 'ext-more' },
      { spec: { excludeIps: ['100.74.0.1', 'router'] } },
    )
    await vi.waitFor(
      async () =>
        expect(await subnet('ext-more')).toMatchObject({
          excludeIps: ['100.74.0.1', 'router'],
          v4usingIPs: before.v4usingIPs,
          told: { Validated: 'False', Ready: 'False', Error: 'True' },
        }),
      WAIT,
    )
    await client.patch(resources.subnets, { name: 'ext-more' }, { spec: { excludeIps: before.excludeIps } })
    await vi.waitFor(async () => expect(await subnet('ext-more')).toEqual(before), WAIT)
  })

  test('does not go while somebody holds one of its addresses', async () => {
    await remove(resources.subnets, 'ext-more')
    const [port] = (await holders()).filter(
      ({ spec }) => spec.externalSubnet === 'ext-more' && spec.type === 'lrp',
    )
    expect(port).toBeDefined()
    expect((await client.get(resources.subnets, { name: 'ext-more' }))?.metadata.deleting).toBe(true)
  })
})

test('nothing went wrong on the way', () => {
  expect(problems).toEqual([])
})
