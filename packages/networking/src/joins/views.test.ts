import { describe, expect, it } from 'vitest'
import {
  FLOATING,
  gatewayRouteOf,
  loadBalancerOf,
  metadata,
  network,
  projectNetworkOf,
  rawEip,
  rawPod,
  rawService,
  rawSlice,
  rawVm,
  rawVmi,
  ROUTED,
  WORKING,
} from '../testing/network.ts'

const BIND = 'service.nlb.kube-dc.com/bind-on-eip'
const DEFAULT_GATEWAY = 'service.nlb.kube-dc.com/bind-on-default-gw-eip'

describe('a load balancer', () => {
  it.each([
    [{}, 'named', 'uplink-a'],
    [{ [BIND]: '', [DEFAULT_GATEWAY]: 'true' }, 'default-gateway', 'default-gw'],
    [{ [BIND]: 'default-gw' }, 'default-gateway', 'default-gw'],
    [{ [BIND]: 'uplink-a', [DEFAULT_GATEWAY]: 'true' }, 'named', 'uplink-a'],
    [{ [BIND]: '' }, 'own', undefined],
  ])('with %j is bound %s', (annotations, way, wanted) => {
    const { binding } = loadBalancerOf({ ...WORKING, services: [rawService('mqtt', { annotations })] })
    expect(binding).toMatchObject({ way, ...(wanted !== undefined && { wanted }) })
  })

  it('finds the External IP made for it by its owner, whatever the name', () => {
    const services = [rawService('mqtt', { annotations: { [BIND]: '' }, addresses: [] })]
    const { binding } = loadBalancerOf({ ...WORKING, 'external-ips': [rawEip('slb-odd-ab12c')], services })
    expect(binding.eip).toMatchObject({ state: 'found', object: { meta: { name: 'slb-odd-ab12c' } } })
  })

  it.each([
    ['of its External IP', [rawEip('uplink-a', { externalNetworkType: 'cloud' })], 'cloud'],
    ['of the pool of its address', [], 'public'],
  ])('has the type %s', (_name, eips, type) => {
    expect(loadBalancerOf({ ...WORKING, 'external-ips': eips }).networkType).toBe(type)
  })

  it('takes no endpoints from its companion', () => {
    const { endpoints } = loadBalancerOf({
      ...WORKING,
      'endpoint-slices': [rawSlice('mqtt', {}), rawSlice('mqtt-ext', { '203.0.113.14': 'x' })],
    })
    expect(endpoints).toEqual({ known: true, sight: 'complete', ready: 0, total: 0, list: [] })
  })

  it('names what stands behind each endpoint', () => {
    const pod = (name: string, address: string, meta: object) => {
      const raw = rawPod(name, { app: 'mqtt' }, address)
      return { ...raw, metadata: metadata(name, { labels: { app: 'mqtt' }, ...meta }) }
    }
    const owner = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, uid: name }] })
    const { endpoints } = loadBalancerOf({
      ...WORKING,
      'endpoint-slices': [rawSlice('mqtt', { '10.61.4.1': 'a', '10.61.4.2': 'b', '10.61.4.3': 'c' })],
      pods: [
        pod('a', '10.61.4.1', {
          ...owner('ReplicaSet', 'front-7d9f'),
          labels: { app: 'mqtt', 'pod-template-hash': '7d9f' },
        }),
        pod('b', '10.61.4.2', owner('StatefulSet', 'store')),
        pod('c', '10.61.4.3', { labels: { app: 'mqtt', 'vm.kubevirt.io/name': 'broker-1' } }),
      ],
    })
    expect(endpoints.list).toMatchObject([
      { workload: { kind: 'deployment', name: 'front' } },
      { workload: { kind: 'stateful-set', name: 'store' } },
      { vm: 'broker-1' },
    ])
  })

  it.each([
    [
      { ownerReferences: [{ kind: 'KdcDatabase', name: 'orders', uid: 'o' }] },
      { feature: 'database', name: 'orders' },
    ],
    [{ ownerReferences: [{ kind: 'KdcCluster', name: 'cl', uid: 'c' }] }, { feature: 'cluster', name: 'cl' }],
    [
      { labels: { 'cluster.x-k8s.io/cluster-name': 'cl', 'cluster.x-k8s.io/tenant-service-name': 'shop' } },
      { feature: 'cluster', name: 'cl', mirrors: 'shop' },
    ],
    [{ ownerReferences: [{ kind: 'constructor', name: 'x', uid: 'c' }] }, undefined],
    [{ labels: { app: 'orders-external' } }, undefined],
  ])('with %j is made by %j', (meta, madeBy) => {
    expect(loadBalancerOf({ ...WORKING, services: [rawService('mqtt', { meta })] }).madeBy).toEqual(madeBy)
  })
})

