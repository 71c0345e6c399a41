import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  makeExternalIp,
  makeOrganization,
  makeProject,
  manifest,
  startTestCluster,
  type TestCluster,
} from '../testing/cluster.ts'
import { floating, type FloatingIp } from './floating-resources.ts'
import { HOLD, resources, type ExternalIp } from './resources.ts'
import { workloads } from './workload-resources.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const EDGE = 'nimbus-edge'
let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster()
  const { client } = cluster
  await makeOrganization(client, 'nimbus')
  await makeProject(client, 'nimbus', 'edge')
  await becomes(async () => (await externalIp('default-gw'))?.status?.ownershipType, 'Shared')
})

afterAll(() => cluster.stop())

async function becomes(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(expected), { interval: 10, timeout: 10_000 })
}

function externalIp(name: string): Promise<ExternalIp | undefined> {
  return cluster.client.get(resources.externalIps, { namespace: EDGE, name })
}

function floatingIp(name: string): Promise<FloatingIp | undefined> {
  return cluster.client.get(floating.floatingIps, { namespace: EDGE, name })
}

async function reasonOf(name: string): Promise<string | undefined> {
  return (await floatingIp(name))?.status?.conditions?.find(({ type }) => type === 'Ready')?.reason
}

async function make(name: string, spec: object): Promise<void> {
  await cluster.client.create(
    floating.floatingIps,
    manifest(floating.floatingIps, { name, namespace: EDGE }, { spec }),
  )
}

async function remove(name: string): Promise<void> {
  const found = await floatingIp(name)
  if (found) await cluster.client.delete(floating.floatingIps, { namespace: EDGE, name }, found.metadata.uid)
}

const BROKER = { namespace: EDGE, name: 'broker' }

/** An instance whose status is what the test says. */
async function instance(ipAddress: string): Promise<void> {
  const { client } = cluster
  const resource = workloads.virtualMachineInstances
  const status = { phase: 'Running', interfaces: [{ name: 'default', ipAddress }] }
  if (await client.get(resource, BROKER)) return client.patch(resource, BROKER, { status })
  const metadata = { ...BROKER, annotations: { [HOLD]: 'true' } }
  await client.create(resource, manifest(resource, metadata, { spec: {}, status }))
}

test('an address of its own is exclusive and goes with it', async () => {
  await make('direct', { externalNetworkType: 'cloud', ipAddress: '10.61.4.40' })
  await becomes(() => reasonOf('direct'), 'Allocated')
  const { status } = (await floatingIp('direct')) ?? {}
  const name = status?.eip ?? ''
  expect(name).toMatch(/^fip-direct-[a-z0-9]{5}$/)
  expect(status).toMatchObject({ ready: true, ovnFip: 'nimbus-edge-direct', resolvedTargetIP: '10.61.4.40' })
  expect((await externalIp(name))?.status).toMatchObject({
    ownershipType: 'Exclusive',
    owners: [{ type: 'FIp', ownerRef: 'direct' }],
    deleteReleased: true,
    ipAddress: status?.externalIP,
  })
  await remove('direct')
  await becomes(() => floatingIp('direct'), undefined)
  await becomes(() => externalIp(name), undefined)
})

test('a named address outlives it', async () => {
  await makeExternalIp(cluster.client, EDGE, 'uplink-b', 'cloud')
  await make('named', { eip: 'uplink-b', ipAddress: '10.61.4.41' })
  await becomes(() => reasonOf('named'), 'Allocated')
  await make('second', { eip: 'uplink-b', ipAddress: '10.61.4.42' })
  await becomes(() => reasonOf('second'), 'ExternalIpInUse')
  await remove('named')
  await becomes(() => reasonOf('second'), 'Allocated')
  await remove('second')
  await becomes(async () => (await externalIp('uplink-b'))?.status?.ownershipType, 'Released')
})

test('a virtual machine is followed, and the router is not told', async () => {
  await make('to-vm', { externalNetworkType: 'cloud', vmTarget: { vmName: 'broker' } })
  await becomes(() => reasonOf('to-vm'), 'TargetNotResolved')
  await instance('10.61.4.50')
  await becomes(() => reasonOf('to-vm'), 'Allocated')
  await instance('10.61.4.51')
  await becomes(async () => (await floatingIp('to-vm'))?.status?.resolvedTargetIP, '10.61.4.51')
  const rule = await cluster.client.get(floating.ovnFips, { name: 'nimbus-edge-to-vm' })
  expect([rule?.spec.v4Ip, rule?.status?.v4Ip]).toEqual(['10.61.4.51', '10.61.4.50'])
})

test('nothing went wrong on the way', () => {
  expect(cluster.problems).toEqual([])
})
