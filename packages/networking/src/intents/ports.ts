import type { Reader } from '../joins/reader.ts'
import { found } from '../joins/reader.ts'
import { DEFAULT_GATEWAY_NAME } from '../model/external-ip.ts'
import { PROTOCOLS, type PlannedPort } from '../operations/objects.ts'
import { list } from '../words.ts'
import { managerOf } from './ground.ts'
import type { Remarks } from './remarks.ts'

/** Ports of the shared address on which managed clusters put their datastores (kube-dc.md §4.4). */
const DATASTORE = { fixed: 2379, from: 32_380, to: 32_499 }

/** What people usually take where the usual port is taken. */
const ALTERNATIVES: Readonly<Record<number, number>> = { 22: 2222, 53: 5353, 80: 8080, 443: 8443, 25: 2525 }

const LAST_PORT = 65_535
const SUGGESTIONS = 3

/** Where ports are taken: an External IP by name, and the load balancer that may have them already. */
export interface PortPlace {
  /** Absent: an address that nothing else is on. */
  readonly eip?: string
  /** Addresses that a load balancer has already. */
  readonly addresses?: readonly string[]
  readonly self?: string
}

/** What is wrong with a port as typed, in words; undefined when nothing is. */
export function portTextProblem(text: string): string | undefined {
  const typed = text.trim()
  if (typed === '') return 'Enter a port.'
  if (/^\d+\s*[-:,–]\s*\d+/.test(typed)) {
    return 'Enter one port per line: Services have no ranges. A floating IP passes every port.'
  }
  if (!/^\d+$/.test(typed)) return 'Enter a whole number from 1 to 65535.'
  const port = Number(typed)
  return port >= 1 && port <= LAST_PORT ? undefined : 'Enter a number from 1 to 65535.'
}

/** Ports with a name each, which Kubernetes demands where there are several; names that were given are kept. */
export function namedPorts(ports: readonly PlannedPort[]): PlannedPort[] {
  if (ports.length < 2) return [...ports]
  const taken = new Set(ports.flatMap(({ name }) => (name === undefined ? [] : [name])))
  return ports.map((port) => {
    if (port.name !== undefined) return port
    const base = `${port.protocol.toLowerCase()}-${port.port}`
    let name = base
    for (let n = 2; taken.has(name); n += 1) name = `${base}-${n}`
    taken.add(name)
    return { ...port, name }
  })
}

/** Load balancers that have, or ask for, a port of an address: their names with who manages them. */
export function portOwners(
  reader: Reader,
  { eip, addresses = [], self }: PortPlace,
  protocol: string,
  port: number,
): readonly string[] {
  const address = eip === undefined ? undefined : found(reader.get('external-ips', eip))?.address
  const places = [
    ...(eip === undefined ? [] : [`eip ${eip}`]),
    ...new Set([...(address === undefined ? [] : [address]), ...addresses].map((each) => `address ${each}`)),
  ]
  const owners = places
    .flatMap((place) => reader.find('services', `${place} ${protocol}/${port}`))
    .filter(({ meta }) => meta.name !== self)
    .map(({ meta }) => {
      const manager = managerOf(meta)
      return manager === undefined ? meta.name : `${meta.name} (of ${manager})`
    })
  return [...new Set(owners)].sort()
}

/** Whether managed clusters may want a port of the shared address. */
function isDatastorePort({ eip }: PortPlace, port: number): boolean {
  if (eip !== DEFAULT_GATEWAY_NAME) return false
  return port === DATASTORE.fixed || (port >= DATASTORE.from && port <= DATASTORE.to)
}

/** A few ports that are free on an address, near the wanted one. */
export function freePorts(
  reader: Reader,
  place: PortPlace,
  { protocol, port }: { readonly protocol: string; readonly port: number },
  also: readonly number[] = [],
): readonly number[] {
  const free: number[] = []
  const usual = ALTERNATIVES[port]
  const taken = new Set(also)
  for (let next = usual ?? port + 1, tries = 0; free.length < SUGGESTIONS && tries < 200; tries += 1) {
    if (next > LAST_PORT) next = 1024
    if (
      !taken.has(next) &&
      !isDatastorePort(place, next) &&
      portOwners(reader, place, protocol, next).length === 0
    ) {
      free.push(next)
      taken.add(next)
    }
    next += 1
  }
  return free
}

interface PortsToJudge {
  readonly ports: readonly PlannedPort[]
  /** Path of a port in the intent, such as `ports.0`. */
  readonly path: (index: number) => string
  readonly place: PortPlace
  /** Ports that the Service has already: they are not judged anew as a protocol that nobody offers. */
  readonly had?: readonly { readonly protocol: string; readonly port: number }[]
}

/** Judges the ports of a load balancer among each other and on their address (kube-dc.md §4.4, failures.md row 6). */
export function judgePorts(
  reader: Reader,
  { ports, path, place, had = [] }: PortsToJudge,
  remarks: Remarks,
): void {
  const seen = new Map<string, number>()
  const names = new Set<string>()
  ports.forEach((each, index) => {
    const { protocol, port, name } = each
    const field = path(index)
    const words = `${port}/${protocol}`
    if (!PROTOCOLS.some((known) => known === protocol) && !had.some((one) => one.protocol === protocol)) {
      remarks.problem(
        `${field}.protocol`,
        `Choose ${list(PROTOCOLS, 'or')}: load balancers pass no ${protocol}.`,
      )
    }
    if (seen.has(words)) remarks.problem(`${field}.port`, `${words} is there twice. Take one of them away.`)
    seen.set(words, index)
    if (name !== undefined && names.has(name)) {
      remarks.problem(
        `${field}.name`,
        `Another port is called ${name} already. Each needs a name of its own.`,
      )
    }
    if (name !== undefined) names.add(name)
    if (ports.some((other, place) => place < index && other.port === port && other.protocol !== protocol)) {
      remarks.warn(
        `${field}.port`,
        `${port} is there for several protocols: that works, each is a port of its own.`,
      )
    }
    // What the Service has already is no news: a neighbour that wants it too must not keep it from being edited.
    if (had.some((one) => one.protocol === protocol && one.port === port)) return
    const owners = portOwners(reader, place, protocol, port)
    if (owners.length > 0) remarks.problem(`${field}.port`, clashWords(reader, place, each, owners, ports))
    else if (isDatastorePort(place, port)) {
      remarks.warn(
        `${field}.port`,
        `Managed clusters put their datastores on ${DATASTORE.fixed} and ${DATASTORE.from} to ${DATASTORE.to} of this address. One that is made later may want ${port} too.`,
      )
    }
  })
}

function clashWords(
  reader: Reader,
  place: PortPlace,
  { protocol, port }: PlannedPort,
  owners: readonly string[],
  ports: readonly PlannedPort[],
): string {
  const wanted = ports.filter((other) => other.protocol === protocol).map((other) => other.port)
  const free = freePorts(reader, place, { protocol, port }, wanted)
  const hint = free.length > 0 ? ` Free are ${list(free.map(String))}.` : ''
  return `${port}/${protocol} of this address belongs to ${list(owners)} already.${hint}`
}
