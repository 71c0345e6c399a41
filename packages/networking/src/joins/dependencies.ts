/**
 * Who was made from what. A cell is something computed, a source something it read while it was; a cell can be the
 * source of another. Edges of a cell are replaced by each computation, so that they are those of its present value.
 */
export class Dependencies {
  readonly #readers = new Map<string, Set<string>>()
  readonly #sources = new Map<string, ReadonlySet<string>>()

  set(cell: string, sources: ReadonlySet<string>): void {
    const before = this.#sources.get(cell)
    for (const source of before ?? []) if (!sources.has(source)) this.#forget(source, cell)
    for (const source of sources) {
      if (before?.has(source)) continue
      const readers = this.#readers.get(source)
      if (readers) readers.add(cell)
      else this.#readers.set(source, new Set([cell]))
    }
    if (sources.size > 0) this.#sources.set(cell, sources)
    else this.#sources.delete(cell)
  }

  /** Cells that read a source when they were last computed. */
  readersOf(source: string): Iterable<string> {
    return this.#readers.get(source) ?? []
  }

  #forget(source: string, cell: string): void {
    const readers = this.#readers.get(source)
    readers?.delete(cell)
    if (readers?.size === 0) this.#readers.delete(source)
  }
}
