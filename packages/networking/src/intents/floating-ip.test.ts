import { describe, expect, it } from 'vitest'
import { judging, problemsOf, warningsOf } from '../testing/judging.ts'
import {
  FLOATING,
  metadata,
  network,
  rawEip,
  rawFip,
  rawPod,
  rawService,
  rawSlice,
  rawVm,
  rawVmi,
  REACHING_OUT,
  type RawNetwork,
} from '../testing/network.ts'
import { floatingIpTargets, targetAddressInfo } from './floating-ip-targets.ts'
import { moveWords } from './floating-ip.ts'
import type { IntentOf } from './intent.ts'
import { judge } from './judge.ts'

type Create = IntentOf<'create-floating-ip'>

const wanted = (more: Partial<Create> = {}): Create => ({
  intent: 'create-floating-ip',
  name: 'broker-in',
  target: { by: 'vm', vm: 'broker-2', interface: 'vpc_net_0' },
  address: { use: 'own', networkType: 'public' },
  ...more,
})

const vm2 = {
  'virtual-machines': [rawVm('broker-2')],
  'virtual-machine-instances': [rawVmi('broker-2', '10.61.4.12')],
} satisfies RawNetwork

const unused = rawEip('uplink-c', {}, { ipAddress: '203.0.113.20', ownershipType: 'Released', owners: [] })

/** A load balancer on a cloud address with broker-2 behind it. */
/** A floating IP on a cloud address of its own. */
const CLOUD = { eip: undefined, externalNetworkType: 'cloud' }
const UNNAMED = { eip: undefined, externalIP: '100.72.3.15' }

const cloudLoadBalancer = {
  services: [
    rawService('mqtt', {
      annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'inner' },
      addresses: ['100.72.0.7'],
    }),
  ],
  'external-ips': [rawEip('inner', { externalNetworkType: 'cloud' }, { ipAddress: '100.72.0.7' })],
  'endpoint-slices': [rawSlice('mqtt', { '10.61.4.12': 'virt-launcher-broker-2' })],
} satisfies RawNetwork

