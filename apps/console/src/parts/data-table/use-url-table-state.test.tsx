import { act, render } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TableState } from './types.ts'
import { useUrlTableState } from './use-url-table-state.ts'
import type { UrlTableSpec } from './url-state.ts'

const SPEC: UrlTableSpec = {
  sort: { column: 'state', direction: 'ascending' },
  sortable: ['state', 'age'],
  facets: ['type'],
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function show(at: string) {
  let now: [TableState, (state: TableState) => void] | undefined
  function Page() {
    now = useUrlTableState(SPEC)
    return null
  }
  const router = createMemoryRouter([{ path: '/list', element: <Page /> }], {
    initialEntries: ['/', at],
    initialIndex: 1,
  })
  render(<RouterProvider router={router} />)
  const current = () => {
    if (!now) throw new Error('not rendered')
    return now
  }
  return {
    router,
    state: () => current()[0],
    change: (next: Partial<TableState>) => act(() => current()[1]({ ...current()[0], ...next })),
  }
}

it('starts as the URL says', () => {
  expect(show('/list?filter=up&type=public').state()).toMatchObject({
    filter: 'up',
    facets: { type: ['public'] },
  })
})

it('applies typing at once and writes it when it pauses, in place of the history entry', async () => {
  const { router, state, change } = show('/list?tab=yaml')
  change({ filter: 'u' })
  change({ filter: 'up' })
  expect(state().filter).toBe('up')
  expect(router.state.location.search).toBe('?tab=yaml')
  await act(() => vi.advanceTimersByTimeAsync(300))
  expect(router.state.location.search).toBe('?tab=yaml&filter=up')
  expect(router.state.historyAction).toBe('REPLACE')
})

it('writes sorting and facets at once', async () => {
  const { router, change } = show('/list')
  change({ sort: { column: 'age', direction: 'descending' } })
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(router.state.location.search).toBe('?sort=age.desc')
})

it('follows a navigation by others, and forgets what was typed but not written', async () => {
  const { router, state, change } = show('/list?filter=one')
  change({ filter: 'typing' })
  await act(() => router.navigate('/list?filter=two'))
  expect(state().filter).toBe('two')
  await act(() => vi.advanceTimersByTimeAsync(1000))
  expect(router.state.location.search).toBe('?filter=two')
})
