import { act, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { createMemoryRouter, Link, Outlet, RouterProvider, useParams } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { CellLink } from '../CellLink.tsx'
import { CopyButton } from '../CopyButton.tsx'
import { DataTable, type DataTableProps } from './DataTable.tsx'
import type { Column, Facet, TableState } from './types.ts'

interface Row {
  readonly name: string
  readonly address: string
  readonly type: 'public' | 'cloud'
  readonly broken?: boolean
}

const rendered = vi.fn<(name: string) => void>()

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 200,
    grow: 1,
    names: true,
    cell: (row) => {
      rendered(row.name)
      return row.name
    },
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  {
    id: 'address',
    header: 'Address',
    width: 150,
    cell: (row) => (
      <>
        {row.address}
        <CopyButton text={row.address} />
        <CellLink to="/elsewhere">user of {row.name}</CellLink>
      </>
    ),
    searchText: (row) => row.address,
  },
]

const facets: readonly Facet<Row>[] = [
  {
    id: 'type',
    label: 'Type',
    options: [
      { value: 'public', label: 'Public' },
      { value: 'cloud', label: 'Cloud' },
    ],
    value: (row) => row.type,
  },
  {
    id: 'attention',
    label: 'Attention',
    options: [{ value: 'yes', label: 'Needs attention' }],
    value: (row) => (row.broken ? 'yes' : undefined),
    glyph: 'broken',
  },
]

const rowId = (row: Row): string => row.name
const href = (row: Row): string => `/list/${row.name}`
const card = (row: Row) => ({ corner: row.address, line: `line of ${row.name}` })

function rowsNamed(...names: readonly string[]): readonly Row[] {
  return names.map((name, index) => ({
    name,
    address: `100.72.0.${index}`,
    type: index % 2 ? 'cloud' : 'public',
  }))
}

function many(count: number): readonly Row[] {
  return rowsNamed(...Array.from({ length: count }, (_, index) => `row-${String(index).padStart(5, '0')}`))
}

const ABC = rowsNamed('a', 'b', 'c')

type Given = Partial<DataTableProps<Row>>

/** The list as a page holds it, with details as a route over it. Returns what replaces its rows, and the router. */
function show(initial: readonly Row[] | undefined, given: Given = {}, at = '/list?filter=') {
  let setRows: (rows: readonly Row[]) => void = () => {}

  function Page() {
    const { name } = useParams()
    const [rows, set] = useState(initial)
    const [state, setState] = useState<TableState>({
      filter: '',
      facets: {},
      sort: { column: 'name', direction: 'ascending' },
    })
    setRows = set
    return (
      <>
        <DataTable
          label="External IPs"
          thing="External IP"
          columns={columns}
          facets={facets}
          rowId={rowId}
          href={href}
          card={card}
          rows={rows}
          openId={name}
          state={state}
          onTableState={setState}
          filterPlaceholder="Filter by name"
          empty={<p>None yet.</p>}
          {...given}
        />
        <Outlet />
      </>
    )
  }

  const router = createMemoryRouter(
    [
      {
        path: '/list',
        element: <Page />,
        children: [{ path: ':name', element: <Link to="/list">Close</Link> }],
      },
      { path: '/elsewhere', element: null },
    ],
    { initialEntries: [at] },
  )
  render(<RouterProvider router={router} />)
  return { replace: (rows: readonly Row[]) => act(() => setRows(rows)), router, user: userEvent.setup() }
}

function rowOf(name: string): HTMLElement {
  const row = screen.getByRole('rowheader', { name }).closest<HTMLElement>('[role=row]')
  if (!row) throw new Error(`No row around ${name}`)
  return row
}

function namesShown(): readonly string[] {
  return screen.queryAllByRole('rowheader').map((cell) => cell.textContent)
}

beforeEach(() => {
  rendered.mockClear()
})

it('is a grid that says how many rows it has and where each stands, and holds only those in sight', () => {
  show(many(10_000))
  const grid = screen.getByRole('grid', { name: 'External IPs' })
  expect(grid).toHaveAttribute('aria-rowcount', '10001')
  const rows = within(grid).getAllByRole('row')
  expect(rows.length).toBeLessThan(60)
  expect(rows.map((row) => row.getAttribute('aria-rowindex')).slice(0, 3)).toEqual(['1', '2', '3'])
  expect(screen.getByText('10,000 of 10,000')).toBeVisible()
})

