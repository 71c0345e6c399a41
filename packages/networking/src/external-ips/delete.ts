import { deniedReason, type Access } from '../access.ts'
import { durationWords, elapsed } from '../age.ts'
import type { SeenNetwork } from '../intents/judgement.ts'
import type { Reader } from '../joins/reader.ts'
import type { AddressOwner, ExternalIp } from '../model/external-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { verdict, type Verdict } from '../verdict.ts'
import { count, list } from '../words.ts'
import { isDefaultGateway } from './network.ts'
import { ownerWords } from './owners.ts'

/** What a delete does, for the dialog and for the button's reason. */
export interface DeleteImpact {
  /** One per user of the address: what stops, as a sentence. Empty when nothing uses it as far as it tells. */
  readonly breaks: readonly string[]
  /** What cannot be had back. */
  readonly lost: readonly string[]
  /** Ask for the name first, because somebody depends on it or nobody can tell. */
  readonly typeName: boolean
}

export interface DeleteFacts {
  /** `undefined` while it is not known. */
  readonly access: Access | undefined
  /** Name of the Project, for words. */
  readonly project: string
  /** What else of the Project is seen: with it the users are named by their ports, endpoints and hostnames. */
  readonly network?: Pick<SeenNetwork, 'ask'>
  readonly now: number
}

/**
 * Whether this person can delete an External IP, and what that breaks. The cluster allows deleting a bound one and
 * connections break at once (kube-dc.md §2.1). The default gateway is never deleted here: the platform would make it
 * anew, possibly with another address, and nothing in the Project reaches out meanwhile (§13, 14).
 */
export function canDeleteExternalIp(
  ip: ExternalIp | Unreadable,
  { access, project, network, now }: DeleteFacts,
): Verdict<DeleteImpact> {
  const reason =
    keptReason(ip, project) ?? deletingReason(ip, now) ?? deniedReason(access, 'delete', 'external-ips')
  return verdict(reason, impact(ip, network))
}

/**
 * Why an External IP of this name is never deleted here, whoever asks; undefined for all but the default gateway.
 *
 * @param project Name of the Project, for words.
 */
export function keptReason(
  ip: { readonly meta: { readonly name: string } },
  project: string,
): string | undefined {
  if (!isDefaultGateway(ip)) return undefined
  return `${ip.meta.name} is the way out of ${project}: without it nothing in the Project reaches anything outside. The platform makes it and removes it with the Project.`
}

function deletingReason({ meta }: ExternalIp | Unreadable, now: number): string | undefined {
  if (meta.deletedAt === undefined) return undefined
  const age = elapsed(meta.deletedAt, now)
  return age === undefined
    ? 'It is being deleted already.'
    : `It is being deleted already, since ${durationWords(age)}.`
}

function impact(ip: ExternalIp | Unreadable, network: DeleteFacts['network']): DeleteImpact {
  if (ip.kind === 'Unreadable') {
    return {
      breaks: ['Whatever uses it loses its address: the object cannot be read, so its users are not known.'],
      lost: [],
      typeName: true,
    }
  }
  const breaks = network
    ? network.ask((reader) => [
        ...ip.owners.flatMap((owner) => breakage(owner, ip, reader)),
        ...untold(ip, reader),
      ])
    : ip.owners.flatMap((owner) => breakage(owner, ip))
  return { breaks, lost: lost(ip), typeName: breaks.length > 0 }
}

function breakage(owner: AddressOwner, ip: ExternalIp, reader?: Reader): string[] {
  const words = ownerWords(owner, ip.meta.namespace)
  switch (owner.type) {
    case 'Snat':
      return ['Cuts what reaches out through this address off.']
    case 'ServiceLb': {
      const isHere = owner.namespace === undefined || owner.namespace === ip.meta.namespace
      return isHere && reader ? disconnected(owner.name, reader) : [`Disconnects ${words}.`]
    }
    case 'FIp':
      return [`Disconnects ${words}, in both directions.`]
    default:
      return [`Takes the address from ${words}.`]
  }
}

/** What a load balancer loses with its address: ports with what answers there, and the hostname that leads to it. */
function disconnected(name: string, reader: Reader): string[] {
  const view = reader.view('load-balancers', name)
  if (view?.kind !== 'LoadBalancerView') return [`Disconnects load balancer ${name}.`]
  const { endpoints, service } = view
  const ports = list(service.ports.map(({ port, protocol }) => `${port}/${protocol}`))
  const behind = endpoints.known ? `, ${count(endpoints.ready, 'endpoint', 'endpoints')}` : ''
  const hostname = reader.view('gateway-routes', name)?.hostname
  return [
    `Disconnects load balancer ${name}: ${ports}${behind}.`,
    ...(hostname === undefined ? [] : [`${hostname} stops answering, as it leads to ${name}.`]),
  ]
}

/** Users that the address itself does not name: those that have it all the same, and those that wait for it. */
function untold({ address, meta, owners }: ExternalIp, reader: Reader): string[] {
  const isTold = (type: string, name: string) =>
    owners.some((owner) => owner.type === type && owner.name === name)
  const asking = reader.find('services', `eip ${meta.name}`)
  const having = address === undefined ? [] : reader.find('services', `address ${address}`)
  const services = new Map([...asking, ...having].map((service) => [service.meta.name, service]))
  const floating = reader.find('floating-ips', `eip ${meta.name}`)
  return [
    ...[...services.values()]
      .filter((service) => !isTold('ServiceLb', service.meta.name))
      .flatMap((service) =>
        service.addresses.length > 0
          ? disconnected(service.meta.name, reader)
          : [`Leaves load balancer ${service.meta.name} waiting: it asks for ${meta.name}.`],
      ),
    ...floating
      .filter((fip) => !isTold('FIp', fip.meta.name))
      .map((fip) => `Leaves floating IP ${fip.meta.name} without an address: it asks for ${meta.name}.`),
  ]
}

function lost(ip: ExternalIp): string[] {
  if (ip.address === undefined) return []
  return [
    `${ip.address} goes back to the pool. Getting the same one again is not assured.`,
    'A DNS record that still points to it will lead to whoever gets it next.',
  ]
}
