import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { KIND_TITLES, PROJECT_KIND_NAMES, PROJECT_KINDS } from './kinds.ts'
import { parseObject } from './unreadable.ts'

const metadata = {
  name: 'web',
  namespace: 'nimbus-edge',
  uid: 'u-1',
  resourceVersion: '7',
  creationTimestamp: '2026-05-04T09:00:00Z',
}
const meta = {
  name: 'web',
  namespace: 'nimbus-edge',
  uid: 'u-1',
  resourceVersion: '7',
  createdAt: '2026-05-04T09:00:00Z',
}

describe.each(PROJECT_KIND_NAMES)('%s', (kind) => {
  const schema: z.ZodType<{ readonly kind: string } | { readonly meta: unknown }> = PROJECT_KINDS[kind].schema

  it('can be read without spec and status, and with empty ones', () => {
    for (const rest of [{}, { spec: null, status: null }, { spec: {}, status: {} }]) {
      expect(parseObject(schema, { metadata, ...rest })).toMatchObject({ meta })
      expect(parseObject(schema, { metadata, ...rest })).not.toHaveProperty('problems')
    }
  })

  it('never throws as long as there is a uid', () => {
    const anything = fc.anything()
    const raw = fc.record({
      metadata: fc.oneof(fc.constant(metadata), fc.record({ uid: fc.constant('u'), annotations: anything })),
      spec: fc.oneof(anything, fc.record({ template: anything, ports: anything, selector: anything })),
      status: fc.oneof(anything, fc.record({ conditions: anything, interfaces: anything })),
      endpoints: anything,
      ports: anything,
    })
    fc.assert(
      fc.property(raw, (object) => {
        expect(parseObject(schema, object)).toHaveProperty('meta')
      }),
      { numRuns: 50 },
    )
  })

  it('has a title', () => expect(KIND_TITLES[kind]).not.toBe(''))
})

describe('a FIp', () => {
  const read = (rest: object) => PROJECT_KINDS['floating-ips'].schema.parse({ metadata, ...rest })

  it('is read whole', () => {
    expect(
      read({
        spec: { eip: 'uplink-b', vmTarget: { vmName: 'broker-1', interfaceName: 'vpc_net_0' } },
        status: {
          eip: 'uplink-b',
          externalIP: '203.0.113.9',
          ovnFip: 'nimbus-edge-web',
          ready: true,
          resolvedTargetIP: '10.61.4.9',
          targetVMInterface: { vmName: 'broker-1', interfaceName: 'vpc_net_0', ipAddress: '10.61.4.9' },
        },
      }),
    ).toEqual({
      kind: 'FloatingIp',
      meta,
      target: { by: 'vm', vm: 'broker-1', interface: 'vpc_net_0' },
      requestedEip: 'uplink-b',
      eip: 'uplink-b',
      externalAddress: '203.0.113.9',
      resolvedAddress: '10.61.4.9',
      resolvedInterface: { vm: 'broker-1', interface: 'vpc_net_0', address: '10.61.4.9' },
      ready: true,
      conditions: [],
      reported: true,
    })
  })

  it.each([
    [{ ipAddress: '10.61.4.9' }, { by: 'address', address: '10.61.4.9' }],
    [{ vmTarget: { vmName: 'a' } }, { by: 'vm', vm: 'a' }],
    [{ ipAddress: '' }, { by: 'none' }],
    [{ vmTarget: {} }, { by: 'none' }],
  ])('%j targets %j', (spec, target) => {
    expect(read({ spec }).target).toEqual(target)
  })

  it('without a status is not ready and not reported', () => {
    expect(read({})).toMatchObject({ ready: false, reported: false })
  })
})

describe('a Service', () => {
  const read = (rest: object) => PROJECT_KINDS.services.schema.parse({ metadata, ...rest })

  it('is read whole, with what its annotations ask for', () => {
    expect(
      read({
        metadata: {
          ...metadata,
          annotations: {
            'service.nlb.kube-dc.com/bind-on-eip': 'uplink-a',
            'service.nlb.kube-dc.com/expose-route': 'https',
            'service.nlb.kube-dc.com/route-port': '80',
            'service.nlb.kube-dc.com/autodelete': 'true',
            'network.kube-dc.com/external-network-type': 'public',
            'kube-dc.com/lb-resync-timestamp': '1',
          },
        },
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.96.0.9',
          selector: { app: 'web' },
          ports: [
            { name: 'http', port: 80, targetPort: 'web', nodePort: 30080 },
            { name: 'dns', protocol: 'UDP', port: 53 },
          ],
        },
        status: { loadBalancer: { ingress: [{ ip: '203.0.113.14' }, { hostname: 'x' }] } },
      }),
    ).toEqual({
      kind: 'Service',
      meta,
      type: 'LoadBalancer',
      headless: false,
      clusterIp: '10.96.0.9',
      selector: { app: 'web' },
      ports: [
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web', nodePort: 30080 },
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
      ],
      addresses: ['203.0.113.14'],
      asks: {
        bindOnDefaultGateway: false,
        createGatewayBackend: false,
        autodelete: true,
        bindOnEip: 'uplink-a',
        exposeRoute: 'https',
        routePort: '80',
        networkType: 'public',
      },
      conditions: [],
    })
  })

  it('is a companion by its labels', () => {
    const labels = {
      'kube-dc.com/managed-by': 'service-lb-controller',
      'kube-dc.com/endpoint-type': 'external',
      'kube-dc.com/source-service': 'mqtt',
    }
    expect(read({ metadata: { ...metadata, labels }, spec: { clusterIP: 'None' } })).toMatchObject({
      companionOf: 'mqtt',
      headless: true,
    })
  })
})

