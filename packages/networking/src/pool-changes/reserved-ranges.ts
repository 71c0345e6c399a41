import { parseBlocks, type Block } from '../pools/address-text.ts'

/** A range that no pool may touch, and what it is for. */
export interface ReservedRange {
  readonly cidr: string
  readonly what: string
}

/** What no router carries for a pool [RFC 6890]. */
const NEVER: readonly ReservedRange[] = [
  { cidr: '0.0.0.0/8', what: '“this network”' },
  { cidr: '127.0.0.0/8', what: 'loopback addresses' },
  { cidr: '169.254.0.0/16', what: 'link-local addresses' },
  { cidr: '224.0.0.0/4', what: 'multicast' },
  { cidr: '240.0.0.0/4', what: 'a range reserved for the future' },
]

/** Pods, Services and the nodes' own network as Kubernetes and Kube-OVN are installed by default [Kube-OVN]. */
export const DEFAULT_RESERVED_RANGES: readonly string[] = ['10.16.0.0/16', '10.96.0.0/12', '100.64.0.0/16']

/** All ranges that no pool may touch. @param configured what the installation's own networks take. */
export function reservedRanges(configured: readonly string[]): readonly ReservedRange[] {
  return [...NEVER, ...configured.map((cidr) => ({ cidr, what: 'a network of the platform' }))]
}

/** Whether two blocks have an address in common. */
export function overlaps(one: Block, other: Block): boolean {
  return one.family === other.family && one.all.from <= other.all.to && other.all.from <= one.all.to
}

/** Whether a text is one block that can be read. */
export function isBlock(text: string): boolean {
  return parseBlocks(text)?.length === 1
}
