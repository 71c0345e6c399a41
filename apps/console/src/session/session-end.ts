/** Whether the session of this tab has ended while it was open. */
export class SessionEnd {
  readonly #listeners = new Set<() => void>()
  #ended = false

  get hasEnded(): boolean {
    return this.#ended
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Somebody was told that there is no session. */
  ended(): void {
    this.#set(true)
  }

  /** The same person has signed in again, perhaps in another tab. */
  revived(): void {
    this.#set(false)
  }

  #set(ended: boolean): void {
    if (this.#ended === ended) return
    this.#ended = ended
    for (const listener of [...this.#listeners]) listener()
  }
}
