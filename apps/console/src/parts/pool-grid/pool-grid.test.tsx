import { formatAddress, parseBlocks } from '@kube-dc/networking/pools/address-text'
import type { CellState } from '@kube-dc/networking/pools/cell-states'
import { zoomTo, type HeldCell } from '@kube-dc/networking/pools/grid'
import type { PoolBlock } from '@kube-dc/networking/pools/pool'
import { RangeSet } from '@kube-dc/networking/pools/range-set'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { layoutOf } from './layout.ts'
import { PoolGrid } from './PoolGrid.tsx'
import { PoolLegend } from './PoolLegend.tsx'

/** A block whose first host is the gateway and whose last but one is excluded. */
function blockOf(cidr: string): PoolBlock {
  const block = parseBlocks(cidr)?.[0]
  if (!block) throw new Error(`${cidr} is no block`)
  const gateway = block.all.from + 1n
  const last = block.all.to - 2n
  const excluded = RangeSet.of([
    { from: gateway, to: gateway },
    { from: last, to: last },
  ])
  return { ...block, gateway, excluded }
}

function heldAt(block: PoolBlock, offset: number, state: CellState = 'shared'): HeldCell {
  const address = block.all.from + BigInt(offset)
  const text = formatAddress(block.family, address)
  return { family: block.family, address, text, state, isExcluded: block.excluded.has(address) }
}

const SMALL = blockOf('203.0.113.16/28')
const LARGE = blockOf('100.72.0.0/16')

interface StageProps {
  block: PoolBlock
  held?: readonly HeldCell[]
  zoom?: string
  onSelect?: (address: bigint) => void
}

/** Details that are open beside the picture, have focus, and are gone when they are closed. */
function Beside({ selected }: { selected: bigint | undefined }) {
  const [at, setAt] = useState(selected)
  return (
    <>
      <PoolGrid block={SMALL} held={[]} onZoom={() => {}} selected={at} onSelect={setAt} describe={say} />
      {at !== undefined && (
        <button autoFocus onClick={() => setAt(undefined)}>
          Close
        </button>
      )}
    </>
  )
}

const say = (address: bigint) => `${formatAddress(4, address)}, as told`

/** A page that keeps what is open and what is selected. */
function Stage({ block, held = [], zoom: first, onSelect }: StageProps) {
  const [zoom, setZoom] = useState(first)
  const [selected, setSelected] = useState<bigint>()
  return (
    <PoolGrid
      block={block}
      held={held}
      zoom={zoom}
      onZoom={setZoom}
      selected={selected}
      onSelect={(address) => {
        setSelected(address)
        onSelect?.(address)
      }}
      describe={say}
    />
  )
}

function focusedName(): string | null {
  return document.activeElement?.getAttribute('aria-label') ?? null
}

