import { ApiError, type KubeClient, type WatchLine } from './client.ts'
import { keyOf, type Reference, type Resource, type Stored } from './resources.ts'

/** A change of one object: `before` is absent for a new one, `now` for one that is gone. */
export type Change<T> =
  | { readonly key: string; readonly now: T; readonly before: T | undefined }
  | { readonly key: string; readonly now: undefined; readonly before: T }

export interface InformerOptions<T> {
  /** Only this namespace; absent: the whole cluster. */
  readonly namespace?: string
  /** Values by which objects are found, computed once per change of the object. */
  readonly indexes?: Readonly<Record<string, (object: T) => readonly string[]>>
  readonly onProblem: (message: string) => void
}

/** The server ends a watch after this long; a watch that stays silent longer is taken for dead. */
const WATCH_SECONDS = 240
const WATCHDOG_MS = (WATCH_SECONDS + 30) * 1000
const FIRST_BACKOFF_MS = 50
const LONGEST_BACKOFF_MS = 10_000
const SHORT_WATCH_MS = 1000

function backoff(failures: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS) * (0.5 + Math.random())
}

/**
 * A live copy of one collection by list and watch: relists after a lost history (410), starts the watch again when it
 * ends, and backs off with jitter when the server does not answer. Objects it cannot read are left out and reported.
 */
export class Informer<T extends Stored> {
  readonly resource: Resource<T>
  /** Resolves when the first list is in the cache. */
  readonly synced: Promise<void>
  readonly #client: KubeClient
  readonly #options: InformerOptions<T>
  readonly #objects = new Map<string, T>()
  readonly #indexes = new Map<string, Map<string, Map<string, T>>>()
  readonly #listeners: ((change: Change<T>) => void)[] = []
  #markSynced: () => void = () => undefined
  #nudge = new AbortController()
  /** Where to go on from, however a watch ended: going back would show old states again. */
  #position: string | undefined

  constructor(client: KubeClient, resource: Resource<T>, options: InformerOptions<T>) {
    this.resource = resource
    this.#client = client
    this.#options = options
    for (const name of Object.keys(options.indexes ?? {})) this.#indexes.set(name, new Map())
    this.synced = new Promise((resolve) => {
      this.#markSynced = resolve
    })
  }

  get(reference: Reference): T | undefined {
    return this.#objects.get(keyOf(reference))
  }

  all(): IterableIterator<T> {
    return this.#objects.values()
  }

  get size(): number {
    return this.#objects.size
  }

  /** Objects that the index files under the value, in no particular order. */
  by(index: string, value: string): readonly T[] {
    return [...(this.#indexes.get(index)?.get(value)?.values() ?? [])]
  }

  countBy(index: string, value: string): number {
    return this.#indexes.get(index)?.get(value)?.size ?? 0
  }

  /** Calls back after every change of the cache; objects that were there before are not replayed. */
  onChange(listener: (change: Change<T>) => void): void {
    this.#listeners.push(listener)
  }

  /** Gives up the connection it has, and any wait, and goes on from where it was over a new one. */
  reconnect(): void {
    this.#nudge.abort()
    this.#nudge = new AbortController()
  }

  /** Follows the collection until the signal aborts. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      const either = AbortSignal.any([signal, this.#nudge.signal])
      try {
        this.#position ??= await this.#list()
        this.#markSynced()
        const since = Date.now()
        await this.#watch(this.#position, either)
        // A server that ends every watch at once must not be asked in a tight loop.
        failures = Date.now() - since < SHORT_WATCH_MS ? failures + 1 : 0
        if (failures > 1) await pause(backoff(failures), either)
      } catch (error) {
        if (either.aborted) continue
        if (error instanceof ApiError && error.code === 410) this.#position = undefined
        failures += 1
        this.#options.onProblem(
          `${this.resource.plural}: ${error instanceof Error ? error.message : String(error)}`,
        )
        await pause(backoff(failures), either)
      }
    }
  }

  async #list(): Promise<string> {
    const seen = new Map<string, T>()
    let next: string | undefined
    for (;;) {
      const page = await this.#client.page(this.resource, this.#options.namespace, next)
      for (const raw of page.items) {
        const object = this.#read(raw)
        if (object) seen.set(keyOf(object.metadata), object)
      }
      next = page.continue
      if (next === undefined) {
        for (const key of [...this.#objects.keys()]) if (!seen.has(key)) this.#store(key, undefined)
        for (const [key, object] of seen) this.#store(key, object)
        return page.resourceVersion
      }
    }
  }

  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const dead = new AbortController()
    const kill = () => dead.abort(new Error('the watch went silent'))
    const watchdog = setTimeout(kill, WATCHDOG_MS)
    let refused: ApiError | undefined
    const onLine = (line: WatchLine) => {
      watchdog.refresh()
      if (line.type === 'ERROR') refused = line.error
      else {
        if (line.type !== 'BOOKMARK') this.#apply(line.type, line.object)
        this.#position = line.resourceVersion
      }
    }
    try {
      await this.#client.watch(this.resource, this.#options.namespace, {
        resourceVersion,
        timeoutSeconds: WATCH_SECONDS,
        signal: AbortSignal.any([signal, dead.signal]),
        onLine,
      })
    } finally {
      clearTimeout(watchdog)
    }
    if (refused) throw refused
  }

  #apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', raw: unknown): void {
    const object = this.#read(raw)
    if (object) this.#store(keyOf(object.metadata), type === 'DELETED' ? undefined : object)
  }

  #read(raw: unknown): T | undefined {
    const result = this.resource.schema.safeParse(raw)
    if (result.success) return result.data
    this.#options.onProblem(`${this.resource.plural}: an object cannot be read: ${result.error.message}`)
    return undefined
  }

  #store(key: string, now: T | undefined): void {
    const before = this.#objects.get(key)
    if (now === undefined) {
      if (before === undefined) return
      this.#objects.delete(key)
      this.#file(key, before, undefined)
      for (const listener of this.#listeners) listener({ key, now, before })
      return
    }
    if (before?.metadata.resourceVersion === now.metadata.resourceVersion) return
    this.#objects.set(key, now)
    this.#file(key, before, now)
    for (const listener of this.#listeners) listener({ key, now, before })
  }

  #file(key: string, before: T | undefined, now: T | undefined): void {
    for (const [name, valuesOf] of Object.entries(this.#options.indexes ?? {})) {
      const index = this.#indexes.get(name)
      if (!index) continue
      for (const value of before ? valuesOf(before) : []) {
        const files = index.get(value)
        files?.delete(key)
        if (files?.size === 0) index.delete(value)
      }
      for (const value of now ? valuesOf(now) : []) {
        const files = index.get(value)
        if (now && files) files.set(key, now)
        else if (now) index.set(value, new Map([[key, now]]))
      }
    }
  }
}

/** Waits, or less when the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
