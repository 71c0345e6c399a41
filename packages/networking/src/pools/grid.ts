import { formatAddress, parseBlocks } from './address-text.ts'
import { cellState, compareCells, PART_OF, type Cell, type Part } from './cell.ts'
import type { CellState } from './cell-states.ts'
import type { PoolBlock } from './pool.ts'
import { RangeSet, type AddressRange } from './range-set.ts'

/*
 * A pool as pictures of at most 256 cells. Cells end where octets end: what tells two of them apart is one number, in
 * the place where people read it anyway (.28 of a /24, 100.72.3.0/24 of a /16), and a picture never has more than 256
 * of them, however large the pool is. A /16 has two levels, a /8 three, all of IPv4 four: 1,024 cells with all open.
 * IPv6 is not drawn: a /64 has seven more levels of pictures, with next to nothing in any of them. What is held is listed.
 */

const OCTET = 8
const BITS = 32

/** What of a held address the pictures need; a ledger's cells are such, of both families, ascending. */
export type HeldCell = Pick<Cell, 'family' | 'address' | 'text' | 'state' | 'isExcluded'>

/** The addresses of one picture. */
export interface GridWindow {
  readonly cidr: string
  readonly from: bigint
  /** Addresses in it. */
  readonly size: bigint
  /** Addresses of one cell: 1, or those of the window that it opens. */
  readonly step: bigint
  /** The same as the length of a prefix: 32 where a cell is an address. */
  readonly cellPrefix: number
  /** Cells, 1 to 256. */
  readonly count: number
}

/** The host addresses of a smaller block, counted. The parts sum to the whole, as those of a census do. */
export interface Tally {
  readonly whole: number
  readonly parts: Readonly<Record<Part, number>>
}

export type GridCell =
  | {
      readonly kind: 'address'
      readonly address: bigint
      readonly text: string
      readonly state: CellState
      readonly isExcluded: boolean
    }
  /** Network and broadcast address: never given out. */
  | {
      readonly kind: 'edge'
      readonly address: bigint
      readonly text: string
      readonly edge: 'network' | 'broadcast'
    }
  /** A block that can be opened; `address` is its first and `text` its CIDR. */
  | { readonly kind: 'block'; readonly address: bigint; readonly text: string; readonly tally: Tally }

/**
 * The pictures from the whole block down to the window that is open; empty where the block is not drawn.
 *
 * @param zoom CIDR of the open window; anything that is no window of this block opens none.
 */
export function pathTo(block: PoolBlock, zoom?: string): readonly GridWindow[] {
  if (block.family !== 4) return []
  const path = [windowOf(block.all.from, BITS - block.prefix)]
  const open = zoom === undefined ? undefined : parseBlocks(zoom)?.[0]
  if (open?.family !== 4 || !isInside(open.all, block.all)) return path
  const size = open.all.to - open.all.from + 1n
  let last = path[0]
  while (last && last.step > 1n && last.step >= size) {
    last = windowOf(open.all.from - (open.all.from % last.step), bitsOf(last.step))
    path.push(last)
  }
  // A block of a size that no picture has, such as a /20.
  return last?.size === size ? path : path.slice(0, 1)
}

/** How many pictures lie behind one another, at least 1; 0 where the block is not drawn. */
export function depthOf({ family, prefix }: PoolBlock): number {
  return family === 4 ? Math.max(1, Math.ceil((BITS - prefix) / OCTET)) : 0
}

/** The window to open so that an address has a cell of its own; undefined where the first picture has it, or none. */
export function zoomTo(block: PoolBlock, address: bigint): string | undefined {
  const isHere = address >= block.all.from && address <= block.all.to
  if (depthOf(block) < 2 || !isHere) return undefined
  const size = 1n << BigInt(OCTET)
  return `${formatAddress(4, address - (address % size))}/${BITS - OCTET}`
}

/** The window of the same size before (-1) or after (1) an open one; undefined at the ends of the block. */
export function windowBeside(block: PoolBlock, window: GridWindow, by: -1 | 1): string | undefined {
  const from = window.from + BigInt(by) * window.size
  if (from < block.all.from || from + window.size - 1n > block.all.to) return undefined
  return windowOf(from, bitsOf(window.size)).cidr
}

