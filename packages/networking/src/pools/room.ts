import { limiting, sumOf, type Counted } from './census.ts'

/** Where a pool begins to be called nearly full: under either of the two. */
export interface RoomLimits {
  /** Free addresses as a share of those that may be given out, 0 to 1. */
  readonly freeShare: number
  /** Free addresses, counted. */
  readonly freeAddresses: number
}

export const DEFAULT_ROOM: RoomLimits = { freeShare: 0.1, freeAddresses: 0 }

/** How much room is left in a pool. */
export interface Room {
  readonly state: 'room' | 'nearly-full' | 'full'
  readonly free: bigint
  /** What may be given out at all: hosts without exclusions and without what the platform itself holds. */
  readonly usable: bigint
  /** The limit that is crossed, where one is. */
  readonly under?: 'share' | 'count'
}

/** @param censuses of one pool; undefined when it has none, because its blocks cannot be read. */
export function roomOf(
  censuses: readonly Counted[],
  { freeShare, freeAddresses }: RoomLimits,
): Room | undefined {
  if (censuses.length === 0) return undefined
  const { whole, parts } = sumOf(limiting(censuses))
  const { free } = parts
  const usable = whole - parts.excluded - parts.platform
  if (free === 0n) return { state: 'full', free, usable }
  if (usable > 0n && Number(free) / Number(usable) < freeShare) {
    return { state: 'nearly-full', free, usable, under: 'share' }
  }
  if (free < BigInt(freeAddresses)) return { state: 'nearly-full', free, usable, under: 'count' }
  return { state: 'room', free, usable }
}
