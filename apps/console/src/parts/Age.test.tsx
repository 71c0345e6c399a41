import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Age } from './Age.tsx'

const NOW = Date.parse('2026-08-02T12:00:00Z')

beforeEach(() => vi.useFakeTimers({ now: NOW }))
afterEach(() => vi.useRealTimers())

function secondsAgo(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString()
}

it('ticks, all ages by one clock', () => {
  render(
    <>
      <Age since={secondsAgo(58)} />
      <Age since={secondsAgo(7200)} form="long" />
    </>,
  )
  expect(vi.getTimerCount()).toBe(1)
  expect(screen.getByText('58 s')).toBeVisible()
  expect(screen.getByText('2 hours ago')).toBeVisible()
  act(() => {
    vi.advanceTimersByTime(2000)
  })
  expect(screen.getByText('1 min')).toBeVisible()
})

it('is right at once on a page that has shown no age for long', () => {
  vi.advanceTimersByTime(600_000)
  const { container } = render(<Age since={secondsAgo(0)} />)
  expect(container).toHaveTextContent('10 min')
})

it('lets the clock rest when nothing shows an age', () => {
  const { unmount } = render(<Age since={secondsAgo(1)} />)
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})

it('has the moment for machines, and exactly for whoever points at it', () => {
  render(<Age since={secondsAgo(60)} />)
  const time = screen.getByText('1 min')
  expect(time).toHaveAttribute('datetime', secondsAgo(60))
  fireEvent.pointerEnter(time)
  expect(time.title).toContain('2026')
})

it.each(['', 'yesterday'])('takes %j for unknown', (since) => {
  render(<Age since={since} />)
  expect(screen.getByText('unknown')).toBeVisible()
})
