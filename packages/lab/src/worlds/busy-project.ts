import { podFor } from '../controllers/deployment.ts'
import { reconcileBackend, reconcileGatewayRoute } from '../controllers/envoy-gateway.ts'
import { podAnnotations } from '../controllers/kube-ovn.ts'
import { runningStatus } from '../controllers/kubelet.ts'
import type { Claim } from '../controllers/ownership.ts'
import { formatAddress, parseAddress } from '../controllers/pool.ts'
import { PLAN_QUOTA } from '../controllers/project.ts'
import type { Manifest } from '../controllers/resources.ts'
import { routing } from '../controllers/route-resources.ts'
import { backendFor, routeFor, routeWish } from '../controllers/routes.ts'
import { NLB_ANNOTATIONS } from '../controllers/service-binding.ts'
import { BASE_DOMAIN } from '../controllers/settings.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { NAMESPACES } from './default.ts'
import { gatewaySeed } from './infrastructure.ts'
import type { Seed } from './planter.ts'
import { POOLS } from './platform.ts'
import { balancerSeeds, floatingSeeds, readAs, settle, untracked } from './settled.ts'
import { externalIpSeeds, HOURS, seed, uidOf, type ExternalIpSketch } from './seeds.ts'
import { appSeed } from './sketches.ts'

/** The crowd begins here in the cloud pool, above the addresses of the world `default`. */
const FIRST = parseAddress('100.72.16.0')

/** As many as the rest of the pool has room for. */
export const MOST_EXTERNAL_IPS = 60_000

/** The crowd's Organization has bought more than the shipped plans give. */
const MOST_LOAD_BALANCERS = 20_000

/** Range of the Project `edge` in a busy world: the usual one has no room for the pods. */
export const CROWD_CIDR = '10.160.0.0/16'

/** The crowd's pods begin here, above the addresses that the controllers give out. */
const FIRST_POD = parseAddress('10.160.16.0')

/** Of ten External IPs two have a load balancer each; of twenty one is a floating IP's; the others are idle. */
const BALANCED = 5
const FLOATING = 20
const PODS_PER_APP = 6
/** One Deployment for so many External IPs: 3,000 pods for 10,000 of them. */
const IPS_PER_APP = 20

type Use = 'balanced' | 'floating' | 'idle'

function useOf(index: number): Use {
  if (index % BALANCED === 0) return 'balanced'
  return index % FLOATING === 7 ? 'floating' : 'idle'
}

function numbered(name: string, index: number): string {
  return `${name}-${String(index).padStart(5, '0')}`
}

const { edge } = NAMESPACES
const nodeName = (index: number) => numbered('node', index)
const addressOf = (index: number) => formatAddress(FIRST + index)

function ownersOf(index: number): readonly Claim[] {
  const use = useOf(index)
  if (use === 'idle') return []
  return use === 'balanced'
    ? [{ type: 'ServiceLb', ownerRef: numbered('app', index) }]
    : [{ type: 'FIp', ownerRef: numbered('direct', index) }]
}

function sketch(index: number): ExternalIpSketch {
  return {
    namespace: edge,
    name: nodeName(index),
    type: 'cloud',
    address: { pool: POOLS.cloud.name, type: 'cloud', v4Ip: addressOf(index) },
    owners: ownersOf(index),
    ageMs: (index + 1) * HOURS,
  }
}

/** A load balancer as it has been for long, with its companion; every second one has a route over http. */
function crowdBalancer(index: number, apps: number, now: number): Seed[] {
  const ageMs = (index + 1) * HOURS
  const name = numbered('app', index)
  const isRouted = index % (2 * BALANCED) === 0
  const address = addressOf(index)
  const seeds = balancerSeeds({
    namespace: edge,
    name,
    app: numbered('fleet', (index / BALANCED) % apps),
    externalIp: nodeName(index),
    address,
    ...(isRouted && {
      annotations: {
        [NLB_ANNOTATIONS.exposeRoute]: 'http',
        [NLB_ANNOTATIONS.hostnameStatus]: `${name}-${edge}.${BASE_DOMAIN}`,
      },
    }),
    ageMs,
  })
  const read = readAs(workloads.services, seeds[0])
  const wish = isRouted ? routeWish(read, BASE_DOMAIN) : undefined
  return [
    ...seeds,
    ...(wish ? routeSeeds(backendFor(read, address, wish.port), routeFor(read, wish), ageMs, now) : []),
  ]
}

