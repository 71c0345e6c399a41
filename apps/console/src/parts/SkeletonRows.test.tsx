import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SkeletonRows } from './SkeletonRows.tsx'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('keeps the place from the start and shows bars after 100 ms, as faster answers need none', () => {
  const { container } = render(<SkeletonRows columns={['1fr', '2fr']} rows={3} />)
  expect(container.querySelectorAll('.row')).toHaveLength(3)
  expect(container.querySelectorAll('.bar')).toHaveLength(0)
  act(() => {
    vi.advanceTimersByTime(99)
  })
  expect(container.querySelectorAll('.bar')).toHaveLength(0)
  act(() => {
    vi.advanceTimersByTime(1)
  })
  expect(container.querySelectorAll('.bar')).toHaveLength(6)
  expect(screen.getByText('Loading')).toBeInTheDocument()
})
