import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { externalIp } from './external-ip.ts'
import { parseObject } from './unreadable.ts'

const metadata = {
  name: 'uplink-a',
  namespace: 'nimbus-edge',
  uid: 'u-1',
  resourceVersion: '7',
  creationTimestamp: '2026-05-04T09:00:00Z',
}
const meta = {
  name: 'uplink-a',
  namespace: 'nimbus-edge',
  uid: 'u-1',
  resourceVersion: '7',
  createdAt: '2026-05-04T09:00:00Z',
}

describe('an EIp', () => {
  it('is read whole', () => {
    const raw = {
      apiVersion: 'kube-dc.com/v1',
      kind: 'EIp',
      metadata: {
        ...metadata,
        labels: { a: 'b' },
        finalizers: ['eip.kube-dc.com/finalizer'],
        deletionTimestamp: '2026-05-04T10:00:00Z',
        ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: 'mqtt', uid: 'u-2', controller: true }],
        managedFields: [{ manager: 'x' }],
      },
      spec: { externalNetworkType: 'public', childRef: '' },
      status: {
        ready: true,
        ipAddress: '203.0.113.14',
        ovnEIpRef: 'eip-uplink-a',
        ownershipType: 'Shared',
        owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }, { type: 'FIp', ownerRef: 'nimbus-edge/a.b' }, {}],
        deleteReleased: true,
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'Allocated',
            message: '',
            lastTransitionTime: '2026-05-04T09:00:01Z',
          },
          { type: 'Odd' },
        ],
      },
    }
    expect(externalIp.parse(raw)).toEqual({
      kind: 'ExternalIp',
      meta: {
        ...meta,
        labels: { a: 'b' },
        finalizers: ['eip.kube-dc.com/finalizer'],
        deletedAt: '2026-05-04T10:00:00Z',
        controlledBy: [{ kind: 'Service', name: 'mqtt', uid: 'u-2' }],
      },
      requestedType: 'public',
      networkType: 'public',
      address: '203.0.113.14',
      ovnEip: 'eip-uplink-a',
      ready: true,
      ownership: 'Shared',
      owners: [
        { type: 'ServiceLb', name: 'mqtt' },
        { type: 'FIp', name: 'a.b', namespace: 'nimbus-edge' },
        { type: 'unknown', name: '' },
      ],
      deleteReleased: true,
      conditions: [
        { type: 'Ready', status: 'True', reason: 'Allocated', since: '2026-05-04T09:00:01Z' },
        { type: 'Odd', status: 'Unknown' },
      ],
      reported: true,
    })
  })

  it.each([[{ metadata }], [{ metadata, spec: null, status: null }], [{ metadata, spec: {} }]])(
    'without a status is not ready, Released and not reported, case %#',
    (raw) => {
      expect(externalIp.parse(raw)).toEqual({
        kind: 'ExternalIp',
        meta,
        networkType: 'unknown',
        ready: false,
        ownership: 'Released',
        owners: [],
        deleteReleased: false,
        conditions: [],
        reported: false,
      })
    },
  )

  it.each([
    ['public', undefined, 'public'],
    ['cloud', 'public', 'cloud'],
    ['publik', undefined, 'unknown'],
    ['publik', 'public', 'public'],
    [undefined, 'cloud', 'cloud'],
    [undefined, 'other', 'unknown'],
    [undefined, undefined, 'unknown'],
  ])('of spec %s and label %s is %s', (externalNetworkType, label, networkType) => {
    const labels = label === undefined ? {} : { 'network.kube-dc.com/external-network-type': label }
    const ip = externalIp.parse({ metadata: { ...metadata, labels }, spec: { externalNetworkType } })
    expect(ip.networkType).toBe(networkType)
    expect(ip.requestedType).toBe(externalNetworkType)
  })
})

describe('a malformed object', () => {
  it('stays visible with what is wrong', () => {
    expect(
      parseObject(externalIp, { metadata: { ...metadata, labels: 7 }, status: { ready: 'yes' } }),
    ).toEqual({
      kind: 'Unreadable',
      meta,
      problems: [expect.stringContaining('metadata.labels: '), expect.stringContaining('status.ready: ')],
    })
  })

  it('needs nothing but a uid to be shown', () => {
    expect(parseObject(externalIp, { metadata: { uid: 'u' } })).toMatchObject({
      kind: 'Unreadable',
      meta: { name: '(no name)', uid: 'u', createdAt: '' },
    })
  })

  it.each([[{}], [null], ['x'], [{ metadata: { name: 'a' } }]])('without a uid is refused: %j', (raw) => {
    expect(() => parseObject(externalIp, raw)).toThrow('without metadata.uid')
  })

  it('never throws as long as it has a uid', () => {
    const anything = fc.anything()
    const raw = fc.record({
      metadata: fc.record({
        uid: fc.constant('u'),
        name: anything,
        labels: anything,
        creationTimestamp: anything,
      }),
      spec: anything,
      status: fc.oneof(anything, fc.record({ ready: anything, owners: anything, conditions: anything })),
    })
    fc.assert(
      fc.property(raw, (object) => {
        expect(['ExternalIp', 'Unreadable']).toContain(parseObject(externalIp, object).kind)
      }),
    )
  })
})
