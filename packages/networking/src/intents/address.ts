import { deniedReason } from '../access.ts'
import {
  externalIpNameProblem,
  offeredTypes,
  suggestedName,
  suggestedType,
  type OfferedType,
} from '../external-ips/create.ts'
import { isIdle } from '../external-ips/idle.ts'
import { impossibleType, isDefaultGateway, networkTypeOf } from '../external-ips/network.ts'
import { ownersWords } from '../external-ips/owners.ts'
import { found, type Reader } from '../joins/reader.ts'
import type { PortUse } from '../joins/views.ts'
import { DEFAULT_GATEWAY_NAME, type ExternalIp } from '../model/external-ip.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { PlannedAsks } from '../operations/objects.ts'
import type { Step } from '../operations/plan.ts'
import { waitingPublic } from '../quota.ts'
import { list } from '../words.ts'
import { managerOf, onGround, type Ground } from './ground.ts'
import type { AddressChoice } from './intent.ts'
import type { JudgementFacts } from './judgement.ts'
import { freePorts } from './ports.ts'
import type { Remarks } from './remarks.ts'

/**
 * What takes an address: a load balancer shares it by ports, a floating IP has it alone (kube-dc.md §2.1). Clients of a
 * gateway route never use it: the Gateway does.
 */
export type AddressUser = 'load-balancer' | 'floating-ip' | 'gateway-route'

/** An External IP of the Project as a form offers it. */
export interface ExistingAddress {
  readonly name: string
  readonly address?: string
  readonly networkType: NetworkType | 'unknown'
  readonly offered: boolean
  /** Why it is not offered. */
  readonly reason?: string
  /** It can be taken, and the person should know this. */
  readonly warning?: string
  /** Nothing uses it: taking it costs nothing more. */
  readonly unused: boolean
  /** Ports that load balancers have on it. */
  readonly ports: readonly PortUse[]
}

/** The address through which the whole Project reaches out, as a load balancer may use it. */
export interface SharedAddress {
  readonly address?: string
  readonly networkType: NetworkType | 'unknown'
  readonly offered: boolean
  readonly reason?: string
  /** What it is good for in this Project. */
  readonly meaning: string
  readonly ports: readonly PortUse[]
}

/** Where an address can come from, with what each means here. */
export interface AddressOptions {
  /** What becomes of the address when what uses it is deleted, by where it comes from. */
  readonly meanings: Readonly<Record<'own' | 'named', string>>
  /** Unused ones first, then those with room, then those that cannot be taken, each with the reason. */
  readonly existing: readonly ExistingAddress[]
  /** For an address of its own and for a new named one. */
  readonly types: readonly OfferedType[]
  readonly suggestedType: NetworkType
  /** Free names for a new one. */
  readonly suggestedNames: Readonly<Record<NetworkType, string>>
  /** Why this person cannot make a new named one. */
  readonly newDenied?: string
  /** Absent for floating IPs, which never have it. */
  readonly shared?: SharedAddress
}

const MEANINGS: Readonly<Record<AddressUser, AddressOptions['meanings']>> = {
  'load-balancer': {
    own: 'The platform makes an address for this load balancer and takes it away with it. It cannot be kept.',
    named:
      'An External IP with a name stays until you delete it. Several load balancers can share it on different ports.',
  },
  'gateway-route': {
    own: 'The platform makes an address for this Service and takes it away with it.',
    named:
      'An External IP with a name stays until you delete it. Several load balancers can share it on different ports.',
  },
  'floating-ip': {
    own: 'The platform makes an address for this floating IP and takes it away with it. A move to another target changes it.',
    named:
      'An External IP with a name stays until you delete it, and keeps its address when the floating IP is moved.',
  },
}

/** What each type means for an address that only the Gateway has to reach (kube-dc.md §5). */
const BEHIND_GATEWAY: Readonly<Record<NetworkType, string>> = {
  cloud: 'A private address of the platform. The Gateway reaches it, and that is all that is needed.',
  public: 'An address that the Internet can reach directly too, beside the hostname.',
}

/** Where a load balancer or a floating IP can get its address from, for the form (kube-dc.md §4.2, §6). */
export function addressOptions(user: AddressUser, facts: JudgementFacts): AddressOptions {
  return onGround(facts, (ground) => {
    const { access, installation, network } = ground
    const existing = network
      .objects('external-ips')
      .filter((ip) => user === 'floating-ip' || !isDefaultGateway(ip))
      .map((ip) => existingAddress(ground, ip, user))
      .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    const taken = network.names('external-ips')
    const types = typesOn(ground)
    const newDenied = deniedReason(access, 'create', 'external-ips')
    return {
      meanings: MEANINGS[user],
      existing,
      types:
        user === 'gateway-route'
          ? types.map((offer) => ({ ...offer, meaning: BEHIND_GATEWAY[offer.type] }))
          : types,
      suggestedType: suggestedType(installation),
      suggestedNames: { cloud: suggestedName('cloud', taken), public: suggestedName('public', taken) },
      ...(newDenied !== undefined && { newDenied }),
      ...(user !== 'floating-ip' && { shared: sharedAddress(ground, user) }),
    }
  })
}

