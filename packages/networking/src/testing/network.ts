import { ProjectNetworkStore } from '../joins/project-store.ts'
import type {
  FloatingIpView,
  GatewayRouteView,
  LoadBalancerView,
  ProjectNetworkView,
  Sight,
  SourceKind,
  Sources,
} from '../joins/views.ts'
import type { Installation } from '../model/installation.ts'
import { KINDS, PROJECT_KINDS, type KindDefinition } from '../model/kinds.ts'
import { parseObject, type Unreadable } from '../model/unreadable.ts'
import { ago, BOTH_TYPES } from './samples.ts'

/** Objects of a Project as the cluster would hold them, for tables of cases that are about several kinds at once. */

type Raw = Readonly<Record<string, unknown>>

/** Raw objects by kind. */
export type RawNetwork = { readonly [K in SourceKind]?: readonly Raw[] }

export const SOURCE_KINDS = [
  'external-ips',
  'projects',
  'floating-ips',
  'services',
  'endpoint-slices',
  'pods',
  'virtual-machines',
  'virtual-machine-instances',
  'deployments',
  'stateful-sets',
  'daemon-sets',
  'http-routes',
  'tls-routes',
  'backends',
  'certificates',
  'issuers',
  'challenges',
  'resource-quotas',
] as const satisfies readonly SourceKind[]

const DEFINITIONS: { readonly [K in SourceKind]: KindDefinition<Sources[K]> } = { ...PROJECT_KINDS, ...KINDS }

/** Reads a raw object as its channel would bring it. */
export function parsed<K extends SourceKind>(kind: K, raw: Raw): Sources[K] | Unreadable {
  const definition: KindDefinition<Sources[K]> = DEFINITIONS[kind]
  return parseObject(definition.schema, raw)
}

interface Settings {
  readonly installation?: Installation
  /** Kinds that are not seen whole. */
  readonly sights?: Readonly<Partial<Record<SourceKind, Sight>>>
}

/** The Project edge with these objects, every kind seen whole unless said otherwise. */
export function network(
  objects: RawNetwork,
  { installation = BOTH_TYPES, sights = {} }: Settings = {},
): ProjectNetworkStore {
  const store = new ProjectNetworkStore({ project: 'edge', installation })
  for (const kind of SOURCE_KINDS) {
    store.see(kind, sights[kind] ?? 'complete')
    put(store, kind, ...(objects[kind] ?? []))
  }
  return store
}

/** Makes or changes objects. */
export function put(store: ProjectNetworkStore, kind: SourceKind, ...raws: readonly Raw[]): void {
  store.apply(
    kind,
    raws.map((raw) => ({ before: undefined, after: parsed(kind, raw) })),
  )
}

/** Takes objects away. */
export function remove(store: ProjectNetworkStore, kind: SourceKind, ...raws: readonly Raw[]): void {
  store.apply(
    kind,
    raws.map((raw) => ({ before: parsed(kind, raw), after: undefined })),
  )
}

/** Raw metadata of a name in the backing namespace, 3 hours old. */
export function metadata(name: string, more: Raw = {}): Raw {
  return {
    name,
    namespace: 'nimbus-edge',
    uid: `uid-${name}`,
    resourceVersion: '1',
    creationTimestamp: ago({ hours: 3 }),
    ...more,
  }
}

/** A ready public EIp `uplink-a` that the Service mqtt uses. */
export function rawEip(name = 'uplink-a', spec: Raw = {}, status: Raw | null = {}, meta: Raw = {}): Raw {
  return {
    metadata: metadata(name, meta),
    spec: { externalNetworkType: 'public', ...spec },
    ...(status && {
      status: {
        ready: true,
        ipAddress: '203.0.113.14',
        ovnEIpRef: `eip-${name}`,
        ownershipType: 'Shared',
        owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }],
        ...status,
      },
    }),
  }
}

interface ServiceParts {
  readonly annotations?: Raw
  readonly spec?: Raw
  readonly addresses?: readonly string[]
  readonly meta?: Raw
}

/** A load balancer on 8883/TCP with the address of `uplink-a`, selecting `app=<name>`. */
export function rawService(
  name = 'mqtt',
  { annotations = {}, spec = {}, addresses = ['203.0.113.14'], meta = {} }: ServiceParts = {},
): Raw {
  return {
    metadata: metadata(name, {
      annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'uplink-a', ...annotations },
      ...meta,
    }),
    spec: {
      type: 'LoadBalancer',
      clusterIP: '10.96.0.9',
      selector: { app: name },
      ports: [{ name: 'main', protocol: 'TCP', port: 8883, targetPort: 8883 }],
      ...spec,
    },
    status: { loadBalancer: { ingress: addresses.map((ip) => ({ ip })) } },
  }
}

