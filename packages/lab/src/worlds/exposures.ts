import { NETWORK_TYPE } from '../controllers/caches.ts'
import { FAULT } from '../controllers/marks.ts'
import { HOLD } from '../controllers/resources.ts'
import { NLB_ANNOTATIONS } from '../controllers/service-binding.ts'
import { NAMESPACES } from './default.ts'
import type { Seed } from './planter.ts'
import { DAYS, HOURS } from './seeds.ts'
import {
  appSeed,
  fipSeed,
  issuerSeed,
  serviceSeed,
  vmSeed,
  type Annotations,
  type AppSketch,
  type ServiceSketch,
  type VmSketch,
} from './sketches.ts'

const { edge, arena, gate, depot } = NAMESPACES

function bind(name: string): Annotations {
  return { [NLB_ANNOTATIONS.bindOnEip]: name }
}

function route(kind: string, more: Annotations = {}): Annotations {
  return { [NLB_ANNOTATIONS.exposeRoute]: kind, ...more }
}

const GATEWAY: Annotations = { [NLB_ANNOTATIONS.bindOnDefaultGateway]: 'true' }
const vmName = (name: string) => ({ 'vm.kubevirt.io/name': name })

const APPS: readonly AppSketch[] = [
  { namespace: edge, name: 'web', replicas: 3, ageMs: 12 * DAYS },
  { namespace: edge, name: 'telemetry', udpPort: 8080, ageMs: 96 * DAYS },
  { namespace: edge, name: 'grafana', replicas: 1, port: 3000, ageMs: 6 * DAYS },
  { namespace: edge, name: 'build-cache', replicas: 1, ageMs: 31 * DAYS },
  { namespace: edge, name: 'orders', ageMs: 2 * HOURS },
  // Nothing answers behind it, for another reason each.
  { namespace: edge, name: 'api', fault: 'not-ready', ageMs: 3 * DAYS },
  { namespace: edge, name: 'reports', replicas: 0, ageMs: 30 * DAYS },
  { namespace: arena, name: 'lobby', replicas: 2, ageMs: 70 * DAYS },
  { namespace: arena, name: 'matchmaker', replicas: 3, port: 7777, udpPort: 7777, ageMs: 70 * DAYS },
  { namespace: gate, name: 'portal', replicas: 2, port: 8443, ageMs: 90 * DAYS },
  { namespace: gate, name: 'intake', replicas: 1, ageMs: 88 * DAYS },
]

const VMS: readonly VmSketch[] = [
  { namespace: edge, name: 'broker-1', ageMs: 120 * DAYS },
  { namespace: edge, name: 'db-vm', running: false, ageMs: 64 * DAYS },
  { namespace: arena, name: 'render-vm', interfaceName: 'default', ageMs: 40 * DAYS },
  { namespace: arena, name: 'files-vm', fault: 'no-guest-agent', ageMs: 22 * DAYS },
  { namespace: depot, name: 'runner-vm', ageMs: 17 * DAYS },
]

