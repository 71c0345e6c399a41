import type { HistoryLine } from '@kube-dc/networking/pools/holder-history'
import type { HistorySource, Sample } from '@kube-dc/networking/pools/trend'
import type { Filling } from '@kube-dc/networking/pools/use-forecast'
import { dayOf } from '../../../parts/time.ts'

interface Origin {
  readonly source: HistorySource
  readonly away?: true | undefined
}

/** Since when a history is, and whose: `since 14 Aug, of this server`. */
export function sinceWords(since: string | number, { source, away }: Origin, now: number): string {
  const whose = source === 'memory' ? ', of this server' : ''
  return `since ${dayOf(since, now)}${whose}${away ? '; the history that is kept does not answer' : ''}`
}

/** The days of one line: `since 14 Aug`, `9 Aug – 12 Aug`, `9 Aug`. */
export function lineDays({ from, to }: HistoryLine, now: number): string {
  const first = dayOf(from, now)
  if (to === undefined) return `since ${first}`
  const last = dayOf(to, now)
  return first === last ? first : `${first} – ${last}`
}

/** What a chart of use shows, in words. */
export function chartWords(samples: readonly Sample[], { used, capacity }: Filling, now: number): string {
  const [first] = samples
  const begin = first ? `${first.used.toLocaleString('en')} on ${dayOf(first.at, now)}, ` : ''
  return `In use: ${begin}${used.toLocaleString('en')} of ${capacity.toLocaleString('en')} now.`
}
