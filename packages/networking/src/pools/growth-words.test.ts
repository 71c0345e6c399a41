import { describe, expect, it } from 'vitest'
import { DURATION } from '../age.ts'
import { growthWords } from './growth-words.ts'
import type { Growth, Trend } from './trend.ts'

const NOW = Date.parse('2026-08-20T12:00:00Z')
const WEEK = 7 * DURATION.day

function growth(trend: Trend, more: Partial<Growth> = {}): Growth {
  return { recent: 3, trend, samples: [], source: 'store', ...more }
}

function growing(perWeek: number, leftWeeks: number, sinceWeeks: number, to?: number): Trend {
  return {
    state: 'growing',
    since: NOW - sinceWeeks * WEEK,
    perWeek,
    exhaustedAt: NOW + leftWeeks * WEEK,
    between: { from: NOW, ...(to !== undefined && { to: NOW + to * WEEK }) },
  }
}

describe('growth', () => {
  it.each<[Growth, string, boolean]>([
    [growth({ state: 'unknown' }), '3 given out this week; no forecast before two weeks', false],
    [
      growth({ state: 'unknown', since: NOW - 4 * DURATION.day }),
      '3 given out this week; no forecast before two weeks, 4 days of history',
      false,
    ],
    // Clocks differ, and a server that has just started has nothing to say of it.
    [
      growth({ state: 'unknown', since: NOW + 2 * DURATION.second }),
      '3 given out this week; no forecast before two weeks',
      false,
    ],
    [
      growth({ state: 'steady', since: NOW - 9 * WEEK, perWeek: 0 }),
      '3 given out this week; no growth in 9 weeks of history',
      false,
    ],
    [growth(growing(2, 9, 9, 12)), 'Full in about 2 months, weak: 9 weeks of history', true],
    [growth(growing(2, 9, 20, 12)), 'Full in about 2 months, likely: 20 weeks of history', true],
    [growth(growing(2, 9, 20)), 'Full in about 2 months, weak: 20 weeks of history', true],
    [growth(growing(2, 1, 20, 2)), 'Full in about 7 days, likely: 20 weeks of history', true],
    [growth(growing(2, 156, 20, 200)), 'Full in about 3 years, likely: 20 weeks of history', false],
    [growth(growing(87, 600, 20, 700)), '87 more each week; no date of exhaustion within 10 years', false],
    [growth(growing(0.7, 600, 20, 700)), '0.7 more each week; no date of exhaustion within 10 years', false],
    [
      growth({ state: 'steady', since: NOW - 2 * WEEK, perWeek: 0 }, { source: 'memory', recent: 0 }),
      '0 given out this week; no growth in 2 weeks of history of this server',
      false,
    ],
  ])('%#: %s', (given, words, warns) => {
    expect(growthWords(given, NOW)).toEqual({ words, warns })
  })
})
