/** Several values under one key; a key without any is not there. */
export class MultiMap {
  readonly #sets = new Map<string, Set<string>>()

  /** In the order of their names, whatever the order they came in. */
  get(key: string): readonly string[] {
    const values = this.#sets.get(key)
    return values ? [...values].sort() : []
  }

  add(key: string, value: string): void {
    const known = this.#sets.get(key)
    if (known) known.add(value)
    else this.#sets.set(key, new Set([value]))
  }

  remove(key: string, value: string): void {
    const known = this.#sets.get(key)
    known?.delete(value)
    if (known?.size === 0) this.#sets.delete(key)
  }
}
