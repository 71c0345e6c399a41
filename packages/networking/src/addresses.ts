import type { Installation } from './model/installation.ts'
import type { NetworkType } from './model/network-type.ts'

const DOT = 46
const ZERO = 48
const NINE = 57

/**
 * An IPv4 address in four decimal parts as a number, for sorting; undefined for anything else. Read here and not by a
 * library: of 40,000 addresses, held against each range, that was most of a second.
 */
export function ipv4Number(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  let number = 0
  let parts = 0
  let part: number | undefined
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === DOT) {
      if (part === undefined) return undefined
      number = number * 256 + part
      parts += 1
      part = undefined
    } else {
      // Behind a zero nothing may follow: some read 010 as eight.
      if (code < ZERO || code > NINE || part === 0) return undefined
      part = (part ?? 0) * 10 + code - ZERO
      if (part > 255) return undefined
    }
  }
  return parts === 3 && part !== undefined ? number * 256 + part : undefined
}

/** Orders addresses by number; other texts after them, absent ones last. */
export function compareAddresses(a: string | undefined, b: string | undefined): number {
  const [numberA, numberB] = [ipv4Number(a), ipv4Number(b)]
  if (numberA !== undefined && numberB !== undefined) return numberA - numberB
  if (numberA !== undefined || numberB !== undefined) return numberA === undefined ? 1 : -1
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  return a < b ? -1 : 1
}

/** An IPv4 block: the addresses from one number on. */
interface Block {
  readonly from: number
  readonly size: number
}

/** Host bits are ignored; undefined where it cannot be read. */
function blockOf(cidr: string): Block | undefined {
  const slash = cidr.lastIndexOf('/')
  const bits = /^\d+$/.test(cidr.slice(slash + 1)) ? Number(cidr.slice(slash + 1)) : 33
  const address = ipv4Number(cidr.slice(0, Math.max(0, slash)))
  if (address === undefined || bits > 32) return undefined
  const size = 2 ** (32 - bits)
  return { from: address - (address % size), size }
}

function holds({ from, size }: Block, address: number): boolean {
  return address >= from && address < from + size
}

/** Whether an address lies in an IPv4 block; host bits in the block are ignored. False when either cannot be read. */
export function cidrContains(cidr: string, address: string): boolean {
  const block = blockOf(cidr)
  const number = ipv4Number(address)
  return block !== undefined && number !== undefined && holds(block, number)
}

interface Range extends Block {
  readonly type: NetworkType
}

const known = new WeakMap<Installation['pools'], readonly Range[]>()

/** The ranges that can be read, the narrowest first; read once for each list of them. */
function rangesOf(pools: Installation['pools']): readonly Range[] {
  const before = known.get(pools)
  if (before) return before
  const ranges = pools
    .flatMap(({ type, cidr }) => {
      const block = blockOf(cidr)
      return block ? [{ ...block, type }] : []
    })
    .sort((a, b) => a.size - b.size)
  known.set(pools, ranges)
  return ranges
}

/**
 * Type of the pool that an address lies in, by the ranges of the installation; undefined when none holds it. Where
 * ranges overlap the narrowest counts.
 *
 * @param pools is never changed in place.
 */
export function poolTypeOf(address: string, pools: Installation['pools']): NetworkType | undefined {
  const number = ipv4Number(address)
  return number === undefined ? undefined : rangesOf(pools).find((range) => holds(range, number))?.type
}
