import { DURATION } from '../age.ts'
import { sumOf } from './census.ts'
import { censusOfReport, type CensusReport } from './report.ts'
import type { Sample, Trend } from './trend.ts'

const WEEK = 7 * DURATION.day

/** A pool as a chart of its use draws it: of IPv4 where it has both families. */
export interface Filling {
  readonly used: number
  /** All host addresses that are not excluded. */
  readonly capacity: number
}

export function fillingOf(censuses: readonly CensusReport[]): Filling {
  const four = censuses.filter(({ family }) => family === 4)
  const { whole, parts } = sumOf((four.length > 0 ? four : censuses).map(censusOfReport))
  const capacity = whole - parts.excluded
  return { used: Number(capacity - parts.free), capacity: Number(capacity) }
}

/** Where use goes if it goes on: as the growth was, and its spread. Each a line from now on that ends at the capacity. */
export interface Forecast {
  readonly line: readonly Sample[]
  readonly low: readonly Sample[]
  readonly high: readonly Sample[]
}

/** A forecast reaches as far as there is history behind it, and not beyond this. */
const FARTHEST = 26 * WEEK

/**
 * @param now milliseconds since 1970.
 * @returns undefined where nothing grows, nothing is left, or too little is known.
 */
export function forecastOf(trend: Trend, { used, capacity }: Filling, now: number): Forecast | undefined {
  const free = capacity - used
  if (trend.state !== 'growing' || free <= 0) return undefined
  const { from, to } = trend.between
  const until = now + Math.min(now - trend.since, FARTHEST)
  const toCapacity = (rate: number): readonly Sample[] => {
    const start = { at: now, used }
    const reached = now + free / rate
    if (reached >= until) return [start, { at: until, used: used + rate * (until - now) }]
    return [start, { at: reached, used: capacity }, { at: until, used: capacity }]
  }
  return {
    line: toCapacity(trend.perWeek / WEEK),
    low: toCapacity(to === undefined || to <= now ? 0 : free / (to - now)),
    high: toCapacity(from <= now ? trend.perWeek / WEEK : free / (from - now)),
  }
}

/** Under this there is nothing to see in a picture. */
const ENOUGH_TO_DRAW = { samples: 3, span: DURATION.hour }

export function isDrawable(samples: readonly Sample[]): boolean {
  const span = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0)
  return samples.length >= ENOUGH_TO_DRAW.samples && span >= ENOUGH_TO_DRAW.span
}

/** A few of the samples, evenly over their number, for a list that says what a picture shows; newest first. */
export function fewOf(samples: readonly Sample[], most = 12): readonly Sample[] {
  const step = Math.max(1, (samples.length - 1) / (most - 1))
  const count = Math.min(samples.length, most)
  return Array.from({ length: count }, (_, index) => samples[Math.round(index * step)])
    .filter((sample) => sample !== undefined)
    .reverse()
}
