import { describe, expect, it } from 'vitest'
import { service } from '../model/service.ts'
import { ago, NOW } from '../testing/samples.ts'
import { made, poolEip, poolOvnEip, poolSubnet, poolVlan } from '../testing/pools.ts'
import type { PoolRule, ReconcileFacts } from './pool-finding.ts'
import { PoolBook, type PoolSource } from './pool-book.ts'
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

function balancer(address: string, loadBalancerClass?: string) {
  return service.parse({
    metadata: {
      name: 'web',
      namespace: 'ingress',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: ago({ hours: 1 }),
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

/** Each seed beside a healthy address, with the one rule that must find it. */
const SEEDS: [string, PoolRule, readonly PoolSource[], Partial<ReconcileFacts>?][] = [
  ['an OvnEip whose EIp is gone', 'pool/leaked', [...BASE, poolOvnEip('b', '203.0.113.10')]],
  [
    'an OvnEip that its EIp has left',
    'pool/leaked',
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
    'counters of another count',
    'pool/counters',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 3, v4availableIPs: 23 }), poolVlan()],
  ],
  [
    'texts that cannot be read',
    'pool/malformed',
    [poolSubnet({ excludeIps: ['203.0.113.1', 'x'] }), poolVlan()],
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

const INNOCENT: [string, readonly PoolSource[], Partial<ReconcileFacts>?][] = [
  ['that is healthy', BASE],
  ['that counts as we do', [poolSubnet({}, 'ext-public', { v4usingIPs: 1, v4availableIPs: 25 }), poolVlan()]],
  [
    'with older float counters',
    [poolSubnet({}, 'ext-public', { v4usingIPs: 1.0, v4availableIPs: '25' }), poolVlan()],
  ],
  [
    'that is new',
    [...BASE, poolOvnEip('b', '203.0.113.10', { meta: { creationTimestamp: ago({ minutes: 2 }) } })],
  ],
  [
    'that has only just begun to go',
    [
      ...BASE,
      poolOvnEip('b', '203.0.113.10', { meta: { ...deleted, deletionTimestamp: ago({ minutes: 2 }) } }),
    ],
  ],
  ['that is excluded for another load balancer', BASE, { services: [balancer('203.0.113.3', 'metallb')] }],
  ['of an EIp elsewhere', [...BASE, poolEip('b', '198.51.100.4', { ovnEIpRef: 'eip-gone' })]],
  ['while External IPs are not seen', BASE, { externalIps: undefined, services: undefined }],
  [
    'that is a router port among the exclusions',
    [...BASE, poolOvnEip('edge', '203.0.113.4', { spec: { type: 'lrp' }, meta: { labels: {} } })],
  ],
]

describe('accuses nothing', () => {
  it.each(INNOCENT)('%s', (_, objects, facts) => {
    expect(findings([...objects, ...HEALTHY], facts)).toEqual([])
  })
})
