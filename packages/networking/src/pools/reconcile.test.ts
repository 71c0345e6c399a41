import { describe, expect, it } from 'vitest'
import { service } from '../model/service.ts'
import { ago, NOW } from '../testing/samples.ts'
import { made, poolEip, poolOvnEip, poolSubnet, poolVlan } from '../testing/pools.ts'
import { addressOfFinding, type ReconcileFacts } from './pool-finding.ts'
import { PoolBook, type PoolSource } from './pool-book.ts'
import { POOL_RULES, type PoolRule } from './pool-rules.ts'
import { reconcile } from './reconcile.ts'

const BASE = [poolSubnet(), poolVlan()]
const HEALTHY = [poolOvnEip('a', '203.0.113.9'), poolEip('a', '203.0.113.9')]

function findings(objects: readonly PoolSource[], more: Partial<ReconcileFacts> = {}) {
  const book = new PoolBook()
  book.seeExternalIps(true)
  book.apply(made(...objects))
  const view = book.pool('ext-public')
  if (!view) throw new Error('the sample has no pool')
  const externalIps = objects.filter((object) => object.kind === 'ExternalIp')
  return reconcile(view, { now: NOW, externalIps, services: [], vlanMissing: false, ...more })
}

function balancer(address: string, loadBalancerClass?: string, metadata = {}) {
  return service.parse({
    metadata: {
      name: 'web',
      namespace: 'ingress',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: ago({ hours: 1 }),
      ...metadata,
    },
    spec: { type: 'LoadBalancer', ports: [{ port: 443 }], ...(loadBalancerClass && { loadBalancerClass }) },
    status: { loadBalancer: { ingress: [{ ip: address }] } },
  })
}

const deleted = { deletionTimestamp: ago({ hours: 1 }), finalizers: ['kubeovn.io/kube-ovn-controller'] }
const full = [
  poolSubnet({ excludeIps: ['203.0.113.1..203.0.113.8', '203.0.113.10..203.0.113.30'] }),
  poolVlan(),
]

const fullOfBoth = [
  poolSubnet({
    cidrBlock: '203.0.113.0/27,2001:db8::/64',
    gateway: '203.0.113.1,2001:db8::1',
    excludeIps: ['203.0.113.1..203.0.113.8', '203.0.113.10..203.0.113.30', '2001:db8::1'],
  }),
  poolVlan(),
]

