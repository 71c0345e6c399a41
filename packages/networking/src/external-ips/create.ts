import { deniedReason, type Access } from '../access.ts'
import { DEFAULT_GATEWAY_NAME } from '../model/external-ip.ts'
import type { Installation } from '../model/installation.ts'
import { NETWORK_TYPES, type NetworkType } from '../model/network-type.ts'
import { freeName, nameProblem } from '../names.ts'
import { isSpent, quotaSentence, spentWords, type PublicQuota } from '../quota.ts'
import type { ProjectFacts } from '../rules/rule.ts'
import { verdict, type Verdict } from '../verdict.ts'

/** A network type in the form: always shown, with the reason where it cannot be chosen. */
export interface OfferedType {
  readonly type: NetworkType
  readonly offered: boolean
  /** Why it is not offered. */
  readonly reason?: string
  /** What an address of this type is good for in this Project. */
  readonly meaning: string
  /** What it costs, with the age of the figures. */
  readonly cost: string
  /** It can be chosen and would probably wait: what for, and what to do. */
  readonly warning?: string
}

const NOTHING_COSTS = 'Not limited by your plan.'

function meaning(type: NetworkType, { name, egressNetworkType }: ProjectFacts): string {
  if (type === 'cloud') {
    return egressNetworkType === 'public'
      ? `A private address of the platform, which the Internet does not reach. ${name} itself reaches out through a public one, so pick this only for users inside the platform or behind a gateway route.`
      : 'A private address of the platform, which the Internet does not reach. Enough for gateway routes and for users inside the platform.'
  }
  return egressNetworkType === 'public'
    ? `An address that the Internet can reach, beside the public one through which ${name} reaches out.`
    : `An address that the Internet can reach. ${name} itself keeps reaching out through its cloud address.`
}

/**
 * The network types with what each means in this Project (kube-dc.md §1, §4.1). Only the installation decides what is
 * offered. A spent quota only warns, as its figures are sampled and the platform has the last word.
 *
 * @param now milliseconds since 1970.
 * @param waiting public External IPs without an address that the viewer sees.
 */
export function offeredTypes(
  project: ProjectFacts,
  installation: Installation,
  quota: PublicQuota,
  now: number,
  waiting = 0,
): readonly OfferedType[] {
  return NETWORK_TYPES.map((type): OfferedType => {
    const reason = notOfferedReason(type, installation)
    const offered = reason === undefined
    return {
      type,
      offered,
      meaning: meaning(type, project),
      cost: type === 'public' ? quotaSentence(quota, now, waiting) : NOTHING_COSTS,
      ...(reason !== undefined && { reason }),
      ...(offered && type === 'public' && isSpent(quota) && { warning: spentWarning(quota, waiting) }),
    }
  })
}

/** Why a network type cannot be had here, whoever asks; undefined when it can. */
export function notOfferedReason(type: NetworkType, { networkTypes }: Installation): string | undefined {
  if (networkTypes.includes(type)) return undefined
  return `This installation offers no ${type} addresses. Its provider decides that.`
}

function spentWarning(quota: PublicQuota & { state: 'full' | 'over' }, waiting: number): string {
  return `No public address left: ${spentWords(quota, waiting)}. A new one waits until another is deleted.`
}

/** The type to begin with: what the platform itself would take, where that is offered. It is always written (§4.1). */
export function suggestedType({ networkTypes, defaultTypes }: Installation): NetworkType {
  const [first = 'cloud'] = networkTypes
  return networkTypes.includes(defaultTypes.externalIp) ? defaultTypes.externalIp : first
}

/** A name that is free, to begin with. */
export function suggestedName(type: NetworkType, taken: ReadonlySet<string>): string {
  return freeName(`${type}-ip`, taken)
}

/** What is wrong with a name, in words; also that it is taken, as far as the list tells. */
export function externalIpNameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  const problem = nameProblem(name)
  if (problem !== undefined) return problem
  // The platform takes whatever has this name for the way out of the Project (kube-dc.md §7, §13, 14).
  if (name === DEFAULT_GATEWAY_NAME) return `${name} is the name of the Project’s way out. Choose another.`
  if (!taken.has(name)) return undefined
  return `${name} exists already. ${freeName(name, taken)} is free.`
}

export interface CreateFacts {
  /** `undefined` while it is not known. */
  readonly access: Access | undefined
  readonly project: ProjectFacts & { readonly ready?: boolean | undefined }
  readonly installation: Installation
  readonly quota: PublicQuota
  /** Public External IPs without an address that the viewer sees; absent: nobody looked. */
  readonly waiting?: number
  readonly now: number
}

/** Why nothing can be created in a Project, whoever asks; undefined where nothing says so. */
export function unreadyReason({ name, ready }: CreateFacts['project']): string | undefined {
  return ready === false
    ? `${name} is not ready: the platform is still making it, or it is over a limit. Nothing can be created in it before.`
    : undefined
}

/** Whether this person can create an External IP here, and what the form shows. */
export function canCreateExternalIp(facts: CreateFacts): Verdict<{ readonly types: readonly OfferedType[] }> {
  const { access, project, installation, quota, waiting, now } = facts
  return verdict(deniedReason(access, 'create', 'external-ips') ?? unreadyReason(project), {
    types: offeredTypes(project, installation, quota, now, waiting),
  })
}
