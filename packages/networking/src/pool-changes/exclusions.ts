import { deniedReason, type Access } from '../access.ts'
import type { FieldWord } from '../intents/judgement.ts'
import { Remarks } from '../intents/remarks.ts'
import { formatAddress, formatRange, parseAddress, parseRanges, type Family } from '../pools/address-text.ts'
import type { Pool, PoolBlock } from '../pools/pool.ts'
import { RangeSet } from '../pools/range-set.ts'
import { list } from '../words.ts'
import { meantIn } from './typed-range.ts'
import type { ExclusionWish } from './wishes.ts'

/** As much of an address that somebody holds as matters here; cells of a pool's ledger are that. */
export interface HeldAddress {
  readonly family: Family
  readonly address: bigint
  readonly text: string
}

/** A pool with who holds its addresses. */
export interface HeldPool<H extends HeldAddress> {
  readonly pool: Pool
  readonly held: readonly H[]
}

/** An address of something that takes it without an OvnEip, such as the front door of the platform. */
export interface Claim {
  readonly address: string
  /** In words: `Service envoy-gateway-system/eg`. */
  readonly by: string
}

export interface ExclusionFacts {
  /** `undefined` while it is not known. */
  readonly access: Access | undefined
  /** What Services report beside the pool's holders; what is not seen refuses nothing. */
  readonly claims: readonly Claim[]
}

/** What a change of the exclusions comes to. */
export interface ExclusionPreview<H extends HeldAddress> {
  /** The whole list afterwards, as Kube-OVN writes it: merged, sorted, with the gateway (kube-dc.md §3). */
  readonly excludeIps: readonly string[]
  /** What is excluded now and was not, or the other way round. */
  readonly changed: readonly string[]
  /** How many addresses that are. */
  readonly count: bigint
  /** Who holds addresses of what was typed: exclusion evicts nobody. Ascending. */
  readonly held: readonly H[]
  /** Addresses that can be given out, of all families. */
  readonly free: { readonly before: bigint; readonly after: bigint }
  /** Ask for the pool's name first: somebody holds one of them, or nobody gets an address of the pool any more. */
  readonly typeName: boolean
}

export interface ExclusionJudgement<H extends HeldAddress> {
  /** Fields are `ranges.0` and so on, `ranges` for all of them, or empty for the pool. */
  readonly problems: readonly FieldWord[]
  readonly warnings: readonly FieldWord[]
  /** Absent while there are problems. */
  readonly preview?: ExclusionPreview<H>
}

/** Whether addresses of a pool can be reserved or released, and what comes of it. */
export function judgeExclusions<H extends HeldAddress>(
  wish: ExclusionWish,
  view: HeldPool<H>,
  facts: ExclusionFacts,
): ExclusionJudgement<H> {
  const { pool } = view
  const remarks = new Remarks()
  remarks.problem('', unchangeableReason(pool) ?? deniedReason(facts.access, 'patch', 'subnets'))
  const asked = pool.blocks.length === 0 ? new Map<PoolBlock, RangeSet>() : askedSets(wish, pool, remarks)
  const changed = new Map(
    [...asked].map(([block, set]) => [
      block,
      wish.do === 'reserve' ? set.minus(block.excluded) : set.intersect(block.excluded),
    ]),
  )
  const count = [...changed.values()].reduce((sum, { size }) => sum + size, 0n)
  if (count === 0n && remarks.problems.length === 0) {
    remarks.problem('ranges', wish.do === 'reserve' ? ALL_RESERVED : NONE_RESERVED)
  }
  if (wish.do === 'release') refuseClaims(asked, facts.claims, remarks)
  if (remarks.problems.length > 0) return { problems: remarks.problems, warnings: [] }
  const preview = previewOf(wish, view, asked, changed)
  warn(wish, pool, preview, remarks)
  return { problems: [], warnings: remarks.warnings, preview }
}

const ALL_RESERVED = 'All of these addresses are reserved already.'
const NONE_RESERVED = 'None of these addresses is reserved.'

/** Why nothing of a pool is changed here; undefined where nothing speaks against it. */
export function unchangeableReason({ blocks, name, subnet }: Pool): string | undefined {
  if (subnet.meta.deletedAt !== undefined) return `${name} is being deleted.`
  return blocks.length === 0
    ? `The CIDR of ${name} cannot be read, so nothing about it is changed here. Correct the Subnet first.`
    : undefined
}

function askedSets({ do: what, ranges }: ExclusionWish, { blocks }: Pool, remarks: Remarks) {
  const asked = new Map<PoolBlock, RangeSet>()
  for (const [index, typed] of ranges.entries()) {
    const meant = meantIn(blocks, typed)
    if (meant.state === 'refused') {
      remarks.problem(`ranges.${index}`, meant.reason)
      continue
    }
    const { block, set } = meant
    if (what === 'release' && block.gateway !== undefined && set.has(block.gateway)) {
      const gateway = formatAddress(block.family, block.gateway)
      remarks.problem(`ranges.${index}`, `${gateway} is the gateway, which always stays reserved.`)
    }
    asked.set(block, (asked.get(block) ?? RangeSet.EMPTY).union(set))
  }
  return asked
}

