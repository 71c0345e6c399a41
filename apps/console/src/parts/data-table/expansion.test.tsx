import { act, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DataTable, type DataTableProps } from './DataTable.tsx'
import type { Column, Expansion, TableState } from './types.ts'

interface Row {
  readonly name: string
  readonly note?: string
}

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 200,
    grow: 1,
    names: true,
    cell: ({ name }) => name,
    sortValue: ({ name }) => name,
    searchText: ({ name }) => name,
  },
  { id: 'note', header: 'Note', width: 100, leaves: 1, cell: ({ note }) => note, text: ({ note }) => note },
  { id: 'mtu', header: 'MTU', width: 60, offered: true, cell: () => '1400', text: () => '1400' },
]

const expansion: Expansion<Row> = {
  label: 'Endpoints',
  content: ({ name }) => <a href="/pod">pod of {name}</a>,
}

const rowId = ({ name }: Row): string => name
const href = ({ name }: Row): string => `/list/${name}`
const card = ({ name }: Row) => ({ line: name })
const ROWS: readonly Row[] = ['a', 'b', 'c'].map((name) => ({ name, note: `=note of ${name}` }))

function show(given: Partial<DataTableProps<Row>> = {}, initial: readonly Row[] = ROWS) {
  let setRows: (rows: readonly Row[]) => void = () => {}

  function Page() {
    const [rows, set] = useState(initial)
    const [state, setState] = useState<TableState>({
      filter: '',
      facets: {},
      sort: { column: 'name', direction: 'ascending' },
    })
    setRows = set
    return (
      <DataTable
        label="Load balancers"
        thing="load balancer"
        columns={columns}
        rowId={rowId}
        href={href}
        card={card}
        rows={rows}
        state={state}
        onTableState={setState}
        filterPlaceholder="Filter"
        empty={null}
        {...given}
      />
    )
  }

  const router = createMemoryRouter([{ path: '/*', element: <Page /> }])
  const view = render(<RouterProvider router={router} />)
  return { ...view, user: userEvent.setup(), replace: (rows: readonly Row[]) => act(() => setRows(rows)) }
}

function rowOf(name: string): HTMLElement {
  const row = screen.getByRole('rowheader', { name }).closest<HTMLElement>('[role=row]')
  if (!row) throw new Error(`No row around ${name}`)
  return row
}

function topOf(element: HTMLElement): number {
  return Number(/translateY\((\d+)px\)/.exec(element.style.transform)?.[1])
}

function headers(): readonly string[] {
  return screen.getAllByRole('columnheader').map((header) => header.textContent)
}

const EDGE = { person: 'nimbus/nimbus-developer', table: 'load-balancers' }

