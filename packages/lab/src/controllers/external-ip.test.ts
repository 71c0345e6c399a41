import { describe, expect, test } from 'vitest'
import type { Action } from './actions.ts'
import { EIP_FINALIZER, reconcileExternalIp, type ExternalIpView } from './external-ip.ts'
import { resources, type ExternalIp, type OvnEip, type Subnet } from './resources.ts'
import { NO_DELAYS } from './settings.ts'

const NOW = Date.parse('2026-08-01T12:00:00Z')

function metadata(name: string, more: Partial<ExternalIp['metadata']> = {}): ExternalIp['metadata'] {
  return {
    name,
    namespace: 'nimbus-edge',
    uid: `uid-${name}`,
    resourceVersion: '1',
    createdAt: '2026-08-01T11:00:00Z',
    deleting: false,
    labels: { 'network.kube-dc.com/external-network-type': 'public' },
    annotations: {},
    finalizers: [EIP_FINALIZER],
    owners: [],
    ...more,
  }
}

function eip(more: Partial<ExternalIp> = {}): ExternalIp {
  return { metadata: metadata('uplink-a'), spec: { externalNetworkType: 'public' }, ...more }
}

function pool(name: string, free?: number): Subnet {
  return {
    metadata: metadata(name),
    spec: { cidrBlock: '203.0.113.0/27', vlan: 'vlan1203' },
    ...(free !== undefined && { status: { v4availableIPs: free } }),
  }
}

const ovnEip: OvnEip = {
  metadata: metadata('eip-nimbus-edge.uplink-a', { finalizers: [] }),
  spec: { externalSubnet: 'ext-public' },
  status: { ready: true, v4Ip: '203.0.113.14' },
}

function view(more: Partial<ExternalIpView> = {}): ExternalIpView {
  return {
    now: NOW,
    delays: NO_DELAYS,
    networkType: 'public',
    pools: [pool('ext-public', 10)],
    ovnEips: [],
    ovnEipUnderWay: false,
    claims: [],
    since: NOW,
    deleteReleased: false,
    refusalsTold: new Set(),
    ...more,
  }
}

const allocated: ExternalIp['status'] = {
  ready: true,
  ipAddress: '203.0.113.14',
  ovnEIpRef: 'eip-nimbus-edge.uplink-a',
  ownershipType: 'Released',
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      reason: 'Allocated',
      message: 'address 203.0.113.14 from external network ext-public',
      lastTransitionTime: '2026-07-01T00:00:00Z',
    },
  ],
}

function statusOf(actions: readonly Action[]): unknown {
  const patch = actions.find((action) => action.do === 'patch' && action.subresource === 'status')
  return patch && 'patch' in patch && 'status' in patch.patch ? patch.patch.status : undefined
}

function does(actions: readonly Action[]): string[] {
  return actions.map((action) => {
    if (action.do === 'create') return `create ${action.manifest.kind}`
    if (action.do === 'patch') return `patch ${action.subresource ?? 'object'}`
    if (action.do === 'delete') return `delete ${action.resource.kind}`
    if (action.do === 'event') return `event ${action.reason}`
    return `look again in ${action.afterMs}`
  })
}

