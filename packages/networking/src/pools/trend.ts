import { DURATION } from '../age.ts'

const WEEK = 7 * DURATION.day

/** How many addresses were in use at a time. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly used: number
}

/**
 * Growth of a pool. `unknown`: too little history; a date needs two weeks of it, because weekends and single tenants
 * would else be taken for a trend.
 */
export type Trend =
  | { readonly state: 'unknown'; readonly since?: number }
  | { readonly state: 'steady'; readonly since: number; readonly perWeek: number }
  | {
      readonly state: 'growing'
      readonly since: number
      readonly perWeek: number
      /** When nothing is free any more, if it goes on like this; milliseconds since 1970. */
      readonly exhaustedAt: number
      /** From when to when, by the spread of the growth that was seen; no end where it may as well stop growing. */
      readonly between: { readonly from: number; readonly to?: number }
    }

/** History under which no date is named. */
const ENOUGH = 2 * WEEK
const ENOUGH_SAMPLES = 8
/** Samples beyond this many are thinned evenly: each is compared with each. */
const MAX_SAMPLES = 200

/**
 * Judges growth by the median of all slopes between two samples (Theil and Sen), which single jumps do not move; the
 * spread of the slopes tells how sure the date is.
 *
 * @param samples in any order.
 * @param free addresses that are free now.
 */
export function trendOf(samples: readonly Sample[], free: number, now: number): Trend {
  const sorted = thinned(
    [...samples].sort((a, b) => a.at - b.at),
    MAX_SAMPLES,
  )
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return { state: 'unknown' }
  if (last.at - first.at < ENOUGH || sorted.length < ENOUGH_SAMPLES)
    return { state: 'unknown', since: first.at }
  const slopes = slopesOf(sorted)
  const slope = quantile(slopes, 0.5)
  const perWeek = slope * WEEK
  if (perWeek < 0.5) return { state: 'steady', since: first.at, perWeek }
  const [low, high] = [quantile(slopes, 0.25), quantile(slopes, 0.75)]
  const end = (rate: number) => now + free / rate
  return {
    state: 'growing',
    since: first.at,
    perWeek,
    exhaustedAt: end(slope),
    between: { from: end(high), ...(low > 0 && { to: end(low) }) },
  }
}

function thinned(samples: readonly Sample[], most: number): readonly Sample[] {
  if (samples.length <= most) return samples
  const step = (samples.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, index) => samples[Math.round(index * step)]).filter(
    (sample) => sample !== undefined,
  )
}

/** Addresses per millisecond between every two samples of different times, ascending. */
function slopesOf(samples: readonly Sample[]): number[] {
  return samples
    .flatMap((a, index) =>
      samples.slice(index + 1).flatMap((b) => (b.at > a.at ? [(b.used - a.used) / (b.at - a.at)] : [])),
    )
    .sort((a, b) => a - b)
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}

/** Allocations of the last seven days that are still held: what can be told without any history. */
export function recentAllocations(createdAt: readonly string[], now: number): number {
  return createdAt.filter((time) => {
    const at = Date.parse(time)
    return at <= now && now - at < WEEK
  }).length
}

/** What is told of a pool's growth. */
export interface Growth {
  /** Addresses given out in the last seven days that are still held. */
  readonly recent: number
  readonly trend: Trend
  /** Use over time for a chart, oldest first, thinned evenly. */
  readonly samples: readonly Sample[]
  /** Where the history comes from. `memory`: of the server that answers, since it started. */
  readonly source: HistorySource
  /** A history that outlives the server is set up and does not answer, so there is its own only. */
  readonly away?: true
}

/** `memory`: what this server has seen since it started. `store`: what outlives it. */
export type HistorySource = 'memory' | 'store'

const MOST_DRAWN = 120

/** Thins samples for a picture; the first and the last always stay. */
export function drawnSamples(samples: readonly Sample[]): readonly Sample[] {
  return thinned(
    [...samples].sort((a, b) => a.at - b.at),
    MOST_DRAWN,
  )
}
