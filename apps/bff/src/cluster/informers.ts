import type { Live, Upstream } from '@kube-dc/api/channel'
import { KIND_NAMES, KINDS, type KindName } from '@kube-dc/networking/model/kinds'
import { parseObject } from '@kube-dc/networking/model/unreadable'
import type { Logger } from 'pino'
import type { WatchedCluster } from './connection.ts'
import { ListWatch } from './list-watch.ts'
import { resourcePath } from './resource.ts'
import { ObjectStore } from './store.ts'
import type { WatchTimes } from './watch.ts'

export interface InformerOptions {
  readonly cluster: WatchedCluster
  readonly times: WatchTimes
  readonly log: Logger
  /** Called for every end of a watch that was not ordinary. */
  readonly onRestart?: (plural: string, error: unknown) => void
}

/** One kind of the whole cluster, kept current by one watch whatever the number of people who read it. */
export class Informer {
  readonly store = new ObjectStore<Live<KindName>>()
  readonly #listWatch: ListWatch<Live<KindName>>
  readonly #upstreamListeners = new Set<(upstream: Upstream) => void>()
  #upstream: Upstream = { state: 'stale', since: new Date().toISOString() }
  readonly #synced = Promise.withResolvers<undefined>()
  #isSynced = false

  constructor(kind: KindName, options: InformerOptions) {
    const { cluster, times, log, onRestart } = options
    const { plural } = KINDS[kind]
    this.#listWatch = new ListWatch<Live<KindName>>({
      cluster,
      path: resourcePath(KINDS[kind]),
      read: reader(kind, log),
      times,
      sink: {
        replace: (objects) => this.#replace(objects),
        change: (type, object) => this.store.apply(type, object),
        live: () => this.#turn('live', new Date()),
        stale: (since) => this.#turn('stale', since),
        notServed: () => {
          if (this.#upstream.state !== 'not-installed') log.info({ watch: plural }, 'not installed')
          this.#replace([])
          this.#turn('not-installed', new Date())
        },
      },
      onTrouble: (error) => {
        log.warn(
          { watch: plural, reason: error instanceof Error ? error.message : String(error) },
          'watch interrupted',
        )
        onRestart?.(plural, error)
      },
    })
  }

  /** Watches open now: one, or none while it is being made. */
  get openWatches(): number {
    return this.#listWatch.isWatching ? 1 : 0
  }

  start(): void {
    this.#listWatch.start()
  }

  stop(): Promise<void> {
    return this.#listWatch.stop()
  }

  get upstream(): Upstream {
    return this.#upstream
  }

  /** Whether a first list has been read, or the cluster has no such kind; before it nothing can be answered. */
  get isSynced(): boolean {
    return this.#isSynced
  }

  async whenSynced(): Promise<void> {
    await this.#synced.promise
  }

  /** Calls back when the view turns live, stale or not installed; returns how to stop. */
  onUpstream(listener: (upstream: Upstream) => void): () => void {
    this.#upstreamListeners.add(listener)
    return () => this.#upstreamListeners.delete(listener)
  }

  #replace(objects: readonly Live<KindName>[]): void {
    this.store.replace(objects)
    this.#isSynced = true
    this.#synced.resolve(undefined)
  }

  #turn(state: Upstream['state'], since: Date): void {
    // Repeated failures do not move the time since when the view is stale, nor rewatches that since when it is live.
    if (this.#upstream.state === state) return
    this.#upstream = { state, since: since.toISOString() }
    for (const listener of this.#upstreamListeners) listener(this.#upstream)
  }
}

/** What is kept of an object is what its schema picks; the rest of it is let go here. */
function reader<K extends KindName>(kind: K, log: Logger): (raw: unknown) => Live<K> | undefined {
  const { schema } = KINDS[kind]
  return (raw) => {
    try {
      return parseObject(schema, raw)
    } catch (error) {
      log.error({ kind, err: error }, 'object left out')
      return undefined
    }
  }
}

export type Informers = Readonly<Record<KindName, Informer>>

/** One informer for each kind of the model, with the BFF's own identity. */
export function createInformers(options: InformerOptions): Informers {
  const made: Partial<Record<KindName, Informer>> = {}
  for (const kind of KIND_NAMES) made[kind] = new Informer(kind, options)
  if (!isComplete(made)) throw new Error('A kind of the model is not in its list')
  return made
}

function isComplete(made: Partial<Informers>): made is Informers {
  return Object.keys(KINDS).every((kind) => Object.hasOwn(made, kind))
}