/** Released, such an address could be given to a tenant, and two would answer for it. */
function refuseClaims(
  asked: ReadonlyMap<PoolBlock, RangeSet>,
  claims: readonly Claim[],
  remarks: Remarks,
): void {
  for (const { address: text, by } of claims) {
    const address = parseAddress(text)
    if (!address) continue
    for (const [{ family }, set] of asked) {
      if (family !== address.family || !set.has(address.value)) continue
      remarks.problem(
        'ranges',
        `${text} is the address of ${by}. Released, it could be given to somebody else.`,
      )
    }
  }
}

function previewOf<H extends HeldAddress>(
  { do: what }: ExclusionWish,
  { pool, held }: HeldPool<H>,
  asked: ReadonlyMap<PoolBlock, RangeSet>,
  changed: ReadonlyMap<PoolBlock, RangeSet>,
): ExclusionPreview<H> {
  const { blocks } = pool
  const isIn = (sets: ReadonlyMap<PoolBlock, RangeSet>, { family, address }: HeldAddress) =>
    [...sets].some(([block, set]) => block.family === family && set.has(address))
  const count = [...changed.values()].reduce((sum, { size }) => sum + size, 0n)
  const heldOfChanged = BigInt(held.filter((one) => isIn(changed, one)).length)
  const before = blocks.reduce((sum, block) => sum + freeOf(block, held), 0n)
  const moved = count - heldOfChanged
  const after = what === 'reserve' ? before - moved : before + moved
  const heldAsked = held.filter((one) => isIn(asked, one))
  return {
    excludeIps: excludeIpsAfter(pool, what, changed),
    changed: [...changed].flatMap(([{ family }, set]) =>
      set.ranges.map((range) => formatRange(family, range)),
    ),
    count,
    held: heldAsked,
    free: { before, after },
    typeName: what === 'reserve' && (heldAsked.length > 0 || fillsUp({ before, after })),
  }
}

function fillsUp({ before, after }: ExclusionPreview<HeldAddress>['free']): boolean {
  return after === 0n && before > 0n
}

function freeOf({ family, hosts, excluded }: PoolBlock, held: readonly HeldAddress[]): bigint {
  const taken = held.filter((one) => one.family === family && !excluded.has(one.address)).length
  return hosts.size - excluded.size - BigInt(taken)
}

/** What is written there and is no address of the pool stays: somebody may have meant something by it. */
function excludeIpsAfter(
  { blocks, subnet: { excludeIps } }: Pool,
  what: ExclusionWish['do'],
  changed: ReadonlyMap<PoolBlock, RangeSet>,
): string[] {
  const families = ([4, 6] as const).flatMap((family) => {
    const own = blocks.filter((block) => block.family === family)
    const written = parseRanges(excludeIps, '..', family).set
    const kept = own.reduce(
      (set, { gateway }) => (gateway === undefined ? set : set.union(single(gateway))),
      written,
    )
    const change = own.reduce((set, block) => set.union(changed.get(block) ?? RangeSet.EMPTY), RangeSet.EMPTY)
    const after = what === 'reserve' ? kept.union(change) : kept.minus(change)
    return after.ranges.map((range) => formatRange(family, range))
  })
  return [...families, ...parseRanges(excludeIps, '..', 4).malformed]
}

function single(address: bigint): RangeSet {
  return RangeSet.of([{ from: address, to: address }])
}

function warn<H extends HeldAddress>(
  { do: what }: ExclusionWish,
  { name, malformed }: Pool,
  { free, held }: ExclusionPreview<H>,
  remarks: Remarks,
): void {
  if (what === 'reserve' && held.length > 0) {
    remarks.warn(
      'ranges',
      `${held.length === 1 ? 'One of these addresses is held and stays' : `${held.length} of these addresses are held and stay`} with who has it: reserving evicts nobody. Kube-OVN counts such an address twice until it is given back.`,
    )
  }
  if (what === 'reserve' && fillsUp(free)) {
    remarks.warn('ranges', `Nothing of ${name} is left to give out. Who asks for an address of it will wait.`)
  }
  if (what === 'release') {
    remarks.warn(
      'ranges',
      'Addresses of gateway nodes and of machines beside the cluster do not show here. Release only what you know nobody uses: two that answer for one address lose packets.',
    )
  }
  const unread = malformed.filter(({ field }) => field === 'spec.excludeIps').map(({ value }) => `“${value}”`)
  if (unread.length > 0)
    remarks.warn('', `${list(unread)} in the exclusions cannot be read and stays as it is.`)
}
