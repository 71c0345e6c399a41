import { ProjectNetworkStore } from '../../packages/networking/src/joins/project-store.ts'
import type { SourceKind } from '../../packages/networking/src/joins/views.ts'
import { installation } from '../../packages/networking/src/model/installation.ts'
import { KINDS, PROJECT_KIND_NAMES } from '../../packages/networking/src/model/kinds.ts'
import { loadBalancerState } from '../../packages/networking/src/states/states.ts'
import type { Measurement } from '../report.ts'
import { median } from '../statistics.ts'

const CHANGES = 300
const SETTINGS = installation.parse({ networkTypes: ['cloud', 'public'] })
const AT = '2026-01-01T00:00:00Z'

const meta = (name: string, version = 1) => ({
  name,
  namespace: 'nimbus-edge',
  uid: `uid-${name}`,
  resourceVersion: String(version),
  creationTimestamp: AT,
})

function service(index: number) {
  const name = `svc-${index}`
  return KINDS.services.schema.parse({
    metadata: { ...meta(name), annotations: { 'service.nlb.kube-dc.com/bind-on-eip': `eip-${index}` } },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: [{ ip: address(index) }] } },
  })
}

function slice(index: number, ready: boolean, version: number) {
  const name = `svc-${index}`
  return KINDS['endpoint-slices'].schema.parse({
    metadata: { ...meta(`${name}-x`, version), labels: { 'kubernetes.io/service-name': name } },
    endpoints: [{ addresses: ['10.61.4.9'], conditions: { ready } }],
    ports: [{ port: 80 }],
  })
}

function externalIp(index: number) {
  return KINDS['external-ips'].schema.parse({
    metadata: meta(`eip-${index}`),
    spec: { externalNetworkType: 'public' },
    status: {
      ready: true,
      ipAddress: address(index),
      ownershipType: 'Shared',
      owners: [{ type: 'ServiceLb', ownerRef: `svc-${index}` }],
    },
  })
}

function address(index: number): string {
  return `100.${64 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`
}

/** What one change of an endpoint costs: joins and findings of what it touches, in a Project of so many load balancers. */
export function joins(rows: number): Measurement[] {
  const store = new ProjectNetworkStore({ project: 'edge', installation: SETTINGS })
  const kinds: readonly SourceKind[] = ['external-ips', 'projects', ...PROJECT_KIND_NAMES]
  for (const kind of kinds) store.see(kind, 'complete')
  const all = Array.from({ length: rows }, (_, index) => index)
  const made = <T>(after: T) => ({ before: undefined, after })
  store.apply(
    'external-ips',
    all.map((index) => made(externalIp(index))),
  )
  store.apply(
    'services',
    all.map((index) => made(service(index))),
  )
  store.apply(
    'endpoint-slices',
    all.map((index) => made(slice(index, true, 1))),
  )
  store.views('load-balancers')
  const context = {
    now: Date.parse(AT) + 3_600_000,
    installation: SETTINGS,
    project: { organization: 'nimbus', name: 'edge' },
    organization: undefined,
    peers: [],
  }
  const times: number[] = []
  for (let change = 0; change < CHANGES; change += 1) {
    const index = (change * 7919) % rows
    const after = slice(index, change % 2 === 0, change + 2)
    const began = performance.now()
    store.apply('endpoint-slices', [{ before: undefined, after }])
    const view = store.view('load-balancers', `svc-${index}`)
    if (view) loadBalancerState(view, context)
    times.push(performance.now() - began)
  }
  return [
    {
      id: `join-change-${rows}`,
      title: `one change among ${rows.toLocaleString('en')} load balancers`,
      unit: 'ms',
      value: median(times),
    },
  ]
}
