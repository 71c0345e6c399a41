import { randomInt } from 'node:crypto'
import { invalid, type FieldError } from '../field-errors.ts'
import {
  isObject,
  listAt,
  objectAt,
  shortText,
  textAt,
  textsAt,
  type Json,
  type JsonObject,
} from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Allocated } from '../resource.ts'
import type { Table } from '../storage.ts'

/** `--service-cluster-ip-range`: the one that the real cluster of the contract has, too. */
const RANGE = '10.101'
const NODE_PORTS = { first: 30_000, last: 32_767 }

/**
 * Gives a Service its address and node ports, and checks those it brings. There is no list of what is given out: the
 * Services that are stored say it, so that nothing can leak or be lost.
 */
export function allocate(object: KubeObject, table: Table): Allocated {
  const others = table.list().filter(({ object: { metadata } }) => metadata.uid !== object.metadata.uid)
  const used = { addresses: new Set<string>(), ports: new Set<string>() }
  for (const other of others) {
    const spec = objectAt(other.object, 'spec')
    for (const address of textsAt(spec, 'clusterIPs')) used.addresses.add(address)
    for (const port of nodePorts(spec)) used.ports.add(port)
  }
  const spec = objectAt(object, 'spec')
  const errors: FieldError[] = []
  const withAddress = giveAddress(spec, used.addresses, errors)
  const withPorts = givePorts(withAddress, used.ports, errors)
  return errors.length > 0 ? { errors } : { object: { ...object, spec: withPorts } }
}

function nodePorts(spec: JsonObject): string[] {
  return listAt(spec, 'ports').flatMap((item) =>
    isObject(item) && item['nodePort'] !== undefined
      ? [portKey(item['nodePort'], textAt(item, 'protocol'))]
      : [],
  )
}

const portKey = (port: Json, protocol: string) => `${shortText(port)}/${protocol}`

function giveAddress(spec: JsonObject, used: ReadonlySet<string>, errors: FieldError[]): JsonObject {
  if (textAt(spec, 'type') === 'ExternalName') return spec
  const [first = ''] = textsAt(spec, 'clusterIPs')
  const wanted = textAt(spec, 'clusterIP') || first
  const refuse = (why: string) => {
    errors.push(invalid('spec.clusterIPs', [wanted], `failed to allocate IP ${wanted}: ${why}`))
  }
  if (wanted !== '' && wanted !== 'None') {
    if (!wanted.startsWith(`${RANGE}.`)) refuse('the provided network does not match the current range')
    else if (used.has(wanted)) refuse('provided IP is already allocated')
  }
  const address = wanted || freeAddress(used)
  return { ...families(spec, wanted), ...spec, clusterIP: address, clusterIPs: [address] }
}

/** Of a Service that names neither address nor Pods nobody knows the family: it may be either. */
function families(spec: JsonObject, address: string): JsonObject {
  const open = address === 'None' && Object.keys(objectAt(spec, 'selector')).length === 0
  return open && !['ipFamilies', 'ipFamilyPolicy'].some((field) => field in spec)
    ? { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }
    : { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }
}

function freeAddress(used: ReadonlySet<string>): string {
  for (;;) {
    const address = `${RANGE}.${randomInt(256)}.${randomInt(1, 255)}`
    if (!used.has(address)) return address
  }
}

function givePorts(spec: JsonObject, used: Set<string>, errors: FieldError[]): JsonObject {
  const type = textAt(spec, 'type')
  if (type !== 'NodePort' && type !== 'LoadBalancer') return spec
  const wanted = type === 'NodePort' || spec['allocateLoadBalancerNodePorts'] !== false
  const own = new Set(nodePorts(spec))
  const ports = listAt(spec, 'ports').map((item, n): Json => {
    if (!isObject(item)) return item
    const { nodePort } = item
    const protocol = textAt(item, 'protocol')
    if (nodePort !== undefined) {
      const why = refusal(nodePort, used.has(portKey(nodePort, protocol)))
      if (why !== undefined) errors.push(invalid(`spec.ports[${n}].nodePort`, nodePort, why))
      return item
    }
    return wanted ? { ...item, nodePort: freePort(protocol, used, own) } : item
  })
  const health =
    type === 'LoadBalancer' &&
    textAt(spec, 'externalTrafficPolicy') === 'Local' &&
    spec['healthCheckNodePort'] === undefined
  return { ...spec, ports, ...(health && { healthCheckNodePort: freePort('TCP', used, own) }) }
}

function refusal(port: Json, taken: boolean): string | undefined {
  const { first, last } = NODE_PORTS
  if (typeof port !== 'number' || port < first || port > last)
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`
  return taken ? 'provided port is already allocated' : undefined
}

function freePort(protocol: string, used: Set<string>, own: ReadonlySet<string>): number {
  for (;;) {
    const port = randomInt(NODE_PORTS.first, NODE_PORTS.last + 1)
    const key = portKey(port, protocol)
    if (used.has(key) || own.has(key)) continue
    used.add(key)
    return port
  }
}
