import { describe, expect, it } from 'vitest'
import { chartWords, lineDays, sinceWords } from './history-words.ts'

const at = (time: string) => new Date(`${time}T12:00:00`).getTime()
const NOW = at('2026-11-24')

describe('words of a history', () => {
  it('say since when it is and whose', () => {
    expect(sinceWords(at('2026-08-14'), { source: 'store' }, NOW)).toBe('since 14 Aug')
    expect(sinceWords(at('2025-08-14'), { source: 'memory' }, NOW)).toBe('since 14 Aug 2025, of this server')
    expect(sinceWords(at('2026-11-24'), { source: 'memory', away: true }, NOW)).toBe(
      'since 24 Nov, of this server; the history that is kept does not answer',
    )
  })

  it('name the days of a line', () => {
    const days = (from: string, to?: string) =>
      lineDays({ from: at(from), ...(to !== undefined && { to: at(to) }), words: '' }, NOW)
    expect(days('2026-08-14')).toBe('since 14 Aug')
    expect(days('2026-08-09', '2026-08-12')).toBe('9 Aug – 12 Aug')
    expect(days('2026-08-09', '2026-08-09')).toBe('9 Aug')
  })

  it('say what a chart shows', () => {
    const samples = [{ at: at('2026-08-14'), used: 1200 }]
    expect(chartWords(samples, { used: 1310, capacity: 65_022 }, NOW)).toBe(
      'In use: 1,200 on 14 Aug, 1,310 of 65,022 now.',
    )
  })
})