it('a shared address has a port map with who has each port', () => {
  const view = network({
    ...WORKING,
    services: [
      rawService('mqtt', { spec: { ports: [{ port: 8883 }, { port: 53, protocol: 'UDP' }] } }),
      rawService('web', { spec: { ports: [{ port: 443 }] } }),
      rawService('late', { spec: { ports: [{ port: 443 }] }, addresses: [] }),
    ],
  }).view('external-ips', 'uplink-a')
  expect(view).toMatchObject({
    usedBy: [
      { type: 'load-balancer', name: 'mqtt' },
      { type: 'load-balancer', name: 'web' },
    ],
    ports: [
      { protocol: 'UDP', port: 53, service: 'mqtt', clash: false },
      { protocol: 'TCP', port: 443, service: 'web', clash: false },
      { protocol: 'TCP', port: 8883, service: 'mqtt', clash: false },
    ],
  })
})

it('a floating IP without a named interface leads to the first that the definition names', () => {
  const instance = {
    ...rawVmi('broker-1', '10.61.4.9'),
    status: {
      interfaces: [
        { interfaceName: 'docker0', ipAddress: '172.17.0.1' },
        { name: 'default', ipAddress: '10.61.4.9' },
      ],
    },
  }
  const fips = [
    { ...FLOATING['floating-ips'][0], spec: { eip: 'uplink-b', vmTarget: { vmName: 'broker-1' } } },
  ]
  const view = network({ ...FLOATING, 'floating-ips': fips, 'virtual-machine-instances': [instance] }).view(
    'floating-ips',
    'broker-direct',
  )
  expect(view).toMatchObject({ target: { liveAddress: '10.61.4.9' } })
})

it('two routes of one hostname name each other', () => {
  const again = {
    ...rawService('again'),
    metadata: metadata('again', {
      annotations: {
        'service.nlb.kube-dc.com/expose-route': 'http',
        'service.nlb.kube-dc.com/route-hostname': 'web-nimbus-edge.apps.example.net',
      },
    }),
  }
  expect(gatewayRouteOf({ ...ROUTED, services: [...ROUTED.services, again] }).sameHostname).toEqual(['again'])
})

describe('targets', () => {
  const store = network({
    ...WORKING,
    services: [
      ...WORKING.services,
      rawService('broker', { spec: { selector: { 'vm.kubevirt.io/name': 'broker-1' } } }),
      { metadata: metadata('mqtt-ext'), spec: { clusterIP: 'None' } },
    ],
    'virtual-machines': [rawVm('broker-1')],
    'virtual-machine-instances': [rawVmi('broker-1', '10.61.4.9')],
    'floating-ips': FLOATING['floating-ips'],
    deployments: [
      {
        metadata: metadata('mqtt'),
        spec: { replicas: 2, template: { metadata: { labels: { app: 'mqtt' } } } },
        status: { readyReplicas: 1 },
      },
    ],
  })

  it('a VM names the ways in to it', () => {
    expect(store.view('targets', 'vm/broker-1')).toMatchObject({
      addresses: ['10.61.4.9'],
      exposures: ['load-balancer/broker', 'floating-ip/broker-direct'],
    })
  })

  it('a Deployment tells how many are ready', () => {
    expect(store.view('targets', 'deployment/mqtt')).toMatchObject({
      ready: 1,
      wanted: 2,
      exposures: ['load-balancer/mqtt'],
    })
  })

  it('a companion is none', () => {
    expect(store.view('targets', 'service/mqtt-ext')).toBeUndefined()
  })

  it('exposures tell where they lead', () => {
    expect(store.view('exposures', 'floating-ip/broker-direct')).toMatchObject({
      method: 'floating-ip',
      networkType: 'public',
      targets: [{ kind: 'vm', name: 'broker-1' }],
    })
    expect(store.view('exposures', 'load-balancer/mqtt')).toMatchObject({
      method: 'shared-load-balancer',
      ports: [{ protocol: 'TCP', port: 8883 }],
    })
  })
})

it('a Project tells the tightest limit on load balancers', () => {
  const quota = (name: string, hard: string, used: string) => ({
    metadata: metadata(name),
    status: { hard: { 'services.loadbalancers': hard }, used: { 'services.loadbalancers': used } },
  })
  expect(
    projectNetworkOf({
      'resource-quotas': [quota('hrq.hnc.x-k8s.io', '100', '7'), quota('project-quota', '5', '3')],
    }).loadBalancers,
  ).toEqual({ hard: 5, used: 3, quota: 'project-quota' })
})
