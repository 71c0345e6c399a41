import { NODE_NAME, POD_ADDRESS, POD_ALLOCATED } from '../controllers/kubelet.ts'
import { PLATFORM_NAMESPACE } from '../controllers/caches.ts'
import { INGRESS_ADDRESS } from '../controllers/gateway-status.ts'
import { GATEWAY } from '../controllers/routes.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { NAMESPACES } from './default.ts'
import type { Seed } from './planter.ts'
import { POOLS } from './platform.ts'
import { DAYS, HOURS, MINUTES, ovnEipSeed, seed, type OvnEipSketch } from './seeds.ts'

const { edge, arena, depot } = NAMESPACES

/**
 * What goes wrong with addresses, once each, as it is found in the wild (kube-dc.md §3, §12). The address that is held and
 * excluded is 100.72.5.9: the exclusions of the cloud pool came later than its External IP.
 */
const HELD: readonly (OvnEipSketch & Pick<Seed, 'leavingMs'>)[] = [
  // The platform's own: the switch port of a gateway node.
  { name: 'node-a', pool: POOLS.cloud.name, type: 'lsp', v4Ip: '100.72.0.11', ageMs: 200 * DAYS },
  // Leaked: its External IP is long gone.
  {
    name: `eip-${edge}.uplink-retired`,
    pool: POOLS.public.name,
    v4Ip: '203.0.113.18',
    madeFor: { namespace: edge, name: 'uplink-retired' },
    ageMs: 33 * DAYS,
  },
  // Two of one External IP: the older was left behind.
  {
    name: `${arena}-replay-store`,
    pool: POOLS.cloud.name,
    v4Ip: '100.72.6.40',
    madeFor: { namespace: arena, name: 'replay-store' },
    ageMs: 9 * DAYS + 10 * MINUTES,
  },
  // Conflict: a second gateway node took an address that an External IP has (edge/uplink-untyped).
  { name: 'node-b', pool: POOLS.cloud.name, type: 'lsp', v4Ip: '100.72.3.77', ageMs: 15 * DAYS },
  // Its deletion does not end.
  {
    name: `eip-${depot}.batch`,
    pool: POOLS.cloud.name,
    v4Ip: '100.72.8.61',
    madeFor: { namespace: depot, name: 'batch' },
    held: true,
    ageMs: 26 * DAYS,
    leavingMs: 3 * HOURS,
  },
]

/** Ingress of the platform: another load balancer gave it an excluded address of the public pool, which is how it should be. */
function ingress(): Seed {
  const spec = {
    type: 'LoadBalancer',
    loadBalancerClass: 'metallb',
    ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 10443 }],
  }
  const status = { loadBalancer: { ingress: [{ ip: INGRESS_ADDRESS, ipMode: 'VIP' }] } }
  return seed(
    workloads.services,
    { name: 'envoy-eg', namespace: GATEWAY.namespace },
    { spec, status },
    200 * DAYS,
  )
}

/** A pod of the platform that sits in the cloud pool: Kube-OVN counts its address, and no OvnEip tells of it. */
function probe(): Seed {
  const annotations = { [POD_ALLOCATED]: 'true', [POD_ADDRESS]: '100.72.0.40' }
  const spec = {
    nodeName: NODE_NAME,
    containers: [{ name: 'probe', image: 'registry.invalid/uplink-probe:1' }],
  }
  return seed(
    workloads.pods,
    { name: 'uplink-probe', namespace: PLATFORM_NAMESPACE, annotations },
    { spec },
    80 * DAYS,
  )
}

/** The states of addresses that no tenant's object shows. */
export function poolStateSeeds(): Seed[] {
  const held = HELD.map(({ leavingMs, ...sketch }): Seed => ({
    ...ovnEipSeed(sketch),
    ...(leavingMs !== undefined && { leavingMs }),
  }))
  return [...held, ingress(), probe()]
}
