import type { Upstream } from '@kube-dc/api/channel'
import type { LiveSource } from '../channels/source.ts'
import { EVERY_NAMESPACE, ObjectStore, type StoredObject } from '../cluster/store.ts'

/** A report as channels are fed by it: what is put here is numbered and sent like the objects of an informer. */
export class ReportSource<T extends StoredObject> implements LiveSource {
  readonly store = new ObjectStore<T>()
  readonly #listeners = new Set<(upstream: Upstream) => void>()
  readonly #synced = Promise.withResolvers<undefined>()
  #isSynced = false
  #upstream: Upstream = { state: 'stale', since: new Date().toISOString() }

  get upstream(): Upstream {
    return this.#upstream
  }

  get isSynced(): boolean {
    return this.#isSynced
  }

  async whenSynced(): Promise<void> {
    await this.#synced.promise
  }

  onUpstream(listener: (upstream: Upstream) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Puts one report in the place of the one with its uid; nothing happens where it has the same version. */
  put(report: T): void {
    const before = this.find(report.meta.uid)
    // Holders of addresses are kept by pool, and an OvnEip may name another one than it did.
    if (before && before.meta.namespace !== report.meta.namespace) this.store.apply('DELETED', before)
    this.store.apply('MODIFIED', report)
  }

  remove(uid: string): void {
    const before = this.find(uid)
    if (before) this.store.apply('DELETED', before)
  }

  find(uid: string): T | undefined {
    return this.store.get({ namespace: EVERY_NAMESPACE }, uid)?.object
  }

  /** What is here is whole from now on. */
  synced(): void {
    this.#isSynced = true
    this.#synced.resolve(undefined)
  }

  turn(upstream: Upstream): void {
    if (this.#upstream.state === upstream.state && this.#upstream.since === upstream.since) return
    this.#upstream = upstream
    for (const listener of this.#listeners) listener(upstream)
  }
}

/** How current what is made of several kinds is; the kind that there is nothing without comes first. */
export function leastCurrent(upstreams: readonly Upstream[]): Upstream | undefined {
  const stale = upstreams.filter(({ state }) => state === 'stale')
  const since = (list: readonly Upstream[]) => list.map((one) => one.since).sort()
  const [oldest] = since(stale)
  if (oldest !== undefined) return { state: 'stale', since: oldest }
  const [first] = upstreams
  // Without Subnets there are no pools, whatever else there is.
  if (first?.state === 'not-installed') return first
  const newest = since(upstreams).at(-1)
  return newest === undefined ? undefined : { state: 'live', since: newest }
}
