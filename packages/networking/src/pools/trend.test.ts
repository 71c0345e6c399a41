import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DURATION } from '../age.ts'
import { recentAllocations, trendOf, type Sample } from './trend.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')

function daily(days: number, used: (day: number) => number): Sample[] {
  return Array.from({ length: days + 1 }, (_, day) => ({
    at: NOW - (days - day) * DURATION.day,
    used: used(day),
  }))
}

describe('a trend', () => {
  it('needs two weeks of history', () => {
    expect(trendOf([], 10, NOW)).toEqual({ state: 'unknown' })
    expect(
      trendOf(
        daily(13, (day) => day),
        10,
        NOW,
      ),
    ).toEqual({ state: 'unknown', since: NOW - 13 * DURATION.day })
    expect(
      trendOf(
        daily(14, (day) => day),
        10,
        NOW,
      ).state,
    ).toBe('growing')
  })

  it('names the day on which a steady growth ends', () => {
    expect(
      trendOf(
        daily(28, (day) => 100 + day),
        30,
        NOW,
      ),
    ).toMatchObject({
      state: 'growing',
      perWeek: 7,
      exhaustedAt: NOW + 30 * DURATION.day,
      between: { from: NOW + 30 * DURATION.day, to: NOW + 30 * DURATION.day },
    })
  })

  it('is not moved by one jump', () => {
    const trend = trendOf(
      daily(28, (day) => (day === 20 ? 500 : 100)),
      30,
      NOW,
    )
    expect(trend).toMatchObject({ state: 'steady', perWeek: 0 })
  })

  it('names no end where growth may as well have stopped', () => {
    const trend = trendOf(
      daily(30, (day) => 100 + day + 40 * Math.sin(day)),
      30,
      NOW,
    )
    expect(trend).toMatchObject({ state: 'growing' })
    expect(trend.state === 'growing' && trend.between.to).toBeUndefined()
  })

  it('does not depend on the order of samples, and its date lies within its bounds', () => {
    const samples = fc.array(fc.record({ at: fc.integer({ min: 0, max: NOW }), used: fc.nat(1000) }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(samples, fc.nat(1000), (given, free) => {
        const trend = trendOf(given, free, NOW)
        const distinct = new Set(given.map(({ at }) => at)).size === given.length
        if (distinct) expect(trendOf(given.toReversed(), free, NOW)).toEqual(trend)
        if (trend.state !== 'growing') return
        expect(trend.between.from).toBeLessThanOrEqual(trend.exhaustedAt)
        expect(trend.between.to ?? Infinity).toBeGreaterThanOrEqual(trend.exhaustedAt)
      }),
    )
  })

  it('costs the same for a year of minutes', () => {
    const minutes = Array.from({ length: 500_000 }, (_, index) => ({
      at: NOW - index * DURATION.minute,
      used: 5,
    }))
    expect(trendOf(minutes, 10, NOW)).toMatchObject({ state: 'steady', perWeek: 0 })
  })
})

it('counts the allocations of the last week', () => {
  const ago = (days: number) => new Date(NOW - days * DURATION.day).toISOString()
  expect(recentAllocations([ago(0), ago(6.9), ago(7), ago(-1), 'x'], NOW)).toBe(2)
})
