import type { Api } from './api.ts'
import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import type { Resource } from './resource.ts'
import { keepSlices, MANAGED_BY, SERVICE_NAME, type SliceContent } from './slices.ts'
import { TableIndex } from './table-index.ts'

const MIRROR = 'endpointslicemirroring-controller.k8s.io'
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror'
const LEADER = 'control-plane.alpha.kubernetes.io/leader'
const NOT_COPIED = [
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]

/**
 * Does what the controller of a cluster does that mirrors Endpoints: those that somebody has written for a Service without
 * a selector are in EndpointSlices, too, for whoever reads only these.
 */
export function startMirroring(api: Api): void {
  const slices = api.registry.find('discovery.k8s.io', 'v1', 'endpointslices')
  if (!slices) throw new Error('EndpointSlices are not served.')
  const kinds: Kinds = {
    services: api.registry.builtin('', 'services'),
    endpoints: api.registry.builtin('', 'endpoints'),
    slices,
    mirrors: new TableIndex(slices.table, ({ metadata: { namespace = '', labels = {} } }) =>
      labels[MANAGED_BY] === MIRROR ? [`${namespace}/${labels[SERVICE_NAME] ?? ''}`] : [],
    ),
  }
  const waiting = new Set<string>()
  const soon = (key: string) => {
    if (waiting.has(key)) return
    waiting.add(key)
    setImmediate(() => {
      waiting.delete(key)
      void sync(api, kinds, key)
    })
  }
  for (const { table } of [kinds.services, kinds.endpoints])
    table.subscribe(({ current }) => soon(current.key))
}

interface Kinds {
  readonly services: Resource
  readonly endpoints: Resource
  readonly slices: Resource
  /** Mirrored slices by the key of their Service. */
  readonly mirrors: TableIndex
}

async function sync(api: Api, { services, endpoints, slices, mirrors }: Kinds, key: string): Promise<void> {
  const source = endpoints.table.get(key)?.object
  const service = services.table.get(key)?.object
  const present = mirrors.find(key)
  if (!source || !service || !isMirrored(source, service)) {
    for (const stored of present) api.store.remove(slices.table, stored)
    return
  }
  const { name, namespace = '', uid = '', labels = {}, annotations = {} } = source.metadata
  const copied = Object.entries(annotations).filter(([annotation]) => !NOT_COPIED.includes(annotation))
  const meta = {
    labels: { ...labels, [SERVICE_NAME]: name, [MANAGED_BY]: MIRROR },
    ...(copied.length > 0 && { annotations: Object.fromEntries(copied) }),
    ownerReferences: [
      { apiVersion: 'v1', kind: 'Endpoints', name, uid, controller: true, blockOwnerDeletion: true },
    ],
  }
  try {
    await keepSlices(api, slices, present, contents(source), { name, namespace, meta })
  } catch {
    // The namespace is going: so are the Endpoints.
  }
}

function isMirrored({ metadata: { labels, annotations } }: KubeObject, service: KubeObject): boolean {
  const hasSelector = Object.keys(objectAt(objectAt(service, 'spec'), 'selector')).length > 0
  return !hasSelector && labels?.[SKIP_LABEL] !== 'true' && annotations?.[LEADER] === undefined
}

/** One slice for each set of ports that has addresses. */
function contents(source: KubeObject): SliceContent[] {
  const byPorts = new Map<string, SliceContent>()
  for (const subset of listAt(source, 'subsets')) {
    const endpoints = [
      ...listAt(subset, 'addresses').map((address) => mirrored(address, true)),
      ...listAt(subset, 'notReadyAddresses').map((address) => mirrored(address, false)),
    ]
    const ports = listAt(subset, 'ports').map((port): JsonObject => ({
      name: '',
      ...(isObject(port) ? port : {}),
    }))
    const key = JSON.stringify(ports)
    const known = byPorts.get(key)
    if (known) known.endpoints.push(...endpoints)
    else byPorts.set(key, { addressType: 'IPv4', endpoints, ports: ports.length === 0 ? null : ports })
  }
  return [...byPorts.values()].filter(({ endpoints }) => endpoints.length > 0)
}

function mirrored(address: Json, ready: boolean): JsonObject {
  const { targetRef, nodeName, hostname } = isObject(address) ? address : {}
  return {
    addresses: [textAt(address, 'ip')],
    conditions: { ready },
    ...(targetRef !== undefined && { targetRef }),
    ...(nodeName !== undefined && { nodeName }),
    ...(hostname !== undefined && { hostname }),
  }
}
