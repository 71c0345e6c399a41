import type { UndeclaredPort } from '../joins/views.ts'
import { list } from '../words.ts'

const declares = (declared: readonly number[]) => list(declared.map(String))

/** The same where it is asked for, where it is reviewed and where it is diagnosed. Likely only: pods need not declare ports. */
export function undeclaredWords(
  of: string,
  { targetPort, declared }: Pick<UndeclaredPort, 'targetPort' | 'declared'>,
): string {
  return `The pods of ${of} declare ${declares(declared)}, not ${targetPort}: likely nothing answers there`
}

/** For a row that names it already. */
export function undeclaredShort({ targetPort, declared }: UndeclaredPort): string {
  return `Its pods declare ${declares(declared)}, not ${targetPort}`
}
