import type { KubeObject } from './object.ts'
import type { Change, Stored, Table } from './storage.ts'

/** Finds the objects of a table by values of theirs, at the cost of what changes and not of what is there. */
export class TableIndex {
  readonly #table: Table
  readonly #valuesOf: (object: KubeObject) => readonly string[]
  readonly #keys = new Map<string, Set<string>>()

  /** @param valuesOf by what an object is found. */
  constructor(table: Table, valuesOf: (object: KubeObject) => readonly string[]) {
    this.#table = table
    this.#valuesOf = valuesOf
    for (const stored of table.list()) this.#file(stored)
    table.subscribe((change) => this.#follow(change))
  }

  /** Objects filed under the value, in order of their keys. */
  find(value: string): Stored[] {
    return [...(this.#keys.get(value) ?? [])].sort().flatMap((key) => this.#table.get(key) ?? [])
  }

  #follow({ type, current, previous }: Change): void {
    if (previous) {
      for (const value of this.#valuesOf(previous.object)) {
        const keys = this.#keys.get(value)
        keys?.delete(previous.key)
        if (keys?.size === 0) this.#keys.delete(value)
      }
    }
    if (type !== 'DELETED') this.#file(current)
  }

  #file({ key, object }: Stored): void {
    for (const value of this.#valuesOf(object)) {
      const keys = this.#keys.get(value)
      if (keys) keys.add(key)
      else this.#keys.set(value, new Set([key]))
    }
  }
}
