import { ownerWords } from '../external-ips/owners.ts'
import type { Issuer } from '../model/certificate.ts'
import type { AddressOwner, ExternalIp } from '../model/external-ip.ts'
import type { FloatingIp } from '../model/floating-ip.ts'
import type { OvnEip } from '../model/ovn-eip.ts'
import type { Service } from '../model/service.ts'
import type { Subnet } from '../model/subnet.ts'
import type { Unreadable } from '../model/unreadable.ts'
import type { Vlan } from '../model/vlan.ts'
import { OPERATION_LABEL, RESTORED_LABEL } from './manifest.ts'
import type { PlannedObject } from './objects.ts'
import type { Plan, Step } from './plan.ts'

export type PlannedKind = PlannedObject['kind']

export type LiveObject = ExternalIp | FloatingIp | Service | Issuer | Vlan | Subnet | Unreadable

/** What the cluster holds, as far as an operation looks at it. */
export interface LiveState {
  /** The objects that the plan names, by `liveKey`; one that is not there does not exist. */
  readonly objects: ReadonlyMap<string, LiveObject>
  /**
   * Who may have asked for something of the operation's: all Services and floating IPs of the Project, where it is about an
   * External IP; OvnEips and Subnets, where it takes a pool back.
   */
  readonly others: readonly (Service | FloatingIp | OvnEip | Subnet)[]
}

export function liveKey(kind: PlannedKind, name: string): string {
  return `${kind}/${name}`
}

/** The object that a step is about. */
export function objectOf(step: Step): { readonly kind: PlannedKind; readonly name: string } {
  return step.verb === 'create' ? step.object : step
}

/** Every object that a plan is about, once. */
export function objectsOf({ steps }: Plan): readonly { readonly kind: PlannedKind; readonly name: string }[] {
  const byKey = new Map(steps.map(objectOf).map(({ kind, name }) => [liveKey(kind, name), { kind, name }]))
  return [...byKey.values()]
}

const WORDS: { readonly [K in PlannedKind]: string } = {
  'external-ips': 'External IP',
  'floating-ips': 'floating IP',
  services: 'Service',
  issuers: 'Issuer',
  vlans: 'VLAN',
  subnets: 'pool',
}

/** `External IP uplink-a`. */
export function objectWords({ kind, name }: { readonly kind: PlannedKind; readonly name: string }): string {
  return `${WORDS[kind]} ${name}`
}

/** Made by the operation of this id, going forward. */
export function isMade({ meta }: LiveObject, id: string): boolean {
  return meta.labels?.[OPERATION_LABEL] === id
}

/** Made again by the operation of this id, while it was undone. */
export function isRestored({ meta }: LiveObject, id: string): boolean {
  return meta.labels?.[RESTORED_LABEL] === id
}

/** Who uses an External IP beside the operation itself. */
export interface OtherUsers {
  /** In words; these stay, and so does the address. */
  readonly foreign: readonly string[]
  /** Objects of the operation that the platform has not let go of yet. */
  readonly leaving: readonly string[]
}

/**
 * Who else uses, or has asked for, an External IP. What the platform reports lags behind what is asked for, so both are
 * looked at.
 */
export function otherUsers(ip: ExternalIp, id: string, { others }: LiveState): OtherUsers {
  const foreign = new Set<string>()
  const leaving = new Set<string>()
  for (const owner of ip.owners) {
    const words = ownerWords(owner, ip.meta.namespace)
    const user = userOf(owner, ip, others)
    if (user === 'elsewhere' || (user && !isOurs(user, id))) foreign.add(words)
    else leaving.add(words)
  }
  for (const user of others) {
    if (user.kind !== 'Service' && user.kind !== 'FloatingIp') continue
    if (asksFor(user, ip.meta.name) && !isOurs(user, id)) foreign.add(userWords(user))
  }
  return { foreign: [...foreign], leaving: [...leaving] }
}

function isOurs(object: LiveObject, id: string): boolean {
  return isMade(object, id) || isRestored(object, id)
}

/** `undefined`: what the platform names is gone, and so will be the entry. */
function userOf(
  { type, name, namespace }: AddressOwner,
  { meta }: ExternalIp,
  others: LiveState['others'],
): Service | FloatingIp | 'elsewhere' | undefined {
  if (namespace !== undefined && namespace !== meta.namespace) return 'elsewhere'
  if (type === 'ServiceLb')
    return others.filter((one) => one.kind === 'Service').find(({ meta: { name: own } }) => own === name)
  if (type === 'FIp')
    return others.filter((one) => one.kind === 'FloatingIp').find(({ meta: { name: own } }) => own === name)
  return 'elsewhere'
}

function asksFor(user: Service | FloatingIp, name: string): boolean {
  if (user.kind === 'FloatingIp') return user.requestedEip === name
  return user.type === 'LoadBalancer' && user.asks.bindOnEip === name
}

function userWords({ kind, meta }: Service | FloatingIp): string {
  return kind === 'Service' ? `load balancer ${meta.name}` : `floating IP ${meta.name}`
}
