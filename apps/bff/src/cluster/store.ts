import type { Meta } from '@kube-dc/networking/model/object'
import type { ChangeType } from './watch.ts'

export interface StoredObject {
  readonly meta: Meta
}

/** One object as it is now, with the number of its last change. */
export interface Entry<T extends StoredObject> {
  readonly object: T
  readonly version: number
  /** The object as JSON, made once for all who are sent it in the next while. */
  json(): string
}

export interface Change<T extends StoredObject> {
  readonly type: 'set' | 'removed'
  readonly object: T
  /** What it was before, where there was one and it is not the object itself. */
  readonly before?: T
  readonly namespace: string
  readonly version: number
}

export interface Delta<T extends StoredObject> {
  readonly changed: readonly Entry<T>[]
  /** uids */
  readonly removed: readonly string[]
}

interface Tombstone {
  readonly uid: string
  readonly name: string
  readonly version: number
}

/** The objects of one namespace. */
interface Partition<T extends StoredObject> {
  readonly objects: Map<string, StoredEntry<T>>
  /** Oldest first. */
  readonly removed: Tombstone[]
  /** Number of the last change here. */
  version: number
  /** Removals up to this change are forgotten. */
  forgotten: number
}

/** Which objects are meant: of one namespace, of all (`*`), or the one with that name. */
export interface Scope {
  readonly namespace: string
  readonly name?: string
}

/** What readers of a store see of it. */
export interface ObjectView<T extends StoredObject> {
  /** Number of the last change within a scope; for one name that of its namespace. 0 where there never was one. */
  version(scope: Scope): number
  /** Objects of a scope in no particular order. */
  entries(scope: Scope): Iterable<Entry<T>>
  /** The object with this uid, where it is within the scope. */
  get(scope: Scope, uid: string): Entry<T> | undefined
  /** What changed within a scope after `since`; undefined when that is no longer known and all must be read again. */
  changesSince(scope: Scope, since: number): Delta<T> | undefined
  /** Nobody is sent these for now: their JSON, half as large again as they are, is made anew when it is needed. */
  forgetJson(scope: Scope): void
}

export const EVERY_NAMESPACE = '*'

/** Removals remembered per namespace, so that a tab that was away for a moment need not fetch everything again. */
const REMEMBERED_REMOVALS = 256

class StoredEntry<T extends StoredObject> implements Entry<T> {
  readonly object: T
  readonly version: number
  #json: string | undefined

  constructor(object: T, version: number) {
    this.object = object
    this.version = version
  }

  json(): string {
    return (this.#json ??= JSON.stringify(this.object))
  }

  forgetJson(): void {
    this.#json = undefined
  }
}

/**
 * The objects of one kind as the cluster has them, by namespace. Every change gets the next number, so that what
 * changed since a number can be told from the present state and the remembered removals, without keeping a history.
 *
 * The numbers are the kind's, not the namespace's: gaps show that something changed elsewhere, as resourceVersions do.
 */
export class ObjectStore<T extends StoredObject> implements ObjectView<T> {
  readonly #partitions = new Map<string, Partition<T>>()
  readonly #namespaceOf = new Map<string, string>()
  readonly #listeners = new Set<(change: Change<T>) => void>()
  #version = 0

  /** Calls back on every change, in order; returns how to stop. */
  listen(listener: (change: Change<T>) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get size(): number {
    return this.#namespaceOf.size
  }

  /** Takes a list for the whole truth. Objects that did not change keep their numbers, so nobody is sent them again. */
  replace(objects: readonly T[]): void {
    const present = new Set<string>()
    for (const object of objects) {
      present.add(object.meta.uid)
      this.#set(object)
    }
    for (const uid of [...this.#namespaceOf.keys()]) if (!present.has(uid)) this.#remove(uid)
  }

  apply(type: ChangeType, object: T): void {
    if (type === 'DELETED') this.#remove(object.meta.uid)
    else this.#set(object)
  }

  version({ namespace }: Scope): number {
    return namespace === EVERY_NAMESPACE ? this.#version : (this.#partitions.get(namespace)?.version ?? 0)
  }

  *entries(scope: Scope): Iterable<StoredEntry<T>> {
    for (const partition of this.#partitionsOf(scope)) {
      for (const entry of partition.objects.values()) {
        if (scope.name === undefined || entry.object.meta.name === scope.name) yield entry
      }
    }
  }

  get({ namespace, name }: Scope, uid: string): Entry<T> | undefined {
    const home = this.#namespaceOf.get(uid)
    if (home === undefined || (namespace !== EVERY_NAMESPACE && namespace !== home)) return undefined
    const entry = this.#partitions.get(home)?.objects.get(uid)
    return name === undefined || entry?.object.meta.name === name ? entry : undefined
  }

  changesSince(scope: Scope, since: number): Delta<T> | undefined {
    if (since > this.version(scope)) return undefined
    const removed: string[] = []
    for (const partition of this.#partitionsOf(scope)) {
      if (since < partition.forgotten) return undefined
      for (const tombstone of partition.removed) {
        // A report may come back under its name; objects of the cluster never come back under their uid.
        if (tombstone.version <= since || partition.objects.has(tombstone.uid)) continue
        if (scope.name === undefined || tombstone.name === scope.name) {
          removed.push(tombstone.uid)
        }
      }
    }
    const changed = [...this.entries(scope)].filter((entry) => entry.version > since)
    return { changed, removed }
  }

  forgetJson(scope: Scope): void {
    for (const entry of this.entries(scope)) entry.forgetJson()
  }

  #partitionsOf({ namespace }: Scope): Iterable<Partition<T>> {
    if (namespace === EVERY_NAMESPACE) return this.#partitions.values()
    const partition = this.#partitions.get(namespace)
    return partition ? [partition] : []
  }

  #set(object: T): void {
    const { uid, resourceVersion, namespace = '' } = object.meta
    const partition = this.#partition(namespace)
    const known = partition.objects.get(uid)
    if (known?.object.meta.resourceVersion === resourceVersion) return
    this.#version += 1
    partition.version = this.#version
    partition.objects.set(uid, new StoredEntry(object, this.#version))
    this.#namespaceOf.set(uid, namespace)
    this.#tell({
      type: 'set',
      object,
      namespace,
      version: this.#version,
      ...(known && { before: known.object }),
    })
  }

  #remove(uid: string): void {
    const namespace = this.#namespaceOf.get(uid)
    if (namespace === undefined) return
    const partition = this.#partition(namespace)
    const entry = partition.objects.get(uid)
    if (!entry) return
    this.#version += 1
    partition.version = this.#version
    partition.objects.delete(uid)
    this.#namespaceOf.delete(uid)
    partition.removed.push({ uid, name: entry.object.meta.name, version: this.#version })
    if (partition.removed.length > REMEMBERED_REMOVALS) {
      partition.forgotten = partition.removed.shift()?.version ?? partition.forgotten
    }
    this.#tell({ type: 'removed', object: entry.object, namespace, version: this.#version })
  }

  #partition(namespace: string): Partition<T> {
    let partition = this.#partitions.get(namespace)
    if (!partition) {
      partition = { objects: new Map(), removed: [], version: 0, forgotten: 0 }
      this.#partitions.set(namespace, partition)
    }
    return partition
  }

  #tell(change: Change<T>): void {
    for (const listener of this.#listeners) listener(change)
  }
}
