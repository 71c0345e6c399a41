import { expect, test } from 'vitest'
import { FIP_FINALIZER, reconcileFloatingIp, type FloatingIpView } from './floating-ip.ts'
import type { FloatingIp, OvnFip } from './floating-resources.ts'
import type { ExternalIp } from './resources.ts'
import type { VirtualMachineInstance } from './workload-resources.ts'

const NOW = Date.parse('2026-08-01T12:00:00Z')

function metadata(name: string, more: Partial<FloatingIp['metadata']> = {}): FloatingIp['metadata'] {
  return {
    name,
    namespace: 'nimbus-edge',
    uid: `uid-${name}`,
    resourceVersion: '1',
    createdAt: '2026-08-01T11:00:00Z',
    deleting: false,
    labels: {},
    annotations: {},
    finalizers: [FIP_FINALIZER],
    owners: [],
    ...more,
  }
}

const direct: FloatingIp = {
  metadata: metadata('direct'),
  spec: { eip: 'uplink-b', vmTarget: { vmName: 'broker', interfaceName: 'vpc_net_0' } },
}

function externalIp(status: ExternalIp['status']): ExternalIp {
  return { metadata: metadata('uplink-b'), spec: {}, status }
}

const held = externalIp({
  ready: true,
  ipAddress: '203.0.113.15',
  ovnEIpRef: 'eip-b',
  ownershipType: 'Exclusive',
  owners: [{ type: 'FIp', ownerRef: 'direct' }],
})

function instance(interfaces: object[], deleting = false): VirtualMachineInstance {
  return {
    metadata: metadata('broker', { deleting }),
    spec: {},
    status: { phase: 'Running', interfaces },
  }
}

const running = instance([{ name: 'vpc_net_0', ipAddress: '10.61.4.23', mac: '02:00:00:00:00:01' }])

const rule: OvnFip = {
  metadata: metadata('nimbus-edge-direct'),
  spec: { ovnEip: 'eip-b', v4Ip: '10.61.4.23' },
  status: { ready: true, v4Eip: '203.0.113.15', v4Ip: '10.61.4.23' },
}

function decide(view: Partial<FloatingIpView>, floatingIp = direct) {
  return reconcileFloatingIp(floatingIp, { now: NOW, networkType: 'cloud', ...view })
}

function reported(view: Partial<FloatingIpView>, floatingIp = direct): unknown {
  const [action] = decide(view, floatingIp).filter(({ do: what }) => what === 'patch')
  return action?.do === 'patch' ? action.patch : undefined
}

test.each<[string, Partial<FloatingIpView>, string, string]>([
  ['the named External IP is missing', { instance: running }, 'ExternalIpNotFound', 'uplink-b'],
  [
    'the External IP waits, for its own reason',
    {
      externalIp: externalIp({
        ready: false,
        conditions: [
          { type: 'Ready', status: 'False', reason: 'QuotaExceeded', message: '3/3', lastTransitionTime: '' },
        ],
      }),
    },
    'QuotaExceeded',
    '3/3',
  ],
  [
    'somebody else has the External IP',
    { externalIp: externalIp({ ...held.status, ownershipType: 'Shared', owners: [] }) },
    'ExternalIpInUse',
    'Shared',
  ],
  ['the VM does not run', { externalIp: held }, 'TargetNotResolved', 'no running instance'],
  [
    'the VM is stopping',
    { externalIp: held, instance: instance([], true) },
    'TargetNotResolved',
    'no running instance',
  ],
  [
    'the interface does not exist',
    { externalIp: held, instance: instance([{ name: 'default', ipAddress: '10.61.4.23' }]) },
    'TargetNotResolved',
    'no interface vpc_net_0',
  ],
  [
    'the interface has no address',
    { externalIp: held, instance: instance([{ name: 'vpc_net_0' }]) },
    'TargetNotResolved',
    'no address',
  ],
  ['the rule is coming', { externalIp: held, instance: running }, 'Allocating', 'translation rule'],
])('is not ready while %s', (_, view, reason, words) => {
  const saying: unknown = expect.stringContaining(words)
  expect(reported(view)).toMatchObject({
    status: {
      ready: false,
      conditions: [{ reason, message: saying }],
    },
  })
})

test('is ready with address, target and rule, and then has nothing to do', () => {
  const view = { externalIp: held, instance: running, ovnFip: rule }
  const words = '203.0.113.15 leads to 10.61.4.23'
  const status = {
    eip: 'uplink-b',
    externalIP: '203.0.113.15',
    ovnFip: 'nimbus-edge-direct',
    ready: true,
    resolvedTargetIP: '10.61.4.23',
    targetVMInterface: {
      vmName: 'broker',
      interfaceName: 'vpc_net_0',
      ipAddress: '10.61.4.23',
      mac: '02:00:00:00:00:01',
    },
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Allocated',
        message: words,
        lastTransitionTime: '2026-08-01T12:00:00Z',
      },
    ],
  }
  expect(reported(view)).toEqual({ status })
  expect(decide({ ...view, told: words }, { ...direct, status })).toEqual([])
})

test('makes an External IP of its own type where none is named', () => {
  const own: FloatingIp = { metadata: metadata('own'), spec: { ipAddress: '10.61.4.40' } }
  const name: unknown = expect.stringMatching(/^fip-own-[a-z0-9]{5}$/)
  expect(decide({ networkType: 'public' }, own)[0]).toMatchObject({
    do: 'create',
    manifest: {
      kind: 'EIp',
      metadata: {
        name,
        ownerReferences: [{ uid: 'uid-own' }],
      },
      spec: { externalNetworkType: 'public' },
    },
  })
})

test('follows a target that got another address', () => {
  const moved = instance([{ name: 'vpc_net_0', ipAddress: '10.61.4.99' }])
  expect(decide({ externalIp: held, instance: moved, ovnFip: rule })[0]).toMatchObject({
    do: 'patch',
    patch: { spec: { v4Ip: '10.61.4.99' } },
  })
})

test('keeps its address to itself on demand', () => {
  const annotations = { 'lab.kube-dc.com/fault': 'blank-external-ip' }
  const blank: FloatingIp = { ...direct, metadata: metadata('direct', { annotations }) }
  expect(reported({ externalIp: held, instance: running, ovnFip: rule }, blank)).toMatchObject({
    status: { ready: true, externalIP: '' },
  })
})

test('goes after its rule', () => {
  const going: FloatingIp = { ...direct, metadata: metadata('direct', { deleting: true }) }
  expect(decide({ ovnFip: rule }, going)).toMatchObject([{ do: 'delete' }])
  expect(decide({}, going)).toMatchObject([{ do: 'patch', patch: { metadata: { finalizers: [] } } }])
})
