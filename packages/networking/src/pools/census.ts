import { PART_OF, type Cell, type Held, type Part } from './cell.ts'
import type { PoolBlock } from './pool.ts'

/** How one family's block is used. The parts sum to the whole, always. */
export interface Census {
  readonly block: PoolBlock
  /** All host addresses. */
  readonly whole: bigint
  readonly parts: Readonly<Record<Part, bigint>>
}

function nothing(): Record<Part, bigint> {
  return { exclusive: 0n, shared: 0n, released: 0n, platform: 0n, excluded: 0n, problems: 0n, free: 0n }
}

/** Counts a block from the addresses that somebody holds: what nobody holds is never enumerated. */
export function censusOf(block: PoolBlock, held: readonly Cell<Held>[]): Census {
  const counts: Record<Part, number> = {
    exclusive: 0,
    shared: 0,
    released: 0,
    platform: 0,
    excluded: 0,
    problems: 0,
    free: 0,
  }
  let [heldHere, heldExcluded] = [0, 0]
  let isGatewayHeld = false
  for (const { family, address, state, isExcluded } of held) {
    if (family !== block.family) continue
    counts[PART_OF[state]] += 1
    heldHere += 1
    if (isExcluded) heldExcluded += 1
    if (address === block.gateway) isGatewayHeld = true
  }
  const whole = block.hosts.size
  const hasGateway = block.gateway !== undefined && block.hosts.has(block.gateway) && !isGatewayHeld
  const gateway = hasGateway ? 1n : 0n
  const excluded = block.excluded.size - BigInt(heldExcluded) - gateway
  const parts: Record<Part, bigint> = {
    exclusive: BigInt(counts.exclusive),
    shared: BigInt(counts.shared),
    released: BigInt(counts.released),
    platform: BigInt(counts.platform) + gateway,
    excluded,
    problems: BigInt(counts.problems),
    free: whole - BigInt(heldHere) - excluded - gateway,
  }
  return { block, whole, parts }
}

/** What is asked of a census in order to judge how full a pool is. */
export interface Counted extends Pick<Census, 'whole' | 'parts'> {
  readonly block: Pick<PoolBlock, 'family'>
}

/**
 * The censuses that tell whether a pool runs out: those of IPv4 where it has both families, as IPv6 blocks never do and
 * would hide that IPv4 is full.
 */
export function limiting<C extends Counted>(censuses: readonly C[]): readonly C[] {
  const four = censuses.filter(({ block }) => block.family === 4)
  return four.length > 0 ? four : censuses
}

/** Several censuses together: all pools of a type, or both families of one. */
export function sumOf(censuses: readonly Pick<Census, 'whole' | 'parts'>[]): Pick<Census, 'whole' | 'parts'> {
  const parts = nothing()
  let whole = 0n
  for (const census of censuses) {
    whole += census.whole
    parts.exclusive += census.parts.exclusive
    parts.shared += census.parts.shared
    parts.released += census.parts.released
    parts.platform += census.parts.platform
    parts.excluded += census.parts.excluded
    parts.problems += census.parts.problems
    parts.free += census.parts.free
  }
  return { whole, parts }
}