/** Each seed beside a healthy address, with the one rule that must find it. */
const SEEDS: [string, PoolRule, readonly PoolSource[], Partial<ReconcileFacts>?][] = [
  ['an OvnEip whose EIp is gone', 'pool/leaked', [...BASE, poolOvnEip('b', '203.0.113.10')]],
  [
    'an address of a gone EIp that is still translated',
    'pool/leaked',
    [...BASE, poolOvnEip('b', '203.0.113.10', { status: { nat: 'fip' } })],
  ],
  [
    'a second OvnEip of one EIp',
    'pool/duplicate',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10'),
      poolOvnEip('c', '203.0.113.11'),
      poolEip('b', '203.0.113.11', { ovnEIpRef: 'eip-c' }),
    ],
  ],
  [
    'an OvnEip of nobody',
    'pool/leaked',
    [...BASE, poolOvnEip('b', '203.0.113.10', { meta: { labels: {} } })],
  ],
  [
    'one address in two OvnEips of one EIp',
    'pool/duplicate',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10'),
      poolEip('b', '203.0.113.10'),
      poolOvnEip('b2', '203.0.113.10', { meta: { labels: { 'network.kube-dc.com/eip': 'nimbus-edge.b' } } }),
    ],
  ],
  [
    'one OvnEip that two EIps name',
    'pool/claimed-twice',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10'),
      poolEip('b', '203.0.113.10'),
      poolEip('c', '203.0.113.10', { ovnEIpRef: 'eip-b' }),
    ],
  ],
  [
    'an address that an EIp says it has and another one holds',
    'pool/claimed-twice',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10'),
      poolEip('b', '203.0.113.10'),
      poolEip('c', '203.0.113.10', { ovnEIpRef: 'eip-gone' }),
    ],
  ],
  [
    'one address twice',
    'pool/conflict',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10'),
      poolEip('b', '203.0.113.10'),
      poolOvnEip('c', '203.0.113.10'),
      poolEip('c', '203.0.113.10'),
    ],
  ],
  [
    'the gateway’s address given out',
    'pool/conflict',
    [...BASE, poolOvnEip('b', '203.0.113.1'), poolEip('b', '203.0.113.1')],
  ],
  [
    'an address excluded later',
    'pool/excluded-held',
    [...BASE, poolOvnEip('b', '203.0.113.3'), poolEip('b', '203.0.113.3')],
  ],
  [
    'an EIp without OvnEip',
    'pool/unbacked',
    [...BASE, poolEip('b', '203.0.113.10', { ovnEIpRef: 'eip-gone' })],
  ],
  [
    'an address outside',
    'pool/stray',
    [...BASE, poolOvnEip('b', '198.51.100.9'), poolEip('b', '198.51.100.9')],
  ],
  [
    'a deletion that does not end',
    'pool/stuck',
    [...BASE, poolOvnEip('b', '203.0.113.10', { meta: deleted })],
  ],
  [
    'an EIp that does not go, without its OvnEip',
    'pool/stuck',
    [...BASE, poolEip('b', '203.0.113.10', { ovnEIpRef: 'eip-gone' }, deleted)],
  ],
  ['a pool that does not go', 'pool/stuck', [poolSubnet({}, 'ext-public', {}, deleted), poolVlan()]],
  [
    'counters of fewer than there are',
    'pool/counters',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 0, v4availableIPs: 26 }), poolVlan()],
  ],
  [
    'counters that do not add up',
    'pool/counters',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 1, v4availableIPs: 20 }), poolVlan()],
  ],
  [
    'texts that cannot be read',
    'pool/malformed',
    [poolSubnet({ excludeIps: ['203.0.113.1', 'x'] }), poolVlan()],
  ],
  [
    'a gateway that the pool does not have',
    'pool/gateway-outside',
    [poolSubnet({ gateway: '192.0.2.254' }), poolVlan()],
  ],
  [
    'a gateway at the last address, which is nobody’s',
    'pool/gateway-outside',
    [poolSubnet({ gateway: '203.0.113.31' }), poolVlan()],
  ],
  [
    'a gateway of a family that the pool does not have',
    'pool/gateway-outside',
    [poolSubnet({ gateway: '203.0.113.1,2001:db8::1' }), poolVlan()],
  ],
  [
    'a VLAN id used twice',
    'pool/vlan-conflict',
    [poolSubnet(), poolVlan('vlan114', 114, { conflict: true })],
  ],
  ['a VLAN that is not there', 'pool/vlan-missing', [poolSubnet()], { vlanMissing: true }],
  [
    'a load balancer of another controller',
    'pool/unknown-service-address',
    BASE,
    { services: [balancer('203.0.113.20', 'metallb')] },
  ],
  ['no room', 'pool/full', full],
  ['no room in IPv4, whatever IPv6 has', 'pool/full', fullOfBoth],
  [
    'little room by the number of the installation',
    'pool/nearly-full',
    BASE,
    { room: { freeShare: 0, freeAddresses: 100 } },
  ],
  [
    'little room',
    'pool/nearly-full',
    [
      poolSubnet({ excludeIps: ['203.0.113.1..203.0.113.8', '203.0.113.10', '203.0.113.12'] }),
      poolVlan(),
      ...[
        '13',
        '14',
        '15',
        '16',
        '17',
        '18',
        '19',
        '20',
        '21',
        '22',
        '23',
        '24',
        '25',
        '26',
        '27',
        '28',
        '29',
        '30',
      ].flatMap((last) => [
        poolOvnEip(`n${last}`, `203.0.113.${last}`),
        poolEip(`n${last}`, `203.0.113.${last}`),
      ]),
    ],
  ],
]

describe('finds', () => {
  it.each(SEEDS)('%s', (_, rule, objects, facts) => {
    const found = findings([...objects, ...HEALTHY], facts)
    expect(found.map((finding) => finding.rule)).toEqual([rule])
    const [finding] = found
    expect(finding?.evidence.length).toBeGreaterThan(0)
    expect(finding?.remedies[0]?.words).toMatch(/\.$/)
    // The healthy one beside it is never accused.
    if (rule !== 'pool/full') expect(JSON.stringify(found)).not.toContain('203.0.113.9"')
  })
})

