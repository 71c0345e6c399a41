import { list } from '../words.ts'
import type { AdviceFacts, ShareableAddress, TargetFacts } from './facts.ts'
import {
  contra,
  denied,
  pro,
  newAddress,
  note,
  notRunning,
  service,
  type Judged,
  type Reason,
} from './reasons.ts'
import { limitsNothingWords } from './openness.ts'
import { reachedFrom, reachesPort } from './reached.ts'
import type { WireProtocol, Wish } from './wish.ts'

/** Chosen ports on an address of its own (kube-dc.md §4). */
export function ownLoadBalancer(wish: Wish, facts: AdviceFacts): Judged {
  const address = newAddress(wish, facts)
  return {
    fits: balancerFits(wish),
    now: [...service(facts), ...address.reasons, ...balancerNow(wish, facts)],
    publicAddresses: address.publicAddresses,
  }
}

function balancerFits({ answer, protocol }: Wish): Reason[] {
  switch (answer) {
    case 'web':
      return [
        protocol === 'grpc'
          ? pro('Carries gRPC as it is.')
          : note('No hostname and no certificate: TLS is your application’s to do.'),
      ]
    case 'machine':
      return [note('Opens chosen ports only, such as 22 or 3389.')]
    default:
      return [pro('Carries any TCP or UDP protocol.')]
  }
}

function balancerNow(wish: Wish, { target }: AdviceFacts): Reason[] {
  if (!target) return []
  return [
    ...alreadyThere(wish, target),
    ...(wish.from === 'platform' ? publicFloating(target) : []),
    ...limitsNothing(target),
    ...notRunning(target),
  ]
}

/** That this very port is reached already: one more way to it is seldom meant. */
function alreadyThere({ port, protocol }: Wish, { ref, reached }: TargetFacts): Reason[] {
  if (port === undefined) return []
  const wire = wireOf(protocol)
  const way = reachesPort(reached, { port, protocol: wire })
  if (!way) return []
  const from = way.list === 'gateway-routes' ? '' : ` ${reachedFrom(way.networkType)}`
  return [
    note(`${port}/${wire} of ${ref.name} is reachable${from} already, at ${way.where} through ${way.name}.`),
  ]
}

/** Chosen ports keep nothing closed that a floating IP opens beside them. */
function limitsNothing({ floatingIps, ref }: TargetFacts): Reason[] {
  return floatingIps.map(({ name, networkType }) => note(limitsNothingWords(name, ref.name, networkType)))
}

function publicFloating({ floatingIps, ref }: TargetFacts): Reason[] {
  const found = floatingIps.filter(({ networkType }) => networkType === 'public').map(({ name }) => name)
  if (found.length === 0) return []
  return [
    contra(
      `${ref.name} has the public floating IP ${list(found)}, which takes all its outbound traffic along: replies of a cloud load balancer would leave the wrong way.`,
    ),
  ]
}

/** A port on an address that serves others too: the default gateway’s where its type suits, else a named one (kube-dc.md §4.2). */
export function sharedLoadBalancer(wish: Wish, facts: AdviceFacts): Judged {
  const type = wish.from === 'internet' ? 'public' : 'cloud'
  const address = facts.shareable.find(({ networkType }) => networkType === type)
  const common = [...service(facts), ...balancerNow(wish, facts)]
  if (!address) {
    const made = newAddress(wish, facts)
    const why = note(
      type === 'public'
        ? 'No public address to share yet: one is made and named, for further services to join.'
        : 'No cloud address to share yet: one is made and named, for further services to join.',
    )
    return {
      fits: balancerFits(wish),
      now: [...common, why, ...made.reasons, ...denied(facts.denied.externalIps)],
      publicAddresses: made.publicAddresses,
    }
  }
  return {
    fits: balancerFits(wish),
    now: [...common, ...onShared(wish, address, facts.target)],
    publicAddresses: 0,
    address,
  }
}

function onShared(
  { port, protocol }: Wish,
  address: ShareableAddress,
  target: TargetFacts | undefined,
): Reason[] {
  const name = address.isDefaultGateway ? `The default address ${address.name}` : address.name
  const owner = port === undefined ? undefined : ownerOf(address, protocol, port)
  if (port === undefined) return [pro(`${name} takes further services, each on its own port.`)]
  if (owner === undefined) return [pro(`${name} has port ${port} free and costs no further address.`)]
  const free = freePort(address, protocol, port)
  const at = `${address.address}:${free}`
  return [
    pro(`${name} has port ${free} free and costs no further address.`),
    // Said with the address already where that leads to the very same port.
    ...(leadsThere(target, owner, protocol, port)
      ? [note(`A second way there would be ${at}.`)]
      : [note(`Port ${port} there belongs to ${owner}, so clients use ${at}.`)]),
  ]
}

function leadsThere(
  target: TargetFacts | undefined,
  owner: string,
  protocol: WireProtocol | undefined,
  port: number,
): boolean {
  return reachesPort(target?.reached ?? [], { port, protocol: wireOf(protocol) })?.name === owner
}

const wireOf = (protocol: WireProtocol | undefined) => (protocol === 'udp' ? 'UDP' : 'TCP')

function ownerOf(
  { ports }: ShareableAddress,
  protocol: WireProtocol | undefined,
  port: number,
): string | undefined {
  return ports.find((use) => use.port === port && use.protocol === wireOf(protocol))?.service
}

/** The next port up that is free on an address, else the next one down; an address never runs out of all of them. */
export function freePort(
  address: ShareableAddress,
  protocol: WireProtocol | undefined,
  wanted: number,
): number {
  const taken = new Set(
    address.ports.flatMap(({ protocol: used, port }) => (used === wireOf(protocol) ? [port] : [])),
  )
  let port = wanted
  while (taken.has(port) && port < 65_535) port += 1
  while (taken.has(port) && port > 1) port -= 1
  return port
}
