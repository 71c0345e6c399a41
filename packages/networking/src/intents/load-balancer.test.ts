import { describe, expect, it } from 'vitest'
import { judging, problemsOf, TOLD, warningsOf } from '../testing/judging.ts'
import {
  metadata,
  network,
  rawEip,
  rawFip,
  rawPod,
  rawService,
  rawVm,
  rawWeb,
  REACHING_OUT,
  ROUTED,
  WORKING,
  type RawNetwork,
} from '../testing/network.ts'
import { CLOUD_ONLY, org } from '../testing/samples.ts'
import { publicQuota } from '../quota.ts'
import type { PlannedPort } from '../operations/objects.ts'
import type { AddressChoice, IntentOf } from './intent.ts'
import { judge } from './judge.ts'
import { fixedFields } from './load-balancer.ts'

const https: PlannedPort = { protocol: 'TCP', port: 443, targetPort: 8443 }

const wanted = (more: Partial<IntentOf<'create-load-balancer'>> = {}): IntentOf<'create-load-balancer'> => ({
  intent: 'create-load-balancer',
  name: 'shop',
  selector: { app: 'shop' },
  ports: [https],
  address: { use: 'own', networkType: 'cloud' },
  ...more,
})

const running = { pods: [rawPod('shop-1', { app: 'shop' }, '10.61.4.20')] }
const unused = rawEip('uplink-c', {}, { ipAddress: '203.0.113.20', ownershipType: 'Released', owners: [] })
const quota = (used: string, hard: string) => ({
  metadata: metadata('plan'),
  status: { hard: { 'services.loadbalancers': hard }, used: { 'services.loadbalancers': used } },
})

