import type { Project } from '../model/project.ts'
import type { Subnet } from '../model/subnet.ts'
import { parseBlocks, type Block } from '../pools/address-text.ts'
import { isPool } from '../pools/pool.ts'
import { list } from '../words.ts'
import { overlaps, reservedRanges } from './reserved-ranges.ts'

export interface OverlapFacts {
  readonly subnets: readonly Subnet[]
  readonly projects: readonly Project[]
  readonly reservedRanges: readonly string[]
}

/** All external pools and the platform's own networks hang off it (kube-dc.md §3). */
export const MANAGEMENT_VPC = 'ovn-cluster'

/** More of them are counted: an installation with a hundred Projects in one block is told so in one line. */
const MOST_NAMED = 3

/**
 * What a new pool's block would overlap with, in words; undefined where it stands alone. Projects may repeat each other's
 * CIDRs, but a pool is routed to from all of them.
 */
export function overlapReason(block: Block, facts: OverlapFacts): string | undefined {
  const met = [...pools(facts), ...networks(facts), ...projects(facts), ...reserved(facts)].filter(
    ({ cidr }) => parseBlocks(cidr)?.some((other) => overlaps(block, other)),
  )
  if (met.length === 0) return undefined
  const named = met.slice(0, MOST_NAMED).map(({ what, cidr }) => `${what} (${cidr})`)
  const rest = met.length - named.length
  return `${block.cidr} overlaps with ${list(rest > 0 ? [...named, `${rest} more`] : named)}.`
}

interface Taken {
  readonly what: string
  readonly cidr: string
}

function pools({ subnets }: OverlapFacts): Taken[] {
  return subnets.filter(isPool).map(({ meta, cidr }) => ({ what: `the pool ${meta.name}`, cidr }))
}

/** Subnets of Projects are left to their Projects. */
function networks({ subnets }: OverlapFacts): Taken[] {
  return subnets
    .filter((subnet) => !isPool(subnet) && (subnet.vpc ?? MANAGEMENT_VPC) === MANAGEMENT_VPC)
    .map(({ meta, cidr }) => ({ what: `the Subnet ${meta.name}`, cidr }))
}

function projects({ projects: all }: OverlapFacts): Taken[] {
  return all.flatMap(({ meta, cidr }) =>
    cidr === undefined ? [] : [{ what: `the Project ${meta.namespace ?? ''} / ${meta.name}`, cidr }],
  )
}

function reserved({ reservedRanges: configured }: OverlapFacts): readonly Taken[] {
  return reservedRanges(configured)
}
