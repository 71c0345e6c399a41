import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { resources } from '../controllers/resources.ts'
import { makeOrganization, makeProject, startTestCluster, type TestCluster } from '../testing/cluster.ts'
import { actOut } from './act-out.ts'
import { POOL_SCENARIOS } from './pools.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster()
  await makeOrganization(cluster.client, 'nimbus')
})

afterAll(() => cluster.stop())

/** What the pools are made of: names and addresses of OvnEips, names of Subnets and Vlans. */
async function inventory(): Promise<string[]> {
  const { client } = cluster
  const eips = (await client.page(resources.ovnEips, undefined)).items.map((item) =>
    resources.ovnEips.schema.parse(item),
  )
  const subnets = (await client.page(resources.subnets, undefined)).items.map((item) =>
    resources.subnets.schema.parse(item),
  )
  const vlans = (await client.page(resources.vlans, undefined)).items.map((item) =>
    resources.vlans.schema.parse(item),
  )
  return [
    ...eips.map(({ metadata, spec }) => `${metadata.name} ${spec.v4Ip ?? ''}`),
    ...subnets.map(({ metadata, spec }) => `${metadata.name} ${(spec.excludeIps ?? []).join()}`),
    ...vlans.map(({ metadata, status }) => `${metadata.name} ${String(status?.conflict)}`),
  ].sort()
}

test.each(POOL_SCENARIOS.map(({ name }) => name))(
  '%s comes about, heals and leaves nothing behind',
  async (name) => {
    const { client } = cluster
    await makeProject(client, 'nimbus', name)
    const place = { client, organization: 'nimbus', namespace: `nimbus-${name}` }
    await vi.waitFor(
      async () => {
        const found = await client.get(resources.projects, { namespace: 'nimbus', name })
        expect(found?.status?.ready).toBe(true)
        const port = await client.get(resources.ovnEips, { name: `nimbus-${name}-ext-cloud` })
        expect(port?.status?.ready).toBe(true)
      },
      { interval: 20, timeout: 20_000 },
    )
    const before = await inventory()
    await actOut(name, 'break', place)
    await actOut(name, 'heal', place)
    await vi.waitFor(async () => expect(await inventory()).toEqual(before), { interval: 20, timeout: 20_000 })
  },
)

test('nothing went wrong on the way', () => {
  expect(cluster.problems).toEqual([])
})