const SERVICES: readonly ServiceSketch[] = [
  {
    namespace: edge,
    name: 'mqtt',
    app: vmName('broker-1'),
    ports: [[8883, 8883]],
    annotations: bind('uplink-a'),
    ageMs: 110 * DAYS,
  },
  {
    namespace: edge,
    name: 'telemetry',
    app: 'telemetry',
    ports: [[5683, 8080, 'UDP']],
    annotations: bind('uplink-a'),
    ageMs: 96 * DAYS,
  },
  {
    namespace: edge,
    name: 'web',
    app: 'web',
    ports: [[80, 'http']],
    annotations: route('https'),
    ageMs: 12 * DAYS,
  },
  {
    namespace: edge,
    name: 'grafana',
    app: 'grafana',
    ports: [[3000, 'http']],
    annotations: route('http'),
    ageMs: 6 * DAYS,
  },
  { namespace: edge, name: 'build-cache', app: 'build-cache', ports: [[9000, 8080]], ageMs: 31 * DAYS },
  {
    namespace: edge,
    name: 'orders',
    app: 'orders',
    ports: [[443, 8080]],
    annotations: { [NETWORK_TYPE]: 'public' },
    ageMs: 2 * HOURS,
  },
  // Broken, each in its way.
  {
    namespace: edge,
    name: 'api',
    app: 'api',
    ports: [[8080, 8080]],
    annotations: bind('uplink-a'),
    ageMs: 3 * DAYS,
  },
  {
    namespace: edge,
    name: 'reports',
    app: 'reports',
    ports: [[8090, 8080]],
    annotations: bind('uplink-a'),
    ageMs: 30 * DAYS,
  },
  {
    namespace: edge,
    name: 'status-page',
    app: 'status',
    ports: [[8091, 8080]],
    annotations: bind('uplink-a'),
    ageMs: 5 * DAYS,
  },
  {
    namespace: edge,
    name: 'mqtt-legacy',
    app: vmName('broker-1'),
    ports: [[8883, 1883]],
    annotations: bind('uplink-a'),
    ageMs: 2 * DAYS,
  },
  {
    namespace: edge,
    name: 'sql',
    app: vmName('db-vm'),
    ports: [[5432, 5432]],
    annotations: GATEWAY,
    ageMs: 60 * DAYS,
  },
  {
    namespace: edge,
    name: 'exports',
    app: 'reports',
    ports: [[8092, 8080]],
    annotations: bind('uplink-gone'),
    ageMs: DAYS,
  },
  {
    namespace: edge,
    name: 'metrics',
    app: 'web',
    type: 'ClusterIP',
    ports: [[9090, 8080]],
    annotations: bind('uplink-a'),
    ageMs: DAYS,
  },
  {
    namespace: arena,
    name: 'lobby',
    app: 'lobby',
    ports: [[443, 'http']],
    annotations: { ...GATEWAY, ...route('https', { [NLB_ANNOTATIONS.tlsIssuer]: 'staging' }) },
    ageMs: 70 * DAYS,
  },
  {
    namespace: arena,
    name: 'matchmaker',
    app: 'matchmaker',
    ports: [
      [7777, 'udp', 'UDP'],
      [7778, 'http'],
    ],
    annotations: GATEWAY,
    ageMs: 70 * DAYS,
  },
  {
    namespace: gate,
    name: 'portal',
    app: 'portal',
    ports: [[443, 'http']],
    annotations: { ...bind('ingress-1'), ...route('tls-passthrough') },
    ageMs: 90 * DAYS,
  },
  {
    namespace: gate,
    name: 'intake',
    app: 'intake',
    ports: [[8080, 'http']],
    annotations: { ...bind('ingress-1'), ...route('https', { [FAULT]: 'challenge-dns' }) },
    ageMs: 88 * DAYS,
  },
]

/** Who uses an address that is being deleted and never goes. */
const LEGACY: ServiceSketch = {
  namespace: edge,
  name: 'legacy-api',
  app: 'legacy',
  ports: [[80, 8080]],
  annotations: { ...bind('uplink-leaving'), [HOLD]: 'true' },
  ageMs: 64 * DAYS,
}

const vmTarget = (vmName: string, interfaceName?: string) => ({
  vmTarget: { vmName, ...(interfaceName && { interfaceName }) },
})

const FIPS: readonly (readonly [namespace: string, name: string, spec: object, ageMs: number])[] = [
  [edge, 'broker-direct', { eip: 'uplink-b', ...vmTarget('broker-1', 'vpc_net_0') }, 97 * DAYS],
  [depot, 'runner', { externalNetworkType: 'cloud', ...vmTarget('runner-vm') }, 17 * DAYS],
  [arena, 'render-direct', { externalNetworkType: 'cloud', ...vmTarget('render-vm', 'default') }, 40 * DAYS],
  // Broken: no guest agent, and an interface that the machine does not have.
  [arena, 'files-direct', { externalNetworkType: 'cloud', ...vmTarget('files-vm') }, 22 * DAYS],
  [
    arena,
    'render-console',
    { externalNetworkType: 'cloud', ...vmTarget('render-vm', 'vpc_net_0') },
    3 * DAYS,
  ],
]

/**
 * What the Projects of the world `default` expose, healthy and broken, and what runs behind it. The controllers make of it
 * what they can.
 */
export function exposureSeeds(): Seed[] {
  return [
    issuerSeed(edge, 'letsencrypt', 'operations@nimbus.invalid', 120 * DAYS),
    issuerSeed(gate, 'letsencrypt', 'operations@harbor.invalid', 90 * DAYS),
    ...APPS.map(appSeed),
    ...VMS.map(vmSeed),
    ...[...SERVICES, LEGACY].map(serviceSeed),
    ...FIPS.map(([namespace, name, spec, ageMs]) => fipSeed(namespace, name, spec, ageMs)),
  ]
}
