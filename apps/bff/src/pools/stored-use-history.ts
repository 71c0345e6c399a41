import type { Sample } from '@kube-dc/networking/pools/trend'
import { MemoryUseHistory, SLOT_MS, type HistoryLog, type PastUse, type UseHistory } from './use-history.ts'

/** Where samples are kept that outlive the server. Every call may fail, and says so by throwing. */
export interface SampleStore {
  readonly name: string
  /** All that it has of the last weeks, by pool, each oldest first. */
  read(): Promise<ReadonlyMap<string, readonly Sample[]>>
  /** Keeps a sample, once for each pool and time. Absent where samples come there in another way. */
  append?(pool: string, sample: Sample): Promise<void>
}

export interface StoredUseHistoryOptions {
  readonly store: SampleStore
  readonly log: HistoryLog
  /** Called when something was read. */
  readonly onRead?: () => void
  readonly everyMs?: number
  readonly retryMs?: number
}

const READ_EVERY_MS = 5 * 60_000
const RETRY_MS = 15_000

/**
 * A history that outlives the server, with what the server has seen itself after the end of it. While it does not answer,
 * what was read of it stays; where nothing was, there is the server's own alone, and it says so.
 */
export class StoredUseHistory implements UseHistory {
  readonly #store: SampleStore
  readonly #log: HistoryLog
  readonly #onRead: () => void
  readonly #everyMs: number
  readonly #retryMs: number
  readonly #memory = new MemoryUseHistory()
  /** The slot of each pool that was last written, or is being written. */
  readonly #written = new Map<string, number>()
  #read: ReadonlyMap<string, readonly Sample[]> | undefined
  #timer: NodeJS.Timeout | undefined
  #isUp = false
  #hasFailed = false
  #stopped = false

  constructor({ store, log, onRead, everyMs, retryMs }: StoredUseHistoryOptions) {
    this.#store = store
    this.#log = log
    this.#onRead = onRead ?? (() => undefined)
    this.#everyMs = everyMs ?? READ_EVERY_MS
    this.#retryMs = retryMs ?? RETRY_MS
  }

  /** Whether the last exchange with the store went well. */
  get isUp(): boolean {
    return this.#isUp
  }

  /** Reads now and again and again. */
  start(): void {
    void this.#follow()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  record(pool: string, sample: Sample): void {
    this.#memory.record(pool, sample)
    if (!this.#store.append) return
    // Every replica rounds to the same time, so that the store can keep one of theirs.
    const at = Math.floor(sample.at / SLOT_MS) * SLOT_MS
    const before = this.#written.get(pool)
    if (before === at) return
    this.#written.set(pool, at)
    this.#store.append(pool, { at, used: sample.used }).then(
      () => this.#turn(undefined),
      (error: unknown) => {
        // The next sample of this slot is written instead.
        if (this.#written.get(pool) === at) this.#written.delete(pool)
        this.#turn(error)
      },
    )
  }

  of(pool: string): PastUse {
    const { samples } = this.#memory.of(pool)
    const read = this.#read?.get(pool)
    const last = read?.at(-1)
    if (read && last)
      return { source: 'store', samples: [...read, ...samples.filter(({ at }) => at > last.at)] }
    const isAway = this.#read === undefined && this.#hasFailed
    return { source: 'memory', ...(isAway && { away: true }), samples }
  }

  async #follow(): Promise<void> {
    try {
      this.#read = await this.#store.read()
      this.#turn(undefined)
      this.#onRead()
    } catch (error) {
      this.#turn(error)
    }
    if (this.#stopped) return
    this.#timer = setTimeout(() => this.start(), this.#isUp ? this.#everyMs : this.#retryMs).unref()
  }

  /** @param error undefined when it went well. */
  #turn(error: unknown): void {
    const isUp = error === undefined
    if (!this.#stopped && (isUp !== this.#isUp || (!isUp && !this.#hasFailed))) {
      const store = this.#store.name
      if (isUp) this.#log.info({ store }, 'the history answers')
      else this.#log.warn({ store, err: error }, 'the history does not answer; the server’s own is shown')
    }
    this.#isUp = isUp
    this.#hasFailed ||= !isUp
  }
}
