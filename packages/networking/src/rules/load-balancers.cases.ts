import type { LoadBalancerView } from '../joins/views.ts'
import {
  loadBalancerOf,
  metadata,
  rawEip,
  rawFip,
  rawPod,
  rawService,
  rawSlice,
  rawVm,
  WORKING,
  type RawNetwork,
} from '../testing/network.ts'
import { ago } from '../testing/samples.ts'
import type { RuleCase } from './case.ts'
import type { LOAD_BALANCER_RULES } from './load-balancers.ts'

type Id = (typeof LOAD_BALANCER_RULES)[number]['id']

const working = { name: 'one that works', subject: loadBalancerOf(WORKING), notices: undefined } as const

/** The working one with kinds laid over. */
const but = (objects: RawNetwork, ...rest: readonly Parameters<typeof loadBalancerOf>[1][]) =>
  loadBalancerOf({ ...WORKING, ...objects }, ...rest)

const emptySlice = { 'endpoint-slices': [rawSlice('mqtt', {})] }
const emptied = { ...emptySlice, pods: [] }
const young = { creationTimestamp: ago({ seconds: 20 }) }
const selecting = (selector: Readonly<Record<string, string>>) => [rawService('mqtt', { spec: { selector } })]
const port = (targetPort: string | number) => [
  rawService('mqtt', { spec: { ports: [{ port: 8883, targetPort }] } }),
]
const udp = (port: number, targetPort: string | number) => [
  rawService('mqtt', { spec: { ports: [{ protocol: 'UDP', port, targetPort }] } }),
]

