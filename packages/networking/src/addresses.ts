import ipaddr from 'ipaddr.js'
import type { Installation } from './model/installation.ts'
import type { NetworkType } from './model/network-type.ts'

/** An IPv4 address in four decimal parts as a number, for sorting; undefined for anything else. */
export function ipv4Number(text: string | undefined): number | undefined {
  if (text === undefined || !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined
  return ipaddr.IPv4.parse(text).octets.reduce((number, octet) => number * 256 + octet, 0)
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

interface Block {
  readonly network: ipaddr.IPv4
  readonly bits: number
}

function block(cidr: string): Block | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined
  const [network, bits] = ipaddr.IPv4.parseCIDR(cidr)
  return { network, bits }
}

/** Whether an address lies in an IPv4 block; host bits in the block are ignored. False when either cannot be read. */
export function cidrContains(cidr: string, address: string): boolean {
  const range = block(cidr)
  if (!range || !ipaddr.IPv4.isValidFourPartDecimal(address)) return false
  return ipaddr.IPv4.parse(address).match(range.network, range.bits)
}

/**
 * Type of the pool that an address lies in, by the ranges of the installation; undefined when none holds it. Where
 * ranges overlap the narrowest counts.
 */
export function poolTypeOf(address: string, pools: Installation['pools']): NetworkType | undefined {
  let best: { type: NetworkType; bits: number } | undefined
  for (const { type, cidr } of pools) {
    const bits = block(cidr)?.bits
    if (bits === undefined || !cidrContains(cidr, address)) continue
    if (!best || bits > best.bits) best = { type, bits }
  }
  return best?.type
}
