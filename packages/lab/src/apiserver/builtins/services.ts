import { isIP } from 'node:net'
import { ageColumn, column, nameColumn } from '../columns.ts'
import { duplicate, forbidden, invalid, notSupported, required, type FieldError } from '../field-errors.ts'
import {
  equal,
  isObject,
  listAt,
  objectAt,
  shortText,
  textAt,
  textsAt,
  without,
  type Json,
  type JsonObject,
} from '../json.ts'
import { dnsLabel, dns1035Label, labelValue, portName, qualifiedName } from '../names.ts'
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
import { withStatus } from './lifecycle.ts'
import { allocate } from './service-allocation.ts'

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

const PORT_RANGE = 'must be between 1 and 65535, inclusive'
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
export const BAD_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

/** ValidateService of pkg/apis/core/validation, in its order. */
function errorsOf(object: KubeObject): FieldError[] {
  const spec = specOf(object)
  const type = textAt(spec, 'type')
  const ports = listAt(spec, 'ports')
  const addresses = textsAt(spec, 'clusterIPs')
  const clusterIp = textAt(spec, 'clusterIP') || (addresses[0] ?? '')
  const errors: FieldError[] = []
  if (ports.length === 0 && clusterIp !== 'None' && type !== 'ExternalName')
    errors.push(required('spec.ports'))
  if (clusterIp === 'None' && isExternal(type)) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`))
  }
  if (type === 'ExternalName') {
    if (clusterIp !== '')
      errors.push(forbidden('spec.clusterIPs', 'may not be set for ExternalName services'))
    if (textAt(spec, 'externalName') === '') errors.push(required('spec.externalName'))
  }
  errors.push(...portErrors(ports), ...selectorErrors(objectAt(spec, 'selector')))
  const affinity = textAt(spec, 'sessionAffinity')
  if (affinity !== 'None' && affinity !== 'ClientIP')
    errors.push(notSupported('spec.sessionAffinity', affinity, ['ClientIP', 'None']))
  if (clusterIp !== '' && clusterIp !== 'None' && isIP(clusterIp) === 0)
    errors.push(invalid('spec.clusterIPs[0]', clusterIp, BAD_IP))
  if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES))
  errors.push(...duplicatePorts(ports), ...onlyForTypes(spec, type), ...ingressErrors(object))
  return errors
}

function portErrors(ports: readonly Json[]): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap((item, n) => {
    const at = `spec.ports[${n}]`
    const name = textAt(item, 'name')
    const protocol = textAt(item, 'protocol')
    const { port: number = 0, targetPort = 0 } = isObject(item) ? item : {}
    const errors: FieldError[] = []
    if (name === '' && ports.length > 1) errors.push(required(`${at}.name`))
    else if (name !== '') {
      errors.push(...dnsLabel(name, false).map((why) => invalid(`${at}.name`, name, why)))
      if (names.has(name)) errors.push(duplicate(`${at}.name`, name))
      names.add(name)
    }
    if (!isPort(number)) errors.push(invalid(`${at}.port`, number, PORT_RANGE))
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS))
    if (typeof targetPort === 'string') {
      errors.push(...portName(targetPort).map((why) => invalid(`${at}.targetPort`, targetPort, why)))
    } else if (!isPort(targetPort)) errors.push(invalid(`${at}.targetPort`, targetPort, PORT_RANGE))
    return errors
  })
}

function isPort(value: Json): boolean {
  return typeof value === 'number' && value >= 1 && value <= 65535
}

/** The same port of the same protocol twice; the API server shows its own struct. */
function duplicatePorts(ports: readonly Json[]): FieldError[] {
  const seen = new Set<string>()
  return ports.flatMap((item, n) => {
    const { port: number = 0 } = isObject(item) ? item : {}
    const key = `${textAt(item, 'protocol')}/${shortText(number)}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    const Protocol = textAt(item, 'protocol')
    const shown = { Name: '', Protocol, AppProtocol: null, Port: number, TargetPort: 0, NodePort: 0 }
    return [duplicate(`spec.ports[${n}]`, shown)]
  })
}

function selectorErrors(labels: JsonObject): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedName(key).map((why) => invalid('spec.selector', key, why)),
    ...labelValue(shortText(value)).map((why) => invalid('spec.selector', value, why)),
  ])
}

/** Fields that only Services of some types may have. */
function onlyForTypes(spec: JsonObject, type: string): FieldError[] {
  const errors: FieldError[] = []
  if (type === 'ClusterIP') {
    listAt(spec, 'ports').forEach((item, n) => {
      if (isObject(item) && item['nodePort'] !== undefined)
        errors.push(forbidden(`spec.ports[${n}].nodePort`, "may not be used when `type` is 'ClusterIP'"))
    })
  }
  const only = (field: string) => {
    if (type !== 'LoadBalancer' && spec[field] !== undefined)
      errors.push(forbidden(`spec.${field}`, "may only be used when `type` is 'LoadBalancer'"))
  }
  only('allocateLoadBalancerNodePorts')
  const policy = textAt(spec, 'externalTrafficPolicy')
  if (policy !== '' && !isExternal(type) && textsAt(spec, 'externalIPs').length === 0) {
    errors.push(
      invalid('spec.externalTrafficPolicy', policy, 'may only be set for externally-accessible services'),
    )
  } else if (policy !== '' && policy !== 'Cluster' && policy !== 'Local') {
    errors.push(notSupported('spec.externalTrafficPolicy', policy, ['Cluster', 'Local']))
  }
  only('loadBalancerClass')
  return errors
}

