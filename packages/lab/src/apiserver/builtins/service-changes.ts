import { equal, isObject, listAt, objectAt, shortText, textAt, without, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import { withStatus } from './lifecycle.ts'

const specOf = (object: KubeObject) => objectAt(object, 'spec')
const typeOf = (object: KubeObject) => textAt(specOf(object), 'type')
const isExternal = (type: string) => type === 'NodePort' || type === 'LoadBalancer'

/**
 * The new state of a Service: what was allocated stays unless the writer says otherwise, and what only its old type
 * could have goes (pkg/registry/core/service: patchAllocatedValues, dropTypeDependentFields).
 */
export function nextService(next: KubeObject, stored: KubeObject): KubeObject {
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
