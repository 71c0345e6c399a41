import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { DURATION } from '@kube-dc/networking/age'
import type { Ended } from '@kube-dc/networking/pools/holder-history'
import type { Sample } from '@kube-dc/networking/pools/trend'
import { z } from 'zod'
import { MOST_OF_ONE, type HolderStore, type StoredHoldings } from './holder-history.ts'
import type { SampleStore } from './stored-use-history.ts'

export interface ValkeyOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string
  readonly username?: string
  readonly password?: string
  /** PEM bundle; absent: the system's own. */
  readonly ca?: string
  /** Begins every key, so that several consoles can share one. */
  readonly prefix: string
  readonly now?: () => number
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 2_000
const KEEP_USE_MS = 12 * 7 * DURATION.day
/** Of a pool that is not there any more. */
const KEEP_POOL_S = (KEEP_USE_MS + 7 * DURATION.day) / 1000
/** Of an address that nobody has let go for so long. */
const KEEP_HOLDERS_S = (365 * DURATION.day) / 1000
const LONGEST_RETRY_MS = 10_000
/** A connection that is gone without a word is noticed within these. */
const PING_MS = 15_000
const SILENCE_MS = 45_000

const ended: z.ZodType<Ended> = z.object({
  from: z.string(),
  to: z.string(),
  organization: z.string().exactOptional(),
  project: z.string().exactOptional(),
  object: z.string(),
  kind: z.enum(['ExternalIp', 'OvnEip']),
  uid: z.string(),
})

/**
 * History in a Redis or Valkey, one hash for each pool and each address. Everything is written with HSETNX under a name that
 * all replicas of the server give it, so that what several of them see is kept once.
 */
export class Valkey implements SampleStore, HolderStore {
  readonly name = 'valkey'
  readonly #client: ReturnType<typeof clientOf>
  /** Settles with the first connection, or when that takes too long: a server that starts has no history before. */
  readonly #begun: Promise<unknown>
  readonly #prefix: string
  readonly #now: () => number
  readonly #timeoutMs: number

  constructor(options: ValkeyOptions) {
    this.#client = clientOf(options)
    this.#prefix = options.prefix
    this.#now = options.now ?? Date.now
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS
    // Every command says that it failed; the connection is made anew by the client.
    this.#client.on('error', () => undefined)
    this.#begun = Promise.race([
      this.#client.connect().catch(() => undefined),
      pause(this.#timeoutMs, undefined, { ref: false }),
    ])
  }

  /** Use of all pools of the last twelve weeks; what is older is dropped. */
  async read(): Promise<ReadonlyMap<string, readonly Sample[]>> {
    const pools = await this.#soon(() => this.#client.sMembers(this.#key('pools')))
    const entries = await Promise.all(pools.map(async (pool) => [pool, await this.#samples(pool)] as const))
    return new Map(entries)
  }

  async append(pool: string, { at, used }: Sample): Promise<void> {
    const key = this.#key('use', pool)
    await this.#soon(() =>
      Promise.all([
        this.#client.hSetNX(key, String(at), String(used)),
        this.#client.expire(key, KEEP_POOL_S),
        this.#client.sAdd(this.#key('pools'), pool),
      ]),
    )
  }

  async holdings(pool: string, address: string): Promise<StoredHoldings> {
    const since = this.#key('holders-since')
    const [, began, fields] = await this.#soon(() =>
      Promise.all([
        this.#client.setNX(since, new Date(this.#now()).toISOString()),
        this.#client.get(since),
        this.#client.hGetAll(this.#key('holders', pool, address)),
      ]),
    )
    return { since: began ?? new Date(this.#now()).toISOString(), ended: endedOf(fields) }
  }

  async appendHolding(pool: string, address: string, holding: Ended): Promise<void> {
    const key = this.#key('holders', pool, address)
    const { uid, kind, object } = holding
    const [, , count] = await this.#soon(() =>
      Promise.all([
        this.#client.hSetNX(key, `${uid} ${kind} ${object}`, JSON.stringify(holding)),
        this.#client.expire(key, KEEP_HOLDERS_S),
        this.#client.hLen(key),
      ]),
    )
    if (count > MOST_OF_ONE) await this.#dropOldest(key)
  }

  close(): void {
    this.#client.destroy()
  }

  async #samples(pool: string): Promise<readonly Sample[]> {
    const key = this.#key('use', pool)
    const fields = await this.#soon(() => this.#client.hGetAll(key))
    const from = this.#now() - KEEP_USE_MS
    const old = Object.keys(fields).filter((at) => Number(at) < from)
    if (old.length > 0) await this.#soon(() => this.#client.hDel(key, old))
    return Object.entries(fields)
      .map(([at, used]) => ({ at: Number(at), used: Number(used) }))
      .filter(({ at, used }) => at >= from && Number.isFinite(used))
      .sort((a, b) => a.at - b.at)
  }

  async #dropOldest(key: string): Promise<void> {
    const kept = endedOf(await this.#soon(() => this.#client.hGetAll(key)))
    const old = kept.slice(0, -MOST_OF_ONE).map(({ uid, kind, object }) => `${uid} ${kind} ${object}`)
    if (old.length > 0) await this.#soon(() => this.#client.hDel(key, old))
  }

  /** Names have no colon, and an IPv6 address comes last. */
  #key(...parts: readonly string[]): string {
    return [this.#prefix, ...parts].join(':')
  }

  /** @throws what the exchange does, or that it did not end in time. */
  async #soon<T>(exchange: () => Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => late.reject(new Error(`No answer within ${this.#timeoutMs} ms`)),
      this.#timeoutMs,
    )
    try {
      return await Promise.race([this.#begun.then(exchange), late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}

function clientOf({ url, username, password, ca }: ValkeyOptions) {
  const socket = {
    connectTimeout: 5_000,
    socketTimeout: SILENCE_MS,
    reconnectStrategy: (retries: number) => Math.min(250 * 2 ** retries, LONGEST_RETRY_MS),
  }
  return createClient({
    url,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    // Understood by every version of both.
    RESP: 2,
    maintNotifications: 'disabled',
    // What cannot be asked now is answered as not known now.
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: ca === undefined ? socket : { ...socket, tls: true, ca },
  })
}

/** What cannot be read is not shown; a later version may have written it. */
function endedOf(fields: Readonly<Record<string, string>>): readonly Ended[] {
  return Object.values(fields)
    .flatMap((text) => {
      const holding = ended.safeParse(jsonOf(text))
      return holding.success ? [holding.data] : []
    })
    .sort((a, b) => Date.parse(a.to) - Date.parse(b.to))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