function ingressErrors(object: KubeObject): FieldError[] {
  return listAt(objectAt(object['status'], 'loadBalancer'), 'ingress').flatMap((item, n) => {
    const ip = textAt(item, 'ip')
    return ip !== '' && isIP(ip) === 0 ? [invalid(`status.loadBalancer.ingress[${n}].ip`, ip, BAD_IP)] : []
  })
}

function changeErrors(next: KubeObject, stored: KubeObject): FieldError[] {
  const errors: FieldError[] = []
  const [a, b] = [specOf(next), specOf(stored)]
  const types = [typeOf(next), typeOf(stored)]
  if (!types.includes('ExternalName') && !equal(a['clusterIPs'], b['clusterIPs'])) {
    errors.push(invalid('spec.clusterIPs[0]', a['clusterIPs'] ?? null, 'may not change once set'))
  }
  if (
    types.every((type) => type === 'LoadBalancer') &&
    !equal(a['loadBalancerClass'], b['loadBalancerClass'])
  ) {
    errors.push(invalid('spec.loadBalancerClass', a['loadBalancerClass'] ?? null, 'may not change once set'))
  }
  return errors
}

/**
 * The new state of a Service: what was allocated stays unless the writer says otherwise, and what only its old type
 * could have goes (pkg/registry/core/service: patchAllocatedValues, dropTypeDependentFields).
 */
function nextState(next: KubeObject, stored: KubeObject): KubeObject {
  const [before, was, is] = [specOf(stored), typeOf(stored), typeOf(next)]
  let spec = { ...specOf(next) }
  if (is === 'ExternalName') {
    if (was !== is && equal(spec['clusterIPs'], before['clusterIPs']))
      spec = without(spec, 'clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy')
  } else if (was !== 'ExternalName') {
    for (const key of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'])
      if (spec[key] === undefined && before[key] !== undefined) spec[key] = before[key]
    if (equal(spec['clusterIPs'], before['clusterIPs']) && spec['clusterIP'] !== before['clusterIP'])
      spec['clusterIPs'] = [spec['clusterIP'] ?? '']
  }
  if (isExternal(was) && !isExternal(is)) spec = withoutExternal(spec, before)
  if (was === 'LoadBalancer' && is !== was) {
    for (const key of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'])
      if (equal(spec[key], before[key])) spec = without(spec, key)
  }
  if (isExternal(was) && isExternal(is)) spec = withNodePorts(spec, before)
  const status =
    is === 'LoadBalancer' ? stored['status'] : { ...objectAt(stored, 'status'), loadBalancer: {} }
  return withStatus({ ...next, spec }, status)
}

function withoutExternal(spec: JsonObject, before: JsonObject): JsonObject {
  const used = listAt(before, 'ports').map((item) => (isObject(item) ? item['nodePort'] : undefined))
  const ports = listAt(spec, 'ports').map((item) =>
    isObject(item) && used.includes(item['nodePort']) ? without(item, 'nodePort') : item,
  )
  const kept = without(spec, 'externalTrafficPolicy', 'healthCheckNodePort')
  return ports.length > 0 ? { ...kept, ports } : kept
}

/** Node ports that the writer leaves out stay with their port. */
function withNodePorts(spec: JsonObject, before: JsonObject): JsonObject {
  const key = (item: JsonObject) => `${textAt(item, 'protocol')}/${shortText(item['port'])}`
  const known = new Map(
    listAt(before, 'ports').flatMap((item) =>
      isObject(item) && item['nodePort'] !== undefined ? [[key(item), item['nodePort']] as const] : [],
    ),
  )
  const ports = listAt(spec, 'ports').map((item) => {
    const nodePort = isObject(item) && item['nodePort'] === undefined ? known.get(key(item)) : undefined
    return isObject(item) && nodePort !== undefined ? { ...item, nodePort } : item
  })
  const health = spec['healthCheckNodePort'] ?? before['healthCheckNodePort']
  return {
    ...spec,
    ...(ports.length > 0 && { ports }),
    ...(health !== undefined && { healthCheckNodePort: health }),
  }
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
        : nextState(next, stored),
    validate: errorsOf,
    validateUpdate: changeErrors,
    allocate,
  },
  selectable: (object) => ({
    'metadata.name': object.metadata.name,
    'metadata.namespace': object.metadata.namespace ?? '',
    'spec.clusterIP': textAt(specOf(object), 'clusterIP'),
    'spec.type': typeOf(object),
  }),
}