describe('a new load balancer', () => {
  it.each<[string, AddressChoice, unknown]>([
    ['an address of its own', { use: 'own', networkType: 'cloud' }, { networkType: 'cloud' }],
    ['an existing one', { use: 'existing', name: 'uplink-c' }, { bindOnEip: 'uplink-c' }],
    ['the shared one', { use: 'shared' }, { bindOnDefaultGateway: true }],
    ['the shared one by its name', { use: 'existing', name: 'default-gw' }, { bindOnDefaultGateway: true }],
  ])('takes one step with %s, and never writes a type beside a binding', (_name, address, asks) => {
    const facts = judging({ ...running, 'external-ips': [unused, ...REACHING_OUT['external-ips']] })
    expect(judge(wanted({ address }), facts)).toEqual({
      problems: [],
      warnings: [],
      plan: {
        intent: 'create-load-balancer',
        subject: { kind: 'services', name: 'shop' },
        steps: [
          {
            verb: 'create',
            object: { kind: 'services', name: 'shop', asks, selector: { app: 'shop' }, ports: [https] },
          },
        ],
      },
    })
  })

  it('makes a new named address first', () => {
    const { plan } = judge(
      wanted({ address: { use: 'new', name: 'front', networkType: 'public' } }),
      judging(running),
    )
    expect(plan?.steps).toMatchObject([
      { verb: 'create', object: { kind: 'external-ips', name: 'front', networkType: 'public' } },
      { verb: 'create', object: { kind: 'services', asks: { bindOnEip: 'front' } } },
    ])
  })

  it('gives each of several ports a name', () => {
    const ports: PlannedPort[] = [
      https,
      { ...https, protocol: 'UDP' },
      { protocol: 'TCP', port: 80, targetPort: 80, name: 'web' },
      { protocol: 'TCP', port: 81, targetPort: 80, name: 'tcp-443' },
    ]
    const { plan } = judge(wanted({ ports }), judging(running))
    expect(plan?.steps).toMatchObject([
      {
        object: { ports: [{ name: 'tcp-443-2' }, { name: 'udp-443' }, { name: 'web' }, { name: 'tcp-443' }] },
      },
    ])
  })

  it.each<[string, Partial<IntentOf<'create-load-balancer'>>, RawNetwork, string]>([
    ['a name that is taken', { name: 'mqtt' }, WORKING, 'name: mqtt exists already. mqtt-2 is free.'],
    [
      'the same port twice',
      { ports: [https, { ...https, targetPort: 1 }] },
      {},
      'ports.1.port: 443/TCP is there twice. Take one of them away.',
    ],
    [
      'the same name twice',
      {
        ports: [
          { ...https, name: 'a' },
          { ...https, port: 444, name: 'a' },
        ],
      },
      {},
      'ports.1.name: Another port is called a already. Each needs a name of its own.',
    ],
    [
      'a protocol that is not passed',
      { ports: [{ ...https, protocol: 'SCTP' }] },
      {},
      'ports.0.protocol: Choose TCP or UDP: load balancers pass no SCTP.',
    ],
    [
      'a port that another one has on the address',
      { address: { use: 'existing', name: 'uplink-a' }, ports: [{ ...https, port: 8883 }] },
      WORKING,
      'ports.0.port: 8883/TCP of this address belongs to mqtt already. Free are 8884, 8885 and 8886.',
    ],
    [
      'a port that a managed cluster has on the shared address',
      { address: { use: 'shared' }, ports: [{ ...https, port: 2379 }] },
      {
        ...REACHING_OUT,
        services: [
          rawService('c1-etcd', {
            annotations: {
              'service.nlb.kube-dc.com/bind-on-eip': '',
              'service.nlb.kube-dc.com/bind-on-default-gw-eip': 'true',
            },
            addresses: [],
            spec: { ports: [{ port: 2379 }] },
            meta: { ownerReferences: [{ kind: 'KdcCluster', name: 'c1', uid: 'c1' }] },
          }),
        ],
      },
      'ports.0.port: 2379/TCP of this address belongs to c1-etcd (of the managed cluster c1) already. Free are 2380, 2381 and 2382.',
    ],
    [
      'an address that is gone',
      { address: { use: 'existing', name: 'uplink-x' } },
      {},
      'address.name: There is no External IP uplink-x. Choose another, or make a new one.',
    ],
    [
      'an address that a floating IP has',
      { address: { use: 'existing', name: 'uplink-a' } },
      {
        'external-ips': [
          rawEip(
            'uplink-a',
            {},
            { ownershipType: 'Exclusive', owners: [{ type: 'FIp', ownerRef: 'nimbus-edge/direct' }] },
          ),
        ],
      },
      'address.name: uplink-a belongs to the floating IP direct alone.',
    ],
    [
      'an address that a floating IP asks for and has not got yet',
      { address: { use: 'existing', name: 'uplink-c' } },
      { 'external-ips': [unused], 'floating-ips': [rawFip('direct', { eip: 'uplink-c' }, null)] },
      'address.name: uplink-c belongs to the floating IP direct alone.',
    ],
    [
      'an address in exclusive use by nobody that is named',
      { address: { use: 'existing', name: 'uplink-c' } },
      { 'external-ips': [rawEip('uplink-c', {}, { ownershipType: 'Exclusive', owners: [] })] },
      'address.name: uplink-c is in exclusive use.',
    ],
    [
      'an address that the platform made for another load balancer',
      { address: { use: 'existing', name: 'slb-web-ab12c' } },
      { 'external-ips': [rawEip('slb-web-ab12c', {}, { deleteReleased: true })] },
      'address.name: The platform made slb-web-ab12c for load balancer mqtt and removes it with it.',
    ],
    [
      'an address that will never come',
      { address: { use: 'existing', name: 'uplink-typo' } },
      {
        'external-ips': [
          rawEip('uplink-typo', { externalNetworkType: 'foo' }, { ready: false, ipAddress: undefined }),
        ],
      },
      'address.name: uplink-typo asks for “foo”, which is not offered here, so it will never get an address.',
    ],
    [
      'an address that is being deleted',
      { address: { use: 'existing', name: 'uplink-c' } },
      { 'external-ips': [rawEip('uplink-c', {}, {}, { deletionTimestamp: '2026-05-04T11:00:00Z' })] },
      'address.name: uplink-c is being deleted.',
    ],
    [
      'an address that cannot be read',
      { address: { use: 'existing', name: 'uplink-c' } },
      { 'external-ips': [{ metadata: metadata('uplink-c'), spec: 7 }] },
      'address.name: uplink-c cannot be read, so nobody can tell whether it is free. Choose another.',
    ],
    [
      'a new address whose name is taken',
      { address: { use: 'new', name: 'uplink-c', networkType: 'cloud' } },
      { 'external-ips': [unused] },
      'address.name: uplink-c exists already. uplink-c-2 is free.',
    ],
    [
      'a shared address that is not there',
      { address: { use: 'shared' } },
      {},
      'address.use: edge has no External IP default-gw: the platform has not made its way out yet.',
    ],
    [
      'a quota that is reached',
      {},
      { 'resource-quotas': [quota('100', '100')] },
      ': The quota plan allows 100 load balancers in edge, and 100 count. Delete one that is not needed, or ask an admin of nimbus for more.',
    ],
    [
      'a plan without load balancers',
      {},
      { 'resource-quotas': [quota('0', '0')] },
      ': The quota plan of edge allows no load balancers. The plan of nimbus decides that.',
    ],
  ])('is refused for %s', (_name, more, objects, problem) => {
    const judgement = judge(wanted(more), judging(objects))
    expect(judgement.problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([problem])
    expect(judgement.plan).toBeUndefined()
  })

  it('refuses a type that is not offered here', () => {
    const intent = wanted({ address: { use: 'own', networkType: 'public' } })
    expect(problemsOf(intent, judging({}, { installation: CLOUD_ONLY }))).toEqual([
      'address.networkType: This installation offers no public addresses. Its provider decides that.',
    ])
  })

  it('only warns of a spent quota of public addresses, whose figures are old', () => {
    const intent = wanted({ address: { use: 'own', networkType: 'public' } })
    const facts = judging(running, { quota: publicQuota('nimbus', org({ used: '3', hard: '3' })) })
    expect(judge(intent, facts)).toMatchObject({
      problems: [],
      warnings: [
        {
          field: 'address.networkType',
          message: 'No public address left: nimbus uses 3 of 3. A new one waits until another is deleted.',
        },
      ],
    })
  })

  it('takes the role away at once, also for what is made first', () => {
    const address: AddressChoice = { use: 'new', name: 'front', networkType: 'cloud' }
    const access = {
      verbs: { services: ['create'] },
      incomplete: false,
      journal: false,
      role: 'user',
    } as const
    expect(problemsOf(wanted({ address }), judging(running, { access }))).toEqual([
      ': Your role, user, cannot create External IPs. A developer or admin can.',
      ': Your role, user, cannot keep ConfigMaps. A change of several steps writes down in one how far it is, so that it can be finished or undone. A developer or admin can.',
    ])
    expect(problemsOf(wanted(), judging(running, { access: { ...access, verbs: {} } }))).toEqual([
      ': Your role, user, cannot create Services. A developer or admin can.',
    ])
    expect(problemsOf(wanted({ address }), judging(running, { access: undefined }))).toEqual([])
  })

  it('waits for the Project', () => {
    const project = { ...judging().project, ready: false }
    expect(problemsOf(wanted(), judging(running, { project }))).toEqual([
      ': edge is not ready: the platform is still making it, or it is over a limit. Nothing can be created in it before.',
    ])
  })

  it('refuses nothing that cannot be seen', () => {
    const blind = network(WORKING, {
      installation: TOLD,
      sights: { 'external-ips': 'forbidden', pods: 'forbidden', services: 'loading' },
    })
    const intent = wanted({ address: { use: 'existing', name: 'uplink-x' } })
    expect(judge(intent, judging(blind))).toMatchObject({ problems: [], warnings: [], plan: {} })
  })

  it.each<[string, Partial<IntentOf<'create-load-balancer'>>, RawNetwork, readonly string[]]>([
    [
      'matches nothing',
      {},
      {},
      ['selector: No pod matches app=shop. Connections are refused until one does.'],
    ],
    [
      'nearly matches',
      { selector: { app: 'shop', tier: 'front' } },
      { pods: [rawPod('shop-1', { app: 'shop', tier: 'back' }, '10.61.4.20')] },
      ['selector: No pod matches app=shop and tier=front. 1 pod would match tier=back.'],
    ],
    [
      'matches what is stopped',
      { selector: { 'vm.kubevirt.io/name': 'broker-1' } },
      { 'virtual-machines': [rawVm('broker-1', 'Stopped')] },
      ['selector: Nothing that matches runs: broker-1 is Stopped. Connections are refused until it does.'],
    ],
    [
      'names labels of a VM itself',
      {},
      { 'virtual-machines': [rawVm('broker-1', 'Running', { labels: { app: 'shop' } })] },
      [
        'selector: No pod matches app=shop. The VM broker-1 has these labels itself, where they select nothing: choose the VM as the target.',
      ],
    ],
    [
      'matches everything',
      { selector: { team: 'a' } },
      { pods: [rawPod('x', { team: 'a' }, '10.61.4.20'), rawPod('y', { team: 'a' }, '10.61.4.21')] },
      [
        'selector: It matches every pod of the Project, 2 of 2 workloads. Each of them would get a part of the connections.',
      ],
    ],
    [
      'matches several workloads',
      { selector: { team: 'a' } },
      {
        pods: [
          rawPod('x', { team: 'a' }, '10.61.4.20'),
          rawPod('y', { team: 'a' }, '10.61.4.21'),
          rawPod('z', { team: 'b' }, '10.61.4.22'),
        ],
      },
      [
        'selector: It matches pods of 2 workloads: pod/x and pod/y. Each of them would get a part of the connections.',
      ],
    ],
    [
      'matches what a database manages',
      { selector: { 'cnpg.io/cluster': 'orders' } },
      { pods: [rawPod('orders-1', { 'cnpg.io/cluster': 'orders' }, '10.61.4.20')] },
      ['selector: 1 pod belongs to the database orders, which exposes what it means to by itself.'],
    ],
    [
      'matches what is not ready',
      {},
      { pods: [rawPod('shop-1', { app: 'shop' }, '10.61.4.20', { conditions: [] })] },
      ['selector: 1 pod matches, and none is ready: connections are refused until one is.'],
    ],
    [
      'asks for a port name that no pod has',
      { ports: [https, { ...https, port: 80, targetPort: 'http' }] },
      running,
      ['ports.1.targetPort: No matching pod has a port called http. They have web.'],
    ],
    [
      'meets a public floating IP behind a cloud address',
      {},
      {
        pods: [rawPod('shop-1', { app: 'shop' }, '10.61.4.9')],
        'floating-ips': [rawFip()],
        'external-ips': [rawEip('uplink-b', {}, { owners: [{ type: 'FIp', ownerRef: 'broker-direct' }] })],
      },
      [
        'selector: shop-1 has the public floating IP broker-direct, so everything it sends leaves by the public gateway. Replies to connections over a cloud address never arrive: give the load balancer a public address, or take another target.',
      ],
    ],
    [
      'has one number on two protocols',
      { ports: [https, { ...https, protocol: 'UDP' }] },
      running,
      [
        'ports.1.port: 443 is there for several protocols: that works, each is a port of its own.',
        'ports.1.targetPort: The pods of shop-1 declare 8080/TCP, 8443/TCP and 8883/TCP, not 8443/UDP: likely nothing answers there.',
      ],
    ],
    [
      'takes a port that clusters like on the shared address',
      { address: { use: 'shared' }, ports: [{ ...https, port: 32_400 }] },
      { ...running, ...REACHING_OUT },
      [
        'ports.0.port: Managed clusters put their datastores on 2379 and 32380 to 32499 of this address. One that is made later may want 32400 too.',
      ],
    ],
    [
      'takes an address that is not there yet',
      { address: { use: 'existing', name: 'uplink-c' } },
      {
        ...running,
        'external-ips': [
          rawEip(
            'uplink-c',
            {},
            { ready: false, ipAddress: undefined, ownershipType: 'Released', owners: [] },
          ),
        ],
      },
      ['address.name: uplink-c has no address yet. What is bound to it waits until it has.'],
    ],
  ])('is warned when it %s', (_name, more, objects, warnings) => {
    const facts = judging(objects)
    expect(warningsOf(wanted(more), facts)).toEqual(warnings)
    expect(judge(wanted(more), facts).plan).toBeDefined()
  })
})

describe('a new load balancer without a word', () => {
  const behind = {
    pods: [rawPod('shop-1', { app: 'shop' }, '10.61.4.9')],
    'floating-ips': [rawFip()],
  }
  const floating = (networkType: string) => [
    rawEip(
      'uplink-b',
      { externalNetworkType: networkType },
      { owners: [{ type: 'FIp', ownerRef: 'broker-direct' }] },
    ),
  ]

  it.each<[string, Partial<IntentOf<'create-load-balancer'>>, RawNetwork]>([
    ['takes a port of datastores on an address of its own', { ports: [{ ...https, port: 32_400 }] }, running],
    [
      'is a public one on what has a public floating IP',
      { address: { use: 'own', networkType: 'public' } },
      { ...behind, 'external-ips': floating('public') },
    ],
    ['is a cloud one on what has a cloud floating IP', {}, { ...behind, 'external-ips': floating('cloud') }],
  ])('%s', (_name, more, objects) => {
    expect(judge(wanted(more), judging(objects))).toMatchObject({ problems: [], warnings: [] })
  })
})

const change = (more: Partial<IntentOf<'change-load-balancer'>> = {}): IntentOf<'change-load-balancer'> => ({
  intent: 'change-load-balancer',
  name: 'mqtt',
  uid: 'uid-mqtt',
  resourceVersion: '1',
  ports: [{ name: 'main', protocol: 'TCP', port: 8883, targetPort: 8883 }],
  ...more,
})

describe('a changed load balancer', () => {
  it('sends only what differs', () => {
    const { plan } = judge(change({ selector: { app: 'mqtt', tier: 'a' } }), judging(WORKING))
    expect(plan?.steps).toEqual([
      {
        verb: 'change',
        kind: 'services',
        name: 'mqtt',
        uid: 'uid-mqtt',
        resourceVersion: '1',
        before: { selector: { tier: null } },
        after: { selector: { tier: 'a' } },
      },
    ])
  })

  it('takes labels away', () => {
    const { plan } = judge(change({ selector: { vm: 'a' } }), judging(WORKING))
    expect(plan?.steps).toMatchObject([
      { before: { selector: { app: 'mqtt', vm: null } }, after: { selector: { app: null, vm: 'a' } } },
    ])
  })

  it('takes a label for a label, whatever it is called', () => {
    const { plan } = judge(change({ selector: { app: 'mqtt', constructor: 'a' } }), judging(WORKING))
    expect(plan?.steps).toMatchObject([{ before: { selector: { constructor: null } } }])
  })

  it('keeps what the cluster gave a port and no form shows', () => {
    const service = rawService('mqtt', {
      spec: {
        ports: [
          {
            name: 'main',
            protocol: 'TCP',
            port: 8883,
            targetPort: 8883,
            nodePort: 30_001,
            appProtocol: 'mqtt',
          },
        ],
      },
    })
    const facts = judging({ ...WORKING, services: [service] })
    expect(problemsOf(change(), facts)).toEqual([': Nothing differs from what mqtt has now.'])
    const moved = change({ ports: [{ name: 'main', protocol: 'TCP', port: 8884, targetPort: 8883 }] })
    expect(judge(moved, facts).plan?.steps).toMatchObject([
      {
        before: { ports: [{ port: 8883, nodePort: 30_001 }] },
        after: { ports: [{ port: 8884, nodePort: 30_001, appProtocol: 'mqtt' }] },
      },
    ])
  })

  it.each<[string, Partial<IntentOf<'change-load-balancer'>>, RawNetwork, string]>([
    ['that is the same', {}, WORKING, ': Nothing differs from what mqtt has now.'],
    ['that is gone', {}, {}, ': mqtt was deleted meanwhile.'],
    [
      'that was made anew',
      { uid: 'other' },
      WORKING,
      ': mqtt was deleted and made anew meanwhile. Look at the new one first.',
    ],
    [
      'that a database manages',
      { selector: { a: 'b' } },
      {
        services: [
          rawService('mqtt', {
            meta: { ownerReferences: [{ kind: 'KdcDatabase', name: 'orders', uid: 'o' }] },
          }),
        ],
      },
      ': mqtt belongs to the database orders, which would put it back as it was. Change it there instead.',
    ],
    [
      'that something else owns',
      { selector: { a: 'b' } },
      {
        services: [
          rawService('mqtt', { meta: { ownerReferences: [{ kind: 'Kafka', name: 'events', uid: 'o' }] } }),
        ],
      },
      ': mqtt belongs to Kafka events, which would put it back as it was. Change it there instead.',
    ],
    [
      'that only repeats an address',
      { selector: { a: 'b' } },
      {
        services: [
          rawService('mqtt', {
            meta: {
              labels: {
                'kube-dc.com/managed-by': 'service-lb-controller',
                'kube-dc.com/endpoint-type': 'external',
                'kube-dc.com/source-service': 'web',
              },
            },
          }),
        ],
      },
      ': mqtt repeats the address of web. The platform keeps it.',
    ],
    [
      'on a port of its neighbour',
      { ports: [{ protocol: 'TCP', port: 1883, targetPort: 1 }] },
      { ...WORKING, services: [rawService(), rawService('other', { spec: { ports: [{ port: 1883 }] } })] },
      'ports.0.port: 1883/TCP of this address belongs to other already. Free are 1884, 1885 and 1886.',
    ],
  ])('is refused for one %s', (_name, more, objects, problem) => {
    const judgement = judge(change(more), judging(objects))
    expect(judgement.problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([problem])
    expect(judgement.plan).toBeUndefined()
  })

  it('is not kept from a change by a neighbour that wants a port which it has', () => {
    const rival = rawService('other', { spec: { ports: [{ port: 8883 }] } })
    const facts = judging({ ...WORKING, services: [rawService(), rival] })
    expect(problemsOf(change({ selector: { a: 'b' } }), facts)).toEqual([])
  })

  it('takes the right to change Services, asked for when it is submitted', () => {
    const access = { verbs: { services: ['create'] }, incomplete: false, role: 'user' } as const
    expect(problemsOf(change({ selector: { a: 'b' } }), judging(WORKING, { access }))).toEqual([
      ': Your role, user, cannot change Services. A developer or admin can.',
    ])
  })

  it('keeps the port that its route leads to', () => {
    const routed = { ...ROUTED, services: [rawWeb({ 'service.nlb.kube-dc.com/route-port': '80' })] }
    const intent = change({
      name: 'web',
      uid: 'uid-web',
      ports: [{ protocol: 'TCP', port: 81, targetPort: 1 }],
    })
    expect(problemsOf(intent, judging(routed))).toEqual([
      'ports: The gateway route of web leads to port 80. Keep that port, or set the route to another one first.',
    ])
  })

  it('says that it cannot tell what would change where it cannot be seen', () => {
    const blind = network({}, { sights: { services: 'forbidden' } })
    expect(problemsOf(change(), judging(blind))).toEqual([
      ': mqtt cannot be seen whole, so what would change cannot be told.',
    ])
  })

  it('names what is fixed and the way around', () => {
    const view = network(WORKING).view('load-balancers', 'mqtt')
    if (view?.kind !== 'LoadBalancerView') throw new Error('the sample has no mqtt')
    expect(fixedFields(view).map(({ label, value }) => [label, value])).toEqual([
      ['Name', 'mqtt'],
      ['Network type', 'public'],
      ['Address', '203.0.113.14, External IP uplink-a'],
    ])
    expect(fixedFields(view).every(({ wayAround }) => wayAround.includes('second load balancer'))).toBe(true)
  })
})

describe('a deleted load balancer', () => {
  const intent = { intent: 'delete-load-balancer', name: 'mqtt', uid: 'uid-mqtt' } as const

  it('is one step, also in a Project that is not ready', () => {
    const project = { ...judging().project, ready: false }
    expect(judge(intent, judging(WORKING, { project })).plan?.steps).toEqual([
      { verb: 'delete', kind: 'services', name: 'mqtt', uid: 'uid-mqtt' },
    ])
  })

  it.each<[string, RawNetwork, string]>([
    ['gone', {}, ': mqtt was deleted meanwhile.'],
    [
      'being deleted',
      { services: [rawService('mqtt', { meta: { deletionTimestamp: '2026-05-04T11:00:00Z' } })] },
      ': mqtt is being deleted.',
    ],
    [
      'a managed one',
      { services: [rawService('mqtt', { meta: { labels: { 'cluster.x-k8s.io/cluster-name': 'c1' } } })] },
      ': mqtt belongs to the managed cluster c1, which would put it back as it was. Change it there instead.',
    ],
  ])('is refused when %s', (_name, objects, problem) => {
    expect(problemsOf(intent, judging(objects))).toEqual([problem])
  })
})
