import { ageColumn, column, nameColumn } from '../columns.ts'
import { isObject, listAt, objectAt, shortText, textAt, textsAt, type JsonObject } from '../json.ts'
import { dns1035Label } from '../names.ts'
import type { KubeObject } from '../object.ts'
import type { BuiltinKind } from './definition.ts'
import {
  always,
  anything,
  bool,
  conditions,
  int,
  intOrText,
  keyed,
  list,
  pointer,
  selector,
  struct,
  text,
  texts,
} from './fields.ts'
import { allocate } from './service-allocation.ts'
import { nextService } from './service-changes.ts'
import { serviceChangeErrors, serviceErrors, serviceStatusErrors } from './service-rules.ts'

const port = struct('ServicePort', {
  name: text,
  protocol: always(text, 'TCP'),
  appProtocol: pointer(text),
  port: always(int, 0),
  targetPort: intOrText,
  nodePort: int,
})

const ingress = struct('LoadBalancerIngress', {
  ip: text,
  hostname: text,
  ipMode: pointer(text),
  ports: list(
    struct('PortStatus', { port: always(int, 0), protocol: always(text, ''), error: pointer(text) }),
  ),
})

const fields = {
  spec: always(
    struct('ServiceSpec', {
      ports: keyed(port, 'port', 'protocol'),
      selector,
      clusterIP: text,
      clusterIPs: texts,
      type: always(text, 'ClusterIP'),
      externalIPs: texts,
      sessionAffinity: always(text, 'None'),
      sessionAffinityConfig: anything,
      loadBalancerIP: text,
      loadBalancerSourceRanges: texts,
      externalName: text,
      externalTrafficPolicy: text,
      healthCheckNodePort: int,
      publishNotReadyAddresses: bool,
      ipFamilies: texts,
      ipFamilyPolicy: pointer(text),
      allocateLoadBalancerNodePorts: pointer(bool),
      loadBalancerClass: pointer(text),
      internalTrafficPolicy: pointer(text),
      trafficDistribution: pointer(text),
    }),
    {},
  ),
  status: always(
    struct('ServiceStatus', {
      loadBalancer: always(struct('LoadBalancerStatus', { ingress: list(ingress) }), {}),
      conditions,
    }),
    { loadBalancer: {} },
  ),
}

const specOf = (object: KubeObject) => objectAt(object, 'spec')
const typeOf = (object: KubeObject) => textAt(specOf(object), 'type')
const isExternal = (type: string) => type === 'NodePort' || type === 'LoadBalancer'

/** Defaults that depend on other fields (pkg/apis/core/v1/defaults.go). */
function complete(object: KubeObject): KubeObject {
  const spec = specOf(object)
  const type = textAt(spec, 'type')
  const ports = listAt(spec, 'ports').map((item) => {
    if (!isObject(item)) return item
    const { targetPort = 0 } = item
    return { ...item, targetPort: targetPort === 0 || targetPort === '' ? (item['port'] ?? 0) : targetPort }
  })
  return {
    ...object,
    spec: {
      ...(type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster' }),
      ...(isExternal(type) && { externalTrafficPolicy: 'Cluster' }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
      ...spec,
      ...(ports.length > 0 && { ports }),
    },
    status: withModes(objectAt(object, 'status')),
  }
}

/** An address of a load balancer is a virtual one unless its writer says otherwise. */
function withModes(status: JsonObject): JsonObject {
  const balancer = objectAt(status, 'loadBalancer')
  const found = listAt(balancer, 'ingress').map((item) =>
    isObject(item) && textAt(item, 'ip') !== '' ? { ipMode: 'VIP', ...item } : item,
  )
  return found.length === 0 ? status : { ...status, loadBalancer: { ...balancer, ingress: found } }
}

const orNone = (value: string) => value || '<none>'

function shownAddress(object: KubeObject): string {
  const spec = specOf(object)
  const extra = textsAt(spec, 'externalIPs')
  switch (textAt(spec, 'type')) {
    case 'ExternalName':
      return orNone(textAt(spec, 'externalName'))
    case 'LoadBalancer': {
      const given = listAt(objectAt(object['status'], 'loadBalancer'), 'ingress').map(
        (item) => textAt(item, 'ip') || textAt(item, 'hostname'),
      )
      return [...new Set(given), ...extra].join(',') || '<pending>'
    }
    default:
      return orNone(extra.join(','))
  }
}

function shownPorts(object: KubeObject): string {
  const ports = listAt(specOf(object), 'ports').map((item) => {
    const { port: number = 0, nodePort } = isObject(item) ? item : {}
    const outside = nodePort === undefined ? '' : `:${shortText(nodePort)}`
    return `${shortText(number)}${outside}/${textAt(item, 'protocol')}`
  })
  return orNone(ports.join(','))
}

/** `a=b,c=d`, sorted, as tables show labels that select. */
export function shownLabels(labels: JsonObject): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${shortText(value)}`)
  return orNone(pairs.sort().join(','))
}

export const services: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'services',
  singular: 'service',
  kind: 'Service',
  namespaced: true,
  shortNames: ['svc'],
  categories: ['all'],
  subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
  description: 'Service gives Pods one address and name.',
  fields,
  columns: [
    nameColumn,
    column('Type', typeOf),
    column('Cluster-IP', (object) => orNone(textAt(specOf(object), 'clusterIP'))),
    column('External-IP', shownAddress),
    column('Port(s)', shownPorts),
    ageColumn,
    column('Selector', (object) => shownLabels(objectAt(specOf(object), 'selector')), { priority: 1 }),
  ],
  answersDeleted: true,
  rules: {
    nameRule: dns1035Label,
    complete,
    prepareCreate: (draft) => ({ ...draft, status: { loadBalancer: {} } }),
    prepareUpdate: (next, stored, part) =>
      part === 'status'
        ? { ...stored, status: next['status'] ?? { loadBalancer: {} } }
        : nextService(next, stored),
    validate: serviceErrors,
    validateUpdate: serviceChangeErrors,
    validateStatus: serviceStatusErrors,
    allocate,
  },
  selectable: (object) => ({
    'metadata.name': object.metadata.name,
    'metadata.namespace': object.metadata.namespace ?? '',
    'spec.clusterIP': textAt(specOf(object), 'clusterIP'),
    'spec.type': typeOf(object),
  }),
}
