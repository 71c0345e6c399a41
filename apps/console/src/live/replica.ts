import type { Meta } from '@kube-dc/networking/model/object'

/** What a replica needs of an object: its identity and its version. */
export interface Identified {
  readonly kind: string
  readonly meta: Meta
}

/** One object before and after: absent before means new, absent after means gone. */
export interface Change<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

/**
 * The objects of one channel as this tab holds them. Applying changes costs what the changes touch, never the number of
 * objects; an object that did not change keeps its identity, so that what is remembered about it stays valid.
 */
export class Replica<T extends Identified> {
  readonly #objects: T[] = []
  readonly #indexByUid = new Map<string, number>()
  readonly #uidByName = new Map<string, string>()
  #list: readonly T[] | undefined = []

  /** All objects, in no particular order, each at its place for as long as it can; the same array until one changes. */
  list(): readonly T[] {
    return (this.#list ??= this.#objects.slice())
  }

  get(uid: string): T | undefined {
    const index = this.#indexByUid.get(uid)
    return index === undefined ? undefined : this.#objects[index]
  }

  /** The object of a name, in channels of one namespace. */
  find(name: string): T | undefined {
    const uid = this.#uidByName.get(name)
    return uid === undefined ? undefined : this.get(uid)
  }

  /**
   * Takes a whole new content.
   *
   * @param comparable whether versions of the old and the new content can be compared: one run of the server reads
   *   equal versions as equal objects, another run may be another release that reads them differently.
   * @returns what is different now.
   */
  replace(objects: readonly T[], comparable: boolean): Change<T>[] {
    const changes: Change<T>[] = []
    const gone = new Map(this.#objects.map((object) => [object.meta.uid, object]))
    for (const after of objects) {
      const before = gone.get(after.meta.uid)
      gone.delete(after.meta.uid)
      const same = comparable && before?.meta.resourceVersion === after.meta.resourceVersion
      if (!same) changes.push(this.#put(after))
    }
    for (const before of gone.values()) changes.push(...this.#remove(before.meta.uid))
    return changes
  }

  /**
   * Applies one batch.
   *
   * @param removed uids. A uid that is also among the changed is gone: a removed object never comes back under its uid.
   */
  apply(changed: readonly T[], removed: readonly string[]): Change<T>[] {
    const changes = changed.map((object) => this.#put(object))
    for (const uid of removed) changes.push(...this.#remove(uid))
    return changes
  }

  #put(after: T): Change<T> {
    const { uid, name, createdAt } = after.meta
    const index = this.#indexByUid.get(uid) ?? this.#objects.length
    const before = this.#objects[index]
    this.#objects[index] = after
    this.#indexByUid.set(uid, index)
    const namesake = this.find(name)
    // Within one batch a successor may come before the last news of its predecessor.
    if (!namesake || namesake.meta.createdAt <= createdAt) this.#uidByName.set(name, uid)
    this.#list = undefined
    return { before, after }
  }

  #remove(uid: string): Change<T>[] {
    const index = this.#indexByUid.get(uid)
    const before = this.get(uid)
    if (index === undefined || !before) return []
    const last = this.#objects.pop()
    // The last object fills the gap, so that all others keep their places.
    if (last && last !== before) {
      this.#objects[index] = last
      this.#indexByUid.set(last.meta.uid, index)
    }
    this.#indexByUid.delete(uid)
    if (this.#uidByName.get(before.meta.name) === uid) this.#uidByName.delete(before.meta.name)
    this.#list = undefined
    return [{ before, after: undefined }]
  }
}