describe('an EndpointSlice', () => {
  const read = (rest: object) => PROJECT_KINDS['endpoint-slices'].schema.parse({ metadata, ...rest })

  it('counts an endpoint without conditions as ready and takes its first address', () => {
    const slice = read({
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'mqtt' } },
      endpoints: [
        {
          addresses: ['10.61.4.9', '10.61.4.10'],
          targetRef: { kind: 'Pod', name: 'mqtt-1' },
          nodeName: 'n1',
        },
        { addresses: ['10.61.4.11'], conditions: { ready: false, terminating: true } },
        { addresses: [] },
      ],
      ports: [{ name: 'mqtts', port: 8883, protocol: 'TCP' }, {}],
    })
    expect(slice).toMatchObject({
      service: 'mqtt',
      endpoints: [
        { address: '10.61.4.9', ready: true, terminating: false, pod: 'mqtt-1', node: 'n1' },
        { address: '10.61.4.11', ready: false, terminating: true },
      ],
      ports: [
        { name: 'mqtts', protocol: 'TCP', port: 8883 },
        { name: '', protocol: 'TCP' },
      ],
    })
  })

  it('is empty where the cluster writes null', () => {
    expect(read({ endpoints: null, ports: null })).toMatchObject({ endpoints: [], ports: [] })
  })
})

it('a launcher Pod tells its VM, its address in the Project network and why it does not run', () => {
  expect(
    PROJECT_KINDS.pods.schema.parse({
      metadata: {
        ...metadata,
        labels: { 'vm.kubevirt.io/name': 'broker-1' },
        annotations: { 'ovn.kubernetes.io/ip_address': '10.61.4.9' },
      },
      spec: {
        containers: [{ name: 'app', ports: [{ name: 'web', containerPort: 8080 }], readinessProbe: {} }],
      },
      status: {
        phase: 'Running',
        podIP: '172.31.0.4',
        conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [
          { name: 'app', restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } },
        ],
      },
    }),
  ).toMatchObject({
    vm: 'broker-1',
    networkAddress: '10.61.4.9',
    podAddress: '172.31.0.4',
    ready: false,
    containers: [
      {
        name: 'app',
        ports: [{ name: 'web', port: 8080, protocol: 'TCP' }],
        hasReadinessProbe: true,
        restarts: 3,
        waiting: 'CrashLoopBackOff',
      },
    ],
  })
})

it('a running VM tells its interfaces and whether its agent reports', () => {
  expect(
    PROJECT_KINDS['virtual-machine-instances'].schema.parse({
      metadata,
      spec: {
        networks: [{ name: 'vpc_net_0', multus: { networkName: 'nimbus-edge/default' } }, { name: 'p' }],
      },
      status: {
        phase: 'Running',
        interfaces: [{ name: 'vpc_net_0', ipAddress: '10.61.4.9' }, { interfaceName: 'docker0' }],
        conditions: [{ type: 'AgentConnected', status: 'True' }],
      },
    }),
  ).toMatchObject({
    agentConnected: true,
    networks: [{ name: 'vpc_net_0', attachment: 'nimbus-edge/default' }, { name: 'p' }],
    interfaces: [{ name: 'vpc_net_0', address: '10.61.4.9', addresses: ['10.61.4.9'] }, { addresses: [] }],
  })
})

it('a workload wants one replica where it does not say, a DaemonSet tells none', () => {
  expect(PROJECT_KINDS.deployments.schema.parse({ metadata, spec: {} }).replicas).toBe(1)
  expect(PROJECT_KINDS.deployments.schema.parse({ metadata, spec: { replicas: 0 } }).replicas).toBe(0)
  expect(PROJECT_KINDS['daemon-sets'].schema.parse({ metadata, spec: {} })).not.toHaveProperty('replicas')
})

it('a route tells its hosts, backends and what Gateways say', () => {
  expect(
    PROJECT_KINDS['http-routes'].schema.parse({
      metadata,
      spec: {
        hostnames: ['a.example'],
        rules: [
          { backendRefs: [{ kind: 'Backend', name: 'web-backend' }] },
          { backendRefs: [{ name: 'web', port: 80 }] },
        ],
      },
      status: {
        parents: [{ parentRef: { name: 'eg' }, conditions: [{ type: 'Accepted', status: 'True' }] }],
      },
    }),
  ).toMatchObject({
    kind: 'HttpRoute',
    hostnames: ['a.example'],
    backends: [
      { kind: 'Backend', name: 'web-backend' },
      { kind: 'Service', name: 'web', port: 80 },
    ],
    parents: [{ gateway: 'eg', conditions: [{ type: 'Accepted', status: 'True' }] }],
  })
})

it('a quota tells what is enforced, and what is used once it is counted', () => {
  expect(
    PROJECT_KINDS['resource-quotas'].schema.parse({
      metadata,
      spec: { hard: { 'services.loadbalancers': '9' } },
      status: { hard: { 'services.loadbalancers': '5', pods: 10 }, used: { 'services.loadbalancers': '5' } },
    }).lines,
  ).toEqual({ 'services.loadbalancers': { hard: '5', used: '5' }, pods: { hard: '10' } })
})
