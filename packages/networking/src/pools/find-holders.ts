import { formatAddress, parseAddress, type ParsedAddress } from './address-text.ts'
import { cellState } from './cell.ts'
import type { CellState } from './cell-states.ts'
import { CELL_WORDS } from './grid-words.ts'
import { holdersWords } from './holder-words.ts'
import type { Pool } from './pool.ts'
import type { AddressReport } from './report.ts'

/** What an address is in one pool. `edge`: the network or broadcast address of its block, which nobody can hold. */
export interface Holding {
  readonly pool: string
  readonly state: CellState | 'edge'
  readonly holders: readonly AddressReport[]
  readonly isExcluded: boolean
}

/** What is known of one address. */
export interface FoundAddress {
  /** As it is usually written. */
  readonly text: string
  /** In every pool whose block has it: blocks overlap by mistake. Empty: no pool has it. */
  readonly in: readonly Holding[]
  /** Who holds it though no block of their pool has it. */
  readonly strays: readonly AddressReport[]
}

/**
 * Who holds this address? Undefined where the text is no whole address: names are found among the holders themselves.
 *
 * @param reports of all pools, see `AddressReport`.
 */
export function findHolders(
  text: string,
  pools: readonly Pool[],
  reports: readonly AddressReport[],
): FoundAddress | undefined {
  const address = parseAddress(text)
  if (!address) return undefined
  const written = formatAddress(address.family, address.value)
  const holders = reports.filter((report) => holds(report, address, written))
  const within = pools.flatMap((pool) => holdingIn(pool, address, holders))
  const here = new Set(within.flatMap((holding) => holding.holders))
  return { text: written, in: within, strays: holders.filter((holder) => !here.has(holder)) }
}

/** IPv6 is written in many ways, IPv4 in one. */
function holds({ v4, v6 }: AddressReport, { family, value }: ParsedAddress, written: string): boolean {
  if (family === 4) return v4 === written
  return v6 !== undefined && (v6 === written || parseAddress(v6)?.value === value)
}

function holdingIn(
  { name, blocks }: Pool,
  { family, value }: ParsedAddress,
  reports: readonly AddressReport[],
): readonly Holding[] {
  const block = blocks.find(({ family: own, all }) => own === family && all.from <= value && value <= all.to)
  if (!block) return []
  const holders = reports.filter(({ meta }) => meta.namespace === name)
  const isExcluded = block.excluded.has(value)
  const isEdge = !block.hosts.has(value) && holders.length === 0
  const state = isEdge ? 'edge' : cellState(holders, block.gateway === value, isExcluded)
  return [{ pool: name, state, holders, isExcluded }]
}

/** The answer in sentences, one for each pool that has the address. */
export function foundWords({ text, in: within, strays }: FoundAddress): readonly string[] {
  const outside = strays.map(
    (holder) =>
      `${text} is held by ${holdersWords({ holders: [holder] })} in ${holder.meta.namespace ?? 'no pool'}, which does not have it.`,
  )
  if (within.length === 0 && outside.length === 0) return [`No pool has ${text}.`]
  return [...within.map((holding) => holdingWords(text, holding)), ...outside]
}

function holdingWords(text: string, { pool, state, holders, isExcluded }: Holding): string {
  switch (state) {
    case 'edge':
      return `${text} is the first or last address of ${pool}, which nobody can hold.`
    case 'gateway':
      return `${text} is the gateway of ${pool}, and is never given out.`
    case 'excluded':
      return `${text} is excluded in ${pool}: nobody holds it, and it is not given out.`
    case 'free':
      return `${text} is free in ${pool}: whoever asks next may get it.`
    default: {
      const late = isExcluded ? ', and excluded since' : ''
      const what = state === 'conflict' ? 'in conflict' : CELL_WORDS[state]
      return `${text} in ${pool} is ${what}${late}: ${holdersWords({ holders })}.`
    }
  }
}
