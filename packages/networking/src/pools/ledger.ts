import { formatAddress, parseAddress, type Family } from './address-text.ts'
import { cellState, compareCells, type Cell, type Held, type Holder } from './cell.ts'
import { censusOf, type Census } from './census.ts'
import { MultiMap } from './multi-map.ts'
import type { Pool, PoolBlock } from './pool.ts'

export interface PoolView<H extends Held = Holder> {
  readonly pool: Pool
  /** One per family. */
  readonly censuses: readonly Census[]
  /** Every address that somebody holds, ascending. */
  readonly held: readonly Cell<H>[]
  /** Holders whose address lies outside of all blocks, by name; before allocation a holder has none and is not here. */
  readonly stray: readonly H[]
}

interface Place {
  readonly family: Family
  readonly address: bigint
  readonly block: PoolBlock
}

/** Beyond this many changed addresses at once, sorting all is cheaper than finding the place of each. */
const SORT_ANEW = 500

/** Who holds which address of one pool. A change costs the addresses that it touches and one count over those held. */
export class Ledger<H extends Held = Holder> {
  readonly pool: Pool
  readonly #holders = new Map<string, H>()
  /** Names of holders by address. */
  readonly #names = new MultiMap()
  readonly #strays = new Set<string>()
  readonly #dirty = new Map<string, Place>()
  #held: readonly Cell<H>[] = []
  #view: PoolView<H> | undefined

  constructor(pool: Pool) {
    this.pool = pool
  }

  put(holder: H): void {
    const { name } = holder.meta
    this.remove(name)
    this.#holders.set(name, holder)
    const addresses = addressesOf(holder)
    const places = addresses.flatMap((address) => this.#placeOf(address) ?? [])
    if (places.length < addresses.length) this.#strays.add(name)
    for (const place of places) {
      this.#names.add(keyOf(place), name)
      this.#dirty.set(keyOf(place), place)
    }
    this.#view = undefined
  }

  remove(name: string): void {
    const holder = this.#holders.get(name)
    if (!holder) return
    this.#holders.delete(name)
    this.#strays.delete(name)
    for (const address of addressesOf(holder)) {
      const place = this.#placeOf(address)
      if (!place) continue
      this.#names.remove(keyOf(place), name)
      this.#dirty.set(keyOf(place), place)
    }
    this.#view = undefined
  }

  /** The same object until something changes. */
  view(): PoolView<H> {
    return (this.#view ??= this.#survey())
  }

  /** What one address is; undefined where it is no host address of the pool. */
  cell(family: Family, address: bigint): Cell<H> | undefined {
    const place = this.#placeOf({ family, value: address })
    return place && this.#cell(place)
  }

  #survey(): PoolView<H> {
    this.#settle()
    return {
      pool: this.pool,
      held: this.#held,
      censuses: this.pool.blocks.map((block) => censusOf(block, this.#held)),
      stray: [...this.#strays].sort().flatMap((name) => this.#holders.get(name) ?? []),
    }
  }

  #settle(): void {
    if (this.#dirty.size === 0) return
    const fresh = [...this.#dirty.values()].map((place) => this.#cell(place))
    if (this.#dirty.size > SORT_ANEW) {
      const rest = this.#held.filter((cell) => !this.#dirty.has(keyOf(cell)))
      this.#held = [...rest, ...fresh.filter(isHeld)].sort(compareCells)
    } else {
      const held = [...this.#held]
      for (const cell of fresh) {
        const at = indexOf(held, cell)
        const known = held[at]
        const replaced = known && compareCells(known, cell) === 0 ? 1 : 0
        held.splice(at, replaced, ...(isHeld(cell) ? [cell] : []))
      }
      this.#held = held
    }
    this.#dirty.clear()
  }

  #cell({ family, address, block }: Place): Cell<H> {
    const holders = this.#names
      .get(keyOf({ family, address }))
      .flatMap((name) => this.#holders.get(name) ?? [])
    const isExcluded = block.excluded.has(address)
    return {
      family,
      address,
      text: formatAddress(family, address),
      state: cellState(holders, block.gateway === address, isExcluded),
      holders,
      isExcluded,
    }
  }

  #placeOf({ family, value }: { family: Family; value: bigint }): Place | undefined {
    const block = this.pool.blocks.find((one) => one.family === family && one.hosts.has(value))
    return block && { family, address: value, block }
  }
}

function isHeld({ holders }: Cell<Held>): boolean {
  return holders.length > 0
}

/** Where a cell is, or belongs, in an ascending list. */
function indexOf(cells: readonly Cell<Held>[], cell: Cell<Held>): number {
  let low = 0
  let high = cells.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = cells[middle]
    if (other && compareCells(other, cell) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function keyOf({ family, address }: { readonly family: Family; readonly address: bigint }): string {
  return `${family}:${address}`
}

function addressesOf({ v4, v6 }: Held) {
  return [v4, v6].flatMap((text) => (text === undefined ? [] : (parseAddress(text) ?? [])))
}
