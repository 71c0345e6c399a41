import type { Path } from '../traffic-path/types.ts'

/** The four flows of the guide and what can be wrong with them, on made-up objects. */
export const OUTBOUND: Path = {
  hops: [
    { state: 'ok', kind: 'Pods and VMs', name: 'Project subnet', detail: '10.61.4.0/22' },
    { state: 'ok', kind: 'Router', name: 'nimbus-edge', detail: '10.61.4.1' },
    {
      state: 'ok',
      kind: 'Source NAT',
      name: 'default-gw',
      href: '/external-ips/default-gw',
      detail: '100.72.0.23',
    },
    { state: 'hidden', kind: 'Provider network', reason: 'Run by the platform; may translate once more' },
    { state: 'end', kind: '', name: 'Internet', reason: 'Cannot open connections to 100.72.0.23' },
  ],
  connectors: [
    { state: 'passes' },
    { state: 'passes', label: 'any port' },
    { state: 'stops', label: 'as 100.72.0.23' },
    { state: 'stops' },
  ],
}

export const LOAD_BALANCER: Path = {
  hops: [
    { state: 'end', kind: 'Outside', name: 'Internet', reason: 'any client' },
    {
      state: 'ok',
      kind: 'External IP',
      name: 'uplink-a',
      href: '/external-ips/uplink-a',
      detail: '203.0.113.14',
    },
    { state: 'ok', kind: 'Load balancer', name: 'telemetry', href: '/load-balancers', detail: '4317/TCP' },
    {
      state: 'partly',
      kind: 'Endpoints',
      reason: 'z2lvc fails its probe',
      members: [
        { state: 'ok', name: 'collector-7d9f6c-4kx2p', detail: '10.61.4.37' },
        { state: 'ok', name: 'collector-7d9f6c-q8m5t', detail: '10.61.4.52' },
        { state: 'broken', name: 'collector-7d9f6c-z2lvc', detail: '10.61.5.14', reason: 'probe fails' },
      ],
    },
    { state: 'ok', kind: 'Pods', name: 'collector-7d9f6c', reason: 'Running, 3 of 3' },
  ],
  connectors: [
    { state: 'passes', label: 'to 203.0.113.14:4317' },
    { state: 'passes', label: 'port 4317' },
    { state: 'passes', label: 'to 4317' },
    { state: 'passes' },
  ],
}

export const WAITING: Path = {
  hops: [
    { state: 'end', kind: '', name: 'Internet' },
    {
      state: 'broken',
      kind: 'External IP',
      name: 'slb-orders-x7k2p',
      detail: 'no address',
      reason: 'Waits for a public address',
    },
    {
      state: 'waiting',
      kind: 'Load balancer',
      name: 'orders',
      href: '/load-balancers',
      detail: '443/TCP',
      reason: 'Starts when the address is there',
    },
    { state: 'ok', kind: 'Endpoints', name: '2 of 2 ready', detail: '8443' },
    { state: 'ok', kind: 'Pods', name: 'orders-6c9b8d', detail: '10.61.4.71, .88' },
  ],
  connectors: [
    { state: 'stops' },
    { state: 'stops' },
    { state: 'waits' },
    { state: 'passes', label: 'to 8443' },
  ],
}

export const ROUTE: Path = {
  hops: [
    { state: 'end', kind: 'Outside', name: 'Internet', reason: 'any browser' },
    {
      state: 'ok',
      kind: 'Shared gateway',
      name: 'web-nimbus-edge.apps.example.net',
      detail: '443/TCP',
      reason: 'Certificate ready, 61 days left',
    },
    { state: 'ok', kind: 'Gateway route', name: 'web', href: '/gateway-routes' },
    { state: 'ok', kind: 'External IP', name: 'slb-web-9qd4m', href: '/external-ips', detail: '100.72.3.41' },
    { state: 'ok', kind: 'Load balancer', name: 'web', href: '/load-balancers', detail: '80/TCP' },
    {
      state: 'partly',
      kind: 'Endpoints',
      members: Array.from({ length: 14 }, (_, index) => ({
        state: index < 2 ? ('waiting' as const) : ('ok' as const),
        name: `web-7d9f6c-${index}`,
        detail: `10.61.4.${index + 20}`,
      })),
    },
  ],
  connectors: [
    { state: 'passes', label: 'TLS' },
    { state: 'passes' },
    { state: 'passes', label: 'to 100.72.3.41:80' },
    { state: 'passes' },
    { state: 'passes', label: 'to 8080' },
  ],
}

export const FLOATING: Path = {
  hops: [
    { state: 'end', kind: 'Outside', name: 'Internet', reason: 'any client, any port' },
    { state: 'ok', kind: 'Floating IP', name: 'broker-1', href: '/floating-ips', detail: '203.0.113.15' },
    {
      state: 'broken',
      kind: 'VM',
      name: 'broker-1',
      detail: '10.61.4.9',
      reason: 'Stopped 3 minutes ago; start it to reach it again',
    },
  ],
  connectors: [
    { state: 'passes', label: 'to 203.0.113.15' },
    { state: 'stops', label: 'to 10.61.4.9' },
  ],
}

export const REVIEW: Path = {
  hops: [
    { state: 'end', kind: 'Outside', name: 'Internet', reason: 'any client' },
    {
      state: 'ok',
      kind: 'External IP',
      name: 'uplink-a',
      href: '/external-ips/uplink-a',
      detail: '203.0.113.14',
      reason: 'Exists, shared with 2',
    },
    {
      state: 'new',
      kind: 'Load balancer',
      name: 'broker-2-mqtts',
      detail: '8884/TCP',
      reason: 'Will be made',
    },
    { state: 'ok', kind: 'Endpoint', name: '10.61.4.52', detail: '8883/TCP', reason: 'Exists, ready' },
    { state: 'ok', kind: 'VM', name: 'broker-2', reason: 'Running for 14 d' },
  ],
  connectors: [{ state: 'new' }, { state: 'new' }, { state: 'new' }, { state: 'passes' }],
}