function windowOf(from: bigint, bits: number): GridWindow {
  const cellBits = bits === 0 ? 0 : OCTET * Math.floor((bits - 1) / OCTET)
  const [step, size] = [1n << BigInt(cellBits), 1n << BigInt(bits)]
  const cidr = `${formatAddress(4, from)}/${BITS - bits}`
  return { cidr, from, size, step, cellPrefix: BITS - cellBits, count: Number(size / step) }
}

function bitsOf(size: bigint): number {
  return size.toString(2).length - 1
}

function isInside(inner: AddressRange, outer: AddressRange): boolean {
  return inner.from >= outer.from && inner.to <= outer.to
}

/** The place of an address among the cells of a window; undefined outside of it. */
export function indexIn({ from, size, step }: GridWindow, address: bigint): number | undefined {
  return address >= from && address < from + size ? Number((address - from) / step) : undefined
}

/**
 * The cells of one picture. What nobody holds is derived from the block; the work is that of the held addresses inside.
 *
 * @param held ascending, of any family.
 */
export function gridCells(
  block: PoolBlock,
  window: GridWindow,
  held: readonly HeldCell[],
): readonly GridCell[] {
  const inside = held.slice(placeOf(held, window.from), placeOf(held, window.from + window.size))
  return window.step === 1n ? addressCells(block, window, inside) : blockCells(block, window, inside)
}

/** How many are held before an IPv4 address. */
function placeOf(held: readonly HeldCell[], address: bigint): number {
  const wanted = { family: 4, address } as const
  let [low, high] = [0, held.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const cell = held[middle]
    if (cell && compareCells(cell, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function addressCells(block: PoolBlock, window: GridWindow, held: readonly HeldCell[]): readonly GridCell[] {
  const known = new Map(held.map((cell) => [cell.address, cell]))
  return Array.from({ length: window.count }, (_, index): GridCell => {
    const address = window.from + BigInt(index)
    const holder = known.get(address)
    const text = holder?.text ?? formatAddress(4, address)
    if (!block.hosts.has(address)) {
      return { kind: 'edge', address, text, edge: address === block.all.from ? 'network' : 'broadcast' }
    }
    const isExcluded = block.excluded.has(address)
    const state = holder?.state ?? cellState([], address === block.gateway, isExcluded)
    return { kind: 'address', address, text, state, isExcluded }
  })
}

function blockCells(block: PoolBlock, window: GridWindow, held: readonly HeldCell[]): readonly GridCell[] {
  let next = 0
  return Array.from({ length: window.count }, (_, index): GridCell => {
    const from = window.from + BigInt(index) * window.step
    const span = { from, to: from + window.step - 1n }
    const first = next
    next = placeOf(held, from + window.step)
    const tally = tallyOf(block, span, held.slice(first, next))
    return { kind: 'block', address: from, text: `${formatAddress(4, from)}/${window.cellPrefix}`, tally }
  })
}

/** Counts a part of a block by the rules of a census: whoever holds an address counts before its exclusion. */
function tallyOf(block: PoolBlock, span: AddressRange, held: readonly HeldCell[]): Tally {
  const here = RangeSet.of([span])
  const whole = Number(block.hosts.intersect(here).size)
  const parts = { exclusive: 0, shared: 0, released: 0, platform: 0, excluded: 0, problems: 0, free: 0 }
  for (const { state } of held) parts[PART_OF[state]] += 1
  const { gateway } = block
  const isGatewayIdle =
    gateway !== undefined &&
    here.has(gateway) &&
    block.hosts.has(gateway) &&
    !held.some(({ address }) => address === gateway)
  const idle = isGatewayIdle ? 1 : 0
  const heldExcluded = held.filter(({ isExcluded }) => isExcluded).length
  parts.excluded = Number(block.excluded.intersect(here).size) - heldExcluded - idle
  parts.platform += idle
  parts.free = whole - held.length - parts.excluded - idle
  return { whole, parts }
}

/** Addresses that somebody or something has, problems among them. */
export function usedOf({ whole, parts }: Tally): number {
  return whole - parts.free - parts.excluded
}
