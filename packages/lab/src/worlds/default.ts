import type { Claim } from '../controllers/ownership.ts'
import { resources } from '../controllers/resources.ts'
import { PLAN_ID } from '../controllers/quota.ts'
import { PROJECT_LABEL } from '../controllers/project.ts'
import type { Seed } from './planter.ts'
import { POOLS } from './platform.ts'
import { DAYS, HOURS, externalIpSeeds, maker, seed, type ExternalIpSketch } from './seeds.ts'

/** The Projects of the world `default`. */
const PROJECTS = [
  { organization: 'nimbus', name: 'edge', cidrBlock: '10.61.4.0/22', egress: 'cloud', ageMs: 131 * DAYS },
  { organization: 'nimbus', name: 'arena', cidrBlock: '10.61.8.0/22', egress: 'public', ageMs: 76 * DAYS },
  { organization: 'harbor', name: 'gate', cidrBlock: '10.61.12.0/22', egress: 'public', ageMs: 98 * DAYS },
  { organization: 'harbor', name: 'depot', cidrBlock: '10.61.16.0/22', egress: 'cloud', ageMs: 54 * DAYS },
] as const

/** Backing namespaces of these Projects. */
export const NAMESPACES = {
  edge: 'nimbus-edge',
  arena: 'nimbus-arena',
  gate: 'harbor-gate',
  depot: 'harbor-depot',
} as const

/**
 * `nimbus` has used up its 3 public addresses, with the default gateway of its public Project; a fourth External IP
 * waits. The plan of `harbor` is missing in the catalogue, so nothing limits it (kube-dc.md §9).
 */
const ORGANIZATIONS = [
  { name: 'nimbus', plan: 'scale-pool', description: 'Sensors and dashboards' },
  { name: 'harbor', plan: 'partner-pool', description: 'Freight and customs' },
] as const

type Roles = Readonly<Record<string, readonly string[]>>

/** OrganizationGroups with roles per Project. One permission names a Project that does not exist, as happens. */
const GROUPS: readonly { organization: string; name: string; permissions: Roles }[] = [
  { organization: 'nimbus', name: 'admins', permissions: { edge: ['admin'], arena: ['admin'] } },
  { organization: 'nimbus', name: 'developers', permissions: { edge: ['developer'], arena: ['developer'] } },
  {
    organization: 'nimbus',
    name: 'project-managers',
    permissions: { edge: ['project-manager'], arena: ['project-manager'] },
  },
  {
    organization: 'nimbus',
    name: 'edge-developers',
    permissions: { edge: ['developer'], atlas: ['developer'] },
  },
  { organization: 'harbor', name: 'developers', permissions: { gate: ['developer'], depot: ['developer'] } },
]

/** An Organization in its own namespace. Without a plan nothing limits it, and no quota is propagated (kube-dc.md §9). */
export function organizationSeeds(name: string, plan: string | undefined, description: string): Seed[] {
  const annotations = plan !== undefined && {
    [PLAN_ID]: plan,
    'billing.kube-dc.com/subscription': 'active',
  }
  return [
    seed(resources.namespaces, { name }, {}, 140 * DAYS),
    seed(
      resources.organizations,
      { name, namespace: name, ...(annotations && { annotations }) },
      { spec: { email: `operations@${name}.invalid`, description } },
      140 * DAYS,
    ),
  ]
}

/**
 * Organizations, groups and Projects.
 *
 * @param edgeCidr range of the Project `edge`, where the crowd of a busy world needs more room.
 */
export function tenantSeeds(edgeCidr?: string): Seed[] {
  return [
    ...ORGANIZATIONS.flatMap(({ name, plan, description }) => organizationSeeds(name, plan, description)),
    ...GROUPS.map(({ organization, name, permissions }) =>
      seed(
        resources.organizationGroups,
        { name, namespace: organization },
        {
          spec: { permissions: Object.entries(permissions).map(([project, roles]) => ({ project, roles })) },
        },
        90 * DAYS,
      ),
    ),
    ...PROJECTS.flatMap(({ organization, name, cidrBlock, egress, ageMs }) => [
      seed(resources.namespaces, { name: NAMESPACES[name], labels: { [PROJECT_LABEL]: '' } }, {}, ageMs),
      seed(
        resources.projects,
        { name, namespace: organization },
        {
          spec: { cidrBlock: (name === 'edge' && edgeCidr) || cidrBlock, egressNetworkType: egress },
          // Known from the start, so that every address counts for its Organization before the next is given.
          status: { namespace: NAMESPACES[name], ready: false },
        },
        ageMs,
      ),
    ]),
  ]
}

