import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DURATION, durationWords, elapsed, nextChange, shortDuration } from './age.ts'

const { second, minute, day } = DURATION

describe('durations', () => {
  it.each([
    [0, '0 s', '0 seconds'],
    [999, '0 s', '0 seconds'],
    [second, '1 s', '1 second'],
    [minute - 1, '59 s', '59 seconds'],
    [minute, '1 min', '1 minute'],
    [90 * minute, '1 h', '1 hour'],
    [day - 1, '23 h', '23 hours'],
    [day, '1 d', '1 day'],
    [131 * day, '131 d', '131 days'],
    [2 * 365 * day - 1, '729 d', '729 days'],
    [2 * 365 * day, '2 y', '2 years'],
  ])('%i ms read “%s” and “%s”', (duration, short, words) => {
    expect(shortDuration(duration)).toBe(short.replace(' ', '\u00a0'))
    expect(durationWords(duration)).toBe(words)
  })

  it('say when they change: not before, and then', () => {
    const length = fc.integer({ min: 0, max: 5 * 365 * day })
    fc.assert(
      fc.property(length, (duration) => {
        const wait = nextChange(duration)
        expect(wait).toBeGreaterThan(0)
        expect(durationWords(duration + wait - 1)).toBe(durationWords(duration))
        expect(durationWords(duration + wait)).not.toBe(durationWords(duration))
      }),
    )
  })
})

describe('elapsed', () => {
  const now = Date.parse('2026-05-04T12:00:00Z')

  it.each([
    ['2026-05-04T11:59:20Z', 40 * second],
    ['2026-05-04T13:59:20+02:00', 40 * second],
    ['2026-05-04T12:00:03Z', 0],
    ['', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('since %s is %s ms', (since, duration) => {
    expect(elapsed(since, now)).toBe(duration)
  })
})