describe('a new floating IP', () => {
  it('takes an address from the pool', () => {
    expect(judge(wanted(), judging(vm2))).toMatchObject({
      problems: [],
      warnings: [],
      plan: {
        subject: { kind: 'floating-ips', name: 'broker-in' },
        steps: [
          {
            verb: 'create',
            object: {
              kind: 'floating-ips',
              name: 'broker-in',
              target: { by: 'vm', vm: 'broker-2', interface: 'vpc_net_0' },
              address: { from: 'pool', networkType: 'public' },
            },
          },
        ],
      },
    })
  })

  it('takes an unused External IP, or a new one that is made first', () => {
    const existing = wanted({ address: { use: 'existing', name: 'uplink-c' } })
    expect(judge(existing, judging({ ...vm2, 'external-ips': [unused] })).plan?.steps).toMatchObject([
      { object: { address: { from: 'external-ip', name: 'uplink-c' } } },
    ])
    const made = wanted({ address: { use: 'new', name: 'keep', networkType: 'public' } })
    expect(judge(made, judging(vm2)).plan?.steps).toMatchObject([
      { object: { kind: 'external-ips', name: 'keep', networkType: 'public' } },
      { object: { kind: 'floating-ips', address: { from: 'external-ip', name: 'keep' } } },
    ])
  })

  it.each<[string, Partial<Create>, RawNetwork, string]>([
    [
      'a name that is taken',
      { name: 'broker-direct' },
      { 'floating-ips': FLOATING['floating-ips'] },
      'name: broker-direct exists already. broker-direct-2 is free.',
    ],
    [
      'the way out of the Project',
      { address: { use: 'existing', name: 'default-gw' } },
      REACHING_OUT,
      'address.name: default-gw is the way out of the whole Project, which shares it. A floating IP needs an address for itself.',
    ],
    [
      'an address that another floating IP has',
      { address: { use: 'existing', name: 'uplink-b' } },
      { 'external-ips': FLOATING['external-ips'], 'floating-ips': FLOATING['floating-ips'] },
      'address.name: uplink-b belongs to the floating IP broker-direct alone.',
    ],
    [
      'an address that a load balancer has',
      { address: { use: 'existing', name: 'uplink-a' } },
      { 'external-ips': [rawEip()] },
      'address.name: uplink-a is used by load balancer mqtt. A floating IP needs an address for itself.',
    ],
    [
      'an address that a load balancer asks for',
      { address: { use: 'existing', name: 'uplink-c' } },
      {
        'external-ips': [unused],
        services: [
          rawService('mqtt', {
            annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'uplink-c' },
            addresses: [],
          }),
        ],
      },
      'address.name: The load balancer mqtt asks for uplink-c. A floating IP needs an address for itself.',
    ],
    [
      'an address in a state that nobody knows',
      { address: { use: 'existing', name: 'uplink-c' } },
      { 'external-ips': [rawEip('uplink-c', {}, { ownershipType: 'Parked', owners: [] })] },
      'address.name: uplink-c is in use: Parked.',
    ],
    [
      'a VM that is gone',
      { target: { by: 'vm', vm: 'broker-9' } },
      {},
      'target.vm: There is no VM broker-9. Choose another.',
    ],
    [
      'a VM that is stopped',
      {},
      { 'virtual-machines': [rawVm('broker-2', 'Stopped')], 'virtual-machine-instances': [] },
      'target.vm: broker-2 is stopped, so it has no address. Start it first.',
    ],
    [
      'a VM that starts',
      {},
      { 'virtual-machines': [rawVm('broker-2', 'Starting')], 'virtual-machine-instances': [] },
      'target.vm: broker-2 is Starting, so it has no address. Start it first.',
    ],
    [
      'a VM that is being deleted',
      {},
      { 'virtual-machines': [rawVm('broker-2', 'Running', { deletionTimestamp: '2026-05-04T11:00:00Z' })] },
      'target.vm: broker-2 is being deleted.',
    ],
    [
      'a worker of a managed cluster',
      {},
      {
        'virtual-machines': [
          rawVm('broker-2', 'Running', { labels: { 'cluster.x-k8s.io/cluster-name': 'c1' } }),
        ],
      },
      'target.vm: broker-2 is a worker of the managed cluster c1. It may be replaced at any time: expose what runs in the cluster from there.',
    ],
    [
      'an interface that does not exist',
      { target: { by: 'vm', vm: 'broker-2', interface: 'default' } },
      {},
      'target.interface: broker-2 has no interface default. It has vpc_net_0.',
    ],
    [
      'an interface without an address',
      {},
      { 'virtual-machine-instances': [rawVmi('broker-2', undefined, false)] },
      'target.interface: broker-2 reports no address on vpc_net_0. Its guest agent, which usually does, is not connected.',
    ],
    [
      'an interface on another network',
      {},
      { 'virtual-machine-instances': [rawVmi('broker-2', '192.168.7.4')] },
      'target.interface: vpc_net_0 of broker-2 has 192.168.7.4, which is not in the network of edge, 10.61.4.0/22: no floating IP leads there.',
    ],
    [
      'an address outside the Project',
      { target: { by: 'address', address: '10.61.8.1' } },
      {},
      'target.address: 10.61.8.1 is not in the network of edge, 10.61.4.0/22.',
    ],
    [
      'the address of the network',
      { target: { by: 'address', address: '10.61.4.0' } },
      {},
      'target.address: 10.61.4.0 is the address of the network 10.61.4.0/22 itself.',
    ],
    [
      'the broadcast address',
      { target: { by: 'address', address: '10.61.7.255' } },
      {},
      'target.address: 10.61.7.255 is the broadcast address of 10.61.4.0/22.',
    ],
    [
      'the router',
      { target: { by: 'address', address: '10.61.4.1' } },
      {},
      'target.address: 10.61.4.1 is the router of edge.',
    ],
  ])('is refused for %s', (_name, more, objects, problem) => {
    const judgement = judge(wanted(more), judging({ ...vm2, ...objects }))
    expect(judgement.problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([problem])
    expect(judgement.plan).toBeUndefined()
  })

  it('asks for the router where one was chosen', () => {
    const project = { ...judging().project, gatewayAddress: '10.61.7.254' }
    const to = (address: string) => wanted({ target: { by: 'address', address } })
    expect(problemsOf(to('10.61.4.1'), judging({}, { project }))).toEqual([])
    expect(problemsOf(to('10.61.7.254'), judging({}, { project }))).toEqual([
      'target.address: 10.61.7.254 is the router of edge.',
    ])
  })

  it('refuses nothing that cannot be seen', () => {
    const blind = network(
      {},
      { sights: { 'virtual-machines': 'forbidden', 'virtual-machine-instances': 'forbidden' } },
    )
    const project = { ...judging().project, cidr: undefined }
    expect(judge(wanted(), judging(blind))).toMatchObject({ problems: [], plan: {} })
    const away = wanted({ target: { by: 'address', address: '192.168.0.1' } })
    expect(problemsOf(away, judging(blind, { project }))).toEqual([])
  })

  it.each<[string, Partial<Create>, RawNetwork, readonly string[]]>([
    [
      'would lead the replies of a cloud load balancer astray',
      {},
      cloudLoadBalancer,
      [
        'target: broker-2 answers for the load balancer mqtt on a cloud address. With a public floating IP everything it sends leaves by the public gateway, so the replies of mqtt never arrive. Use one of both, or a cloud address here, or give mqtt a public one.',
      ],
    ],
    ['is a cloud one beside it', { address: { use: 'own', networkType: 'cloud' } }, cloudLoadBalancer, []],
    [
      'is the second on its target',
      {},
      {
        'floating-ips': [rawFip('first', {}, { resolvedTargetIP: '10.61.4.12' })],
      },
      [
        'target: broker-2 has the floating IP first already. Which of them its own connections leave by is not defined. If one is enough, move or delete first instead.',
      ],
    ],
    [
      'is public beside a cloud one',
      {},
      { 'floating-ips': [rawFip('first', CLOUD, { ...UNNAMED, resolvedTargetIP: '10.61.4.12' })] },
      [
        'target: broker-2 has the floating IP first already, on a cloud address. With a public one everything it sends leaves by the public gateway, so whoever comes over first may get no answer. If one is enough, move or delete first instead.',
      ],
    ],
    [
      'is a cloud one beside a public one',
      { address: { use: 'own', networkType: 'cloud' } },
      { 'floating-ips': [rawFip('first', {}, { resolvedTargetIP: '10.61.4.12' })] },
      [
        'target: broker-2 has the floating IP first already, and everything it sends leaves by the public gateway, so whoever comes over a cloud address may get no answer. If one is enough, move or delete first instead.',
      ],
    ],
    [
      'is the second on a VM whose first waits to be resolved',
      {},
      { 'floating-ips': [rawFip('first', { vmTarget: { vmName: 'broker-2' } }, null)] },
      [
        'target: broker-2 has the floating IP first already. Which of them its own connections leave by is not defined. If one is enough, move or delete first instead.',
      ],
    ],
    [
      'leads to the address of a VM',
      { target: { by: 'address', address: '10.61.4.12' } },
      {},
      [
        'target.address: 10.61.4.12 belongs to the VM broker-2 now. Choose the VM itself: then the floating IP follows it to another address.',
      ],
    ],
    [
      'leads to the address of a pod',
      { target: { by: 'address', address: '10.61.4.30' } },
      { pods: [rawPod('web-1', {}, '10.61.4.30')] },
      [
        'target.address: 10.61.4.30 belongs to the pod web-1 now. Pods get other addresses when they are made anew, and the floating IP does not follow.',
      ],
    ],
    [
      'leads to an address that nothing has',
      { target: { by: 'address', address: '10.61.4.31' } },
      {},
      ['target.address: Nothing that can be seen has 10.61.4.31 now.'],
    ],
  ])('is warned when it %s', (_name, more, objects, warnings) => {
    expect(warningsOf(wanted(more), judging({ ...vm2, ...objects }))).toEqual(warnings)
  })
})

