import { isSpent, spentWords } from '../quota.ts'
import type { AdviceFacts, ShareableAddress, TargetFacts } from './facts.ts'
import type { Wish } from './wish.ts'

/** `for` and `note` never forbid; one `against` is enough. */
export interface Reason {
  readonly tone: 'for' | 'note' | 'against'
  readonly text: string
  /** What is in the way can be looked at: who holds the public addresses. */
  readonly see?: 'holders'
}

/** What speaks for and against a method. */
export interface Judged {
  /** Whether it suits the wish, whatever else changes. */
  readonly fits: readonly Reason[]
  /** Whether it is possible here and now. */
  readonly now: readonly Reason[]
  readonly publicAddresses: 0 | 1
  readonly address?: ShareableAddress
}

export const pro = (text: string): Reason => ({ tone: 'for', text })
export const note = (text: string): Reason => ({ tone: 'note', text })
export const contra = (text: string): Reason => ({ tone: 'against', text })

export function denied(reason: string | undefined): Reason[] {
  return reason === undefined ? [] : [contra(reason)]
}

/** What every way with a Service needs. */
export function service({ denied: { services }, loadBalancers }: AdviceFacts): Reason[] {
  const full = loadBalancers?.used !== undefined && loadBalancers.used >= loadBalancers.hard
  return [
    ...denied(services),
    ...(full
      ? [contra(`The quota of load balancers is used up: ${loadBalancers.used} of ${loadBalancers.hard}.`)]
      : []),
  ]
}

export function notRunning(target: TargetFacts | undefined): Reason[] {
  if (target?.ready !== 0) return []
  return [note(`${target.ref.name} does not run now, so nothing answers until it does.`)]
}

interface NewAddress {
  readonly reasons: readonly Reason[]
  readonly publicAddresses: 0 | 1
}

/** An address that is the exposure's alone: an idle one where there is any, else a further one. */
export function newAddress({ from }: Wish, { networkTypes, idle, quota, waiting }: AdviceFacts): NewAddress {
  const type = from === 'internet' ? 'public' : 'cloud'
  const [free] = idle[type]
  if (free !== undefined) {
    return { reasons: [pro(`${free} is free and can be used, at no further cost.`)], publicAddresses: 0 }
  }
  const publicAddresses = type === 'public' ? 1 : 0
  if (!networkTypes.includes(type)) {
    const text = `This installation offers no ${type} addresses. Its provider decides that.`
    return { reasons: [contra(text)], publicAddresses }
  }
  if (type === 'public' && isSpent(quota)) {
    return {
      reasons: [{ ...contra(`No public address left: ${spentWords(quota, waiting)}.`), see: 'holders' }],
      publicAddresses,
    }
  }
  return { reasons: [], publicAddresses }
}
