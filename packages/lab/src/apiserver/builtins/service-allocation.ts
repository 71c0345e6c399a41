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
import { TableIndex } from '../table-index.ts'

/** `--service-cluster-ip-range`: the one that the real cluster of the contract has, too. */
const RANGE = '10.101'
const NODE_PORTS = { first: 30_000, last: 32_767 }

/** Whether another Service has an address, or a port as `portKey` writes it. */
type Taken = (thing: string) => boolean

/** Services by what only one can have; kept beside the table, because a world has thousands of them. */
const holders = new WeakMap<Table, TableIndex>()

function holdersIn(table: Table): TableIndex {
  const known = holders.get(table)
  if (known) return known
  const index = new TableIndex(table, (object) => {
    const spec = objectAt(object, 'spec')
    return [...textsAt(spec, 'clusterIPs').filter((address) => address !== 'None'), ...nodePorts(spec)]
  })
  holders.set(table, index)
  return index
}

/**
 * Gives a Service its address and node ports, and checks those it brings. There is no list of what is given out: the
 * Services that are stored say it, so that nothing can leak or be lost.
 */
export function allocate(object: KubeObject, table: Table): Allocated {
  const index = holdersIn(table)
  const taken: Taken = (thing) =>
    index.find(thing).some((other) => other.object.metadata.uid !== object.metadata.uid)
  const errors: FieldError[] = []
  const withAddress = giveAddress(objectAt(object, 'spec'), taken, errors)
  const withPorts = givePorts(withAddress, taken, errors)
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

function giveAddress(spec: JsonObject, taken: Taken, errors: FieldError[]): JsonObject {
  if (textAt(spec, 'type') === 'ExternalName') return spec
  const [first = ''] = textsAt(spec, 'clusterIPs')
  const wanted = textAt(spec, 'clusterIP') || first
  const refuse = (why: string) => {
    errors.push(invalid('spec.clusterIPs', [wanted], `failed to allocate IP ${wanted}: ${why}`))
  }
  if (wanted !== '' && wanted !== 'None') {
    if (!wanted.startsWith(`${RANGE}.`)) refuse('the provided network does not match the current range')
    else if (taken(wanted)) refuse('provided IP is already allocated')
  }
  const address = wanted || freeAddress(taken)
  return { ...families(spec, wanted), ...spec, clusterIP: address, clusterIPs: [address] }
}

/** Of a Service that names neither address nor Pods nobody knows the family: it may be either. */
function families(spec: JsonObject, address: string): JsonObject {
  const open = address === 'None' && Object.keys(objectAt(spec, 'selector')).length === 0
  return open && !['ipFamilies', 'ipFamilyPolicy'].some((field) => field in spec)
    ? { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }
    : { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }
}

function freeAddress(taken: Taken): string {
  for (;;) {
    const address = `${RANGE}.${randomInt(256)}.${randomInt(1, 255)}`
    if (!taken(address)) return address
  }
}

function givePorts(spec: JsonObject, taken: Taken, errors: FieldError[]): JsonObject {
  const type = textAt(spec, 'type')
  if (type !== 'NodePort' && type !== 'LoadBalancer') return spec
  const wanted = type === 'NodePort' || spec['allocateLoadBalancerNodePorts'] !== false
  const own = new Set(nodePorts(spec))
  const ports = listAt(spec, 'ports').map((item, n): Json => {
    if (!isObject(item)) return item
    const { nodePort } = item
    const protocol = textAt(item, 'protocol')
    if (nodePort !== undefined) {
      const why = refusal(nodePort, taken(portKey(nodePort, protocol)))
      if (why !== undefined) errors.push(invalid(`spec.ports[${n}].nodePort`, nodePort, why))
      return item
    }
    return wanted ? { ...item, nodePort: freePort(protocol, taken, own) } : item
  })
  const health =
    type === 'LoadBalancer' &&
    textAt(spec, 'externalTrafficPolicy') === 'Local' &&
    spec['healthCheckNodePort'] === undefined
  return { ...spec, ports, ...(health && { healthCheckNodePort: freePort('TCP', taken, own) }) }
}

function refusal(port: Json, isTaken: boolean): string | undefined {
  const { first, last } = NODE_PORTS
  if (typeof port !== 'number' || port < first || port > last)
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`
  return isTaken ? 'provided port is already allocated' : undefined
}

function freePort(protocol: string, taken: Taken, own: Set<string>): number {
  for (;;) {
    const port = randomInt(NODE_PORTS.first, NODE_PORTS.last + 1)
    const key = portKey(port, protocol)
    if (own.has(key) || taken(key)) continue
    own.add(key)
    return port
  }
}