beforeEach(() => {
  localStorage.clear()
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return this.dataset['expansion'] === undefined ? 0 : 90
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

it('expands by its control, which says what it holds, and the rows below make room', async () => {
  const { user } = show({ expansion })
  const control = within(rowOf('a')).getByRole('button', { name: 'Endpoints', expanded: false })
  expect(topOf(rowOf('b'))).toBe(40)
  await user.click(control)
  expect(control).toHaveAttribute('aria-expanded', 'true')
  const content = document.getElementById(control.getAttribute('aria-controls') ?? '')
  expect(content).toHaveTextContent('pod of a')
  expect(topOf(rowOf('b'))).toBe(130)
  expect(topOf(rowOf('c'))).toBe(170)
  await user.click(control)
  expect(screen.queryByText('pod of a')).toBeNull()
  expect(topOf(rowOf('b'))).toBe(40)
})

it('keeps the room under the row that needs it when rows change places', async () => {
  const { user, replace } = show({ expansion })
  await user.click(within(rowOf('b')).getByRole('button', { name: 'Endpoints' }))
  expect(topOf(rowOf('c'))).toBe(170)
  replace([{ name: 'a0' }, ...ROWS])
  expect(topOf(rowOf('b'))).toBe(80)
  expect(topOf(rowOf('c'))).toBe(210)
})

it('expands by the arrow to the right and collapses by the one to the left, on the row itself', async () => {
  const { user } = show({ expansion })
  act(() => rowOf('a').focus())
  await user.keyboard('{ArrowRight}')
  expect(screen.getByText('pod of a')).toBeVisible()
  expect(rowOf('a')).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  expect(within(rowOf('a')).getByRole('button', { name: 'Endpoints' })).toHaveFocus()
  await user.keyboard('{ArrowLeft}{ArrowLeft}')
  expect(rowOf('a')).toHaveFocus()
  expect(screen.queryByText('pod of a')).toBeNull()
})

it('lets Tab into what a row shows, and leaves the arrows there alone', async () => {
  const { user } = show({ expansion })
  act(() => rowOf('a').focus())
  await user.keyboard('{ArrowRight}{Tab}{Tab}')
  const link = screen.getByRole('link', { name: 'pod of a' })
  expect(link).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(link).toHaveFocus()
})

it('expands nothing where there is nothing to show', async () => {
  const { user } = show()
  expect(screen.queryByRole('button', { name: 'Endpoints' })).toBeNull()
  act(() => rowOf('a').focus())
  await user.keyboard('{ArrowLeft}{ArrowRight}')
  expect(screen.getByRole('link', { name: 'a' })).toHaveFocus()
})

it('shows the columns that the person chose, and again the next time', async () => {
  const first = show({ settings: EDGE })
  expect(headers()).toEqual(['Name', 'Note'])
  await first.user.click(screen.getByRole('button', { name: 'Columns and row height' }))
  await first.user.click(await screen.findByRole('menuitemcheckbox', { name: 'Note', checked: true }))
  // What names a row, and what never leaves, is no choice.
  expect(screen.queryByRole('menuitemcheckbox', { name: 'Name' })).toBeNull()
  await first.user.click(screen.getByRole('menuitemcheckbox', { name: 'MTU', checked: false }))
  await first.user.keyboard('{Escape}')
  expect(headers()).toEqual(['Name', 'MTU'])
  first.unmount()

  const other = show({ settings: { ...EDGE, person: 'harbor/nimbus-developer' } })
  expect(headers()).toEqual(['Name', 'Note'])
  other.unmount()

  const again = show({ settings: EDGE })
  expect(headers()).toEqual(['Name', 'MTU'])
  await again.user.click(screen.getByRole('button', { name: 'Columns and row height' }))
  await again.user.click(await screen.findByRole('menuitem', { name: 'As usual' }))
  await again.user.keyboard('{Escape}')
  expect(headers()).toEqual(['Name', 'Note'])
})

it('makes rows compact in every table of the person', async () => {
  const { user, unmount } = show({ settings: EDGE })
  await user.click(screen.getByRole('button', { name: 'Columns and row height' }))
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Compact rows' }))
  await user.keyboard('{Escape}')
  expect(topOf(rowOf('b'))).toBe(32)
  unmount()
  show({ settings: { ...EDGE, table: 'floating-ips' } })
  expect(topOf(rowOf('b'))).toBe(32)
})

it('takes what somebody else wrote into the storage for nothing', () => {
  localStorage.setItem(`kube-dc.columns:${EDGE.person}:${EDGE.table}`, '{"note":"no"')
  localStorage.setItem(`kube-dc.compact:${EDGE.person}`, '{"a":1}')
  show({ settings: EDGE })
  expect(headers()).toEqual(['Name', 'Note'])
  expect(topOf(rowOf('b'))).toBe(40)
})

it('exports what is shown: filtered, in order, all rows, with the chosen columns', async () => {
  const blobs: Blob[] = []
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob)
    return 'blob:'
  }
  URL.revokeObjectURL = () => {}
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const many = Array.from({ length: 300 }, (_, index) => ({ name: `row-${index}`, note: '=1' }))
  const { user } = show({ settings: EDGE, exportName: 'nimbus-edge-load-balancers' }, many)
  await user.type(screen.getByRole('searchbox'), 'row-1')
  await user.click(screen.getByRole('button', { name: 'Name' }))
  await user.click(screen.getByRole('button', { name: 'Export what is shown as CSV' }))
  await vi.waitFor(() => expect(blobs).toHaveLength(1))
  const lines = (await blobs[0]?.text())?.split('\r\n') ?? []
  expect(lines).toHaveLength(1 + 111 + 1)
  expect(lines.slice(0, 2)).toEqual(['Name,Note', "row-199,'=1"])
  const [link] = clicked.mock.contexts
  expect(link).toHaveProperty(
    'download',
    expect.stringMatching(/^nimbus-edge-load-balancers-\d{4}-\d\d-\d\d\.csv$/),
  )
})
