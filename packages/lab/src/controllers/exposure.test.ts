import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  makeOrganization,
  makeProject,
  manifest,
  startTestCluster,
  type TestCluster,
} from '../testing/cluster.ts'
import { floating } from './floating-resources.ts'
import { HOLD, resources, type Reference, type Resource } from './resources.ts'
import { routing } from './route-resources.ts'
import { GATEWAY } from './routes.ts'
import { workloads } from './workload-resources.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const EDGE = 'nimbus-edge'
const FAULT = 'lab.kube-dc.com/fault'
const NLB = 'service.nlb.kube-dc.com'
let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster({ small: 1 })
  const { client } = cluster
  await makeOrganization(client, 'nimbus', 'small')
  await makeProject(client, 'nimbus', 'edge')
  await becomes(async () => (await get(resources.externalIps, 'default-gw'))?.status?.ownershipType, 'Shared')
  await create(workloads.deployments, 'web', {
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [{ name: 'web', image: 'registry.invalid/web', ports: [{ containerPort: 8080 }] }],
        },
      },
    },
  })
})

afterAll(() => cluster.stop())

async function becomes(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(expected), { interval: 10, timeout: 10_000 })
}

function get<T>(resource: Resource<T>, name: string): Promise<T | undefined> {
  return cluster.client.get(resource, { namespace: EDGE, name })
}

async function create(
  resource: Resource<unknown>,
  name: string,
  content: object,
  annotations: Record<string, string> = {},
): Promise<void> {
  await cluster.client.create(resource, manifest(resource, { name, namespace: EDGE, annotations }, content))
}

function patch(resource: Resource<unknown>, name: string, change: object): Promise<void> {
  return cluster.client.patch(resource, { namespace: EDGE, name }, change)
}

async function remove(
  resource: Resource<unknown>,
  reference: Partial<Reference> & { name: string },
): Promise<void> {
  const target = { namespace: EDGE, ...reference }
  const found = await cluster.client.get(resources.externalIps, target).catch(() => undefined)
  const uid = found?.metadata.uid ?? (await uidOf(resource, target))
  await cluster.client.delete(resource, target, uid)
}

async function uidOf(resource: Resource<unknown>, target: Reference): Promise<string> {
  const found = await cluster.client.get({ ...resource, schema: resources.namespaces.schema }, target)
  return found?.metadata.uid ?? ''
}

function service(name: string, annotations: Record<string, string> = {}, more: object = {}): Promise<void> {
  const spec = {
    type: 'LoadBalancer',
    selector: { app: 'web' },
    ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
    ...more,
  }
  return create(workloads.services, name, { spec }, annotations)
}

async function ingressOf(name: string): Promise<string | undefined> {
  return (await get(workloads.services, name))?.status?.loadBalancer?.ingress?.[0]?.ip ?? undefined
}

async function hostnameOf(name: string): Promise<string | undefined> {
  return (await get(workloads.services, name))?.metadata.annotations[`${NLB}/route-hostname-status`]
}

describe('workloads', () => {
  test('a Deployment has pods that run, with addresses of the Project', async () => {
    await becomes(async () => (await get(workloads.deployments, 'web'))?.status?.readyReplicas, 2)
    await patch(workloads.deployments, 'web', { spec: { replicas: 1 } })
    await becomes(async () => (await get(workloads.deployments, 'web'))?.status?.readyReplicas, 1)
    const { items } = await cluster.client.page(workloads.pods, EDGE)
    const pods = items.map((item) => workloads.pods.schema.parse(item))
    expect(pods[0]?.status?.phase).toBe('Running')
    expect(pods[0]?.status?.podIP).toMatch(/^10\.61\.4\./)
  })

  test('pods that are not ready are told by the Deployment, and heal', async () => {
    const template = (annotations: object) => ({ spec: { template: { metadata: { annotations } } } })
    await patch(workloads.deployments, 'web', template({ [FAULT]: 'not-ready' }))
    await becomes(async () => (await get(workloads.deployments, 'web'))?.status?.readyReplicas ?? 0, 0)
    await patch(workloads.deployments, 'web', template({ [FAULT]: null }))
    await becomes(async () => (await get(workloads.deployments, 'web'))?.status?.readyReplicas, 1)
  })

  test('a virtual machine runs, keeps its address over a restart, and has none while it is stopped', async () => {
    const spec = {
      running: true,
      template: {
        metadata: { labels: { role: 'broker' } },
        spec: {
          domain: { devices: { interfaces: [{ name: 'vpc_net_0', bridge: {} }] } },
          networks: [{ name: 'vpc_net_0', multus: { default: true, networkName: `${EDGE}/default` } }],
        },
      },
    }
    await create(workloads.virtualMachines, 'broker', { spec })
    const status = async () => (await get(workloads.virtualMachines, 'broker'))?.status?.printableStatus
    const address = async () =>
      (await get(workloads.virtualMachineInstances, 'broker'))?.status?.interfaces?.[0]?.ipAddress
    await becomes(status, 'Running')
    const before = await address()
    expect(before).toMatch(/^10\.61\.4\./)
    await create(floating.floatingIps, 'broker-direct', {
      spec: { externalNetworkType: 'cloud', vmTarget: { vmName: 'broker' } },
    })
    const fip = async () => (await get(floating.floatingIps, 'broker-direct'))?.status
    await becomes(async () => (await fip())?.ready, true)
    await patch(workloads.virtualMachines, 'broker', { spec: { running: false } })
    await becomes(status, 'Stopped')
    await becomes(async () => [(await fip())?.ready, (await fip())?.resolvedTargetIP], [false, undefined])
    await patch(workloads.virtualMachines, 'broker', { spec: { running: true } })
    await becomes(status, 'Running')
    expect(await address()).toBe(before)
    await becomes(async () => (await fip())?.ready, true)
  })
})