function routeSeeds(backend: Manifest, route: Manifest, ageMs: number, now: number): Seed[] {
  const since = now - ageMs + 2000
  const bare = (manifest: Manifest, resource: Seed['resource']) => ({
    resource,
    manifest: withUid(manifest),
    ageMs,
  })
  const accepted = settle(routing.backends, bare(backend, routing.backends), (read) =>
    reconcileBackend(read, since),
  )
  const gateway = readAs(routing.gateways, gatewaySeed(ageMs))
  const view = { now: since, gateway: () => gateway, hasBackend: () => true }
  return [
    accepted,
    settle(routing.httpRoutes, bare(route, routing.httpRoutes), (read) =>
      reconcileGatewayRoute(routing.httpRoutes, read, view),
    ),
  ]
}

function withUid(manifest: Manifest): Manifest {
  const { name = '' } = manifest.metadata
  return { ...manifest, metadata: { uid: uidOf(edge, manifest.kind, name), ...manifest.metadata } }
}

function crowdFloating(index: number, now: number): Seed[] {
  const sketch = {
    namespace: edge,
    name: numbered('direct', index),
    externalIp: nodeName(index),
    address: addressOf(index),
    target: formatAddress(FIRST_POD + (index % 1000)),
    ageMs: (index + 1) * HOURS,
  }
  return floatingSeeds(sketch, now)
}

/** A Deployment with all its pods running. */
function appSeeds(index: number, now: number): Seed[] {
  const ageMs = (index + 1) * HOURS
  const name = numbered('fleet', index)
  const app = appSeed({ namespace: edge, name, replicas: PODS_PER_APP, ageMs })
  const counts = {
    replicas: PODS_PER_APP,
    updatedReplicas: PODS_PER_APP,
    readyReplicas: PODS_PER_APP,
    availableReplicas: PODS_PER_APP,
  }
  const deployment: Seed = { ...app, manifest: { ...app.manifest, status: counts } }
  const read = readAs(workloads.deployments, deployment)
  const pods = Array.from({ length: PODS_PER_APP }, (_, number): Seed => {
    const { resource, manifest } = podFor(read, number)
    const address = formatAddress(FIRST_POD + index * PODS_PER_APP + number)
    const { name = '' } = manifest.metadata
    const bare: Seed = { resource, manifest: withUid(manifest), ageMs }
    const metadata = {
      ...bare.manifest.metadata,
      annotations: podAnnotations(`pod ${edge}/${name}`, address, EDGE_SUBNET),
    }
    const status = runningStatus(readAs(workloads.pods, bare), address, true, now - ageMs)
    return { resource, manifest: { ...manifest, metadata, status }, ageMs }
  })
  return [deployment, ...pods]
}

const EDGE_SUBNET = {
  name: `${edge}-default`,
  cidrBlock: CROWD_CIDR,
  gateway: formatAddress(parseAddress('10.160.0.0') + 1),
}

/**
 * A crowd in nimbus/edge, all of it settled: External IPs, and for 10,000 of them 2,000 load balancers, 1,000 routes, 500
 * floating IPs, 500 Deployments and 3,000 pods.
 *
 * @param now milliseconds since 1970.
 */
export function crowdSeeds(count: number, now: number): Seed[] {
  const apps = Math.ceil(count / IPS_PER_APP)
  const indexes = Array.from({ length: count }, (_, index) => index)
  const hard = { 'services.loadbalancers': String(MOST_LOAD_BALANCERS) }
  const crowd = [
    seed(workloads.resourceQuotas, { name: PLAN_QUOTA, namespace: edge }, { spec: { hard } }),
    ...Array.from({ length: apps }, (_, index) => appSeeds(index, now)).flat(),
    ...indexes.flatMap((index) => {
      const use = useOf(index)
      if (use === 'idle') return []
      return use === 'balanced' ? crowdBalancer(index, apps, now) : crowdFloating(index, now)
    }),
    ...indexes.flatMap((index) => externalIpSeeds(sketch(index), now)),
  ]
  return crowd.map(untracked)
}
