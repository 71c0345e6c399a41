import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { CommandPalette } from './CommandPalette.tsx'
import type { PaletteSource } from './types.ts'

const run = vi.fn()

const SOURCES: readonly PaletteSource[] = [
  {
    id: 'objects',
    label: 'In edge',
    note: 'Floating IPs are still being read.',
    items: [
      { id: 'uplink-a', name: 'uplink-a', kind: 'External IP', hint: '203.0.113.14', to: '/uplink-a' },
      { id: 'web', name: 'web', kind: 'Load balancer', hint: '100.72.3.41', to: '/web' },
    ],
  },
  { id: 'actions', label: 'Actions', items: [{ id: 'dark', name: 'Switch to dark', kind: 'Action', run }] },
]

function show(sources = SOURCES, person = 'nimbus/developer') {
  const onClose = vi.fn()
  const router = createMemoryRouter([
    {
      path: '*',
      element: (
        <CommandPalette sources={sources} person={person} placeholder="Search names" onClose={onClose} />
      ),
    },
  ])
  const view = render(<RouterProvider router={router} />)
  return { ...view, router, onClose, user: userEvent.setup() }
}

function options(): readonly string[] {
  return screen.queryAllByRole('option').map((option) => option.textContent)
}

/** What a screen reader is told to be on. */
function active(): string | null | undefined {
  const id = screen.getByRole('combobox').getAttribute('aria-activedescendant')
  return id === null ? undefined : document.getElementById(id)?.textContent
}

// jsdom lays nothing out and knows no scrolling.
Element.prototype.scrollIntoView = () => {}

beforeEach(() => {
  localStorage.clear()
  run.mockClear()
})

it('is a dialog with a combobox that controls its list, in named groups, and says what is missing', () => {
  show()
  expect(screen.getByRole('dialog', { name: 'Search' })).toBeVisible()
  const box = screen.getByRole('combobox', { name: 'Search names', expanded: true })
  expect(box).toHaveFocus()
  const list = screen.getByRole('listbox', { name: 'Results' })
  expect(box).toHaveAttribute('aria-controls', list.id)
  const group = within(list).getByRole('group', { name: 'In edge' })
  expect(within(group).getAllByRole('option')).toHaveLength(2)
  expect(screen.getByText('Floating IPs are still being read.')).toBeVisible()
})

it('finds by address, tells how many, and goes there by Enter', async () => {
  const { user, router, onClose } = show()
  await user.keyboard('203.0')
  expect(options()).toEqual(['uplink-a203.0.113.14External IP'])
  expect(screen.getByRole('status')).toHaveTextContent('1 found.')
  await user.keyboard('{Enter}')
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(router.state.location.pathname).toBe('/uplink-a')
})

it('moves by arrows round the list, and does what is chosen', async () => {
  const { user } = show()
  expect(active()).toMatch(/^uplink-a/)
  await user.keyboard('{ArrowDown}')
  expect(active()).toMatch(/^web/)
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(active()).toMatch(/^uplink-a/)
  await user.keyboard('{ArrowUp}')
  expect(active()).toMatch(/^Switch to dark/)
  expect(screen.getByRole('option', { selected: true })).toHaveTextContent('Switch to dark')
  await user.keyboard('{Enter}')
  expect(run).toHaveBeenCalledTimes(1)
})

it('does what is clicked', async () => {
  const { user, router } = show()
  await user.click(screen.getByRole('option', { name: /^web/ }))
  expect(router.state.location.pathname).toBe('/web')
})

it('offers first what this person chose lately', async () => {
  const first = show()
  await first.user.click(screen.getByRole('option', { name: /^web/ }))
  first.unmount()
  const again = show()
  expect(within(screen.getByRole('group', { name: 'Recent' })).getAllByRole('option')).toHaveLength(1)
  expect(options().map((words) => words.slice(0, 3))).toEqual(['web', 'upl', 'Swi'])
  again.unmount()
  show(SOURCES, 'harbor/developer')
  expect(screen.queryByRole('group', { name: 'Recent' })).toBeNull()
})

it('says that nothing matches, as text', async () => {
  const { user } = show()
  await user.type(screen.getByRole('combobox'), '<b>zzz')
  expect(screen.getByText('Nothing matches “<b>zzz”.')).toBeVisible()
  expect(screen.getByRole('combobox')).toHaveAttribute('aria-expanded', 'false')
  expect(active()).toBeUndefined()
})

it('closes by Escape and by the keys that opened it', async () => {
  const { user, onClose } = show()
  await user.keyboard('{Control>}k{/Control}')
  expect(onClose).toHaveBeenCalledTimes(1)
  await user.keyboard('{Escape}')
  expect(onClose).toHaveBeenCalledTimes(2)
})

it('shows a few of ten thousand and says so', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({
    id: `ip-${index}`,
    name: `ip-${index}`,
    kind: 'External IP',
    to: '/',
  }))
  show([{ id: 'objects', label: 'In busy', items }])
  expect(options()).toHaveLength(8)
  expect(screen.getByText('8 of 10,000, type more to narrow')).toBeVisible()
})