const move = (more: Partial<IntentOf<'move-floating-ip'>> = {}): IntentOf<'move-floating-ip'> => ({
  intent: 'move-floating-ip',
  name: 'broker-direct',
  uid: 'uid-broker-direct',
  target: { by: 'vm', vm: 'broker-2' },
  ...more,
})

const both = {
  ...FLOATING,
  'virtual-machines': [rawVm('broker-1'), rawVm('broker-2')],
  'virtual-machine-instances': [rawVmi('broker-1', '10.61.4.9'), rawVmi('broker-2', '10.61.4.12')],
} satisfies RawNetwork

const automatic = {
  ...both,
  'external-ips': [
    rawEip(
      'fip-broker-direct-x1y2z',
      {},
      {
        ipAddress: '203.0.113.15',
        ownershipType: 'Exclusive',
        owners: [{ type: 'FIp', ownerRef: 'broker-direct' }],
      },
    ),
  ],
  'floating-ips': [
    rawFip(
      'broker-direct',
      { eip: undefined, externalNetworkType: 'public' },
      { eip: 'fip-broker-direct-x1y2z' },
    ),
  ],
} satisfies RawNetwork

describe('a moved floating IP', () => {
  it('is deleted and made again on the same External IP', () => {
    const address = { from: 'external-ip', name: 'uplink-b' } as const
    expect(judge(move(), judging(both)).plan?.steps).toEqual([
      {
        verb: 'delete',
        kind: 'floating-ips',
        name: 'broker-direct',
        uid: 'uid-broker-direct',
        again: {
          kind: 'floating-ips',
          name: 'broker-direct',
          target: { by: 'vm', vm: 'broker-1', interface: 'vpc_net_0' },
          address,
        },
      },
      {
        verb: 'create',
        object: {
          kind: 'floating-ips',
          name: 'broker-direct',
          target: { by: 'vm', vm: 'broker-2' },
          address,
        },
      },
    ])
    expect(warningsOf(move(), judging(both))).toEqual([
      ': Connections over broker-direct break: it is deleted, and made again once it is gone. That takes from seconds to a minute.',
      ': 203.0.113.15 stays, because it belongs to the External IP uplink-b.',
    ])
  })

  it('keeps names that kubectl may give and the console does not', () => {
    const dotted = {
      ...both,
      'external-ips': [
        rawEip('up.b', {}, { ownershipType: 'Exclusive', owners: [{ type: 'FIp', ownerRef: 'in.v1' }] }),
      ],
      'floating-ips': [rawFip('in.v1', { eip: 'up.b' }, { eip: 'up.b' })],
    }
    const { plan } = judge(move({ name: 'in.v1', uid: 'uid-in.v1' }), judging(dotted))
    expect(plan?.steps).toMatchObject([
      { again: { name: 'in.v1' } },
      { object: { name: 'in.v1', address: { name: 'up.b' } } },
    ])
  })

  it('says so when the address will be another one', () => {
    const judgement = judge(move(), judging(automatic))
    expect(judgement.plan?.steps).toMatchObject([
      {},
      { object: { address: { from: 'pool', networkType: 'public' } } },
    ])
    expect(judgement.warnings.at(-1)?.message).toBe(
      '203.0.113.15 is not kept: the platform made it for broker-direct and takes it away with it. Afterwards there is another one.',
    )
  })

  it.each<[string, Partial<IntentOf<'move-floating-ip'>>, RawNetwork, string]>([
    [
      'to where it is',
      { target: { by: 'vm', vm: 'broker-1', interface: 'vpc_net_0' } },
      both,
      'target: broker-direct leads there already.',
    ],
    ['that is gone', {}, { ...both, 'floating-ips': [] }, ': broker-direct was deleted meanwhile.'],
    [
      'that was made anew',
      { uid: 'other' },
      both,
      ': broker-direct was deleted and made anew meanwhile. Look at the new one first.',
    ],
    [
      'that leads nowhere',
      {},
      { ...both, 'floating-ips': [rawFip('broker-direct', { vmTarget: undefined, ipAddress: '' })] },
      ': broker-direct leads nowhere, so it cannot be moved. Delete it and create another.',
    ],
    [
      'to a VM that is gone',
      { target: { by: 'vm', vm: 'broker-9' } },
      both,
      'target.vm: There is no VM broker-9. Choose another.',
    ],
    [
      'that something else owns',
      {},
      {
        ...both,
        'floating-ips': [
          rawFip(
            'broker-direct',
            {},
            {},
            { ownerReferences: [{ kind: 'Appliance', name: 'edge-1', uid: 'a' }] },
          ),
        ],
      },
      ': broker-direct belongs to Appliance edge-1, which would put it back as it was. Change it there instead.',
    ],
  ])('is refused for one %s', (_name, more, objects, problem) => {
    const judgement = judge(move(more), judging(objects))
    expect(judgement.problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([problem])
  })

  it('needs a journal, as it takes two steps', () => {
    const access = {
      ...judging().access,
      verbs: judging().access?.verbs ?? {},
      incomplete: false,
      journal: false,
    }
    expect(problemsOf(move(), judging(both, { access }))).toEqual([
      ': Your role, developer, cannot keep ConfigMaps. A change of several steps writes down in one how far it is, so that it can be finished or undone. A developer or admin can.',
    ])
  })

  it('does not count itself as a second floating IP on its target', () => {
    const other = move({ target: { by: 'vm', vm: 'broker-1' } })
    expect(warningsOf(other, judging(both)).filter((words) => words.startsWith('target'))).toEqual([])
  })

  it('cannot be told where floating IPs cannot be seen', () => {
    const blind = network({}, { sights: { 'floating-ips': 'forbidden' } })
    expect(problemsOf(move(), judging(blind))).toEqual([
      ': broker-direct cannot be seen whole, so it cannot be made again elsewhere.',
    ])
    const [fip] = network(both).objects('floating-ips')
    expect(fip && moveWords(fip)).toHaveLength(2)
  })
})

describe('a deleted floating IP', () => {
  const intent = { intent: 'delete-floating-ip', name: 'broker-direct', uid: 'uid-broker-direct' } as const

  it('is one step, and needs no journal', () => {
    expect(judge(intent, judging(FLOATING)).plan?.steps).toEqual([
      { verb: 'delete', kind: 'floating-ips', name: 'broker-direct', uid: 'uid-broker-direct' },
    ])
  })

  it('is refused when gone or malformed anew', () => {
    expect(problemsOf(intent, judging({}))).toEqual([': broker-direct was deleted meanwhile.'])
    expect(
      problemsOf(
        { ...intent, uid: 'old' },
        judging({ 'floating-ips': [{ metadata: metadata('broker-direct'), spec: 7 }] }),
      ),
    ).toEqual([': broker-direct was deleted and made anew meanwhile. Look at the new one first.'])
  })
})

describe('targets of floating IPs', () => {
  const facts = judging({
    ...cloudLoadBalancer,
    'virtual-machines': [rawVm('broker-2'), rawVm('a-stopped', 'Stopped')],
    'virtual-machine-instances': [rawVmi('broker-2', '10.61.4.12'), rawVmi('alone', '192.168.0.9')],
  })

  it('lists what can be chosen first, and the rest with the reason', () => {
    const { vms, known } = floatingIpTargets({ type: 'public' }, facts)
    expect(known).toBe(true)
    expect(vms.map(({ name, offered, reason }) => [name, offered, reason])).toEqual([
      ['broker-2', true, undefined],
      ['a-stopped', false, 'a-stopped is stopped, so it has no address. Start it first.'],
      [
        'alone',
        false,
        'vpc_net_0 of alone has 192.168.0.9, which is not in the network of edge, 10.61.4.0/22: no floating IP leads there.',
      ],
    ])
    expect(vms[0]?.interfaces).toMatchObject([
      {
        name: 'vpc_net_0',
        address: '10.61.4.12',
        offered: true,
        warnings: [expect.stringContaining('mqtt')],
      },
    ])
  })

  it('tells who has a typed address', () => {
    expect(targetAddressInfo('10.61.4.12', facts)).toEqual({ holder: { kind: 'vm', name: 'broker-2' } })
    expect(targetAddressInfo('10.61.4.99', facts)).toEqual({})
    expect(targetAddressInfo('10.61', facts)).toEqual({
      problem: 'Enter an IPv4 address, such as 10.0.0.7.',
    })
  })
})
