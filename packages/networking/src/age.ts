const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** Lengths of time in milliseconds, for thresholds. */
export const DURATION = { second: SECOND, minute: MINUTE, hour: HOUR, day: DAY } as const

interface Unit {
  readonly size: number
  /** Used from this length on, up to the next unit's. */
  readonly from: number
  readonly short: string
  readonly word: string
}

// Days last for two years: `131 d` says more to an operator than `4 mo`. Hours end where days begin, as in kubectl's
// coarse form, so that a column of ages stays narrow.
const UNITS: readonly Unit[] = [
  { size: YEAR, from: 2 * YEAR, short: 'y', word: 'year' },
  { size: DAY, from: DAY, short: 'd', word: 'day' },
  { size: HOUR, from: HOUR, short: 'h', word: 'hour' },
  { size: MINUTE, from: MINUTE, short: 'min', word: 'minute' },
]
const SECONDS: Unit = { size: SECOND, from: 0, short: 's', word: 'second' }

function unitOf(duration: number): Unit {
  return UNITS.find(({ from }) => duration >= from) ?? SECONDS
}

/**
 * Milliseconds from an RFC 3339 time to `now` (milliseconds since 1970). A time in the future counts as now, because
 * clocks of browser and cluster differ. Undefined for what is not a time.
 */
export function elapsed(since: string | undefined, now: number): number | undefined {
  const start = Date.parse(since ?? '')
  return Number.isNaN(start) ? undefined : Math.max(0, now - start)
}

/** A length of time for a column, in one piece: `40 s`, `5 min`, `2 h`, `131 d`, `3 y`; always rounded down. */
export function shortDuration(duration: number): string {
  const { size, short } = unitOf(duration)
  return `${Math.floor(duration / size)}\u00a0${short}`
}

/** A length of time inside a sentence: `1 minute`, `41 days`; always rounded down. */
export function durationWords(duration: number): string {
  const { size, word } = unitOf(duration)
  const count = Math.floor(duration / size)
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

/** Milliseconds until `shortDuration` and `durationWords` of a growing length of time say something else. */
export function nextChange(duration: number): number {
  const { size } = unitOf(duration)
  return size - (duration % size)
}