it('filters as one types and says how many are left', async () => {
  const { user } = show(rowsNamed('uplink-a', 'uplink-b', 'slb-web'))
  await user.type(screen.getByRole('searchbox', { name: 'Filter External IPs' }), 'uplink')
  expect(namesShown()).toEqual(['uplink-a', 'uplink-b'])
  expect(screen.getByText('2 of 3')).toBeVisible()
})

it('says that nothing matches, as text, and takes the filter away again', async () => {
  const { user } = show(ABC)
  await user.type(screen.getByRole('searchbox'), '<img src=x>')
  expect(screen.getByText(/No External IP matches/)).toHaveTextContent('No External IP matches <img src=x>.')
  await user.click(screen.getByRole('button', { name: 'Clear filter' }))
  expect(namesShown()).toEqual(['a', 'b', 'c'])
  expect(screen.getByRole('searchbox')).toHaveFocus()
})

it('goes to the filter by / from anywhere but where / is typed', async () => {
  const { user } = show(ABC)
  await user.keyboard('/')
  expect(screen.getByRole('searchbox')).toHaveFocus()
  await user.keyboard('a/b')
  expect(screen.getByRole('searchbox')).toHaveValue('a/b')
})

it('empties the filter by Escape before anything else closes', async () => {
  const { user, router } = show(ABC, {}, '/list/a')
  await user.type(screen.getByRole('searchbox'), 'x')
  await user.keyboard('{Escape}')
  expect(screen.getByRole('searchbox')).toHaveValue('')
  expect(router.state.location.pathname).toBe('/list/a')
})

it('sorts by the header, up and then down', async () => {
  const { user } = show(ABC)
  const header = screen.getByRole('columnheader', { name: 'Name' })
  expect(header).toHaveAttribute('aria-sort', 'ascending')
  await user.click(within(header).getByRole('button'))
  expect(header).toHaveAttribute('aria-sort', 'descending')
  expect(namesShown()).toEqual(['c', 'b', 'a'])
  expect(within(screen.getByRole('columnheader', { name: 'Address' })).queryByRole('button')).toBeNull()
})

it('narrows by facets, which tell how many rows they have', async () => {
  const { user } = show([...ABC, { name: 'd', address: '1', type: 'cloud', broken: true }])
  await user.click(screen.getByRole('button', { name: 'Needs attention 1' }))
  expect(namesShown()).toEqual(['d'])
  await user.click(screen.getByRole('button', { name: 'Needs attention 1', pressed: true }))

  await user.click(screen.getByRole('button', { name: 'Type' }))
  await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Cloud 2' }))
  await user.keyboard('{Escape}')
  expect(namesShown()).toEqual(['b', 'd'])
  expect(await screen.findByRole('button', { name: 'Type: Cloud' })).toBeVisible()
})

it('has one tab stop for its rows, and the arrows lead from row to row and to the controls in them', async () => {
  const { user } = show(ABC)
  const rows = screen.getAllByRole('row').slice(1)
  const stops = rows
    .flatMap((row) => [row, ...row.querySelectorAll<HTMLElement>('a, button')])
    .filter((stop) => stop.tabIndex === 0)
  expect(stops.map((stop) => stop.closest('[role=row]'))).toEqual([rowOf('a'), rowOf('a'), rowOf('a')])

  act(() => rowOf('a').focus())
  await user.keyboard('{ArrowDown}')
  expect(rowOf('b')).toHaveFocus()
  await user.keyboard('{End}')
  expect(rowOf('c')).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(rowOf('c')).toHaveFocus()
  await user.keyboard('{Home}')
  expect(rowOf('a')).toHaveFocus()

  await user.keyboard('{ArrowRight}{ArrowRight}')
  expect(within(rowOf('a')).getByRole('button', { name: 'Copy 100.72.0.0' })).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  expect(within(rowOf('a')).getByRole('link', { name: 'user of a' })).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(rowOf('b')).toHaveFocus()
  await user.keyboard('{ArrowUp}{ArrowUp}')
  expect(screen.getByRole('searchbox')).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(rowOf('a')).toHaveFocus()
})

it('reaches rows that are not rendered yet', async () => {
  const { user } = show(many(500))
  act(() => rowOf('row-00000').focus())
  await user.keyboard('{End}')
  expect(rowOf('row-00499')).toHaveFocus()
  expect(rowOf('row-00499')).toHaveAttribute('aria-rowindex', '501')
})

