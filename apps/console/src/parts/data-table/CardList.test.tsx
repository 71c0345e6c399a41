import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, it } from 'vitest'
import { DataTable } from './DataTable.tsx'
import type { Column, TableState } from './types.ts'

interface Row {
  readonly name: string
}

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 200,
    grow: 1,
    names: true,
    cell: (row) => row.name,
    sortValue: (row) => row.name,
  },
]
const state: TableState = { filter: '', facets: {}, sort: { column: 'name', direction: 'ascending' } }
const rows = Array.from({ length: 2000 }, (_, index) => ({ name: `row-${String(index).padStart(4, '0')}` }))

it('shows rows as cards in sight, each with its place in the whole list and one link', async () => {
  window.innerWidth = 400
  const router = createMemoryRouter([
    {
      path: '*',
      element: (
        <DataTable
          label="External IPs"
          thing="External IP"
          columns={columns}
          rowId={(row) => row.name}
          href={(row) => `/list/${row.name}`}
          card={(row) => ({ corner: '203.0.113.14', line: `Ready: ${row.name}`, footEnd: '2 h' })}
          rows={rows}
          state={state}
          onTableState={() => {}}
          filterPlaceholder="Filter"
          empty={null}
        />
      ),
    },
  ])
  render(<RouterProvider router={router} />)
  expect(screen.queryByRole('grid')).toBeNull()
  const cards = within(screen.getByRole('list', { name: 'External IPs' })).getAllByRole('listitem')
  expect(cards.length).toBeLessThan(60)
  const [, second] = cards
  if (!second) throw new Error('no second card')
  expect(second).toHaveAttribute('aria-posinset', '2')
  expect(second).toHaveAttribute('aria-setsize', '2000')
  expect(second).toHaveTextContent('row-0001203.0.113.14Ready: row-00012 h')
  await userEvent.click(within(second).getByRole('link', { name: 'row-0001' }))
  expect(router.state.location.pathname).toBe('/list/row-0001')
})