describe('a new External IP', () => {
  test('is adopted, asks for an address and says so', () => {
    const actions = reconcileExternalIp(
      eip({ metadata: metadata('uplink-a', { labels: {}, finalizers: [] }) }),
      view(),
    )
    expect(does(actions)).toEqual(['patch object', 'create OvnEip', 'patch status'])
    expect(actions[0]).toMatchObject({
      patch: {
        metadata: {
          finalizers: [EIP_FINALIZER],
          resourceVersion: '1',
          labels: { 'network.kube-dc.com/external-network-type': 'public' },
        },
      },
    })
    expect(actions[1]).toMatchObject({
      manifest: {
        metadata: {
          name: 'eip-nimbus-edge.uplink-a',
          labels: { 'network.kube-dc.com/eip': 'nimbus-edge.uplink-a' },
          annotations: { 'kube-dc.com/ovn-eip-created-by-eip': 'nimbus-edge.uplink-a' },
        },
        spec: { externalSubnet: 'ext-public' },
      },
    })
    expect(statusOf(actions)).toMatchObject({
      ready: false,
      ipAddress: null,
      ownershipType: 'Released',
      conditions: [{ type: 'Ready', status: 'False', reason: 'Allocating' }],
    })
  })

  test('does not ask twice while the first wish is under way', () => {
    expect(does(reconcileExternalIp(eip(), view({ ovnEipUnderWay: true })))).toEqual(['patch status'])
  })

  test('is ready once it has an address, not before the delay, and then rests', () => {
    const delays = { ...NO_DELAYS, readyMs: 1500 }
    const early = reconcileExternalIp(eip(), view({ ovnEips: [ovnEip], delays, since: NOW - 400 }))
    expect(statusOf(early)).toMatchObject({ ready: false, ipAddress: null })
    expect(does(early)).toContain('look again in 1100')
    const late = reconcileExternalIp(eip(), view({ ovnEips: [ovnEip], delays, since: NOW - 1500 }))
    expect(does(late)).toEqual(['patch status', 'event Allocated'])
    expect(statusOf(late)).toMatchObject({
      ready: true,
      ipAddress: '203.0.113.14',
      ovnEIpRef: 'eip-nimbus-edge.uplink-a',
      conditions: [{ status: 'True', reason: 'Allocated', lastTransitionTime: '2026-08-01T12:00:00Z' }],
    })
    const told = 'address 203.0.113.14 from external network ext-public'
    expect(
      reconcileExternalIp(eip({ status: allocated }), view({ ovnEips: [ovnEip], delays, told })),
    ).toEqual([])
  })
})

describe('an External IP that cannot be served says why', () => {
  test.each<[string, Partial<ExternalIpView>, string, string]>([
    [
      'unknown type',
      { networkType: 'foo', pools: [] },
      'NoExternalNetwork',
      'no external network of type "foo" on this platform',
    ],
    [
      'quota used up',
      { quota: { organization: 'nimbus', limit: 3, used: 3 } },
      'QuotaExceeded',
      'public EIP quota exceeded: 3/3 for organization nimbus',
    ],
    [
      'quota exceeded after a downgrade',
      { quota: { organization: 'nimbus', limit: 1, used: 4 } },
      'QuotaExceeded',
      'public EIP quota exceeded: 4/1 for organization nimbus',
    ],
    [
      'every pool is full',
      { pools: [pool('ext-public', 0), pool('ext-more', 0)] },
      'NoAvailableAddress',
      'no available address in external network ext-public, ext-more',
    ],
    [
      'it asked, and the pool filled up meanwhile',
      { pools: [pool('ext-public', 0)], ovnEips: [{ ...ovnEip, status: undefined }] },
      'NoAvailableAddress',
      'no available address in external network ext-public',
    ],
  ])('%s', (_, more, reason, message) => {
    const actions = reconcileExternalIp(eip(), view(more))
    expect(does(actions)).toEqual(['patch status', `event ${reason}`, `look again in ${NO_DELAYS.retryMs}`])
    expect(statusOf(actions)).toMatchObject({
      ready: false,
      ovnEIpRef: '',
      conditions: [{ type: 'Ready', status: 'False', reason, message }],
    })
    expect(does(reconcileExternalIp(eip(), view({ ...more, told: message })))).not.toContain(
      `event ${reason}`,
    )
  })

  test('and goes on where there is room: another pool, or a limit not reached', () => {
    const other = reconcileExternalIp(eip(), view({ pools: [pool('ext-public', 0), pool('ext-more', 1)] }))
    const created = other.find((action) => action.do === 'create')
    expect(created).toMatchObject({ manifest: { spec: { externalSubnet: 'ext-more' } } })
    const within = reconcileExternalIp(eip(), view({ quota: { organization: 'nimbus', limit: 3, used: 2 } }))
    expect(does(within)).toContain('create OvnEip')
    const unknown = reconcileExternalIp(eip(), view({ pools: [pool('ext-public')] }))
    expect(does(unknown)).toContain('create OvnEip')
  })

  test('a type that is no label value is not mirrored', () => {
    const strange = eip({
      metadata: metadata('x', { labels: {} }),
      spec: { externalNetworkType: '<b>foo</b>' },
    })
    const actions = reconcileExternalIp(strange, view({ networkType: '<b>foo</b>', pools: [] }))
    expect(does(actions)).toEqual([
      'patch status',
      'event NoExternalNetwork',
      `look again in ${NO_DELAYS.retryMs}`,
    ])
  })
})