/** A slice of a Service with endpoints `address: pod`, ready unless named. */
export function rawSlice(
  service: string,
  endpoints: Readonly<Record<string, string>>,
  notReady: readonly string[] = [],
): Raw {
  return {
    metadata: metadata(`${service}-x1`, { labels: { 'kubernetes.io/service-name': service } }),
    endpoints: Object.entries(endpoints).map(([address, pod]) => ({
      addresses: [address],
      conditions: { ready: !notReady.includes(pod) },
      targetRef: { kind: 'Pod', name: pod },
    })),
    ports: [{ name: 'main', protocol: 'TCP', port: 8883 }],
  }
}

/** A ready Pod. */
export function rawPod(
  name: string,
  labels: Readonly<Record<string, string>>,
  address: string,
  status: Raw = {},
): Raw {
  return {
    metadata: metadata(name, { labels }),
    spec: {
      containers: [
        {
          name: 'app',
          ports: [{ name: 'web', containerPort: 8883 }, { containerPort: 8080 }, { containerPort: 8443 }],
          readinessProbe: {},
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: address,
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'app', ready: true, restartCount: 0 }],
      ...status,
    },
  }
}

export function rawVm(
  name: string,
  printableStatus = 'Running',
  meta: Raw = {},
  templateLabels: Raw = {},
): Raw {
  return {
    metadata: metadata(name, meta),
    spec: {
      template: {
        metadata: { labels: templateLabels },
        spec: {
          networks: [{ name: 'vpc_net_0', multus: { networkName: 'nimbus-edge/default', default: true } }],
        },
      },
    },
    status: { printableStatus, ready: printableStatus === 'Running' },
  }
}

/** A running VM with one interface, `vpc_net_0`. */
export function rawVmi(name: string, address: string | undefined, agent = true): Raw {
  return {
    metadata: metadata(name),
    spec: { networks: [{ name: 'vpc_net_0', multus: { networkName: 'nimbus-edge/default' } }] },
    status: {
      phase: 'Running',
      interfaces: [
        { name: 'vpc_net_0', ...(address !== undefined && { ipAddress: address, ipAddresses: [address] }) },
      ],
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'AgentConnected', status: agent ? 'True' : 'False' },
      ],
    },
  }
}

/** A ready floating IP on the VM broker-1 with the External IP uplink-b. */
export function rawFip(name = 'broker-direct', spec: Raw = {}, status: Raw | null = {}, meta: Raw = {}): Raw {
  return {
    metadata: metadata(name, meta),
    spec: { eip: 'uplink-b', vmTarget: { vmName: 'broker-1', interfaceName: 'vpc_net_0' }, ...spec },
    ...(status && {
      status: {
        eip: 'uplink-b',
        externalIP: '203.0.113.15',
        ovnFip: `nimbus-edge-${name}`,
        ready: true,
        resolvedTargetIP: '10.61.4.9',
        targetVMInterface: { vmName: 'broker-1', interfaceName: 'vpc_net_0', ipAddress: '10.61.4.9' },
        ...status,
      },
    }),
  }
}

/** The view of a load balancer in a Project of these objects. */
export function loadBalancerOf(objects: RawNetwork, settings?: Settings, name = 'mqtt'): LoadBalancerView {
  const view = network(objects, settings).view('load-balancers', name)
  if (view?.kind !== 'LoadBalancerView') throw new Error(`the sample has no load balancer ${name}`)
  return view
}

/** The view of a floating IP. */
export function floatingIpOf(
  objects: RawNetwork,
  settings?: Settings,
  name = 'broker-direct',
): FloatingIpView {
  const view = network(objects, settings).view('floating-ips', name)
  if (view?.kind !== 'FloatingIpView') throw new Error(`the sample has no floating IP ${name}`)
  return view
}

/** The view of a gateway route. */
export function gatewayRouteOf(objects: RawNetwork, settings?: Settings, name = 'web'): GatewayRouteView {
  const view = network(objects, settings).view('gateway-routes', name)
  if (!view) throw new Error(`the sample has no route ${name}`)
  return view
}

/** The view of the Project edge. */
export function projectNetworkOf(objects: RawNetwork, settings?: Settings): ProjectNetworkView {
  const view = network(objects, settings).view('project-network', 'edge')
  if (!view) throw new Error('the store has no Project network')
  return view
}

