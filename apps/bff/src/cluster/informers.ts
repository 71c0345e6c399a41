import type { Live, Upstream } from '@kube-dc/api/channel'
import { KINDS, type KindName } from '@kube-dc/networking/model/kinds'
import { parseObject } from '@kube-dc/networking/model/unreadable'
import type { Logger } from 'pino'
import type { WatchedCluster } from './connection.ts'
import { ListWatch, type ListWatchOptions } from './list-watch.ts'
import { resourcePath } from './resource.ts'
import { ObjectStore, type StoredObject } from './store.ts'
import type { WatchTimes } from './watch.ts'

export interface InformerOptions {
  readonly cluster: WatchedCluster
  readonly times: WatchTimes
  readonly log: Logger
  /** Called for every end of a watch that was not ordinary. */
  readonly onRestart?: (plural: string, error: unknown) => void
}

/** One collection of the whole cluster, kept current by one watch whatever the number of people who read it. */
export class Informer<T extends StoredObject> {
  readonly store = new ObjectStore<T>()
  readonly #listWatch: ListWatch<T>
  readonly #upstreamListeners = new Set<(upstream: Upstream) => void>()
  #upstream: Upstream = { state: 'stale', since: new Date().toISOString() }
  readonly #synced = Promise.withResolvers<undefined>()
  #isSynced = false

  constructor(plural: string, path: string, read: ListWatchOptions<T>['read'], options: InformerOptions) {
    const { cluster, times, log, onRestart } = options
    this.#listWatch = new ListWatch({
      cluster,
      path,
      read,
      times,
      sink: {
        replace: (objects) => {
          this.store.replace(objects)
          this.#isSynced = true
          this.#synced.resolve(undefined)
        },
        change: (type, object) => this.store.apply(type, object),
        live: () => this.#turn('live', new Date()),
        stale: (since) => this.#turn('stale', since),
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

  /** Whether a first list has been read; before it nothing can be answered. */
  get isSynced(): boolean {
    return this.#isSynced
  }

  async whenSynced(): Promise<void> {
    await this.#synced.promise
  }

  /** Calls back when the view turns live or stale; returns how to stop. */
  onUpstream(listener: (upstream: Upstream) => void): () => void {
    this.#upstreamListeners.add(listener)
    return () => this.#upstreamListeners.delete(listener)
  }

  #turn(state: Upstream['state'], since: Date): void {
    // Repeated failures do not move the time since when the view is stale, nor rewatches that since when it is live.
    if (this.#upstream.state === state) return
    this.#upstream = { state, since: since.toISOString() }
    for (const listener of this.#upstreamListeners) listener(this.#upstream)
  }
}

export type Informers = { readonly [K in KindName]: Informer<Live<K>> }

function informer<K extends KindName>(kind: K, options: InformerOptions): Informer<Live<K>> {
  const definition = KINDS[kind]
  const read = (raw: unknown): Live<K> | undefined => {
    try {
      return parseObject(definition.schema, raw)
    } catch (error) {
      options.log.error({ kind, err: error }, 'object left out')
      return undefined
    }
  }
  return new Informer<Live<K>>(definition.plural, resourcePath(definition), read, options)
}

/** One informer for each kind of the model, with the BFF's own identity. */
export function createInformers(options: InformerOptions): Informers {
  return {
    'external-ips': informer('external-ips', options),
    organizations: informer('organizations', options),
    projects: informer('projects', options),
  }
}
