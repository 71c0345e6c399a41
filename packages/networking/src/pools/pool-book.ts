import type { ExternalIp } from '../model/external-ip.ts'
import type { OvnEip } from '../model/ovn-eip.ts'
import type { Subnet } from '../model/subnet.ts'
import type { Unreadable } from '../model/unreadable.ts'
import type { Vlan } from '../model/vlan.ts'
import { parseAddress } from './address-text.ts'
import { holderOf, type Cell, type Holder } from './cell.ts'
import { Ledger, type PoolView } from './ledger.ts'
import { MultiMap } from './multi-map.ts'
import { isPool, poolOf, type Pool } from './pool.ts'

/** What the pools are made from. */
export type PoolSource = Subnet | Vlan | OvnEip | ExternalIp

/** What happened to one object: made (`before` absent), changed, or removed (`after` absent). */
export interface PoolChange {
  readonly before: PoolSource | Unreadable | undefined
  readonly after: PoolSource | Unreadable | undefined
}

/** Where an address was found. */
export interface Found {
  readonly pool: string
  readonly cell: Cell
}

/**
 * All pools of the provider with every address accounted for. Takes changes of single objects; what comes out depends
 * on the objects held only, never on the order in which they came.
 */
export class PoolBook {
  readonly #subnets = new Map<string, Subnet>()
  readonly #vlans = new Map<string, Vlan>()
  readonly #ovnEips = new Map<string, OvnEip>()
  /** By `namespace.name`, as the platform marks OvnEips. */
  readonly #eips = new Map<string, ExternalIp>()
  /** EIps by the OvnEip that their status names. */
  readonly #referring = new MultiMap()
  /** EIps whose address the OvnEip that they name does not hold. */
  readonly #doubts = new Map<string, ExternalIp>()
  /** OvnEips by the EIp that they are marked with. */
  readonly #marked = new MultiMap()
  readonly #holders = new Map<string, Holder>()
  /** OvnEips whose holder is another one since `takeTouched` was last called. */
  #touched = new Set<string>()
  readonly #ledgers = new Map<string, Ledger>()
  readonly #listeners = new Set<() => void>()
  #isComplete = false
  #list: readonly PoolView[] | undefined
  #doubtful: readonly ExternalIp[] | undefined

