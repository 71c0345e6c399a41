import {
  addressesHeld,
  endedHolding,
  holdingsOf,
  type Ended,
  type HolderHistory,
} from '@kube-dc/networking/pools/holder-history'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import type { HistoryLog } from './use-history.ts'

/** Holdings of one address that are remembered, beside who holds it now. */
export const MOST_OF_ONE = 20
/** Holdings of all addresses that this server remembers itself, some 300 bytes each. */
const MOST = 50_000

export interface StoredHoldings {
  /** RFC 3339. */
  readonly since: string
  /** Oldest first. */
  readonly ended: readonly Ended[]
}

/** Where holdings are kept that outlive the server. Every call may fail, and says so by throwing. */
export interface HolderStore {
  readonly name: string
  holdings(pool: string, address: string): Promise<StoredHoldings>
  /** Keeps a holding, once however often it is told. */
  appendHolding(pool: string, address: string, ended: Ended): Promise<void>
}

/** Holdings that have ended while this server ran, the last of each address. */
export class EndedHoldings {
  readonly #of = new Map<string, Ended[]>()
  /** All of them with the key of their list, oldest first. */
  readonly #order = new Map<Ended, string>()
  readonly #most: number

  constructor(most = MOST) {
    this.#most = most
  }

  get size(): number {
    return this.#order.size
  }

  /** Oldest first. */
  of(pool: string, address: string): readonly Ended[] {
    return this.#of.get(keyOf(pool, address)) ?? []
  }

  add(pool: string, address: string, ended: Ended): void {
    const key = keyOf(pool, address)
    const list = this.#of.get(key) ?? []
    this.#of.set(key, list)
    list.push(ended)
    this.#order.set(ended, key)
    if (list.length > MOST_OF_ONE) this.#drop(list[0], key)
    if (this.#order.size <= this.#most) return
    const [oldest] = this.#order
    if (oldest) this.#drop(...oldest)
  }

  /** The oldest of all is the oldest of its address. */
  #drop(ended: Ended | undefined, key: string): void {
    const list = this.#of.get(key)
    if (!ended || !list) return
    list.shift()
    this.#order.delete(ended)
    if (list.length === 0) this.#of.delete(key)
  }
}

function keyOf(pool: string, address: string): string {
  return `${pool} ${address}`
}

export interface HolderHistoryOptions {
  readonly log: Pick<HistoryLog, 'warn'>
  readonly store?: HolderStore
  readonly now?: () => number
}

/** Who held which address, from the changes of OvnEips that are told to it. */
export class HolderHistories {
  readonly #log: Pick<HistoryLog, 'warn'>
  readonly #store: HolderStore | undefined
  readonly #now: () => number
  readonly #ended = new EndedHoldings()
  readonly #since: string

  constructor({ log, store, now = Date.now }: HolderHistoryOptions) {
    this.#log = log
    this.#store = store
    this.#now = now
    this.#since = new Date(now()).toISOString()
  }

  /** @param after undefined when the OvnEip is gone. */
  record(before: AddressReport, after: AddressReport | undefined): void {
    const pool = before.meta.namespace ?? ''
    const stays = after?.meta.namespace === pool ? after : undefined
    for (const address of addressesHeld(before)) {
      const ended = endedHolding(address, before, stays, this.#ended.of(pool, address), this.#now())
      if (!ended) continue
      this.#ended.add(pool, address, ended)
      this.#store?.appendHolding(pool, address, ended).catch((error: unknown) => {
        this.#log.warn({ err: error, pool, address }, 'who held an address is in this server’s memory only')
      })
    }
  }

  /**
   * @param address in its one spelling.
   * @param holders who hold it now.
   */
  async of(pool: string, address: string, holders: readonly AddressReport[]): Promise<HolderHistory> {
    const own = this.#ended.of(pool, address)
    const stored = await this.#stored(pool, address)
    if (stored === undefined || stored === 'away') {
      const away = stored === 'away' && { away: true as const }
      return { since: this.#since, source: 'memory', ...away, entries: holdingsOf(holders, own) }
    }
    const known = new Set(stored.ended.map(nameOf))
    const ended = [...stored.ended, ...own.filter((one) => !known.has(nameOf(one)))]
    return { since: stored.since, source: 'store', entries: holdingsOf(holders, ended) }
  }

  async #stored(pool: string, address: string): Promise<StoredHoldings | 'away' | undefined> {
    try {
      return await this.#store?.holdings(pool, address)
    } catch {
      return 'away'
    }
  }
}

/** Replicas see the same end at moments that differ. */
function nameOf({ uid, kind, object }: Ended): string {
  return `${uid} ${kind} ${object}`
}