describe('a load balancer', () => {
  test('gets an address of its own, a companion, and endpoints; the address goes with it', async () => {
    await service('web')
    await becomes(async () => (await ingressOf('web'))?.startsWith('100.72.'), true)
    await becomes(async () => (await get(workloads.services, 'web-ext'))?.metadata.labels, {
      'kube-dc.com/managed-by': 'service-lb-controller',
      'kube-dc.com/source-service': 'web',
      'kube-dc.com/endpoint-type': 'external',
    })
    const all = async () => {
      const { items } = await cluster.client.page(resources.externalIps, EDGE)
      return items.map((item) => resources.externalIps.schema.parse(item))
    }
    const own = (await all()).find(({ metadata }) => metadata.name.startsWith('slb-web-'))
    expect(own?.status).toMatchObject({
      ownershipType: 'Shared',
      owners: [{ type: 'ServiceLb', ownerRef: 'web' }],
    })
    await remove(workloads.services, { name: 'web' })
    await becomes(
      async () => (await all()).some(({ metadata }) => metadata.name === own?.metadata.name),
      false,
    )
    await becomes(() => get(workloads.services, 'web-ext'), undefined)
  })

  test('shares a named address, and the second on one port gets nothing', async () => {
    await create(resources.externalIps, 'uplink-a', { spec: { externalNetworkType: 'cloud' } })
    const bind = { [`${NLB}/bind-on-eip`]: 'uplink-a' }
    await service('first', bind)
    await becomes(async () => (await ingressOf('first')) !== undefined, true)
    await service('second', bind)
    await service('third', bind, { ports: [{ port: 443, targetPort: 8080 }] })
    await becomes(async () => (await ingressOf('third')) === (await ingressOf('first')), true)
    expect(await ingressOf('second')).toBeUndefined()
    await remove(workloads.services, { name: 'first' })
    await becomes(async () => (await ingressOf('second')) === (await ingressOf('third')), true)
  })

  test('on an address that is not there, waits for it', async () => {
    await service('early', { [`${NLB}/bind-on-eip`]: 'later' })
    await create(resources.externalIps, 'later', { spec: { externalNetworkType: 'cloud' } })
    await becomes(async () => (await ingressOf('early')) !== undefined, true)
  })

  test('beyond the public quota leaves the reason with its External IP', async () => {
    const type = { 'network.kube-dc.com/external-network-type': 'public' }
    await service('open', type)
    await becomes(async () => (await ingressOf('open'))?.startsWith('203.0.113.'), true)
    await service('beyond', type)
    await becomes(async () => {
      const { items } = await cluster.client.page(resources.externalIps, EDGE)
      const all = items.map((item) => resources.externalIps.schema.parse(item))
      return all.find(({ metadata }) => metadata.name.startsWith('slb-beyond-'))?.status?.conditions?.[0]
        ?.reason
    }, 'QuotaExceeded')
    expect(await ingressOf('beyond')).toBeUndefined()
    await expect(
      patch(workloads.services, 'open', {
        metadata: { annotations: { 'network.kube-dc.com/external-network-type': 'cloud' } },
      }),
    ).rejects.toThrow('vservicenetworktype.kube-dc.com')
  })

  test('beyond the plan’s number is refused, naming the quota', async () => {
    const name = 'hrq.hnc.x-k8s.io'
    const enforced = async () => (await get(workloads.resourceQuotas, name))?.status?.hard
    const limit = async (number: string) => {
      const hard = { 'services.loadbalancers': number }
      await patch(workloads.resourceQuotas, name, { spec: { hard } })
      await becomes(enforced, hard)
    }
    await becomes(enforced, { 'services.loadbalancers': '100' })
    await limit('0')
    await expect(service('refused')).rejects.toThrow(`exceeded quota: ${name}`)
    await limit('100')
  })

  test('with autodelete goes when nothing answers', async () => {
    Object.assign(cluster.settings.delays, { autodeleteMs: 50 })
    await service('brief', { [`${NLB}/autodelete`]: 'true' }, { selector: { app: 'nothing' } })
    await becomes(() => get(workloads.services, 'brief'), undefined)
  })
})