  /** Whether External IPs are seen whole; before, no address is called leaked. */
  seeExternalIps(isComplete: boolean): void {
    if (this.#isComplete === isComplete) return
    this.#isComplete = isComplete
    for (const name of this.#ovnEips.keys()) this.#attribute(name)
    this.#tell()
  }

  /** Takes changes in, all at once. Objects that cannot be read are not counted; their own list shows them. */
  apply(changes: readonly PoolChange[]): void {
    for (const { before, after } of changes) {
      const old = before && readable(before)
      const now = after && readable(after)
      if (old && old.meta.uid !== now?.meta.uid) this.#remove(old)
      if (now) this.#put(now)
    }
    this.#tell()
  }

  /** All pools by name; the same array until something about one of them changes. */
  pools(): readonly PoolView[] {
    return (this.#list ??= [...this.#ledgers.values()]
      .map((ledger) => ledger.view())
      .sort((a, b) => (a.pool.name < b.pool.name ? -1 : 1)))
  }

  pool(name: string): PoolView | undefined {
    return this.#ledgers.get(name)?.view()
  }

  /** Who holds this address? In every pool that has it: blocks of pools may overlap by mistake. */
  find(text: string): readonly Found[] {
    const address = parseAddress(text)
    if (!address) return []
    return [...this.#ledgers].flatMap(([pool, ledger]) => {
      const cell = ledger.cell(address.family, address.value)
      return cell ? [{ pool, cell }] : []
    })
  }

  /** The holder that an OvnEip stands for. */
  holder(ovnEip: string): Holder | undefined {
    return this.#holders.get(ovnEip)
  }

  /** Names of OvnEips that came, went, or are attributed anew since the last call. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched
    this.#touched = new Set()
    return touched
  }

  /**
   * External IPs whose address the OvnEip that they name does not hold: what `reconcile` has to look at, few of all. The
   * same array until one of them comes, goes or changes.
   */
  doubtful(): readonly ExternalIp[] {
    return (this.#doubtful ??= [...this.#doubts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, eip]) => eip))
  }

  /** The pool that an External IP's address comes from, by its OvnEip. */
  poolOfEip({ ovnEip }: ExternalIp): Pool | undefined {
    const held = ovnEip === undefined ? undefined : this.#ovnEips.get(ovnEip)
    return held && this.#ledgers.get(held.subnet)?.pool
  }

  /** Whether a Vlan of this name is there. */
  hasVlan(name: string): boolean {
    return this.#vlans.has(name)
  }

  /** Calls back when pools may have changed; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #put(object: PoolSource): void {
    const { name } = object.meta
    switch (object.kind) {
      case 'Subnet':
        this.#subnets.set(name, object)
        return this.#open(name)
      case 'Vlan':
        this.#vlans.set(name, object)
        return this.#reopen(name)
      case 'OvnEip':
        return this.#replaceOvnEip(name, object)
      case 'ExternalIp':
        return this.#replaceEip(markOf(object), object)
    }
  }

  /** An object that has a successor of the same name is gone already. */
  #remove(object: PoolSource): void {
    const { name, uid } = object.meta
    const isGone = (known: PoolSource | undefined) => known?.meta.uid !== uid
    switch (object.kind) {
      case 'Subnet':
        if (isGone(this.#subnets.get(name))) return
        this.#subnets.delete(name)
        return this.#open(name)
      case 'Vlan':
        if (isGone(this.#vlans.get(name))) return
        this.#vlans.delete(name)
        return this.#reopen(name)
      case 'OvnEip':
        if (isGone(this.#ovnEips.get(name))) return
        return this.#replaceOvnEip(name, undefined)
      case 'ExternalIp':
        if (isGone(this.#eips.get(markOf(object)))) return
        return this.#replaceEip(markOf(object), undefined)
    }
  }

  #replaceOvnEip(name: string, after: OvnEip | undefined): void {
    const before = this.#ovnEips.get(name)
    if (before?.madeFor !== undefined) this.#marked.remove(before.madeFor, name)
    if (after) this.#ovnEips.set(name, after)
    else this.#ovnEips.delete(name)
    if (after?.madeFor !== undefined) this.#marked.add(after.madeFor, name)
    for (const mark of this.#referring.get(name)) this.#doubt(mark)
    this.#attribute(name)
  }

  #replaceEip(mark: string, after: ExternalIp | undefined): void {
    const before = this.#eips.get(mark)
    if (before?.ovnEip !== undefined) this.#referring.remove(before.ovnEip, mark)
    if (after) this.#eips.set(mark, after)
    else this.#eips.delete(mark)
    if (after?.ovnEip !== undefined) this.#referring.add(after.ovnEip, mark)
    this.#doubt(mark)
    const touched = [...this.#marked.get(mark), before?.ovnEip, after?.ovnEip].filter(
      (name) => name !== undefined,
    )
    for (const name of new Set(touched)) this.#attribute(name)
  }

  /** Judges one EIp anew: of 40,000 only those that a change touches. */
  #doubt(mark: string): void {
    const eip = this.#eips.get(mark)
    const doubted = eip && this.#isBacked(eip) ? undefined : eip
    if (this.#doubts.get(mark) === doubted) return
    if (doubted) this.#doubts.set(mark, doubted)
    else this.#doubts.delete(mark)
    this.#doubtful = undefined
  }

  /** Whether the OvnEip that an EIp names holds its address; so it is too of one that has no address yet. */
  #isBacked({ address, ovnEip }: ExternalIp): boolean {
    if (address === undefined) return true
    const held = ovnEip === undefined ? undefined : this.#ovnEips.get(ovnEip)
    return held?.v4 === address || held?.v6 === address
  }

  /** Reads a Subnet anew and places all that is in it; Subnets change rarely. */
  #open(name: string): void {
    this.#list = undefined
    this.#ledgers.delete(name)
    const subnet = this.#subnets.get(name)
    if (!subnet || !isPool(subnet)) return
    const pool = poolOf(subnet, subnet.vlan === undefined ? undefined : this.#vlans.get(subnet.vlan))
    if (!pool) return
    const ledger = new Ledger(pool)
    this.#ledgers.set(name, ledger)
    for (const holder of this.#holders.values()) if (holder.ovnEip.subnet === name) ledger.put(holder)
  }

  #reopen(vlan: string): void {
    for (const { vlan: used, meta } of this.#subnets.values()) if (used === vlan) this.#open(meta.name)
  }

  /** Finds anew who an OvnEip's address is for. */
  #attribute(name: string): void {
    this.#list = undefined
    this.#touched.add(name)
    const before = this.#holders.get(name)
    if (before) this.#ledgers.get(before.ovnEip.subnet)?.remove(name)
    this.#holders.delete(name)
    const ovnEip = this.#ovnEips.get(name)
    if (!ovnEip) return
    const holder = holderOf(ovnEip, {
      marked: (mark) => this.#eips.get(mark),
      referring: (of) => this.#referring.get(of).flatMap((mark) => this.#eips.get(mark) ?? []),
      isComplete: this.#isComplete,
    })
    this.#holders.set(name, holder)
    this.#ledgers.get(ovnEip.subnet)?.put(holder)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function readable(object: PoolSource | Unreadable): PoolSource | undefined {
  return object.kind === 'Unreadable' ? undefined : object
}

/** Namespaces have no dots, so this is unambiguous. */
function markOf({ meta: { namespace, name } }: ExternalIp): string {
  return `${namespace ?? ''}.${name}`
}
