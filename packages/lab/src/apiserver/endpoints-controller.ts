import type { Api } from './api.ts'
import { isObject, listAt, objectAt, textAt, without, type Json, type JsonObject } from './json.ts'
import { withMeta, type KubeObject } from './object.ts'
import type { Resource } from './resource.ts'
import { BY_SERVER, change, keepSlices, MANAGED_BY, SERVICE_NAME } from './slices.ts'
import { TableIndex } from './table-index.ts'
import { createObject } from './writes.ts'

const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io'
const HEADLESS = { 'service.kubernetes.io/headless': '' }

/**
 * Does what the controllers for EndpointSlices and Endpoints of a cluster do: keeps the addresses of the Pods that a
 * Service selects. One slice is enough here for any number of them.
 */
export function startEndpoints(api: Api): void {
  const services = api.registry.builtin('', 'services')
  const pods = api.registry.builtin('', 'pods')
  const slices = api.registry.find('discovery.k8s.io', 'v1', 'endpointslices') ?? missing()
  const kinds: Kinds = {
    services,
    nodes: api.registry.builtin('', 'nodes'),
    endpoints: api.registry.builtin('', 'endpoints'),
    slices,
    servicesByPair: new TableIndex(services.table, (service) => firstPair(service)),
    podsByPair: new TableIndex(pods.table, pairsOf),
    slicesByOwner: new TableIndex(slices.table, ({ metadata }) =>
      (metadata.ownerReferences ?? []).map(({ uid }) => uid),
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
  services.table.subscribe(({ current }) => soon(current.key))
  pods.table.subscribe(({ current, previous }) => {
    const states = [current.object, ...(previous ? [previous.object] : [])]
    for (const pair of new Set(states.flatMap(pairsOf))) {
      for (const { key, object } of kinds.servicesByPair.find(pair)) {
        const selector = selectorOf(object)
        if (selector && states.some((pod) => isSelected(selector, pod))) soon(key)
      }
    }
  })
}

interface Kinds {
  readonly services: Resource
  readonly nodes: Resource
  readonly endpoints: Resource
  readonly slices: Resource
  /** By the first pair of their selector. */
  readonly servicesByPair: TableIndex
  /** By each label. */
  readonly podsByPair: TableIndex
  readonly slicesByOwner: TableIndex
}

/** A label as one text, within its namespace. */
function pair(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`
}

function pairsOf({ metadata }: KubeObject): string[] {
  const { namespace = '', labels = {} } = metadata
  return Object.entries(labels).map(([key, value]) => pair(namespace, key, value))
}

/** What every Pod of a Service has, by which it is looked for; empty without a selector. */
function firstPair(service: KubeObject): string[] {
  const [first] = Object.entries(selectorOf(service) ?? {})
  if (!first || typeof first[1] !== 'string') return []
  return [pair(service.metadata.namespace ?? '', first[0], first[1])]
}

function missing(): never {
  throw new Error('EndpointSlices are not served.')
}

/** Without a selector the addresses are somebody else's business. */
function selectorOf(service: KubeObject): JsonObject | undefined {
  const spec = objectAt(service, 'spec')
  const selector = objectAt(spec, 'selector')
  return Object.keys(selector).length > 0 && textAt(spec, 'type') !== 'ExternalName' ? selector : undefined
}

function isSelected(selector: JsonObject, { metadata }: KubeObject): boolean {
  return Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value)
}

async function sync(api: Api, kinds: Kinds, key: string): Promise<void> {
  const service = kinds.services.table.get(key)?.object
  if (!service) {
    const stored = kinds.endpoints.table.get(key)
    const own = stored?.object.metadata.labels?.['endpoints.kubernetes.io/managed-by'] !== undefined
    // Slices belong to their Service and go with it.
    if (stored && own) api.store.remove(kinds.endpoints.table, stored)
    return
  }
  const selector = selectorOf(service)
  if (!selector) return
  const pods = firstPair(service)
    .flatMap((pair) => kinds.podsByPair.find(pair))
    .map(({ object }) => object)
    .filter((pod) => isSelected(selector, pod) && isReachable(pod, kinds))
  try {
    await writeEndpoints(api, kinds, service, pods)
    await writeSlice(api, kinds, service, pods)
  } catch {
    // The namespace is going: so is the Service.
  }
}

/** Has an address on a node that is there, and has not ended. */
function isReachable(pod: KubeObject, { nodes }: Kinds): boolean {
  const status = objectAt(pod, 'status')
  const ended = ['Succeeded', 'Failed'].includes(textAt(status, 'phase'))
  return !ended && textAt(status, 'podIP') !== '' && nodes.table.get(nodeOf(pod)) !== undefined
}

const nodeOf = (pod: KubeObject) => textAt(objectAt(pod, 'spec'), 'nodeName')

function isReady(pod: KubeObject): boolean {
  return listAt(pod['status'], 'conditions').some(
    (item) => textAt(item, 'type') === 'Ready' && textAt(item, 'status') === 'True',
  )
}

const isTerminating = (pod: KubeObject) => pod.metadata.deletionTimestamp !== undefined

const publishesAll = (service: KubeObject) => objectAt(service, 'spec')['publishNotReadyAddresses'] === true

/** The number a port of a Service has on a Pod: a name is that of a container's port. Undefined where there is none. */
function portOn(pod: KubeObject, port: Json): number | undefined {
  const { targetPort } = isObject(port) ? port : {}
  if (typeof targetPort === 'number') return targetPort
  const ports = listAt(pod['spec'], 'containers').flatMap((item) => listAt(item, 'ports'))
  const found = ports.find(
    (item) => textAt(item, 'name') === targetPort && textAt(item, 'protocol') === textAt(port, 'protocol'),
  )
  const number = isObject(found) ? found['containerPort'] : undefined
  return typeof number === 'number' ? number : undefined
}

/** Pods by the ports of the Service as they have them. */
function byPorts(
  service: KubeObject,
  pods: readonly KubeObject[],
): { ports: JsonObject[]; pods: KubeObject[] }[] {
  const groups = new Map<string, { ports: JsonObject[]; pods: KubeObject[] }>()
  for (const pod of pods) {
    const ports = listAt(service['spec'], 'ports').flatMap((port) => {
      const number = portOn(pod, port)
      if (number === undefined) return []
      const appProtocol = textAt(port, 'appProtocol')
      const name = textAt(port, 'name')
      const protocol = textAt(port, 'protocol')
      return [{ name, port: number, protocol, ...(appProtocol !== '' && { appProtocol }) }]
    })
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? { ports, pods: new Array<KubeObject>() }
    group.pods.push(pod)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const targetRef = ({ metadata: { name, namespace = '', uid = '' } }: KubeObject) => ({
  kind: 'Pod',
  namespace,
  name,
  uid,
})

async function writeSlice(
  api: Api,
  { slices, slicesByOwner }: Kinds,
  service: KubeObject,
  pods: readonly KubeObject[],
): Promise<void> {
  const all = publishesAll(service)
  const isHeadless = textAt(objectAt(service, 'spec'), 'clusterIP') === 'None'
  const wanted = byPorts(service, pods).map(({ ports, pods: members }) => ({
    addressType: 'IPv4',
    endpoints: members.map((pod) => ({
      addresses: [textAt(objectAt(pod, 'status'), 'podIP')],
      conditions: {
        ready: all || (isReady(pod) && !isTerminating(pod)),
        serving: isReady(pod),
        terminating: isTerminating(pod),
      },
      targetRef: targetRef(pod),
      nodeName: nodeOf(pod),
    })),
    ports:
      ports.length === 0
        ? null
        : ports.map(({ name = '', port = 0, protocol = '', ...rest }) => ({ name, protocol, port, ...rest })),
  }))
  if (wanted.length === 0) wanted.push({ addressType: 'IPv4', endpoints: [], ports: null })
  const { name, namespace = '', uid = '', labels = {} } = service.metadata
  const meta = {
    labels: {
      ...labels,
      [MANAGED_BY]: SLICE_CONTROLLER,
      [SERVICE_NAME]: name,
      ...(isHeadless && HEADLESS),
    },
    ownerReferences: [
      { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true },
    ],
  }
  const present = slicesByOwner.find(uid).filter(({ object }) => isSliceOf(object, uid))
  await keepSlices(api, slices, present, wanted, { name, namespace, meta })
}

function isSliceOf({ metadata }: KubeObject, service: string): boolean {
  const managed = metadata.labels?.[MANAGED_BY] === SLICE_CONTROLLER
  return managed && (metadata.ownerReferences?.some(({ uid }) => uid === service) ?? false)
}

async function writeEndpoints(
  api: Api,
  { endpoints }: Kinds,
  service: KubeObject,
  pods: readonly KubeObject[],
): Promise<void> {
  const all = publishesAll(service)
  const shown = (pod: KubeObject) => ({
    ip: textAt(objectAt(pod, 'status'), 'podIP'),
    nodeName: nodeOf(pod),
    targetRef: targetRef(pod),
  })
  const staying = pods.filter((pod) => all || !isTerminating(pod))
  const subsets = byPorts(service, staying)
    .filter(({ ports }) => ports.length > 0 || listAt(service['spec'], 'ports').length === 0)
    .map(({ ports, pods: members }): JsonObject => {
      const ready = members.filter((pod) => all || isReady(pod)).map(shown)
      const others = members.filter((pod) => !all && !isReady(pod)).map(shown)
      return {
        ...(ready.length > 0 && { addresses: ready }),
        ...(others.length > 0 && { notReadyAddresses: others }),
        ports: ports.map((port) => (port['name'] === '' ? without(port, 'name') : port)),
      }
    })
  const { name, namespace = '', labels = {} } = service.metadata
  const isHeadless = textAt(objectAt(service, 'spec'), 'clusterIP') === 'None'
  const meta = {
    labels: {
      ...labels,
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
      ...(isHeadless && HEADLESS),
    },
  }
  const content: JsonObject = subsets.length > 0 ? { subsets } : {}
  const stored = endpoints.table.get(`${namespace}/${name}`)
  if (!stored) {
    const type = { kind: 'Endpoints', apiVersion: 'v1' }
    await createObject(
      api,
      endpoints,
      namespace,
      { ...content, ...type, metadata: { name, ...meta } },
      BY_SERVER,
    )
    return
  }
  const { kind, apiVersion, metadata } = withMeta(stored.object, meta)
  change(api, endpoints, stored, { ...content, kind, apiVersion, metadata })
}
