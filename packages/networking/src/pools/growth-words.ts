import { DURATION, durationWords } from '../age.ts'
import { count } from '../words.ts'
import type { Growth } from './trend.ts'

const WEEK = 7 * DURATION.day
/** A date further away than this says nothing. */
const FAR = 10 * 365 * DURATION.day
/** History under which a date is called weak. */
const STRONG = 12 * WEEK

/** What is told of growth in one line. */
export interface GrowthWords {
  readonly words: string
  /** It runs out soon enough for somebody to do something. */
  readonly warns: boolean
}

/** Exhaustion nearer than this warns. */
const SOON = 26 * WEEK

/**
 * Growth in one line, never surer than its history.
 *
 * @param now milliseconds since 1970.
 */
export function growthWords({ recent, trend, source }: Growth, now: number): GrowthWords {
  const given = `${recent.toLocaleString('en')} given out this week`
  if (trend.state === 'unknown') {
    const length = trend.since === undefined ? 0 : now - trend.since
    const since = length < DURATION.hour ? '' : `, ${durationWords(length)} of history`
    return { words: `${given}; no forecast before two weeks${since}`, warns: false }
  }
  const seen = `${weeks(now - trend.since)} of history${source === 'memory' ? ' of this server' : ''}`
  if (trend.state === 'steady') return { words: `${given}; no growth in ${seen}`, warns: false }
  const left = trend.exhaustedAt - now
  const rate = `${trend.perWeek.toLocaleString('en', { maximumFractionDigits: trend.perWeek < 10 ? 1 : 0 })} more each week`
  if (left > FAR) return { words: `${rate}; no date of exhaustion within 10 years`, warns: false }
  const sure = now - trend.since < STRONG || trend.between.to === undefined ? 'weak' : 'likely'
  return { words: `Full in about ${about(left)}, ${sure}: ${seen}`, warns: left < SOON }
}

function weeks(duration: number): string {
  return count(Math.floor(duration / WEEK), 'week', 'weeks')
}

/** A length of time as far as a forecast can name it. */
function about(duration: number): string {
  if (duration < 2 * WEEK) return durationWords(Math.max(duration, DURATION.day))
  if (duration < 9 * WEEK) return weeks(duration)
  const months = Math.round(duration / (30.4 * DURATION.day))
  return months < 24 ? count(months, 'month', 'months') : count(Math.round(months / 12), 'year', 'years')
}
