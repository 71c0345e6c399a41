import { expect, it } from 'vitest'
import { publicQuota } from '../quota.ts'
import { BOTH_TYPES } from '../testing/samples.ts'
import {
  FLOATING,
  HOSTNAME,
  metadata,
  network,
  rawEip,
  rawPod,
  rawVm,
  ROUTED,
  WORKING,
  type RawNetwork,
} from '../testing/network.ts'
import { adviceFacts } from './facts.ts'

const QUOTA = publicQuota('nimbus', undefined)

function facts(
  objects: RawNetwork,
  more: { target?: string; beside?: string; sights?: Parameters<typeof network>[1] } = {},
) {
  return adviceFacts({
    network: network(objects, more.sights),
    access: { verbs: { services: ['create'] }, incomplete: false },
    installation: BOTH_TYPES,
    quota: QUOTA,
    project: 'edge',
    ...(more.target !== undefined && { target: more.target }),
    ...(more.beside !== undefined && { beside: more.beside }),
  })
}

it('offers what nothing uses, and shares what load balancers use', () => {
  const idle = rawEip('uplink-old', {}, { ipAddress: '203.0.113.9', ownershipType: 'Released', owners: [] })
  const gateway = rawEip(
    'default-gw',
    {},
    { ipAddress: '203.0.113.2', owners: [{ type: 'Snat', ownerRef: 'edge' }] },
  )
  const waiting = rawEip('uplink-new', {}, null)
  const objects = {
    ...WORKING,
    'external-ips': [...WORKING['external-ips'], ...FLOATING['external-ips'], idle, gateway, waiting],
    'floating-ips': FLOATING['floating-ips'],
  }
  const given = facts(objects)
  expect(given.idle).toEqual({ cloud: [], public: ['uplink-old'] })
  expect(given.shareable.map(({ name }) => name)).toEqual(['default-gw', 'uplink-a', 'uplink-old'])
  expect(facts(objects, { beside: 'uplink-old' }).shareable[0]?.name).toBe('uplink-old')
  expect(given.shareable[1]).toMatchObject({
    address: '203.0.113.14',
    ports: [{ protocol: 'TCP', port: 8883, service: 'mqtt' }],
  })
})

it('names what a role cannot make', () => {
  const { denied } = facts(WORKING)
  expect(Object.keys(denied)).toEqual(['floatingIps', 'externalIps'])
  expect(denied.floatingIps).toContain('cannot create Floating IPs')
  expect(denied.externalIps).toContain('cannot create External IPs')
})

it('knows what leads to the target already', () => {
  const { target } = facts(
    { ...FLOATING, 'virtual-machines': [rawVm('broker-1')] },
    { target: 'vm/broker-1' },
  )
  expect(target).toMatchObject({
    ref: { kind: 'vm', name: 'broker-1' },
    floatingIps: [{ name: 'broker-direct', networkType: 'public' }],
    loadBalancers: [],
  })
})

it('does not call an Issuer missing that it may not see', () => {
  expect(facts(WORKING).issuer).toBe('missing')
  expect(facts(WORKING, { sights: { sights: { issuers: 'forbidden' } } }).issuer).toBe('unknown')
})

it.each([
  ['ReplicaSet', 'web-abc'],
  ['Deployment', 'web'],
])('knows a workload that only its pods tell of, by their %s', (kind, name) => {
  const owner = { kind, name, uid: name, controller: true }
  const labels = { app: 'web', 'pod-template-hash': 'abc' }
  const run = {
    ...rawPod('web-abc-1', labels, '10.61.4.8'),
    metadata: metadata('web-abc-1', { labels, ownerReferences: [owner] }),
  }
  const { target } = facts(
    { ...ROUTED, pods: [run] },
    { target: 'deployment/web', sights: { sights: { deployments: 'forbidden' } } },
  )
  expect(target).toMatchObject({
    ref: { kind: 'deployment', name: 'web' },
    ready: 1,
    wanted: 1,
    loadBalancers: [{ name: 'web', networkType: 'cloud' }],
    reached: [
      { list: 'gateway-routes', name: 'web', url: `https://${HOSTNAME}/` },
      { list: 'load-balancers', name: 'web', where: '100.72.0.9:80/TCP' },
    ],
  })
})
