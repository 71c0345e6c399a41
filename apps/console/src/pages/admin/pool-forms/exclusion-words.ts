import type { ExclusionOutcome } from '@kube-dc/api/pools'
import { list } from '@kube-dc/networking/words'
import type { ExclusionState } from './use-exclusions.ts'

type What = ExclusionState['do']

/** `1 address`, `3,000 addresses`. */
export function addressCount(count: bigint): string {
  return `${count.toLocaleString('en')} ${count === 1n ? 'address' : 'addresses'}`
}

/** What the button does: "Reserve 3 addresses". */
export function verbWords(what: What, count: bigint | undefined): string {
  const verb = what === 'reserve' ? 'Reserve' : 'Release'
  return count === undefined ? `${verb} addresses` : `${verb} ${addressCount(count)}`
}

/** What has become of it: "203.0.113.22 of ext-public is reserved. 3 are free now." */
export function doneWords(pool: string, what: What, { changed, count, free }: ExclusionOutcome): string {
  const [many, left] = [BigInt(count), BigInt(free.after)]
  const subject = changed.length > MOST_NAMED ? addressCount(many) : list(changed)
  const done = what === 'reserve' ? 'reserved' : 'released'
  return `${subject} of ${pool} ${isOrAre(many)} ${done}. ${left === 0n ? 'None' : left.toLocaleString('en')} ${isOrAre(left)} free now.`
}

/** Ranges that one sentence names. */
const MOST_NAMED = 3

function isOrAre(count: bigint): string {
  return count <= 1n ? 'is' : 'are'
}