function cloud(v4Ip: string): NonNullable<ExternalIpSketch['address']> {
  return { pool: POOLS.cloud.name, type: 'cloud', v4Ip }
}

function open(v4Ip: string): NonNullable<ExternalIpSketch['address']> {
  return { pool: POOLS.public.name, type: 'public', v4Ip }
}

function loadBalancers(...names: string[]): readonly Claim[] {
  return names.map((ownerRef) => ({ type: 'ServiceLb', ownerRef }))
}

const { edge, arena, gate, depot } = NAMESPACES

/** External IPs that have an address from the start, or that no controller touches. */
const SETTLED: readonly ExternalIpSketch[] = [
  { namespace: edge, name: 'default-gw', type: 'cloud', address: cloud('100.72.0.23'), ageMs: 131 * DAYS },
  {
    namespace: edge,
    name: 'uplink-a',
    type: 'public',
    address: open('203.0.113.14'),
    owners: loadBalancers('mqtt', 'telemetry'),
    ageMs: 120 * DAYS,
  },
  {
    namespace: edge,
    name: 'uplink-b',
    type: 'cloud',
    address: cloud('100.72.3.15'),
    owners: [{ type: 'FIp', ownerRef: 'broker-direct' }],
    ageMs: 97 * DAYS,
  },
  {
    namespace: edge,
    name: 'uplink-old',
    type: 'public',
    address: open('203.0.113.21'),
    ageMs: 41 * DAYS + HOURS,
  },
  {
    namespace: edge,
    name: 'slb-build-cache-t5w1z',
    type: 'cloud',
    address: cloud('100.72.5.9'),
    madeFor: maker('ServiceLb', edge, 'build-cache'),
    ageMs: 31 * DAYS,
  },
  {
    namespace: edge,
    name: 'slb-web-9qd4m',
    type: 'cloud',
    address: cloud('100.72.3.41'),
    madeFor: maker('ServiceLb', edge, 'web'),
    ageMs: 12 * DAYS,
  },
  {
    namespace: edge,
    name: 'slb-grafana-m2c8r',
    type: 'cloud',
    address: cloud('100.72.3.57'),
    madeFor: maker('ServiceLb', edge, 'grafana'),
    ageMs: 6 * DAYS,
  },
  // Its type is not written: the platform's default counts.
  { namespace: edge, name: 'uplink-untyped', address: cloud('100.72.3.77'), ageMs: 20 * DAYS + HOURS },
  // No status at all: what an object looks like before a controller has seen it.
  { namespace: edge, name: 'uplink-unseen', type: 'cloud', held: true, ageMs: 4 * HOURS },
  {
    namespace: edge,
    name: 'uplink-leaving',
    type: 'cloud',
    address: cloud('100.72.4.8'),
    owners: loadBalancers('legacy-api'),
    held: true,
    ageMs: 64 * DAYS,
    leavingMs: 0,
  },
  {
    namespace: arena,
    name: 'default-gw',
    type: 'public',
    address: open('203.0.113.9'),
    owners: loadBalancers('lobby', 'matchmaker'),
    ageMs: 76 * DAYS,
  },
  { namespace: arena, name: 'replay-store', type: 'cloud', address: cloud('100.72.6.12'), ageMs: 9 * DAYS },
  { namespace: gate, name: 'default-gw', type: 'public', address: open('203.0.113.7'), ageMs: 98 * DAYS },
  {
    namespace: gate,
    name: 'ingress-1',
    type: 'public',
    address: open('203.0.113.26'),
    owners: loadBalancers('portal', 'intake'),
    ageMs: 92 * DAYS,
  },
  { namespace: depot, name: 'default-gw', type: 'cloud', address: cloud('100.72.0.31'), ageMs: 54 * DAYS },
  {
    namespace: depot,
    name: 'fip-runner-m4k1z',
    type: 'cloud',
    address: cloud('100.72.8.20'),
    madeFor: maker('FIp', depot, 'runner'),
    ageMs: 17 * DAYS,
  },
]

/** External IPs that the platform cannot serve: everything is spent. */
const WAITING: readonly ExternalIpSketch[] = [
  {
    namespace: edge,
    name: 'slb-orders-x7k2p',
    type: 'public',
    madeFor: maker('ServiceLb', edge, 'orders'),
    ageMs: 2 * HOURS,
  },
  { namespace: edge, name: 'uplink-typo', type: 'foo', ageMs: 3 * DAYS },
]

/** @param now milliseconds since 1970. */
export function externalIpsOfWorld(now: number): Seed[] {
  return [...SETTLED, ...WAITING].flatMap((sketch) => externalIpSeeds(sketch, now))
}