describe('the picture of a small pool', () => {
  it('is a grid with one named cell per address, patterns as well as colours', () => {
    const { container } = render(
      <Stage block={SMALL} held={[heldAt(SMALL, 3, 'leaked'), heldAt(SMALL, 13)]} />,
    )
    const grid = screen.getByRole('grid', { name: '203.0.113.16/28 one cell is an address' })
    const cells = within(grid).getAllByRole('gridcell')
    expect(cells).toHaveLength(16)
    expect(cells[0]).toHaveAccessibleName('203.0.113.16, network address')
    expect(cells[0]).toHaveAttribute('aria-disabled', 'true')
    expect(cells[12]).toHaveAccessibleName('203.0.113.28, as told')
    expect(cells[15]).toHaveAccessibleName('203.0.113.31, broadcast address')
    const states = [...container.querySelectorAll<HTMLElement>('[data-state]')].map(
      ({ dataset }) => dataset['state'],
    )
    const free = (count: number) => Array.from({ length: count }, () => 'free')
    expect(states).toEqual(['edge', 'gateway', 'free', 'leaked', ...free(9), 'shared', 'free', 'edge'])
    expect(container.querySelectorAll('.late')).toHaveLength(1)
  })

  it('has one tab stop; arrows, Home, End and Ctrl move, and what has focus is told under it', async () => {
    const user = userEvent.setup()
    render(<Stage block={blockOf('203.0.113.0/27')} />)
    await user.tab()
    expect(focusedName()).toBe('203.0.113.0, network address')
    await user.keyboard('{ArrowRight}{ArrowDown}')
    expect(focusedName()).toBe('203.0.113.17, as told')
    expect(screen.getByText('203.0.113.17, as told')).toBeVisible()
    await user.keyboard('{End}')
    expect(focusedName()).toBe('203.0.113.31, broadcast address')
    await user.keyboard('{ArrowRight}')
    expect(focusedName()).toBe('203.0.113.31, broadcast address')
    await user.keyboard('{Home}{ArrowLeft}')
    expect(focusedName()).toBe('203.0.113.15, as told')
    await user.keyboard('{Control>}{Home}{/Control}')
    expect(focusedName()).toBe('203.0.113.0, network address')
    expect(document.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
    await user.tab()
    expect(document.body).toHaveFocus()
  })

  it('selects a host address by key and pointer, never the network or broadcast address', async () => {
    const user = userEvent.setup()
    const onSelect = vi.fn()
    render(<Stage block={SMALL} onSelect={onSelect} />)
    await user.tab()
    await user.keyboard('{Enter}')
    expect(onSelect).not.toHaveBeenCalled()
    await user.keyboard('{ArrowRight}{ArrowRight}{Enter}')
    expect(onSelect).toHaveBeenLastCalledWith(SMALL.all.from + 2n)
    expect(screen.getByRole('gridcell', { selected: true })).toHaveAccessibleName('203.0.113.18, as told')
    await user.click(screen.getByRole('gridcell', { name: '203.0.113.20, as told' }))
    expect(onSelect).toHaveBeenLastCalledWith(SMALL.all.from + 4n)
    await user.click(screen.getByRole('gridcell', { name: '203.0.113.31, broadcast address' }))
    expect(onSelect).toHaveBeenCalledTimes(2)
  })

  it('tells what the pointer is on, and again what has focus when it leaves', async () => {
    const user = userEvent.setup()
    render(<Stage block={SMALL} />)
    await user.tab()
    await user.hover(screen.getByRole('gridcell', { name: '203.0.113.22, as told' }))
    expect(screen.getByText('203.0.113.22, as told')).toBeVisible()
    await user.unhover(screen.getByRole('grid'))
    await user.hover(document.body)
    expect(screen.getByText('203.0.113.16, network address')).toBeVisible()
  })

  it('leaves Esc to whoever is around it, as there is nothing to close', async () => {
    const user = userEvent.setup()
    const around = vi.fn<(event: KeyboardEvent) => void>()
    document.addEventListener('keydown', around)
    render(<Stage block={SMALL} />)
    await user.tab()
    await user.keyboard('{Escape}')
    document.removeEventListener('keydown', around)
    expect(around.mock.lastCall?.[0].defaultPrevented).toBe(false)
  })
})

describe('the picture of a /16', () => {
  const held = Array.from({ length: 65_534 }, (_, index) => heldAt(LARGE, index + 1))
  const overview = () => screen.getByRole('grid', { name: /^All of 100\.72\.0\.0\/16/ })

  it('has a bounded number of nodes, whatever is held', () => {
    const { container } = render(<Stage block={LARGE} held={held} zoom="100.72.3.0/24" />)
    expect(screen.getAllByRole('gridcell')).toHaveLength(512)
    expect(container.querySelectorAll('*').length).toBeLessThan(2_000)
  })

  it('says how each /24 is used and where the problems are', () => {
    const bad = heldAt(LARGE, 0x34d, 'conflict')
    const { container } = render(<Stage block={LARGE} held={[heldAt(LARGE, 0x305), bad]} />)
    const cell = within(overview()).getAllByRole('gridcell')[3]
    expect(cell).toHaveAccessibleName('100.72.3.0/24, 2 in use, 1 of them with problems, 254 free of 256')
    expect(cell?.querySelector('.problem')).not.toBeNull()
    expect(cell?.querySelector<HTMLElement>('.used')?.style.height).toBe('1%')
    expect(container.querySelectorAll('.problem')).toHaveLength(1)
    expect(screen.getByText('Open a /24 to see what is in it.')).toBeVisible()
  })

  it('opens a /24 with Enter, goes to its neighbours with Page, and closes it with Esc', async () => {
    const user = userEvent.setup()
    render(<Stage block={LARGE} />)
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowRight}{Enter}')
    expect(screen.getByRole('grid', { name: /^100\.72\.33\.0\/24/ })).toBeVisible()
    expect(focusedName()).toBe('100.72.33.0, as told')
    expect(within(overview()).getByRole('gridcell', { selected: true })).toHaveAccessibleName(
      /^100\.72\.33\.0\/24/,
    )
    await user.keyboard('{ArrowRight}{PageDown}')
    expect(focusedName()).toBe('100.72.34.1, as told')
    await user.keyboard('{PageUp}{PageUp}')
    expect(focusedName()).toBe('100.72.32.1, as told')
    await user.keyboard('{Escape}')
    expect(screen.getAllByRole('grid')).toHaveLength(1)
    expect(focusedName()).toMatch(/^100\.72\.32\.0\/24/)
    await user.keyboard('{PageDown}')
    expect(focusedName()).toMatch(/^100\.72\.224\.0\/24/)
  })

  it('opens a /24 by pointer and leaves focus where it is', async () => {
    const user = userEvent.setup()
    render(<Stage block={LARGE} />)
    await user.click(within(overview()).getByRole('gridcell', { name: /^100\.72\.7\.0\/24/ }))
    expect(screen.getByRole('grid', { name: /^100\.72\.7\.0\/24/ })).toBeVisible()
    expect(focusedName()).toMatch(/^100\.72\.7\.0\/24/)
  })

  it('closes only the innermost of several', async () => {
    const user = userEvent.setup()
    const huge = blockOf('10.0.0.0/8')
    render(<Stage block={huge} zoom={zoomTo(huge, huge.all.from + 0x3_0705n) ?? ''} />)
    const names = () => screen.getAllByRole('grid').map((grid) => grid.dataset['level'])
    expect(names()).toEqual(['0', '1', '2'])
    screen.getByRole('gridcell', { name: '10.3.7.0, as told' }).focus()
    await user.keyboard('{Escape}')
    expect(names()).toEqual(['0', '1'])
    expect(focusedName()).toMatch(/^10\.3\.7\.0\/24/)
  })

  it('changes no other cell when one address changes', () => {
    const { container, rerender } = render(<Stage block={LARGE} held={held} zoom="100.72.3.0/24" />)
    const seen = new MutationObserver(() => {})
    seen.observe(container, { subtree: true, attributes: true, childList: true, characterData: true })
    const changed = held.map((cell, index) => (index === 0x344 ? heldAt(LARGE, 0x345, 'conflict') : cell))
    rerender(<Stage block={LARGE} held={changed} zoom="100.72.3.0/24" />)
    const touched = new Set(
      seen
        .takeRecords()
        .map(({ target }) => (target instanceof Element ? target.closest('[data-index]') : null)),
    )
    expect([...touched].map((cell) => cell?.getAttribute('data-index')).sort()).toEqual(['3', '69'])
  })
})

