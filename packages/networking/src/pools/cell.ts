import type { Family } from './address-text.ts'
import type { CellState } from './cell-states.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { Meta } from '../model/object.ts'
import type { OvnEip } from '../model/ovn-eip.ts'

/** Parts of a pool as bars and counts show them; they sum to all host addresses. */
export const PARTS = ['exclusive', 'shared', 'released', 'platform', 'excluded', 'problems', 'free'] as const

export type Part = (typeof PARTS)[number]

export const PART_OF: Readonly<Record<CellState, Part>> = {
  exclusive: 'exclusive',
  shared: 'shared',
  released: 'released',
  gateway: 'platform',
  'router-port': 'platform',
  platform: 'platform',
  excluded: 'excluded',
  leaked: 'problems',
  conflict: 'problems',
  free: 'free',
}

export type HolderState = Extract<
  CellState,
  'exclusive' | 'shared' | 'released' | 'router-port' | 'platform' | 'leaked'
>

/** What a pool's ledger needs of whoever holds an address: as the server attributes it, or as it travels. */
export interface Held {
  /** Of the OvnEip. */
  readonly meta: Pick<Meta, 'name'>
  /** Absent before allocation. */
  readonly v4?: string
  readonly v6?: string
  readonly state: HolderState
}

/** Who holds an address, from the OvnEip that says so. */
export interface Holder extends Held {
  readonly meta: Meta
  readonly ovnEip: OvnEip
  /** The External IP that it is for. */
  readonly eip?: ExternalIp
  /** Further External IPs whose status names the same OvnEip; absent where there are none, as there should be. */
  readonly rivals?: readonly ExternalIp[]
  /**
   * Why nobody has it, where it is leaked. `eip-elsewhere`: its EIp has another one, and this was left behind; `unmarked`:
   * it bears no name of an EIp, so it is only likely.
   */
  readonly lost?: 'eip-gone' | 'eip-elsewhere' | 'unmarked'
}

/** Where holders look the External IPs up. */
export interface ExternalIpLookup {
  /** By `namespace.name`, as the platform marks its OvnEips. */
  readonly marked: (mark: string) => ExternalIp | undefined
  /** Those whose status names this OvnEip; one at most, in a healthy cluster. */
  readonly referring: (ovnEip: string) => readonly ExternalIp[]
  /** Whether External IPs are seen whole, so that one that is not found is gone. */
  readonly isComplete: boolean
}

const OWNERSHIP = { Exclusive: 'exclusive', Shared: 'shared' } as const

/**
 * Attributes an address (kube-dc.md §3). The reference from the EIp's status counts before the mark on the OvnEip, as
 * one EIp may have left several behind it in earlier releases.
 */
export function holderOf(ovnEip: OvnEip, eips: ExternalIpLookup): Holder {
  const { meta, v4, v6 } = ovnEip
  return {
    meta,
    ...(v4 !== undefined && { v4 }),
    ...(v6 !== undefined && { v6 }),
    ovnEip,
    ...attribution(ovnEip, eips),
  }
}

type Attribution = Pick<Holder, 'state' | 'eip' | 'rivals' | 'lost'>

function attribution(ovnEip: OvnEip, eips: ExternalIpLookup): Attribution {
  const marked = ovnEip.madeFor === undefined ? undefined : eips.marked(ovnEip.madeFor)
  const referring = eips.referring(ovnEip.meta.name)
  // Where several name it, the one that it was made for; else the first by name.
  const eip = referring.find((one) => one === marked) ?? referring[0]
  if (eip) {
    const rivals = referring.filter((one) => one !== eip)
    return { eip, state: ownershipOf(eip), ...(rivals.length > 0 && { rivals }) }
  }
  if (ovnEip.type === 'lrp') return { state: 'router-port' }
  if (ovnEip.type === 'lsp') return { state: 'platform' }
  if (marked) {
    // Before its first report an EIp names no OvnEip; afterwards it names the one that it has.
    return marked.ovnEip === undefined
      ? { eip: marked, state: ownershipOf(marked) }
      : { eip: marked, state: 'leaked', lost: 'eip-elsewhere' }
  }
  // While External IPs are not seen whole, nothing is called leaked.
  if (!eips.isComplete) return { state: 'platform' }
  if (ovnEip.madeFor !== undefined) return { state: 'leaked', lost: 'eip-gone' }
  // Not Kube-DC's, and something translates by it: the operator made it by hand.
  return ovnEip.nat === '' ? { state: 'leaked', lost: 'unmarked' } : { state: 'platform' }
}

function ownershipOf({ ownership }: ExternalIp): 'exclusive' | 'shared' | 'released' {
  return ownership === 'Exclusive' || ownership === 'Shared' ? OWNERSHIP[ownership] : 'released'
}

/** What an address is, from who holds it and what the pool says of it. */
export function cellState(holders: readonly Held[], isGateway: boolean, isExcluded: boolean): CellState {
  const [first, ...others] = holders
  if (!first) return isGateway ? 'gateway' : isExcluded ? 'excluded' : 'free'
  if (others.length > 0 || (isGateway && first.state !== 'router-port')) return 'conflict'
  return first.state
}

/** One address of a pool and who has it. */
export interface Cell<H extends Held = Holder> {
  readonly family: Family
  readonly address: bigint
  readonly text: string
  readonly state: CellState
  readonly holders: readonly H[]
  /** Excluded; where somebody holds it all the same, the exclusion came later and evicted nobody (kube-dc.md §3). */
  readonly isExcluded: boolean
}

/** The order of addresses: IPv4 before IPv6, each by number. */
export function compareCells(
  a: Pick<Cell, 'family' | 'address'>,
  b: Pick<Cell, 'family' | 'address'>,
): number {
  return a.family - b.family || (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)
}