export const LOAD_BALANCER_CASES: Readonly<Record<Id, readonly RuleCase<LoadBalancerView>[]>> = {
  'load-balancer/not-a-load-balancer': [
    working,
    {
      name: 'a ClusterIP Service that asks for an address',
      subject: but({ services: [rawService('mqtt', { spec: { type: 'ClusterIP' }, addresses: [] })] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'mqtt is of type ClusterIP, so nothing exposes it',
        evidence: ['spec.type: ClusterIP', 'annotation bind-on-eip: uplink-a'],
      },
    },
  ],
  'load-balancer/no-such-address': [
    working,
    {
      name: 'a name that nothing has',
      subject: but({ 'external-ips': [], services: [rawService('mqtt', { addresses: [] })] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'mqtt waits for uplink-a, which does not exist',
        evidence: ['object: absent'],
        remedies: ['Create an External IP named uplink-a', 'Bind mqtt to an External IP of this Project'],
      },
    },
    {
      name: 'the way out of the Project, which the platform makes',
      subject: but({
        'external-ips': [],
        services: [
          rawService('mqtt', {
            annotations: {
              'service.nlb.kube-dc.com/bind-on-eip': '',
              'service.nlb.kube-dc.com/bind-on-default-gw-eip': 'true',
            },
            addresses: [],
          }),
        ],
      }),
      notices: {
        title: 'mqtt waits for default-gw, which does not exist',
        remedies: [
          'Tell the platform’s operators: it makes default-gw with the Project',
          'Bind mqtt to an External IP of this Project',
        ],
      },
    },
    {
      name: 'External IPs cannot be seen: nothing is proven',
      subject: but(
        { 'external-ips': [], services: [rawService('mqtt', { addresses: [] })] },
        { sights: { 'external-ips': 'forbidden' } },
      ),
      notices: undefined,
    },
  ],
  'load-balancer/address-taken': [
    working,
    {
      name: 'by a floating IP',
      subject: but({
        services: [rawService('mqtt', { addresses: [] })],
        'external-ips': [
          rawEip(
            'uplink-a',
            {},
            { ownershipType: 'Exclusive', owners: [{ type: 'FIp', ownerRef: 'broker-direct' }] },
          ),
        ],
      }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'uplink-a is taken by the floating IP broker-direct',
      },
    },
  ],
  'load-balancer/port-clash': [
    working,
    {
      name: 'another Service on the address with another port',
      subject: but({ services: [rawService(), rawService('web', { spec: { ports: [{ port: 443 }] } })] }),
      notices: undefined,
    },
    {
      name: 'the same number of another protocol',
      subject: but({
        services: [rawService(), rawService('dns', { spec: { ports: [{ port: 8883, protocol: 'UDP' }] } })],
      }),
      notices: undefined,
    },
    {
      name: 'it has the address, another one waits for the same port',
      subject: but({ services: [rawService(), rawService('web', { addresses: [] })] }),
      notices: {
        severity: 'notice',
        title: 'mqtt and web both want 8883/TCP on 203.0.113.14',
        evidence: ['spec.ports: 8883/TCP, has no address'],
        says: ['mqtt has the address, and web has none'],
        remedies: ['Give web another port', 'Delete web'],
      },
    },
    {
      name: 'it waits, another one has the port',
      subject: but({ services: [rawService('mqtt', { addresses: [] }), rawService('web')] }),
      notices: {
        severity: 'broken',
        certainty: 'likely',
        short: 'Port 8883/TCP is also wanted by web',
        remedies: ['Give mqtt another port', 'Delete mqtt'],
      },
    },
    {
      name: 'both have the address',
      subject: but({ services: [rawService(), rawService('web')] }),
      notices: {
        severity: 'notice',
        says: ['not defined'],
        remedies: ['Give mqtt another port', 'Delete mqtt', 'Give web another port', 'Delete web'],
      },
    },
  ],
  'load-balancer/no-address': [
    working,
    {
      name: 'young',
      subject: but({ services: [rawService('mqtt', { addresses: [], meta: young })] }),
      notices: { severity: 'waiting', certainty: 'proven', title: 'mqtt waits for its address' },
    },
    {
      name: 'for hours, and its External IP is not ready',
      subject: but({
        services: [rawService('mqtt', { addresses: [] })],
        'external-ips': [rawEip('uplink-a', {}, { ready: false, ipAddress: '' })],
      }),
      notices: {
        severity: 'broken',
        certainty: 'likely',
        short: 'No address: uplink-a is not ready',
        evidence: ['status.ready: false'],
        remedies: ['Open uplink-a'],
      },
    },
    {
      name: 'for hours, with an own address that nobody made',
      subject: but({
        services: [
          rawService('mqtt', { addresses: [], annotations: { 'service.nlb.kube-dc.com/bind-on-eip': '' } }),
        ],
        'external-ips': [],
      }),
      notices: { severity: 'broken', short: 'No address', says: ['Nothing that can be seen here says why.'] },
    },
  ],
  'load-balancer/reply-path': [
    working,
    {
      name: 'a public floating IP on the endpoint of a public one is fine',
      subject: but({ 'floating-ips': [rawFip()], 'external-ips': [rawEip(), rawEip('uplink-b')] }),
      notices: undefined,
    },
    {
      name: 'a public floating IP on the endpoint of a cloud one',
      subject: but({
        'floating-ips': [rawFip()],
        'external-ips': [rawEip('uplink-a', { externalNetworkType: 'cloud' }), rawEip('uplink-b')],
      }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'Broken by the floating IP broker-direct on its endpoint',
        evidence: ['status.resolvedTargetIP: 10.61.4.9', 'endpoint: 10.61.4.9'],
      },
    },
    {
      name: 'of a type that nobody can tell: nothing is said',
      subject: but({
        'floating-ips': [rawFip('broker-direct', { eip: undefined }, { eip: '', externalIP: '' })],
        'external-ips': [rawEip('uplink-a', { externalNetworkType: 'cloud' })],
      }),
      notices: undefined,
    },
  ],
  'load-balancer/target-stopped': [
    working,
    {
      name: 'a VM that is stopped',
      subject: but({
        ...emptied,
        services: selecting({ 'vm.kubevirt.io/name': 'broker-1' }),
        'virtual-machines': [rawVm('broker-1', 'Stopped')],
      }),
      notices: {
        severity: 'waiting',
        certainty: 'proven',
        title: 'mqtt leads to broker-1, which is not running',
        evidence: ['status.printableStatus: Stopped'],
        remedies: ['Start the VM broker-1'],
      },
    },
    {
      name: 'a Deployment scaled to 0',
      subject: but({
        ...emptied,
        deployments: [
          {
            metadata: metadata('mqtt'),
            spec: { replicas: 0, template: { metadata: { labels: { app: 'mqtt' } } } },
          },
        ],
      }),
      notices: {
        severity: 'waiting',
        short: 'No endpoint: mqtt is scaled to 0',
        remedies: ['Scale mqtt up'],
      },
    },
    {
      name: 'a stopped VM beside one that answers',
      subject: but({ 'virtual-machines': [rawVm('other', 'Stopped', {}, { app: 'mqtt' })] }),
      notices: undefined,
    },
  ],
  'load-balancer/labels-on-vm': [
    working,
    {
      name: 'labels on the VM alone',
      subject: but({
        ...emptied,
        'virtual-machines': [rawVm('broker-1', 'Running', { labels: { app: 'mqtt' } })],
      }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'No endpoint: labels are on broker-1, not on its template',
      },
    },
    {
      name: 'labels on the template too',
      subject: but({
        ...emptied,
        'virtual-machines': [rawVm('broker-1', 'Running', { labels: { app: 'mqtt' } }, { app: 'mqtt' })],
      }),
      notices: undefined,
    },
  ],
  'load-balancer/selects-nothing': [
    working,
    {
      name: 'no pod, and nothing near',
      subject: but(emptied),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'mqtt selects app=mqtt, and no pod matches',
        says: ['No pod has labels close to it.'],
      },
    },
    {
      name: 'pods that nearly match',
      subject: but({
        ...emptySlice,
        services: selecting({ app: 'mqtt-svc' }),
        pods: [1, 2, 3].map((index) => rawPod(`mqtt-${index}`, { app: 'mqtt' }, `10.61.4.${index}`)),
      }),
      notices: {
        short: 'No pod matches; 3 would match app=mqtt',
        remedies: ['Select app=mqtt instead of app=mqtt-svc'],
      },
    },
    {
      name: 'pods of other things are not near',
      subject: but({ ...emptySlice, pods: [rawPod('web-1', { app: 'web' }, '10.61.4.1')] }),
      notices: { says: ['No pod has labels close to it.'] },
    },
    {
      name: 'pods cannot be seen',
      subject: but(emptied, { sights: { pods: 'forbidden' } }),
      notices: undefined,
    },
    {
      name: 'endpoints have not arrived',
      subject: but(emptied, { sights: { 'endpoint-slices': 'loading' } }),
      notices: undefined,
    },
  ],
  'load-balancer/port-name-unknown': [
    working,
    {
      name: 'a number that no pod declares is fine',
      subject: but({ services: port(9999) }),
      notices: undefined,
    },
    { name: 'a name that pods have', subject: but({ services: port('web') }), notices: undefined },
    {
      name: 'a name that they do not have',
      subject: but({ services: port('mqtts') }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'mqtt leads port 8883 to “mqtts”, which its pods do not have',
        evidence: ['ports of the matching pods: web'],
        remedies: ['Lead port 8883 to web'],
      },
    },
    {
      name: 'a name that the pods have for another protocol',
      subject: but({ services: udp(7777, 'web') }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'mqtt leads port 7777/UDP to “web”, which its pods have for TCP only',
        short: 'Port 7777/UDP leads nowhere: pods have “web” for TCP only',
        evidence: ['ports of the matching pods: none by name for UDP'],
        remedies: ['Change the protocol of port 7777 or where it leads'],
      },
    },
  ],
  'load-balancer/port-not-declared': [
    working,
    {
      name: 'a number that the pods do not declare',
      subject: but({ services: port(9999) }),
      notices: {
        severity: 'notice',
        certainty: 'likely',
        title: 'The pods of mqtt declare 8080, 8443 and 8883, not 9999: likely nothing answers there',
        evidence: ['spec.ports[].targetPort: 8883 to 9999', 'ports of the matching pods: 8080, 8443, 8883'],
        remedies: ['Lead port 8883 to 8080, 8443 or 8883'],
      },
    },
    {
      name: 'a number that the pods declare for another protocol',
      subject: but({
        services: udp(7777, 8080),
      }),
      notices: {
        severity: 'notice',
        certainty: 'likely',
        title:
          'The pods of mqtt declare 8080/TCP, 8443/TCP and 8883/TCP, not 8080/UDP: likely nothing answers there',
        short: 'Its pods declare 8080/TCP, 8443/TCP and 8883/TCP, not 8080/UDP',
        evidence: [
          'spec.ports[].targetPort: 7777/UDP to 8080',
          'ports of the matching pods: 8080/TCP, 8443/TCP, 8883/TCP',
        ],
        remedies: ['Change the protocol of port 7777 or where it leads'],
      },
    },
    {
      name: 'a number that the pods declare for its protocol beside another',
      subject: but({
        services: udp(53, 53),
        pods: [
          {
            ...rawPod('mqtt-1', { app: 'mqtt' }, '10.61.4.9'),
            spec: {
              containers: [
                { name: 'app', ports: [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 8080 }] },
              ],
            },
          },
        ],
      }),
      notices: undefined,
    },
    { name: 'a name', subject: but({ services: port('mqtts') }), notices: undefined },
    {
      name: 'pods that declare nothing, as those of VMs',
      subject: but({
        services: port(9999),
        pods: [
          { ...rawPod('mqtt-1', { app: 'mqtt' }, '10.61.4.9'), spec: { containers: [{ name: 'app' }] } },
        ],
      }),
      notices: undefined,
    },
    {
      name: 'pods cannot be seen',
      subject: but({ services: port(9999), pods: [] }, { sights: { pods: 'forbidden' } }),
      notices: undefined,
    },
  ],
  'load-balancer/none-ready': [
    working,
    {
      name: 'one of two is ready',
      subject: but({ 'endpoint-slices': [rawSlice('mqtt', { '10.61.4.8': 'a', '10.61.4.9': 'b' }, ['a'])] }),
      notices: undefined,
    },
    {
      name: 'none, and the pod says why',
      subject: but({
        'endpoint-slices': [rawSlice('mqtt', { '10.61.4.9': 'mqtt-1' }, ['mqtt-1'])],
        pods: [
          rawPod('mqtt-1', { app: 'mqtt' }, '10.61.4.9', {
            conditions: [],
            containerStatuses: [{ name: 'app', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
          }),
        ],
      }),
      notices: {
        severity: 'broken',
        short: '0 of 1 endpoints ready: CrashLoopBackOff in app',
        evidence: ['endpoints ready: 0 of 1', 'endpoint 10.61.4.9: CrashLoopBackOff in app'],
      },
    },
    {
      name: 'none, of a young Service',
      subject: but({ ...emptySlice, services: [rawService('mqtt', { meta: young })] }),
      notices: { severity: 'waiting', short: 'No endpoint' },
    },
    {
      name: 'none, and pods cannot be seen',
      subject: but(
        { 'endpoint-slices': [rawSlice('mqtt', { '10.61.4.9': 'mqtt-1' }, ['mqtt-1'])], pods: [] },
        { sights: { pods: 'forbidden' } },
      ),
      notices: { says: ['Why is not told here'] },
    },
    {
      name: 'endpoints cannot be seen',
      subject: but(emptySlice, { sights: { 'endpoint-slices': 'forbidden' } }),
      notices: undefined,
    },
  ],
  'load-balancer/autodelete': [
    working,
    {
      name: 'on, and no endpoint',
      subject: but({
        ...emptied,
        services: [rawService('mqtt', { annotations: { 'service.nlb.kube-dc.com/autodelete': 'true' } })],
      }),
      notices: { severity: 'notice', title: 'mqtt will be deleted while it has no endpoint' },
    },
    { name: 'off', subject: but(emptied), notices: undefined },
  ],
  'load-balancer/not-from-internet': [
    working,
    {
      name: 'on a cloud address',
      subject: but({ 'external-ips': [rawEip('uplink-a', { externalNetworkType: 'cloud' })] }),
      notices: {
        severity: 'info',
        certainty: 'proven',
        title: '203.0.113.14 is not reachable from the Internet',
        remedies: ['Choose a way to mqtt from the Internet'],
      },
    },
    {
      name: 'on a cloud address that a gateway route leads to',
      subject: but({
        'external-ips': [rawEip('uplink-a', { externalNetworkType: 'cloud' })],
        services: [
          rawService('mqtt', {
            annotations: {
              'service.nlb.kube-dc.com/expose-route': 'https',
              'service.nlb.kube-dc.com/route-hostname-status': 'web.example.net',
            },
          }),
        ],
      }),
      notices: {
        severity: 'info',
        title: '203.0.113.14 is reached through web.example.net',
        short: 'Reached through web.example.net',
        remedies: [],
      },
    },
    {
      name: 'on a cloud address that a gateway route leads to',
      subject: but({
        'external-ips': [rawEip('uplink-a', { externalNetworkType: 'cloud' })],
        services: [
          rawService('mqtt', {
            annotations: {
              'service.nlb.kube-dc.com/expose-route': 'https',
              'service.nlb.kube-dc.com/route-hostname-status': 'web.example.net',
            },
          }),
        ],
      }),
      notices: {
        severity: 'info',
        title: '203.0.113.14 is reached through web.example.net',
        short: 'Reached through web.example.net',
        remedies: [],
      },
    },
    {
      name: 'an address in a cloud pool whose External IP cannot be seen',
      subject: but(
        { 'external-ips': [], services: [rawService('mqtt', { addresses: ['100.72.0.9'] })] },
        { sights: { 'external-ips': 'forbidden' } },
      ),
      notices: { evidence: ['status.loadBalancer.ingress: 100.72.0.9, in a cloud pool'] },
    },
    {
      name: 'of a type that nothing tells',
      subject: but({ 'external-ips': [], services: [rawService('mqtt', { addresses: ['198.51.100.1'] })] }),
      notices: undefined,
    },
  ],
}
