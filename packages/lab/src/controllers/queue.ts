/** Handles one key; throwing puts the key back with a growing delay. */
export type Handler = (key: string) => Promise<void>

export interface QueueOptions {
  /** How many keys are handled at once; one key never runs twice at the same time. */
  readonly concurrency: number
  readonly onFailure: (key: string, error: unknown) => void
}

const FIRST_RETRY_MS = 10
const LONGEST_RETRY_MS = 30_000

/**
 * Keys to look at, each at most once in the queue: a key that is added while it is being handled is handled once more
 * afterwards, so the last state always gets seen and a burst of changes costs one look.
 */
export class WorkQueue {
  readonly #handler: Handler
  readonly #options: QueueOptions
  readonly #waiting = new Set<string>()
  readonly #running = new Set<string>()
  readonly #again = new Set<string>()
  readonly #timers = new Map<string, { due: number; timer: NodeJS.Timeout }>()
  readonly #failures = new Map<string, number>()
  #stopped = false
  #started = false

  constructor(handler: Handler, options: QueueOptions) {
    this.#handler = handler
    this.#options = options
  }

  /** Begins to handle what was added so far and what comes. */
  start(): void {
    this.#started = true
    this.#fill()
  }

  /** Handles nothing more; what runs is left to end. */
  stop(): void {
    this.#stopped = true
    for (const { timer } of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#waiting.clear()
    this.#again.clear()
  }

  add(key: string): void {
    if (this.#stopped) return
    if (this.#running.has(key)) this.#again.add(key)
    else this.#waiting.add(key)
    this.#fill()
  }

  /** Adds the key later. Of several such wishes for one key the earliest counts. */
  addAfter(key: string, milliseconds: number): void {
    if (this.#stopped) return
    if (milliseconds <= 0) {
      this.add(key)
      return
    }
    const due = Date.now() + milliseconds
    const before = this.#timers.get(key)
    if (before && before.due <= due) return
    if (before) clearTimeout(before.timer)
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      this.add(key)
    }, milliseconds)
    this.#timers.set(key, { due, timer })
  }

  /** Nothing waits and nothing runs; keys with a time still to come do not count. */
  get idle(): boolean {
    return this.#waiting.size === 0 && this.#running.size === 0
  }

  #fill(): void {
    if (!this.#started) return
    for (const key of this.#waiting) {
      if (this.#running.size >= this.#options.concurrency) return
      this.#waiting.delete(key)
      this.#running.add(key)
      void this.#handle(key)
    }
  }

  async #handle(key: string): Promise<void> {
    try {
      await this.#handler(key)
      this.#failures.delete(key)
    } catch (error) {
      if (!this.#stopped) {
        const failures = (this.#failures.get(key) ?? 0) + 1
        this.#failures.set(key, failures)
        this.#options.onFailure(key, error)
        const delay = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)
        this.addAfter(key, delay * (0.75 + Math.random() / 2))
      }
    }
    this.#running.delete(key)
    if (this.#again.delete(key)) this.#waiting.add(key)
    this.#fill()
  }
}
