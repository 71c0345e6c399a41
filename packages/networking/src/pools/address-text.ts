import ipaddr from 'ipaddr.js'
import type { AddressRange } from './range-set.ts'
import { RangeSet } from './range-set.ts'

export type Family = 4 | 6

const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 }

export interface ParsedAddress {
  readonly family: Family
  readonly value: bigint
}

/** An address as a number; undefined for what is none. IPv4 in four decimal parts only, as everywhere else. */
export function parseAddress(text: string): ParsedAddress | undefined {
  const trimmed = text.trim()
  if (ipaddr.IPv4.isValidFourPartDecimal(trimmed)) {
    return { family: 4, value: numberOf(ipaddr.IPv4.parse(trimmed).toByteArray()) }
  }
  if (trimmed.includes(':') && ipaddr.IPv6.isValid(trimmed)) {
    return { family: 6, value: numberOf(ipaddr.IPv6.parse(trimmed).toByteArray()) }
  }
  return undefined
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

export function formatAddress(family: Family, value: bigint): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, index) =>
    Number((value >> BigInt(BITS[family] - 8 * (index + 1))) & 255n),
  )
  return ipaddr.fromByteArray(bytes).toString()
}

/** The one spelling of an address by which it is found again; undefined for what is none. */
export function spelled(text: string): string | undefined {
  const address = parseAddress(text)
  return address && formatAddress(address.family, address.value)
}

/** One block of a pool. */
export interface Block {
  readonly family: Family
  /** Without host bits: `203.0.113.0/27`. */
  readonly cidr: string
  readonly prefix: number
  readonly all: AddressRange
  /** Addresses that can be given out, before exclusions: without network and broadcast address in IPv4. */
  readonly hosts: RangeSet
}

/**
 * The blocks of a `cidrBlock`: one, or one of each family with a comma; undefined when any of it cannot be read. Host
 * bits are ignored, as the API accepts them (kube-dc.md §7).
 */
export function parseBlocks(text: string): readonly Block[] | undefined {
  const parts = text.split(',').map((part) => part.trim())
  const blocks = parts.map(parseBlock)
  return blocks.every((block) => block !== undefined) ? blocks : undefined
}

function parseBlock(text: string): Block | undefined {
  const [base = '', length = '', ...more] = text.split('/')
  const address = parseAddress(base)
  if (!address || more.length > 0 || !/^\d{1,3}$/.test(length)) return undefined
  const prefix = Number(length)
  const bits = BITS[address.family]
  if (prefix > bits) return undefined
  const size = 1n << BigInt(bits - prefix)
  const from = address.value - (address.value % size)
  const all = { from, to: from + size - 1n }
  const cidr = `${formatAddress(address.family, from)}/${prefix}`
  // Kube-OVN counts 2^(32-n) - 2 in IPv4 and leaves the first and last out in IPv6 too (kube-dc.md §3).
  const hosts = RangeSet.of([{ from: from + 1n, to: all.to - 1n }])
  return { family: address.family, cidr, prefix, all, hosts }
}

export interface ParsedRanges {
  readonly set: RangeSet
  /** Texts that are no address and no range. */
  readonly malformed: readonly string[]
}

/**
 * Reads ranges of one family. `excludeIps` has `a..b`, the status `a-b`; single addresses in both. Those of the other
 * family are left out, what cannot be read is named.
 */
export function parseRanges(texts: readonly string[], separator: '..' | '-', family: Family): ParsedRanges {
  const ranges: AddressRange[] = []
  const malformed: string[] = []
  for (const text of texts) {
    const range = parseRange(text, separator)
    if (!range) malformed.push(text)
    else if (range.family === family) ranges.push(range)
  }
  return { set: RangeSet.of(ranges), malformed }
}

function parseRange(text: string, separator: string): (AddressRange & { family: Family }) | undefined {
  const [first = '', second = first, ...more] = text.split(separator)
  const [from, to] = [parseAddress(first), parseAddress(second)]
  if (!from || !to || more.length > 0 || from.family !== to.family || from.value > to.value) return undefined
  return { family: from.family, from: from.value, to: to.value }
}

/** A run as Kube-OVN writes it in `excludeIps`. */
export function formatRange(family: Family, { from, to }: AddressRange): string {
  const first = formatAddress(family, from)
  return from === to ? first : `${first}..${formatAddress(family, to)}`
}
