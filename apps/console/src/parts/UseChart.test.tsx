import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { UseChart } from './UseChart.tsx'

const WEEK = 7 * 86_400_000
const NOW = new Date('2026-11-24T12:00:00').getTime()
const samples = [
  { at: NOW - 4 * WEEK, used: 10 },
  { at: NOW - 2 * WEEK, used: 15 },
]
const until = NOW + 4 * WEEK
const start = { at: NOW, used: 20 }
const forecast = {
  line: [start, { at: until, used: 30 }],
  low: [start, { at: until, used: 20 }],
  high: [start, { at: NOW + WEEK, used: 40 }, { at: until, used: 40 }],
}

function paths(used: number, capacity: number, ahead: typeof forecast | undefined) {
  const { container } = render(
    <UseChart
      samples={samples}
      filling={{ used, capacity }}
      forecast={ahead}
      now={NOW}
      words="In use: 20 of 40."
    />,
  )
  return [...container.querySelectorAll('path')].map((path) => [
    path.getAttribute('class'),
    path.getAttribute('d'),
  ])
}

describe('UseChart', () => {
  it('draws use up to now against the capacity, and the forecast with its spread', () => {
    expect(paths(20, 40, forecast)).toEqual([
      ['used', 'M0.0 75.0 L250.0 62.5 L500.0 50.0 L500.0 100.0 L0.0 100.0 Z'],
      ['spread', 'M500.0 50.0 L625.0 0.0 L1000.0 0.0 L1000.0 50.0 L500.0 50.0 Z'],
      ['forecast', 'M500.0 50.0 L1000.0 25.0'],
      ['line', 'M0.0 75.0 L250.0 62.5 L500.0 50.0'],
    ])
    expect(screen.getByRole('img', { name: 'In use: 20 of 40.' })).toBeInTheDocument()
    expect(screen.getByText('22 Dec')).toBeInTheDocument()
  })

  it('draws what was, without a forecast, up to now', () => {
    expect(paths(20, 40, undefined).map(([name]) => name)).toEqual(['used', 'line'])
    expect(screen.getByText('now')).toBeInTheDocument()
    expect(screen.getByText('27 Oct')).toBeInTheDocument()
  })

  it('has a scale of its own where use would not be seen against the capacity', () => {
    expect(paths(20, 2 ** 40, undefined).at(-1)).toEqual(['line', 'M0.0 75.0 L500.0 62.5 L1000.0 50.0'])
    expect(screen.getByText('scale to 40')).toBeInTheDocument()
  })
})