test('one that holds an address keeps it whatever the quota says later', () => {
  const quota = { organization: 'nimbus', limit: 0, used: 5 }
  const told = 'address 203.0.113.14 from external network ext-public'
  expect(reconcileExternalIp(eip({ status: allocated }), view({ ovnEips: [ovnEip], quota, told }))).toEqual(
    [],
  )
})

describe('ownership', () => {
  const told = 'address 203.0.113.14 from external network ext-public'

  test('follows the claims and keeps the time of readiness', () => {
    const actions = reconcileExternalIp(
      eip({ status: allocated }),
      view({ ovnEips: [ovnEip], told, claims: [{ type: 'ServiceLb', ownerRef: 'web' }] }),
    )
    expect(statusOf(actions)).toMatchObject({
      ownershipType: 'Shared',
      owners: [{ type: 'ServiceLb', ownerRef: 'web' }],
      conditions: [{ lastTransitionTime: '2026-07-01T00:00:00Z' }],
    })
  })

  test('tells a FIp that comes too late', () => {
    const claims = [
      { type: 'ServiceLb', ownerRef: 'web' },
      { type: 'FIp', ownerRef: 'direct' },
    ]
    const actions = reconcileExternalIp(eip({ status: allocated }), view({ ovnEips: [ovnEip], told, claims }))
    expect(does(actions)).toEqual(['patch status', 'event BindingRefused'])
    const refusalsTold = new Set(['FIp direct cannot use this address: it is Shared'])
    const again = reconcileExternalIp(
      eip({ status: allocated }),
      view({ ovnEips: [ovnEip], told, claims, refusalsTold }),
    )
    expect(does(again)).toEqual(['patch status'])
  })

  test('that ends removes what the platform made, and nothing else', () => {
    const used: ExternalIp['status'] = {
      ...allocated,
      ownershipType: 'Shared',
      owners: [{ type: 'ServiceLb', ownerRef: 'web' }],
    }
    const mine = reconcileExternalIp(eip({ status: used }), view({ ovnEips: [ovnEip], told }))
    expect(does(mine)).toEqual(['patch status'])
    const theirs = reconcileExternalIp(
      eip({ status: used }),
      view({ ovnEips: [ovnEip], told, deleteReleased: true }),
    )
    expect(does(theirs)).toEqual(['delete EIp'])
    const fresh = reconcileExternalIp(
      eip({ status: allocated }),
      view({ ovnEips: [ovnEip], told, deleteReleased: true }),
    )
    expect(does(fresh)).toEqual(['patch status'])
  })
})

describe('a deleted External IP', () => {
  const deleted = eip({ metadata: metadata('uplink-a', { deleting: true }), status: allocated })

  test('gives back its address first, after the delay', () => {
    const delays = { ...NO_DELAYS, releaseMs: 800 }
    const early = reconcileExternalIp(deleted, view({ ovnEips: [ovnEip], delays, since: NOW - 300 }))
    expect(does(early)).toEqual(['look again in 500'])
    expect(does(reconcileExternalIp(deleted, view({ ovnEips: [ovnEip], delays, since: NOW - 800 })))).toEqual(
      ['delete OvnEip'],
    )
  })

  test('waits for an OvnEip that is going, and for one that is only coming', () => {
    const going = { ...ovnEip, metadata: { ...ovnEip.metadata, deleting: true } }
    expect(reconcileExternalIp(deleted, view({ ovnEips: [going] }))).toEqual([])
    expect(reconcileExternalIp(deleted, view({ ovnEipUnderWay: true }))).toEqual([])
  })

  test('goes when the address is gone, and says that it was given back', () => {
    const actions = reconcileExternalIp(deleted, view())
    expect(does(actions)).toEqual(['event Released', 'patch object'])
    expect(actions[1]).toMatchObject({
      resource: resources.externalIps,
      patch: { metadata: { finalizers: [] } },
    })
  })

  test('keeps the finalizers of others', () => {
    const stuck = eip({
      metadata: metadata('x', { deleting: true, finalizers: ['example.test/keep', EIP_FINALIZER] }),
    })
    expect(reconcileExternalIp(stuck, view())[0]).toMatchObject({
      patch: { metadata: { finalizers: ['example.test/keep'] } },
    })
  })
})