describe('a gateway route', () => {
  test('over http is served at once', async () => {
    await service('plain', { [`${NLB}/expose-route`]: 'http' })
    await becomes(() => hostnameOf('plain'), `plain-${EDGE}.apps.lab.invalid`)
    await becomes(
      async () =>
        (await get(routing.httpRoutes, 'plain-route'))?.status?.parents?.[0]?.conditions?.map(
          ({ type, status }) => `${type} ${status}`,
        ),
      ['Accepted True', 'ResolvedRefs True'],
    )
    await patch(workloads.services, 'plain', { metadata: { annotations: { [`${NLB}/expose-route`]: null } } })
    await becomes(() => hostnameOf('plain'), undefined)
    await becomes(() => get(routing.httpRoutes, 'plain-route'), undefined)
  })

  test('over https waits for its Issuer and certificate', async () => {
    await service('shop', { [`${NLB}/expose-route`]: 'https' })
    const condition = async () =>
      (await get(routing.certificates, 'shop-tls'))?.status?.conditions?.find(({ type }) => type === 'Ready')
        ?.reason
    await becomes(condition, 'DoesNotExist')
    expect(await hostnameOf('shop')).toBeUndefined()
    const spec = {
      acme: {
        server: 'https://acme.invalid',
        email: 'ops@example.com',
        privateKeySecretRef: { name: 'letsencrypt' },
      },
    }
    await create(routing.issuers, 'letsencrypt', { spec })
    await becomes(
      async () => (await get(routing.issuers, 'letsencrypt'))?.status?.conditions?.[0]?.reason,
      'ErrRegisterACMEAccount',
    )
    await patch(routing.issuers, 'letsencrypt', { spec: { acme: { email: 'ops@nimbus.invalid' } } })
    await becomes(condition, 'Ready')
    await becomes(() => hostnameOf('shop'), `shop-${EDGE}.apps.lab.invalid`)
    expect(await get(routing.secrets, 'shop-tls-secret')).toBeDefined()
  })

  test('over https hangs on a listener that may read its certificate, and says when it may not', async () => {
    const listener = async () => {
      const gateway = await cluster.client.get(routing.gateways, GATEWAY)
      const found = gateway?.status?.listeners?.find(({ name }) => name === `https-shop-${EDGE}`)
      const resolved = found?.conditions?.find(({ type }) => type === 'ResolvedRefs')
      return [found?.attachedRoutes, resolved?.status, resolved?.reason]
    }
    await becomes(listener, [1, 'True', 'ResolvedRefs'])
    const grant = await get(routing.referenceGrants, 'allow-gateway-cert-shop')
    const to = [{ group: '', kind: 'Secret', name: 'another' }]
    await patch(workloads.services, 'shop', { metadata: { annotations: { [HOLD]: 'true' } } })
    await patch(routing.referenceGrants, 'allow-gateway-cert-shop', { spec: { to } })
    await becomes(listener, [1, 'False', 'RefNotPermitted'])
    await patch(routing.referenceGrants, 'allow-gateway-cert-shop', { spec: grant?.spec })
    await patch(workloads.services, 'shop', { metadata: { annotations: { [HOLD]: null } } })
    await becomes(listener, [1, 'True', 'ResolvedRefs'])
  })

  test('whose proof is in the way says why, and heals', async () => {
    await service('blocked', { [`${NLB}/expose-route`]: 'https', [FAULT]: 'challenge-dns' })
    const challenges = async () => (await cluster.client.page(routing.challenges, EDGE)).items
    await becomes(
      async () => (await challenges()).map((one) => routing.challenges.schema.parse(one).status?.reason),
      [expect.stringContaining('no such host')],
    )
    await patch(workloads.services, 'blocked', { metadata: { annotations: { [FAULT]: null } } })
    await becomes(() => hostnameOf('blocked'), `blocked-${EDGE}.apps.lab.invalid`)
    await becomes(challenges, [])
  })

  test('with a Secret of the tenant waits for it', async () => {
    await service('own', { [`${NLB}/expose-route`]: 'https', [`${NLB}/tls-secret`]: 'own-pair' })
    await becomes(async () => (await get(routing.httpRoutes, 'own-route')) !== undefined, true)
    expect(await hostnameOf('own')).toBeUndefined()
    await create(routing.secrets, 'own-pair', {
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' },
    })
    await becomes(() => hostnameOf('own'), `own-${EDGE}.apps.lab.invalid`)
    expect(await get(routing.certificates, 'own-tls')).toBeUndefined()
  })

  test('that passes TLS through is a TLSRoute', async () => {
    await service('through', { [`${NLB}/expose-route`]: 'tls-passthrough' })
    await becomes(() => hostnameOf('through'), `through-${EDGE}.apps.lab.invalid`)
    expect(await get(routing.tlsRoutes, 'through-route')).toBeDefined()
  })

  test('without its Backend does not resolve', async () => {
    await service('lost', { [`${NLB}/expose-route`]: 'http', [FAULT]: 'no-backend' })
    await becomes(
      async () =>
        (await get(routing.httpRoutes, 'lost-route'))?.status?.parents?.[0]?.conditions?.find(
          ({ type }) => type === 'ResolvedRefs',
        )?.reason,
      'BackendNotFound',
    )
  })
})

test('nothing went wrong on the way', () => {
  expect(cluster.problems).toEqual([])
})
