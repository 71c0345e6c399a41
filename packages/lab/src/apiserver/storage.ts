import { withMeta, type KubeObject } from './object.ts'

/** One state of an object, as it was after a certain write. Immutable and shared by lists, watches and history. */
export class Stored {
  /** `namespace/name`, or only the name for cluster-scoped kinds. */
  readonly key: string
  readonly object: KubeObject
  /** Revision of the write; also the object's `resourceVersion`. */
  readonly revision: number
  #text: string | undefined

  constructor(key: string, object: KubeObject, revision: number) {
    this.key = key
    this.object = object
    this.revision = revision
  }

  /** The object as JSON, made once. Starts with `kind` and `apiVersion`. */
  get text(): string {
    if (this.#text === undefined) {
      const { kind, apiVersion, metadata, ...content } = this.object
      this.#text = JSON.stringify({ kind, apiVersion, metadata, ...content })
    }
    return this.#text
  }
}

/** One write. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly revision: number
  /** After a deletion: the last state, carrying the revision of the deletion. */
  readonly current: Stored
  readonly previous: Stored | undefined
}

export type ChangeListener = (change: Change) => void

/** How many changes each kind remembers for watches that resume, unless told otherwise. */
const DEFAULT_HISTORY = 20_000

/** The objects of one kind, sorted by key, with the history that watches and consistent lists need. */
export class Table {
  readonly #items = new Map<string, Stored>()
  #keys: string[] = []
  #history: Change[] = []
  readonly #listeners = new Set<ChangeListener>()
  readonly #historyLimit: number
  /** States before this revision cannot be told any more. */
  oldestRevision: number
  /** Watches cannot go on from before this revision: there was nothing to watch yet, or history is forgotten. */
  watchableFrom: number

  constructor(oldestRevision: number, createdAt: number, historyLimit: number) {
    this.oldestRevision = oldestRevision
    this.watchableFrom = createdAt
    this.#historyLimit = historyLimit
  }

  get size(): number {
    return this.#items.size
  }

  get(key: string): Stored | undefined {
    return this.#items.get(key)
  }

  /** Objects in order of their keys; with a namespace only those in it. */
  list(namespace?: string): Stored[] {
    const [from, to] = this.#range(namespace)
    const result: Stored[] = []
    for (let index = from; index < to; index += 1) {
      const item = this.#items.get(this.#keys[index] ?? '')
      if (item) result.push(item)
    }
    return result
  }

  /** What `list` answered right after `revision`; undefined when history does not reach back so far. */
  listAt(revision: number, namespace?: string): Stored[] | undefined {
    if (revision < this.oldestRevision) return undefined
    const past = new Map<string, Stored | undefined>()
    for (let index = this.#history.length - 1; index >= 0; index -= 1) {
      const change = this.#history[index]
      if (!change || change.revision <= revision) break
      past.set(change.current.key, change.previous)
    }
    const now = this.list(namespace)
    if (past.size === 0) return now
    const result = now.filter((item) => !past.has(item.key))
    for (const [key, item] of past) {
      if (item && (namespace === undefined || key.startsWith(`${namespace}/`))) result.push(item)
    }
    return result.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  /** Changes after `revision`, oldest first; undefined when some of them are forgotten. */
  changesSince(revision: number): Change[] | undefined {
    if (revision < this.watchableFrom) return undefined
    let low = 0
    let high = this.#history.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#history[middle]?.revision ?? 0) <= revision) low = middle + 1
      else high = middle
    }
    return this.#history.slice(low)
  }

  /** Calls `listener` within every write from now on. The answer ends that. */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** For the store only. */
  apply(change: Change): void {
    const { key } = change.current
    if (change.type === 'DELETED') {
      this.#items.delete(key)
      this.#keys.splice(this.#position(key), 1)
    } else {
      if (change.type === 'ADDED') this.#keys.splice(this.#position(key), 0, key)
      this.#items.set(key, change.current)
    }
    this.#remember(change)
    for (const listener of [...this.#listeners]) listener(change)
  }

  /** For the store only. */
  forget(revision: number): void {
    this.#history = []
    this.#startAt(revision)
  }

  #remember(change: Change): void {
    this.#history.push(change)
    // Dropping half at once keeps the cost of a write constant on average.
    if (this.#history.length > this.#historyLimit) {
      const dropped = this.#history.splice(0, Math.ceil(this.#historyLimit / 2))
      this.#startAt(dropped.at(-1)?.revision ?? this.oldestRevision)
    }
  }

  #startAt(revision: number): void {
    this.oldestRevision = revision
    this.watchableFrom = revision
  }

  #range(namespace: string | undefined): [number, number] {
    if (namespace === undefined) return [0, this.#keys.length]
    // '0' follows '/' in ASCII: the first key that is not below the namespace.
    return [this.#position(`${namespace}/`), this.#position(`${namespace}0`)]
  }

  /** Index of the first key that is not smaller. */
  #position(key: string): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** All objects of the cluster under one revision counter, as etcd keeps them. Writes are synchronous. */
export class Store {
  readonly #tables = new Map<string, Table>()
  readonly #historyLimit: number
  readonly #listeners = new Set<ChangeListener>()
  #revision = 1
  #compacted = 0

  constructor(historyLimit = DEFAULT_HISTORY) {
    this.#historyLimit = historyLimit
  }

  /** Revision of the newest write of any kind. */
  get revision(): number {
    return this.#revision
  }

  /** Objects of all kinds. */
  get size(): number {
    let sum = 0
    for (const table of this.#tables.values()) sum += table.size
    return sum
  }

  /** The table of that name, made on first use. */
  table(name: string): Table {
    const known = this.#tables.get(name)
    if (known) return known
    const table = new Table(this.#compacted, this.#revision, this.#historyLimit)
    this.#tables.set(name, table)
    return table
  }

  /** Calls `listener` after every write of any kind from now on. */
  subscribe(listener: ChangeListener): void {
    this.#listeners.add(listener)
  }

  /** Adds an object; undefined when the key is taken. */
  insert(table: Table, key: string, object: KubeObject): Stored | undefined {
    if (table.get(key)) return undefined
    return this.#write(table, 'ADDED', key, object, undefined)
  }

  /** Replaces a state by a new one; undefined when `current` is no longer what is stored. */
  replace(table: Table, current: Stored, object: KubeObject): Stored | undefined {
    if (table.get(current.key) !== current) return undefined
    return this.#write(table, 'MODIFIED', current.key, object, current)
  }

  /** Removes an object and answers its last state; undefined when `current` is no longer what is stored. */
  remove(table: Table, current: Stored): Stored | undefined {
    if (table.get(current.key) !== current) return undefined
    return this.#write(table, 'DELETED', current.key, current.object, current)
  }

  /** Forgets all history, so that watches and continued lists from before are expired. */
  compact(): void {
    this.#compacted = this.#revision
    for (const table of this.#tables.values()) table.forget(this.#revision)
  }

  #write(
    table: Table,
    type: Change['type'],
    key: string,
    object: KubeObject,
    previous: Stored | undefined,
  ): Stored {
    this.#revision += 1
    const revision = this.#revision
    const current = new Stored(key, withMeta(object, { resourceVersion: String(revision) }), revision)
    const change = { type, revision, current, previous }
    table.apply(change)
    for (const listener of this.#listeners) listener(change)
    return current
  }
}