function typesOn({ installation, network, now, project, quota }: Ground): ReturnType<typeof offeredTypes> {
  return offeredTypes(project, installation, quota, now, waitingPublic(network.views('external-ips')))
}

function rank({ offered, unused }: ExistingAddress): number {
  return !offered ? 2 : unused ? 0 : 1
}

function existingAddress(ground: Ground, ip: ExternalIp, user: AddressUser): ExistingAddress {
  const reason = takenReason(ground, ip, user)
  const warning = reason === undefined ? waitingWarning(ip) : undefined
  return {
    name: ip.meta.name,
    networkType: networkTypeOf(ip, ground.installation),
    offered: reason === undefined,
    unused: isIdle(ip),
    ports: portsOn(ground.reader, ip.meta.name),
    ...(ip.address !== undefined && { address: ip.address }),
    ...(reason !== undefined && { reason }),
    ...(warning !== undefined && { warning }),
  }
}

function portsOn(reader: Reader, name: string): readonly PortUse[] {
  const view = reader.view('external-ips', name)
  return view?.kind === 'ExternalIpView' ? view.ports : []
}

function waitingWarning({ meta, ready, address }: ExternalIp): string | undefined {
  return ready && address !== undefined
    ? undefined
    : `${meta.name} has no address yet. What is bound to it waits until it has.`
}

/** Why an External IP cannot be taken; undefined when nothing says so (kube-dc.md §2.1, §13, 7). */
function takenReason(
  { reader, installation }: Ground,
  ip: ExternalIp,
  user: AddressUser,
): string | undefined {
  const { name } = ip.meta
  if (ip.meta.deletedAt !== undefined) return `${name} is being deleted.`
  const never = impossibleType(ip, installation)
  if (never !== undefined) {
    return `${name} asks for “${never}”, which is not offered here, so it will never get an address.`
  }
  const alone = user === 'floating-ip'
  if (isDefaultGateway(ip)) {
    return alone
      ? `${name} is the way out of the whole Project, which shares it. A floating IP needs an address for itself.`
      : undefined
  }
  const manager = managerOf(ip.meta)
  if (manager !== undefined || ip.deleteReleased) {
    return `The platform made ${name} for ${manager ?? (ownersWords(ip) || 'something else')} and removes it with it.`
  }
  const asking = reader.find('floating-ips', `eip ${name}`).map(({ meta }) => meta.name)
  const holders = ip.owners.filter(({ type }) => type === 'FIp').map((owner) => owner.name)
  const floating = [...new Set([...holders, ...asking])]
  if (floating.length > 0) return `${name} belongs to the floating IP ${list(floating)} alone.`
  if (ip.ownership === 'Exclusive') return `${name} is in exclusive use.`
  if (!alone) return undefined
  if (ip.owners.length > 0) {
    return `${name} is used by ${ownersWords(ip)}. A floating IP needs an address for itself.`
  }
  const services = reader.find('services', `eip ${name}`).map(({ meta }) => meta.name)
  if (services.length > 0) {
    return `The load balancer ${list(services)} asks for ${name}. A floating IP needs an address for itself.`
  }
  return ip.ownership === 'Released' ? undefined : `${name} is in use: ${ip.ownership}.`
}

const SHARED_REACH: Readonly<Record<NetworkType | 'unknown', string>> = {
  public: 'The Internet can reach it.',
  cloud: 'It is a cloud address, which the Internet does not reach: good for users inside the platform.',
  unknown: 'Whether the Internet can reach it is not known here.',
}

function sharedAddress(ground: Ground, user: Exclude<AddressUser, 'floating-ip'>): SharedAddress {
  const { project, reader } = ground
  const ip = found(reader.get('external-ips', DEFAULT_GATEWAY_NAME))
  const networkType = sharedType(ground)
  const reason = sharedReason(ground)
  const reach = user === 'gateway-route' ? 'The Gateway reaches it.' : SHARED_REACH[networkType]
  return {
    networkType,
    offered: reason === undefined,
    meaning: `The address through which ${project.name} itself reaches out. ${reach} It costs no further address, and each of its ports leads to one load balancer only.`,
    ports: portsOn(reader, DEFAULT_GATEWAY_NAME),
    ...(ip?.address !== undefined && { address: ip.address }),
    ...(reason !== undefined && { reason }),
  }
}