/** Worlds in which all is as it should be, however odd it looks. */
const HEALTHY_WORLDS: [string, readonly PoolSource[], Partial<ReconcileFacts>?][] = [
  ['nothing but the pool', BASE],
  [
    'counters that count as we do',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 1, v4availableIPs: 25 }), poolVlan()],
  ],
  [
    'older float counters, and texts',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 1.0, v4availableIPs: '25' }), poolVlan()],
  ],
  [
    'counters with two VIPs and pods of the pool, which Kube-OVN counts as used',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 3, v4availableIPs: 23 }), poolVlan()],
  ],
  [
    'counters of a pool that is full by its exclusions: never under 0',
    [
      poolSubnet({ excludeIps: ['203.0.113.1..203.0.113.8', '203.0.113.10..203.0.113.29'] }, 'ext-public', {
        v4usingIPs: 5,
        v4availableIPs: 0,
      }),
      poolVlan(),
    ],
  ],
  [
    'counters where the gateway is not written among the exclusions',
    [
      poolSubnet({ excludeIps: ['203.0.113.2..203.0.113.4'] }, 'ext-public', {
        v4usingIPs: 1,
        v4availableIPs: 25,
      }),
      poolVlan(),
    ],
  ],
  [
    'counters that an OvnEip of just now is not in yet',
    [
      poolSubnet({}, 'ext-public', { v4usingIPs: 1, v4availableIPs: 25 }),
      poolVlan(),
      poolOvnEip('b', '203.0.113.10', { meta: { creationTimestamp: ago({ minutes: 1 }) } }),
      poolEip('b', '203.0.113.10'),
    ],
  ],
  [
    'counters that one on its way out is not in any more',
    [
      poolSubnet({}, 'ext-public', { v4usingIPs: 1, v4availableIPs: 25 }),
      poolVlan(),
      poolOvnEip('b', '203.0.113.10', { meta: { ...deleted, deletionTimestamp: ago({ minutes: 2 }) } }),
    ],
  ],
  [
    'an OvnEip that is new',
    [...BASE, poolOvnEip('b', '203.0.113.10', { meta: { creationTimestamp: ago({ minutes: 2 }) } })],
  ],
  [
    'an OvnEip that has only just begun to go',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10', { meta: { ...deleted, deletionTimestamp: ago({ minutes: 2 }) } }),
    ],
  ],
  [
    'an OvnEip for an EIp that has not reported yet',
    [...BASE, poolOvnEip('b', '203.0.113.10'), poolEip('b', undefined, { ovnEIpRef: '', ready: false })],
  ],
  [
    'an External IP in the namespace of the Organization',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10', { meta: { labels: { 'network.kube-dc.com/eip': 'nimbus.b' } } }),
      poolEip('b', '203.0.113.10', {}, { namespace: 'nimbus' }),
    ],
  ],
  [
    'a mark in the annotation only',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10', {
        meta: { labels: {}, annotations: { 'kube-dc.com/ovn-eip-created-by-eip': 'nimbus-edge.b' } },
      }),
      poolEip('b', '203.0.113.10'),
    ],
  ],
  [
    'an idle External IP',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10'),
      poolEip('b', '203.0.113.10', { ownershipType: 'Released', owners: [] }),
    ],
  ],
  [
    'a router port that a Project leaves by',
    [
      ...BASE,
      poolOvnEip('edge', '203.0.113.10', { spec: { type: 'lrp' }, meta: { labels: {} } }),
      poolEip('default-gw', '203.0.113.10', { ovnEIpRef: 'eip-edge' }),
    ],
  ],
  [
    'that router port where the pool excludes it',
    [
      ...BASE,
      poolOvnEip('edge', '203.0.113.4', { spec: { type: 'lrp' }, meta: { labels: {} } }),
      poolEip('default-gw', '203.0.113.4', { ovnEIpRef: 'eip-edge' }),
    ],
  ],
  [
    'a router port of a Project beside its default gateway',
    [
      ...BASE,
      poolOvnEip('edge', '203.0.113.10', { spec: { type: 'lrp' }, meta: { labels: {} } }),
      poolOvnEip('default-gw', '203.0.113.11'),
      poolEip('default-gw', '203.0.113.11'),
    ],
  ],
  [
    'a router port among the exclusions',
    [...BASE, poolOvnEip('edge', '203.0.113.4', { spec: { type: 'lrp' }, meta: { labels: {} } })],
  ],
  [
    'the management router’s port on the gateway’s address',
    [...BASE, poolOvnEip('ovn-cluster', '203.0.113.1', { spec: { type: 'lrp' }, meta: { labels: {} } })],
  ],
  [
    'an anchor of a gateway node among the exclusions',
    [...BASE, poolOvnEip('anchor', '203.0.113.3', { spec: { type: 'lsp' }, meta: { labels: {} } })],
  ],
  [
    'an address that the operator translates by hand',
    [...BASE, poolOvnEip('b', '203.0.113.10', { meta: { labels: {} }, status: { nat: 'snat' } })],
  ],
  [
    'an OvnEip that is being replaced by one of the same address',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10', { meta: { ...deleted, deletionTimestamp: ago({ minutes: 1 }) } }),
      poolOvnEip('c', '203.0.113.10'),
      poolEip('c', '203.0.113.10'),
    ],
  ],
  [
    'an EIp whose OvnEip has not been seen yet',
    [...BASE, poolEip('b', '203.0.113.10', {}, { creationTimestamp: ago({ minutes: 1 }) })],
  ],
  ['an EIp of another pool', [...BASE, poolEip('b', '198.51.100.4', { ovnEIpRef: 'eip-gone' })]],
  ['a MetalLB Service whose VIP is excluded', BASE, { services: [balancer('203.0.113.3', 'metallb')] }],
  ['a Service on an address that an OvnEip holds', BASE, { services: [balancer('203.0.113.9')] }],
  ['a Service of another network', BASE, { services: [balancer('192.0.2.10', 'metallb')] }],
  [
    'a Service on its way out, whose address is given back already',
    BASE,
    { services: [balancer('203.0.113.20', undefined, { deletionTimestamp: ago({ hours: 1 }) })] },
  ],
  [
    'a Service whose OvnEip has not been seen yet',
    BASE,
    { services: [balancer('203.0.113.20', undefined, { creationTimestamp: ago({ minutes: 1 }) })] },
  ],
  ['External IPs and Services that are not seen', BASE, { externalIps: undefined, services: undefined }],
  [
    'both families of one holder',
    [
      poolSubnet({ cidrBlock: '203.0.113.0/27,2001:db8::/64', gateway: '203.0.113.1,2001:db8::1' }),
      poolVlan(),
      poolOvnEip('b', '203.0.113.10', { spec: { v6Ip: '2001:db8::10' } }),
      poolEip('b', '203.0.113.10'),
    ],
  ],
]

