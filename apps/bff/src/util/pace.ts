/**
 * Runs work that is asked for again and again, at once after quiet and otherwise so seldom that it takes a tenth of the
 * time at most: what is dear for a large installation is not dear for a small one, and nobody has to set it.
 */
export class Pace {
  readonly #work: () => void
  #timer: NodeJS.Timeout | undefined
  #restUntil = 0

  constructor(work: () => void) {
    this.#work = work
  }

  /** Asks for the work; once is enough however often it is asked for before it is done. */
  ask(): void {
    this.#timer ??= setTimeout(() => this.#run(), Math.max(0, this.#restUntil - performance.now()))
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #run(): void {
    this.#timer = undefined
    const started = performance.now()
    this.#work()
    const ended = performance.now()
    this.#restUntil = ended + (ended - started) * REST
  }
}

/** Rest after work, in times the work took. */
const REST = 9
