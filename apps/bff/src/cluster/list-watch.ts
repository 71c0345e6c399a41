import { backOff, type BackoffOptions } from './backoff.ts'
import type { WatchedCluster } from './connection.ts'
import { isGone, isNotServed } from './errors.ts'
import { listAll } from './list.ts'
import { watchFrom, type ChangeType, type WatchTimes } from './watch.ts'

/** Where the objects of one collection go. Calls come one at a time, in the cluster's order. */
export interface Sink<T> {
  /** The whole collection; what is not in it no longer exists. */
  replace(objects: readonly T[]): void
  change(type: ChangeType, object: T): void
  /** What the sink holds is current from now on. */
  live(): void
  /** What the sink holds may be out of date: nothing newer than `since` is known. */
  stale(since: Date): void
  /** The cluster does not serve such a collection: it is empty until it does. */
  notServed(): void
}

export interface ListWatchOptions<T> {
  readonly cluster: WatchedCluster
  /** Path of the collection. */
  readonly path: string
  /** Parses one object; undefined where it cannot be told apart from others and has to be left out. */
  readonly read: (raw: unknown) => T | undefined
  readonly sink: Sink<T>
  readonly times: WatchTimes
  readonly backoff?: BackoffOptions
  /** Between looks for a collection that the cluster does not serve. */
  readonly notServedPause?: BackoffOptions
  /** Every end of a watch that was not the server's ordinary one; for logs and metrics. */
  readonly onTrouble?: (error: unknown) => void
}

const DEFAULT_BACKOFF: BackoffOptions = { firstMs: 200, maxMs: 8_000 }

/** Something is installed rarely, and then people wait for it. */
const NOT_SERVED_PAUSE: BackoffOptions = { firstMs: 30_000, maxMs: 30_000 }

/** A collection that was there is believed to be gone when the API server has said so this often in a row. */
const BELIEVED_AT = 3

/** A watch that ends sooner than this without a word is trouble too: going on at once would spin. */
const SHORTEST_HONEST_WATCH_MS = 500

/**
 * Keeps a sink equal to one collection of the cluster: list, then watch, for as long as the process lives.
 *
 * Our own instead of the client library's informer, which stays silent on half-open connections and can spin after
 * errors. After an ordinary end the watch continues from where it was; after trouble it does so with growing pauses;
 * after 410 it lists again. A collection that the cluster does not serve (a definition that is not installed) is looked
 * for again now and then.
 */
export class ListWatch<T> {
  readonly #options: ListWatchOptions<T>
  readonly #stop = new AbortController()
  /** Where to continue from; undefined: list first. */
  #resourceVersion: string | undefined
  #heardAt = new Date()
  /** Attempts in a row that got nowhere. */
  #failures = 0
  /** How often in a row the server has said that it knows no such collection. */
  #notServed = 0
  /** It has been listed, and not been believed to be gone since. */
  #isKnown = false
  #done: Promise<void> | undefined
  #isWatching = false

  constructor(options: ListWatchOptions<T>) {
    this.#options = options
  }

  /** Whether a watch is open now. */
  get isWatching(): boolean {
    return this.#isWatching
  }

  start(): void {
    this.#done ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#done
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted
  }

  async #run(): Promise<void> {
    while (!this.#isStopped()) {
      try {
        await this.#list()
        await this.#watch()
      } catch (error) {
        if (this.#isStopped()) return
        await this.#recover(error)
      }
    }
  }

  async #list(): Promise<void> {
    if (this.#resourceVersion !== undefined) return
    const { cluster, path, read, sink } = this.#options
    const startedAt = new Date()
    const list = await listAll(cluster, path, read, this.#stop.signal)
    sink.replace(list.objects)
    this.#isKnown = true
    this.#notServed = 0
    this.#resourceVersion = list.resourceVersion
    this.#heardAt = startedAt
  }

  async #watch(): Promise<void> {
    if (this.#resourceVersion === undefined) return
    const { cluster, path, read, sink, times } = this.#options
    const startedAt = Date.now()
    const heard = { anything: false }
    try {
      await watchFrom(
        cluster,
        path,
        this.#resourceVersion,
        {
          opened: () => {
            this.#heardAt = new Date()
            this.#isWatching = true
            sink.live()
          },
          heard: () => {
            heard.anything = true
            this.#heardAt = new Date()
          },
          change: (type, raw) => {
            const object = read(raw)
            if (object !== undefined) sink.change(type, object)
          },
          progress: (version) => {
            this.#resourceVersion = version
            this.#failures = 0
          },
        },
        times,
        this.#stop.signal,
      )
    } finally {
      this.#isWatching = false
    }
    if (heard.anything || Date.now() - startedAt >= SHORTEST_HONEST_WATCH_MS) {
      this.#failures = 0
    } else {
      this.#failures += 1
      await this.#pause()
    }
  }

  async #recover(error: unknown): Promise<void> {
    if (isNotServed(error)) {
      // Definitions may come back with objects of other versions.
      this.#resourceVersion = undefined
      this.#notServed += 1
      // An API server that is coming up does not serve everything at once: what was there is not thrown away for that.
      if (!this.#isKnown || this.#notServed >= BELIEVED_AT) return this.#waitUntilServed()
    }
    this.#options.onTrouble?.(error)
    this.#options.sink.stale(this.#heardAt)
    this.#failures += 1
    if (isGone(error)) {
      this.#resourceVersion = undefined
      // The first time the way on is clear, and every moment counts; a server that says it again gets a pause.
      if (this.#failures === 1) return
    }
    await this.#pause()
  }

  async #waitUntilServed(): Promise<void> {
    this.#isKnown = false
    this.#failures = 0
    this.#options.sink.notServed()
    await backOff(1, this.#options.notServedPause ?? NOT_SERVED_PAUSE, this.#stop.signal)
  }

  async #pause(): Promise<void> {
    await backOff(this.#failures, this.#options.backoff ?? DEFAULT_BACKOFF, this.#stop.signal)
  }
}
