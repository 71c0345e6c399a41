import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { KubeClient } from '../controllers/client.ts'
import { floating } from '../controllers/floating-resources.ts'
import { resources, type Resource } from '../controllers/resources.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { startLab, type Lab } from '../lab.ts'
import { labOptions } from '../options.ts'
import { bigPoolsSeeds } from './big-pools.ts'
import type { Seed } from './planter.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

const ovnEip = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({ externalSubnet: z.string(), type: z.string(), v4Ip: z.string() }),
})

function heldIn(seeds: readonly Seed[]) {
  return seeds
    .filter(({ resource }) => resource === resources.ovnEips)
    .map(({ manifest }) => ovnEip.parse(manifest))
}

describe('the crowd', () => {
  const sizes = labOptions.parse({})
  const seeds = bigPoolsSeeds(sizes, Date.now())
  const held = heldIn(seeds)
  const of = (kind: Resource<unknown>) => seeds.filter(({ resource }) => resource === kind).length

  test('has the sizes that were asked for', () => {
    expect(of(resources.projects)).toBe(500)
    expect(of(resources.organizations)).toBe(40)
    // Two more are in every world.
    expect(of(resources.subnets) - of(resources.projects)).toBe(18)
    expect(held.filter(({ spec }) => spec.externalSubnet === 'ext-cloud')).toHaveLength(40_000)
  })

  test('holds every address once, under a name of its own', () => {
    expect(new Set(held.map(({ spec }) => spec.v4Ip)).size).toBe(held.length)
    expect(new Set(held.map(({ metadata }) => metadata.name)).size).toBe(held.length)
  })

  test('uses addresses in every way', () => {
    const ownership = z.object({ status: z.object({ ownershipType: z.string() }) })
    const kinds = seeds
      .filter(({ resource }) => resource === resources.externalIps)
      .map(({ manifest }) => ownership.parse(manifest).status.ownershipType)
    for (const [kind, least] of [
      ['Shared', 1000],
      ['Exclusive', 5000],
      ['Released', 20_000],
    ] as const)
      expect(kinds.filter((one) => one === kind).length).toBeGreaterThan(least)
  })
})

describe('a small one', () => {
  let lab: Lab
  let client: KubeClient
  const problems: string[] = []

  beforeAll(async () => {
    const small = { world: 'big-pools', allocations: 300, projects: 10, pools: 4 } as const
    lab = await startLab({ ...small, delays: { gatherMs: 0 } }, (line) => problems.push(line))
    client = new KubeClient({ server: lab.info.apiServer, token: lab.adminToken })
  })

  afterAll(async () => {
    client.close()
    await lab.stop()
  })

  const written = z.object({
    metadata: z.object({
      name: z.string(),
      namespace: z.string().default(''),
      managedFields: z.array(z.unknown()).default([]),
    }),
  })

  /** Objects of the crowd's Projects that somebody has written since the world began. */
  async function touched(resource: Resource<unknown>): Promise<string[]> {
    const { items } = await client.page(resource, undefined)
    return items
      .map((item) => written.parse(item).metadata)
      .filter(({ name, namespace }) => `${namespace}${name}`.includes('tenant-') && namespace !== name)
      .filter(({ managedFields }) => managedFields.length > 0)
      .map(({ name }) => name)
  }

  test.each([
    resources.projects,
    resources.vpcs,
    resources.subnets,
    resources.ovnEips,
    resources.externalIps,
    resources.snatRules,
    resources.roles,
    resources.roleBindings,
    floating.floatingIps,
    floating.ovnFips,
    workloads.services,
  ] as const)('is as its controllers would have left it: $kind', async (resource) => {
    const own = (name: string) => /^tenant-\d+-(admin|user)$/.test(name)
    expect((await touched(resource)).filter((name) => !own(name))).toEqual([])
  })

  test('has figures that say what is held', async () => {
    const { items } = await client.page(resources.ovnEips, undefined)
    const held = items.map((item) => ovnEip.parse(item))
    for (const name of ['ext-cloud-2', 'ext-public-2', 'ext-public']) {
      const subnet = await client.get(resources.subnets, { name })
      const inPool = held.filter(({ spec }) => spec.externalSubnet === name)
      expect([name, subnet?.status?.v4usingIPs]).toEqual([name, inPool.length])
    }
    const full = await client.get(resources.subnets, { name: 'ext-cloud-2' })
    expect(full?.status?.v4availableIPs).toBe(0)
  })

  test('tells its installation every range', () => {
    expect(lab.info.installation.pools.map(({ cidr }) => cidr)).toEqual([
      '203.0.113.0/27',
      '100.72.0.0/16',
      '198.18.8.0/26',
      '100.73.9.224/28',
    ])
  })

  test('comes up without a problem', () => {
    expect(problems).toEqual([])
  })
})