it('opens by Enter and by a click anywhere on the row, and keeps the query', async () => {
  const { user, router } = show(ABC, {}, '/list?sort=age.desc')
  act(() => rowOf('b').focus())
  await user.keyboard('{Enter}')
  expect(router.state.location).toMatchObject({ pathname: '/list/b', search: '?sort=age.desc' })
  expect(rowOf('b')).toHaveAttribute('aria-current', 'true')
  await user.click(within(rowOf('c')).getByText(/100\.72\.0\.2/))
  expect(router.state.location.pathname).toBe('/list/c')
  expect(screen.getByRole('link', { name: 'a' })).toHaveAttribute('href', '/list/a')
})

it('does not open by what is clicked inside a row', async () => {
  const { user, router } = show(ABC)
  await user.click(within(rowOf('a')).getByRole('button', { name: /Copy/ }))
  expect(router.state.location.pathname).toBe('/list')
})

it('gives focus back to the row when its details close', async () => {
  const { user } = show(ABC, {}, '/list/b')
  await user.click(screen.getByRole('link', { name: 'Close' }))
  await waitFor(() => expect(rowOf('b')).toHaveFocus())
})

it('gives focus to the row in its place when the focused one goes away', () => {
  const { replace } = show(ABC)
  act(() => rowOf('b').focus())
  replace(ABC.filter(({ name }) => name !== 'b'))
  expect(rowOf('c')).toHaveFocus()
})

it('renders only the row that changed', () => {
  const { replace } = show(ABC)
  rendered.mockClear()
  replace(ABC.map((row) => (row.name === 'b' ? { ...row, address: '203.0.113.9' } : row)))
  expect(rendered.mock.calls.flat()).toEqual(['b'])
  expect(rowOf('b')).toHaveTextContent('203.0.113.9')
})

it('lets a row flash once for each change by somebody else, and a new row too', () => {
  const { replace } = show(ABC, { isQuietChange: (row) => row.address === 'mine' })
  const change = (address: string) => ABC.map((row) => (row.name === 'b' ? { ...row, address } : row))
  expect(rowOf('b')).not.toHaveAttribute('data-changed')
  replace(change('1'))
  expect(rowOf('b')).toHaveAttribute('data-changed', 'once')
  replace(change('2'))
  expect(rowOf('b')).toHaveAttribute('data-changed', 'again')
  replace(change('mine'))
  expect(rowOf('b')).toHaveAttribute('data-changed', 'again')
  expect(rowOf('a')).not.toHaveAttribute('data-changed')
  replace([...change('mine'), { name: 'd', address: '4', type: 'cloud' }])
  expect(rowOf('d')).toHaveAttribute('data-changed', 'once')
})

it('shows what the list is when it is empty, and skeletons while it loads', async () => {
  const { replace } = show(undefined)
  expect(screen.queryByText('None yet.')).toBeNull()
  expect(await screen.findByText('Loading')).toBeInTheDocument()
  replace([])
  expect(screen.getByText('None yet.')).toBeVisible()
})

it('chooses rows by Space and by checkbox, all of them by the header, and never a blocked one', async () => {
  const onChange = vi.fn<(ids: ReadonlySet<string>) => void>()
  const blocked = (row: Row) => (row.name === 'c' ? 'The platform keeps it.' : undefined)
  const { user } = show(ABC, { selection: { ids: new Set(), onChange, blocked } })
  act(() => rowOf('a').focus())
  await user.keyboard(' ')
  expect(onChange).toHaveBeenLastCalledWith(new Set(['a']))
  await user.click(screen.getByRole('checkbox', { name: 'Choose all rows shown' }))
  expect(onChange).toHaveBeenLastCalledWith(new Set(['a', 'b']))
  onChange.mockClear()
  await user.click(screen.getByRole('checkbox', { name: 'The platform keeps it.' }))
  expect(onChange).not.toHaveBeenCalled()
})

it('puts the bulk actions in place of the filter while rows are chosen', async () => {
  const onChange = vi.fn<(ids: ReadonlySet<string>) => void>()
  const { user } = show(ABC, {
    selection: { ids: new Set(['a', 'b']), onChange },
    bulkBar: <button>Delete…</button>,
  })
  expect(screen.queryByRole('searchbox')).toBeNull()
  expect(screen.getByRole('group', { name: 'Chosen rows' })).toHaveTextContent('2 chosen')
  expect(rowOf('a')).toHaveAttribute('aria-selected', 'true')
  expect(screen.getByRole('checkbox', { name: 'Choose all rows shown' })).toBePartiallyChecked()
  await user.click(screen.getByRole('button', { name: 'Clear choice' }))
  expect(onChange).toHaveBeenLastCalledWith(new Set())
  expect(rowOf('a')).toHaveFocus()
})