describe('healthy worlds: nothing is accused', () => {
  it.each(HEALTHY_WORLDS)('%s', (_, objects, facts) => {
    expect(findings([...objects, ...HEALTHY], facts)).toEqual([])
  })
})

describe('one cause is told once', () => {
  it.each<[string, PoolRule, readonly PoolSource[], Partial<ReconcileFacts>?]>([
    [
      'a CIDR that cannot be read makes no stray of every holder',
      'pool/malformed',
      [poolSubnet({ cidrBlock: 'x' }), poolVlan()],
    ],
    [
      'a gateway outside makes the Subnet one that is not counted',
      'pool/gateway-outside',
      [
        poolSubnet({ gateway: '192.0.2.254' }, 'ext-public', { v4usingIPs: 1, v4availableIPs: 0 }),
        poolVlan(),
      ],
    ],
    [
      'of a pool whose VLAN is not there the figures are none',
      'pool/vlan-missing',
      [poolSubnet({}, 'ext-public', { v4usingIPs: 0, v4availableIPs: 0 })],
      { vlanMissing: true },
    ],
    [
      'a VLAN in conflict gives nothing out, so its counters are not counted',
      'pool/vlan-conflict',
      [
        poolSubnet({}, 'ext-public', { v4usingIPs: 1, v4availableIPs: 0 }),
        poolVlan('vlan114', 114, { conflict: true }),
      ],
    ],
    [
      'a holder of both families that does not go',
      'pool/stuck',
      [
        poolSubnet({ cidrBlock: '203.0.113.0/27,2001:db8::/64', gateway: '203.0.113.1,2001:db8::1' }),
        poolVlan(),
        poolOvnEip('b', '203.0.113.10', { spec: { v6Ip: '2001:db8::10' }, meta: deleted }),
      ],
    ],
  ])('%s', (_, rule, objects, facts) => {
    expect(findings([...objects, ...HEALTHY], facts).map((finding) => finding.rule)).toEqual([rule])
  })
})

describe('the list of rules', () => {
  it('has each rule with a world in which it is found', () => {
    expect([...new Set(SEEDS.map(([, rule]) => rule))].sort()).toEqual(POOL_RULES.map(({ id }) => id).sort())
  })
})

describe('the address that a finding is about', () => {
  it.each([
    ['pool/leaked', '203.0.113.10'],
    ['pool/stuck', '203.0.113.10'],
    ['pool/unbacked', '203.0.113.10'],
    ['pool/unknown-service-address', '203.0.113.20'],
    ['pool/vlan-conflict', undefined],
  ])('of %s is %s', (rule, address) => {
    const [, , objects = [], facts] = SEEDS.find(([, id]) => id === rule) ?? []
    const found = findings([...objects, ...HEALTHY], facts).find((finding) => finding.rule === rule)
    expect(found && addressOfFinding(found)).toBe(address)
  })
})
