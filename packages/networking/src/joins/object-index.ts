import type { Unreadable } from '../model/unreadable.ts'

/** What the index needs of an object. */
export interface Named {
  readonly kind: string
  readonly meta: { readonly name: string; readonly uid: string; readonly createdAt: string }
}

export function isReadable<T extends Named>(object: T | Unreadable): object is T {
  return object.kind !== 'Unreadable'
}

export function isUnreadable(object: Named): object is Unreadable {
  return object.kind === 'Unreadable'
}

/** The objects of one kind in one namespace, by name and by the keys that joins look them up by. */
export class ObjectIndex<T extends Named> {
  readonly #objects = new Map<string, T | Unreadable>()
  readonly #names = new Map<string, Set<string>>()
  readonly #keysOf: (object: T) => readonly string[]

  constructor(keysOf: (object: T) => readonly string[]) {
    this.#keysOf = keysOf
  }

  get(name: string): T | Unreadable | undefined {
    return this.#objects.get(name)
  }

  /** All objects that can be read, in no particular order. */
  readable(): readonly T[] {
    return [...this.#objects.values()].filter(isReadable)
  }

  /** Names of all objects, of unreadable ones too. */
  names(): ReadonlySet<string> {
    return new Set(this.#objects.keys())
  }

  /** Names of the objects under a key, in the order of their names, whatever the order they came in. */
  find(key: string): readonly string[] {
    return [...(this.#names.get(key) ?? [])].sort()
  }

  /** How many are under a key. */
  size(key: string): number {
    return this.#names.get(key)?.size ?? 0
  }

  /**
   * Takes an object in the place of its earlier version. A successor of the same name may come before the last news of
   * its predecessor, which is then left out.
   *
   * @returns keys under which names were added or taken away; undefined when nothing changed.
   */
  put(object: T | Unreadable): readonly string[] | undefined {
    const { name, uid, createdAt } = object.meta
    const before = this.#objects.get(name)
    if (before === object) return undefined
    if (before && before.meta.uid !== uid && before.meta.createdAt > createdAt) return undefined
    this.#objects.set(name, object)
    return this.#move(name, before, object)
  }

  /** Takes an object out, if that name still is the object of this uid. */
  remove({ name, uid }: { readonly name: string; readonly uid: string }): readonly string[] | undefined {
    const before = this.#objects.get(name)
    if (!before || before.meta.uid !== uid) return undefined
    this.#objects.delete(name)
    return this.#move(name, before, undefined)
  }

  #move(name: string, before: T | Unreadable | undefined, after: T | Unreadable | undefined): string[] {
    const old = new Set(before && isReadable(before) ? this.#keysOf(before) : [])
    const now = new Set(after && isReadable(after) ? this.#keysOf(after) : [])
    const changed: string[] = []
    for (const key of old) {
      if (now.has(key)) continue
      const names = this.#names.get(key)
      names?.delete(name)
      if (names?.size === 0) this.#names.delete(key)
      changed.push(key)
    }
    for (const key of now) {
      if (old.has(key)) continue
      const names = this.#names.get(key)
      if (names) names.add(name)
      else this.#names.set(key, new Set([name]))
      changed.push(key)
    }
    return changed
  }
}
