import type { Condition } from '../model/object.ts'
import type { Evidence, Ref } from './finding.ts'

/**
 * The first condition that complains in words of a kind. Kube-DC publishes neither types nor reasons (kube-dc.md §13, 1),
 * so what rests on this alone is `likely`.
 *
 * A condition complains by its reason and message where it is not `True`, and by its type where it is: `Ready` false with
 * the message "quota exceeded" as well as `QuotaExceeded` true, but not `Ready` true with "quota not exceeded".
 *
 * @param about decides on text in lower case.
 */
export function complaint(
  conditions: readonly Condition[],
  about: (text: string) => boolean,
): Condition | undefined {
  return conditions.find(({ type, status, reason = '', message = '' }) =>
    about((status === 'True' ? type : `${reason} ${message}`).toLowerCase()),
  )
}

/** Whether a text says that a quota is used up. Loose on purpose: several parts of the platform speak (kube-dc.md §9). */
export function saysQuotaSpent(text: string): boolean {
  return text.includes('quota') && /exceed|reached|spent|used up|full/.test(text)
}

/** Whether a text says that a pool has no free address; Kube-OVN's keyword is NoAvailableAddress (kube-dc.md §3). */
export function saysPoolFull(text: string): boolean {
  if (saysQuotaSpent(text)) return false
  return /noavailableaddress|no (available|free) (ip )?address|(address|pool|subnet)[a-z ]{0,12}exhausted|pool is full/.test(
    text,
  )
}

/** A condition as evidence, verbatim. */
export function conditionEvidence(
  object: Ref,
  { type, status, reason, message, since }: Condition,
): Evidence {
  const words = [status, reason, message].filter((part) => part !== undefined && part !== '').join(', ')
  return { object, field: `condition ${type}`, value: words, ...(since !== undefined && { at: since }) }
}
