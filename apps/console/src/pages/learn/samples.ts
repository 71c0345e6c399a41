import type { ListKind } from '../../app/lists.ts'
import type { Path, PathHop } from '../../parts/traffic-path/types.ts'

function sample(...hops: readonly PathHop[]): Path {
  return { hops, connectors: hops.slice(1).map(() => ({ state: 'new' })) }
}

const INTERNET: PathHop = { state: 'end', kind: 'From', name: 'Internet' }

/** Addresses of the documentation ranges: nobody has them. */
export const SAMPLES: Readonly<Record<Exclude<ListKind, 'external-ips'>, Path>> = {
  'load-balancers': sample(
    INTERNET,
    { state: 'new', kind: 'External IP', name: 'uplink-a', detail: '203.0.113.14' },
    { state: 'new', kind: 'Load balancer', name: 'mqtt', detail: '8883/TCP' },
    { state: 'new', kind: 'Endpoints', name: 'Pods or a VM', detail: '10.61.4.37' },
  ),
  'floating-ips': sample(
    INTERNET,
    { state: 'new', kind: 'External IP', name: 'uplink-b', detail: '203.0.113.15' },
    { state: 'new', kind: '1:1 NAT', name: 'Every port, both ways' },
    { state: 'new', kind: 'VM', name: 'broker-1', detail: '10.61.4.9' },
  ),
  'gateway-routes': sample(
    INTERNET,
    { state: 'new', kind: 'Gateway', name: 'Shared, port 443', reason: 'Ends TLS with the certificate' },
    { state: 'new', kind: 'HTTP route', name: 'web.example.org' },
    { state: 'new', kind: 'Load balancer', name: 'web', detail: '80/TCP' },
    { state: 'new', kind: 'Endpoints', name: 'Pods or a VM', detail: '10.61.4.40' },
  ),
}