function sharedType({ installation, project, reader }: Ground): NetworkType | 'unknown' {
  const ip = found(reader.get('external-ips', DEFAULT_GATEWAY_NAME))
  const own = ip ? networkTypeOf(ip, installation) : 'unknown'
  return own === 'unknown' ? (project.egressNetworkType ?? 'unknown') : own
}

function sharedReason({ project, reader }: Ground): string | undefined {
  const known = reader.get('external-ips', DEFAULT_GATEWAY_NAME)
  return known.state === 'absent'
    ? `${project.name} has no External IP ${DEFAULT_GATEWAY_NAME}: the platform has not made its way out yet.`
    : undefined
}

/** The External IP by name that a choice leads to; undefined for one that the platform makes. */
export function chosenEip(choice: AddressChoice): string | undefined {
  switch (choice.use) {
    case 'own':
      return undefined
    case 'shared':
      return DEFAULT_GATEWAY_NAME
    default:
      return choice.name
  }
}

/** The network type of what was chosen. */
export function chosenType(choice: AddressChoice, ground: Ground): NetworkType | 'unknown' {
  if (choice.use === 'own' || choice.use === 'new') return choice.networkType
  if (choice.use === 'shared' || choice.name === DEFAULT_GATEWAY_NAME) return sharedType(ground)
  const ip = found(ground.reader.get('external-ips', choice.name))
  return ip ? networkTypeOf(ip, ground.installation) : 'unknown'
}

/** Judges where an address comes from; ports on it are judged by themselves. */
export function judgeAddress(
  choice: AddressChoice,
  user: AddressUser,
  ground: Ground,
  remarks: Remarks,
): void {
  switch (choice.use) {
    case 'shared': {
      remarks.problem('address.use', sharedReason(ground))
      const ip = found(ground.reader.get('external-ips', DEFAULT_GATEWAY_NAME))
      if (ip) remarks.warn('address.use', waitingWarning(ip))
      return
    }
    case 'existing':
      judgeExisting(choice.name, user, ground, remarks)
      return
    case 'new':
      remarks.problem(
        'address.name',
        externalIpNameProblem(choice.name, ground.network.names('external-ips')),
      )
      judgeType(choice.networkType, ground, remarks)
      return
    case 'own':
      judgeType(choice.networkType, ground, remarks)
  }
}

function judgeType(type: NetworkType, ground: Ground, remarks: Remarks): void {
  const offer = typesOn(ground).find((each) => each.type === type)
  remarks.problem('address.networkType', offer?.reason)
  // Only a warning: the figures are sampled, and the platform has the last word (kube-dc.md §9).
  remarks.warn('address.networkType', offer?.warning)
}

function judgeExisting(name: string, user: AddressUser, ground: Ground, remarks: Remarks): void {
  const known = ground.reader.get('external-ips', name)
  switch (known.state) {
    case 'absent':
      remarks.problem('address.name', `There is no External IP ${name}. Choose another, or make a new one.`)
      return
    case 'unreadable':
      remarks.problem(
        'address.name',
        `${name} cannot be read, so nobody can tell whether it is free. Choose another.`,
      )
      return
    case 'found': {
      const reason = takenReason(ground, known.object, user)
      remarks.problem('address.name', reason)
      if (reason === undefined) remarks.warn('address.name', waitingWarning(known.object))
      return
    }
    default:
      // Not by name alone: whoever sees no External IPs may still name one, but never this one.
      if (name === DEFAULT_GATEWAY_NAME && user === 'floating-ip') {
        remarks.problem('address.name', `${name} is the way out of the whole Project. Choose another.`)
      }
  }
}

/** What is made before the thing that uses the address. */
export function addressSteps(choice: AddressChoice): Step[] {
  if (choice.use !== 'new') return []
  const { name, networkType } = choice
  return [{ verb: 'create', object: { kind: 'external-ips', name, networkType } }]
}

/** What a Service asks for to get the address. Never a binding and a type at once (kube-dc.md §13, 5). */
export function addressAsks(choice: AddressChoice): PlannedAsks {
  if (choice.use === 'own') return { networkType: choice.networkType }
  const name = chosenEip(choice)
  return name === DEFAULT_GATEWAY_NAME || name === undefined
    ? { bindOnDefaultGateway: true }
    : { bindOnEip: name }
}

/** Ports that are free on a chosen address, near a wanted one; `also`: those that the form has already. */
export function suggestedPorts(
  choice: AddressChoice,
  wanted: { readonly protocol: string; readonly port: number },
  also: readonly number[],
  facts: JudgementFacts,
): readonly number[] {
  const eip = chosenEip(choice)
  return onGround(facts, ({ reader }) => freePorts(reader, eip === undefined ? {} : { eip }, wanted, also))
}
