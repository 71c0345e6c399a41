import { formatAddress, parseAddress, parseBlocks, type Family } from '../pools/address-text.ts'
import type { PoolBlock } from '../pools/pool.ts'
import { RangeSet, type AddressRange } from '../pools/range-set.ts'

/** Addresses as somebody typed them, or why they cannot be read. */
export type TypedRange =
  | {
      readonly state: 'read'
      readonly family: Family
      readonly range: AddressRange
      /** Typed as `a/n`: its first and last address are meant only as far as they can be given out. */
      readonly isBlock: boolean
    }
  | { readonly state: 'refused'; readonly reason: string }

const EXAMPLES = '203.0.113.9, 203.0.113.9..203.0.113.12 or 203.0.113.8/29'

/** Reads what people type for addresses: one, `a..b`, `a-b`, or a block. */
export function parseTyped(typed: string): TypedRange {
  const text = typed.trim()
  if (text === '') return refused(`Enter an address or a range, such as ${EXAMPLES}.`)
  if (text.includes('/')) return parseTypedBlock(text)
  const [first = '', second = first, ...more] = text.split(/\.\.|[-–]/)
  const [from, to] = [parseAddress(first), parseAddress(second)]
  if (!from || !to || more.length > 0) return refused(`“${text}” is no address and no range: ${EXAMPLES}.`)
  if (from.family !== to.family) return refused(`“${text}” goes from one address family to the other.`)
  if (from.value > to.value)
    return refused(`“${text}” is the wrong way round: the lower address comes first.`)
  return { state: 'read', family: from.family, range: { from: from.value, to: to.value }, isBlock: false }
}

function parseTypedBlock(text: string): TypedRange {
  const [block, ...more] = parseBlocks(text) ?? []
  if (!block || more.length > 0) return refused(`“${text}” is no address and no range: ${EXAMPLES}.`)
  const [base = ''] = text.split('/')
  if (parseAddress(base)?.value !== block.all.from) {
    return refused(
      `“${text}” lies inside of the block ${block.cidr}. Enter that, or the addresses as a range.`,
    )
  }
  return { state: 'read', family: block.family, range: block.all, isBlock: true }
}

function refused(reason: string): TypedRange {
  return { state: 'refused', reason }
}

/** Which addresses of a pool somebody means, or why they cannot. */
export type Meant =
  | { readonly state: 'meant'; readonly block: PoolBlock; readonly set: RangeSet }
  | { readonly state: 'refused'; readonly reason: string }

/** Places what somebody typed in one of a pool's blocks. */
export function meantIn(blocks: readonly PoolBlock[], typed: string): Meant {
  const read = parseTyped(typed)
  if (read.state === 'refused') return read
  const { family, range, isBlock } = read
  const block = blocks.find((one) => one.family === family && isInside(range, one.all))
  if (!block) {
    const cidrs = blocks.map(({ cidr }) => cidr).join(' and ')
    return { state: 'refused', reason: `“${typed.trim()}” is not inside of ${cidrs}.` }
  }
  const set = RangeSet.of([range]).intersect(block.hosts)
  if (set.size === 0n || (!isBlock && set.size < RangeSet.of([range]).size)) {
    return {
      state: 'refused',
      reason: `${edgeOf(block, range)} is never given out: ${edgeWords(block, range)}.`,
    }
  }
  return { state: 'meant', block, set }
}

function isInside(range: AddressRange, outer: AddressRange): boolean {
  return outer.from <= range.from && range.to <= outer.to
}

function edgeOf({ family, all }: PoolBlock, { from }: AddressRange): string {
  return formatAddress(family, from === all.from ? all.from : all.to)
}

function edgeWords({ family, cidr, all }: PoolBlock, { from }: AddressRange): string {
  const isFirst = from === all.from
  if (family === 6) return `it is the ${isFirst ? 'first' : 'last'} address of ${cidr}`
  return `it is the ${isFirst ? 'network' : 'broadcast'} address of ${cidr}`
}