/** A load balancer that works: address, endpoint, pod. */
export const WORKING = {
  'external-ips': [rawEip()],
  services: [rawService()],
  'endpoint-slices': [rawSlice('mqtt', { '10.61.4.9': 'mqtt-1' })],
  pods: [rawPod('mqtt-1', { app: 'mqtt' }, '10.61.4.9')],
} satisfies RawNetwork

/** A floating IP that works. */
export const FLOATING = {
  'external-ips': [
    rawEip(
      'uplink-b',
      {},
      {
        ipAddress: '203.0.113.15',
        ownershipType: 'Exclusive',
        owners: [{ type: 'FIp', ownerRef: 'broker-direct' }],
      },
    ),
  ],
  'floating-ips': [rawFip()],
  'virtual-machines': [rawVm('broker-1')],
  'virtual-machine-instances': [rawVmi('broker-1', '10.61.4.9')],
} satisfies RawNetwork

export const HOSTNAME = 'web-nimbus-edge.apps.example.net'

/** The Service of the route below, with annotations laid over. */
export function rawWeb(annotations: Raw = {}, spec: Raw = {}): Raw {
  return rawService('web', {
    annotations: {
      'service.nlb.kube-dc.com/bind-on-eip': '',
      'service.nlb.kube-dc.com/expose-route': 'https',
      'service.nlb.kube-dc.com/route-hostname-status': HOSTNAME,
      ...annotations,
    },
    addresses: ['100.72.0.9'],
    spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
  })
}

export function rawRoute(
  conditions: readonly Raw[] = [
    { type: 'Accepted', status: 'True' },
    { type: 'ResolvedRefs', status: 'True' },
  ],
): Raw {
  return {
    metadata: metadata('web-route'),
    spec: { hostnames: [HOSTNAME], rules: [{ backendRefs: [{ kind: 'Backend', name: 'web-backend' }] }] },
    status: { parents: [{ parentRef: { name: 'eg' }, conditions }] },
  }
}

/** A Certificate that is valid for two months, with its status laid over. */
export function rawCertificate(status: Raw = {}, meta: Raw = {}): Raw {
  return {
    metadata: metadata('web-tls', meta),
    spec: { secretName: 'web-tls-secret', dnsNames: [HOSTNAME], issuerRef: { name: 'letsencrypt' } },
    status: {
      conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }],
      notAfter: ago({ days: -60 }),
      renewalTime: ago({ days: -30 }),
      ...status,
    },
  }
}

export function rawIssuer(status = 'True', reason = 'ACMEAccountRegistered', message = ''): Raw {
  return {
    metadata: metadata('letsencrypt'),
    spec: { acme: { email: 'ops@nimbus.test' } },
    status: { conditions: [{ type: 'Ready', status, reason, message }] },
  }
}

export function rawChallenge(reason: string): Raw {
  return {
    metadata: metadata('web-tls-1-x'),
    spec: { dnsName: HOSTNAME },
    status: { state: 'pending', reason, presented: true },
  }
}

/** A gateway route that works. */
export const ROUTED = {
  'external-ips': [
    rawEip(
      'slb-web-ab12c',
      { externalNetworkType: 'cloud' },
      {
        ipAddress: '100.72.0.9',
        owners: [{ type: 'ServiceLb', ownerRef: 'web' }],
      },
    ),
  ],
  services: [rawWeb()],
  'endpoint-slices': [rawSlice('web', { '10.61.4.8': 'web-1' })],
  pods: [rawPod('web-1', { app: 'web' }, '10.61.4.8')],
  'http-routes': [rawRoute()],
  backends: [{ metadata: metadata('web-backend') }],
  certificates: [rawCertificate()],
  issuers: [rawIssuer()],
} satisfies RawNetwork

/** The Project with its way out. */
export const REACHING_OUT = {
  projects: [
    {
      metadata: { ...metadata('edge'), namespace: 'nimbus' },
      spec: { cidrBlock: '10.61.4.0/22', egressNetworkType: 'cloud' },
      status: { namespace: 'nimbus-edge', ready: true },
    },
  ],
  'external-ips': [
    rawEip(
      'default-gw',
      { externalNetworkType: 'cloud' },
      {
        ipAddress: '100.72.0.2',
        owners: [{ type: 'Snat', ownerRef: 'nimbus-edge' }],
      },
    ),
  ],
} satisfies RawNetwork
