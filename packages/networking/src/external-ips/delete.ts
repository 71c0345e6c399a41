import { deniedReason, type Access } from '../access.ts'
import { durationWords, elapsed } from '../age.ts'
import type { AddressOwner, ExternalIp } from '../model/external-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { verdict, type Verdict } from '../verdict.ts'
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
  readonly now: number
}

/**
 * Whether this person can delete an External IP, and what that breaks. The cluster allows deleting a bound one and
 * connections break at once (kube-dc.md §2.1). The default gateway is never deleted here: the platform would make it
 * anew, possibly with another address, and nothing in the Project reaches out meanwhile (§13, 14).
 */
export function canDeleteExternalIp(
  ip: ExternalIp | Unreadable,
  { access, project, now }: DeleteFacts,
): Verdict<DeleteImpact> {
  const reason =
    keptReason(ip, project) ?? deletingReason(ip, now) ?? deniedReason(access, 'delete', 'external-ips')
  return verdict(reason, impact(ip))
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

function impact(ip: ExternalIp | Unreadable): DeleteImpact {
  if (ip.kind === 'Unreadable') {
    return {
      breaks: ['Whatever uses it loses its address: the object cannot be read, so its users are not known.'],
      lost: [],
      typeName: true,
    }
  }
  const breaks = ip.owners.map((owner) => breakage(owner, ip))
  return { breaks, lost: lost(ip), typeName: breaks.length > 0 }
}

function breakage(owner: AddressOwner, ip: ExternalIp): string {
  const words = ownerWords(owner, ip.meta.namespace)
  switch (owner.type) {
    case 'Snat':
      return 'Cuts what reaches out through this address off.'
    case 'ServiceLb':
      return `Disconnects ${words}.`
    case 'FIp':
      return `Disconnects ${words}, in both directions.`
    default:
      return `Takes the address from ${words}.`
  }
}

function lost(ip: ExternalIp): string[] {
  if (ip.address === undefined) return []
  return [
    `${ip.address} goes back to the pool. Getting the same one again is not assured.`,
    'A DNS record that still points to it will lead to whoever gets it next.',
  ]
}
