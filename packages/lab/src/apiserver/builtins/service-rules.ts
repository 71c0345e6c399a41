import { isIP } from 'node:net'
import { duplicate, forbidden, invalid, notSupported, required, type FieldError } from '../field-errors.ts'
import {
  equal,
  isObject,
  listAt,
  objectAt,
  shortText,
  textAt,
  textsAt,
  type Json,
  type JsonObject,
} from '../json.ts'
import { dnsLabel, dnsSubdomain, labelValue, portName, qualifiedName } from '../names.ts'
import type { KubeObject } from '../object.ts'

const specOf = (object: KubeObject) => objectAt(object, 'spec')
const isExternal = (type: string) => type === 'NodePort' || type === 'LoadBalancer'

const PORT_RANGE = 'must be between 1 and 65535, inclusive'
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
export const BAD_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

/** ValidateService of pkg/apis/core/validation, in its order. */
export function serviceErrors(object: KubeObject): FieldError[] {
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
  errors.push(...duplicatePorts(ports), ...onlyForTypes(spec, type))
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

const MODES = ['Proxy', 'VIP']

/** ValidateLoadBalancerStatus of pkg/apis/core/validation: a write of the status is checked for nothing else. */
export function serviceStatusErrors(object: KubeObject): FieldError[] {
  const ingress = listAt(objectAt(object['status'], 'loadBalancer'), 'ingress')
  if (ingress.length > 0 && textAt(specOf(object), 'type') !== 'LoadBalancer') {
    return [forbidden('status.loadBalancer.ingress', "may only be used when `spec.type` is 'LoadBalancer'")]
  }
  return ingress.flatMap((item, n) => {
    const at = `status.loadBalancer.ingress[${n}]`
    const [ip, mode, hostname] = [textAt(item, 'ip'), textAt(item, 'ipMode'), textAt(item, 'hostname')]
    const errors: FieldError[] = []
    if (ip !== '' && isIP(ip) === 0) errors.push(invalid(`${at}.ip`, ip, BAD_IP))
    if (mode !== '' && ip === '')
      errors.push(forbidden(`${at}.ipMode`, 'may not be specified when `ip` is not set'))
    else if (mode !== '' && !MODES.includes(mode)) errors.push(notSupported(`${at}.ipMode`, mode, MODES))
    if (hostname !== '') {
      errors.push(...dnsSubdomain(hostname, false).map((why) => invalid(`${at}.hostname`, hostname, why)))
      if (isIP(hostname) !== 0)
        errors.push(invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address'))
    }
    return errors
  })
}

/** What may not change once it is set. */
export function serviceChangeErrors(next: KubeObject, stored: KubeObject): FieldError[] {
  const errors: FieldError[] = []
  const [a, b] = [specOf(next), specOf(stored)]
  const types = [textAt(a, 'type'), textAt(b, 'type')]
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