describe('what is not drawn', () => {
  it('is said in exact numbers, and what is held is listed', async () => {
    const user = userEvent.setup()
    const onSelect = vi.fn()
    const block = blockOf('2001:db8::/64')
    render(<Stage block={block} held={[heldAt(SMALL, 3), heldAt(block, 9, 'leaked')]} onSelect={onSelect} />)
    expect(screen.getByText(/18,446,744,073,709,551,614 addresses/)).toBeVisible()
    expect(screen.queryByRole('grid')).toBeNull()
    const [, row] = within(screen.getByRole('table', { name: 'Held of 2001:db8::/64' })).getAllByRole('row')
    expect(row).toHaveTextContent('2001:db8::9leaked')
    await user.click(screen.getByRole('button', { name: '2001:db8::9' }))
    expect(onSelect).toHaveBeenCalledWith(block.all.from + 9n)
  })

  it('lists no more than a hundred', () => {
    const block = blockOf('2001:db8::/64')
    render(<Stage block={block} held={Array.from({ length: 1_200 }, (_, at) => heldAt(block, at + 2))} />)
    expect(screen.getByText(/The first 100 of 1,200 that are held/)).toBeVisible()
    expect(screen.getAllByRole('row')).toHaveLength(101)
  })
})

describe('rows', () => {
  it.each([
    [64, 0, 'named', 16],
    [32, 1280, 'named', 16],
    [32, 296, 'named', 8],
    [32, 200, 'named', 4],
    [256, 0, 'small', 32],
    [256, 433, 'small', 16],
    [256, 434, 'small', 32],
  ] as const)('of %i cells in %i px are %s, %i in a row', (count, width, look, columns) => {
    expect(layoutOf({ count }, width)).toEqual({ look, columns })
  })
})

it('the legend names every look of a cell', () => {
  render(<PoolLegend />)
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'free',
    'shared',
    'exclusive',
    'released',
    'gateway',
    'router port, anchor, VIP',
    'excluded',
    'excluded, yet held',
    'leaked',
    'conflict',
  ])
})

describe('when details are closed', () => {
  const cell = screen.getByRole.bind(screen, 'gridcell', { name: '203.0.113.20, as told' })

  it('focus returns to the cell that opened them', async () => {
    const user = userEvent.setup()
    render(<Beside selected={undefined} />)
    await user.click(cell())
    expect(screen.getByRole('button', { name: 'Close' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(cell()).toHaveFocus()
  })

  it('nothing takes focus that did not open them', async () => {
    const user = userEvent.setup()
    render(<Beside selected={SMALL.all.from + 4n} />)
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(document.body).toHaveFocus()
  })
})
