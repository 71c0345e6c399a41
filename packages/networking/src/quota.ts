import { durationWords, elapsed } from './age.ts'
import type { Views } from './joins/views.ts'
import type { Organization } from './model/organization.ts'

/**
 * What is known about an Organization's public IPv4 addresses (kube-dc.md §9).
 *
 * - `hidden`: the Organization could not be read, for lack of rights or because it has not arrived yet.
 * - `unknown`: it was read and says too little to compare; an absent figure is never zero.
 * - `no-limit`: it tells a use and no limit; plans without an entry are not limited.
 * - `room`, `full`, `over`: both figures are known. `over` happens after a downgrade.
 */
export type PublicQuota =
  | { readonly state: 'hidden'; readonly organization: string }
  | {
      readonly state: 'unknown'
      readonly organization: string
      readonly limit?: number
      readonly asOf?: string
    }
  | {
      readonly state: 'no-limit'
      readonly organization: string
      readonly used: number
      readonly asOf?: string
    }
  | {
      readonly state: 'room' | 'full' | 'over'
      readonly organization: string
      readonly used: number
      readonly limit: number
      /** RFC 3339 time of the figures: they are sampled, minutes old by design. */
      readonly asOf?: string
    }

/** The quota from the Organization; `undefined` where it cannot be read. */
export function publicQuota(name: string, organization: Organization | undefined): PublicQuota {
  if (!organization) return { state: 'hidden', organization: name }
  const { used, hard } = organization.publicIPv4
  const common = {
    organization: name,
    ...(organization.figuresFrom !== undefined && { asOf: organization.figuresFrom }),
  }
  if (used === undefined) return { state: 'unknown', ...common, ...(hard !== undefined && { limit: hard }) }
  if (hard === undefined) return { state: 'no-limit', ...common, used }
  const state = used < hard ? 'room' : used === hard ? 'full' : 'over'
  return { state, ...common, used, limit: hard }
}

/** Whether the figures say that no further public address can be had. */
export function isSpent(quota: PublicQuota): quota is PublicQuota & { state: 'full' | 'over' } {
  return quota.state === 'full' || quota.state === 'over'
}

/**
 * What of the figures has an address and what waits for one: the platform counts both (kube-dc.md §13, 13).
 *
 * @param waiting public External IPs without an address that the viewer sees; there may be more in other Projects.
 */
export function inUse(
  quota: { readonly used: number; readonly limit: number },
  waiting: number,
): { readonly used: number; readonly waiting: number } {
  const beyond = Math.min(waiting, Math.max(0, quota.used - quota.limit))
  return { used: quota.used - beyond, waiting: beyond }
}

/** How many public External IPs of a Project have no address: the platform counts them as used (kube-dc.md §13, 13). */
export function waitingPublic(views: readonly Views['external-ips'][]): number {
  return views.filter(
    (view) =>
      view.kind === 'ExternalIpView' && view.networkType === 'public' && view.ip.address === undefined,
  ).length
}

/**
 * How a spent quota is used, within a sentence: `nimbus uses 3 of 3, 1 more waits`.
 *
 * @param waiting public External IPs without an address that the viewer sees.
 */
export function spentWords(quota: PublicQuota & { state: 'full' | 'over' }, waiting: number): string {
  const { organization, limit } = quota
  const use = inUse(quota, waiting)
  if (use.used > limit) {
    return `${organization} may have ${limit}, and the platform counts ${quota.used}, waiting ones too`
  }
  const more = use.waiting === 0 ? '' : `, ${use.waiting} more ${use.waiting === 1 ? 'waits' : 'wait'}`
  return `${organization} uses ${use.used} of ${limit}${more}`
}

function asOf(time: string | undefined, now: number): string {
  const age = elapsed(time, now)
  return age === undefined ? ', at a time that is not told' : `, as of ${durationWords(age)} ago`
}

/** One sentence about the quota with its age, for the foot of the list and beside the type in forms. */
export function quotaSentence(quota: PublicQuota, now: number, waiting = 0): string {
  const { organization } = quota
  switch (quota.state) {
    case 'hidden':
      return `How many public addresses ${organization} uses is not known: the Organization cannot be read here.`
    case 'unknown':
      return quota.limit === undefined
        ? `How many public addresses ${organization} uses is not known: the platform reports no figures.`
        : `Public addresses: limit ${quota.limit} in ${organization}; how many are used is not reported.`
    case 'no-limit':
      return `Public addresses: ${quota.used} used in ${organization}, no limit reported${asOf(quota.asOf, now)}.`
    default: {
      const use = inUse(quota, waiting)
      const more = use.waiting === 0 ? '' : `, ${use.waiting} waiting; the platform counts ${quota.used}`
      return `Public addresses: ${use.used} of ${quota.limit} used in ${organization}${more}${asOf(quota.asOf, now)}.`
    }
  }
}
