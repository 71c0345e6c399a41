import { describe, expect, it } from 'vitest'
import { DURATION } from '../age.ts'
import type { CensusReport } from './report.ts'
import { fewOf, fillingOf, forecastOf, isDrawable } from './use-forecast.ts'
import type { Trend } from './trend.ts'

const WEEK = 7 * DURATION.day
const NOW = 1_000 * WEEK

function growing(from: number, to?: number): Trend {
  const between = { from: NOW + from * WEEK, ...(to !== undefined && { to: NOW + to * WEEK }) }
  return { state: 'growing', since: NOW - 10 * WEEK, perWeek: 2, exhaustedAt: NOW + 5 * WEEK, between }
}

function weeks(line: readonly { at: number; used: number }[] | undefined) {
  return line?.map(({ at, used }) => [(at - NOW) / WEEK, used])
}

describe('a forecast', () => {
  const filling = { used: 20, capacity: 30 }

  it('goes as far as the history, with its spread, and ends at the capacity', () => {
    const forecast = forecastOf(growing(4, 20), filling, NOW)
    expect(weeks(forecast?.line)).toEqual([
      [0, 20],
      [5, 30],
      [10, 30],
    ])
    expect(weeks(forecast?.high)).toEqual([
      [0, 20],
      [4, 30],
      [10, 30],
    ])
    expect(weeks(forecast?.low)).toEqual([
      [0, 20],
      [10, 25],
    ])
  })

  it('may as well be no growth', () => {
    expect(weeks(forecastOf(growing(4), filling, NOW)?.low)).toEqual([
      [0, 20],
      [10, 20],
    ])
  })

  it.each<[string, Trend, typeof filling]>([
    ['nothing grows', { state: 'steady', since: 0, perWeek: 0 }, filling],
    ['too little is known', { state: 'unknown' }, filling],
    ['nothing is left', growing(0, 0), { used: 30, capacity: 30 }],
  ])('is none where %s', (_, trend, of) => {
    expect(forecastOf(trend, of, NOW)).toBeUndefined()
  })
})

describe('what is drawn', () => {
  const census = (family: 4 | 6, free: string, excluded: string): CensusReport => ({
    family,
    whole: '30',
    parts: { exclusive: '1', shared: '2', released: '0', platform: '1', problems: '0', excluded, free },
  })

  it('is IPv4 where there are both', () => {
    expect(fillingOf([census(6, '26', '0'), census(4, '20', '6')])).toEqual({ used: 4, capacity: 24 })
    expect(fillingOf([census(6, '26', '0')])).toEqual({ used: 4, capacity: 30 })
    expect(fillingOf([])).toEqual({ used: 0, capacity: 0 })
  })

  it('needs an hour and three figures', () => {
    const at = (...minutes: number[]) => minutes.map((minute) => ({ at: minute * DURATION.minute, used: 1 }))
    expect([at(), at(0), at(0, 90), at(0, 10, 20), at(0, 30, 60)].map(isDrawable)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
  })

  it('is said in a few figures, the first and the last among them', () => {
    const samples = Array.from({ length: 120 }, (_, at) => ({ at, used: at }))
    expect(fewOf(samples, 4).map(({ at }) => at)).toEqual([119, 79, 40, 0])
    expect(fewOf(samples.slice(0, 3), 4).map(({ at }) => at)).toEqual([2, 1, 0])
    expect(fewOf([])).toEqual([])
  })
})
