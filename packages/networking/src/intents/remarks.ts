import type { FieldWord } from './judgement.ts'

/** Collects what is said about the fields of one intent. */
export class Remarks {
  readonly #problems: FieldWord[] = []
  readonly #warnings: FieldWord[] = []

  /** @param message `undefined`: there is nothing to say. */
  problem(field: string, message: string | undefined): void {
    if (message !== undefined) add(this.#problems, { field, message })
  }

  /** @param message `undefined`: there is nothing to say. */
  warn(field: string, message: string | undefined): void {
    if (message !== undefined) add(this.#warnings, { field, message })
  }

  get problems(): readonly FieldWord[] {
    return this.#problems
  }

  get warnings(): readonly FieldWord[] {
    return this.#warnings
  }
}

/** The same words about the same field are said once. */
function add(words: FieldWord[], word: FieldWord): void {
  if (words.some(({ field, message }) => field === word.field && message === word.message)) return
  words.push(word)
}
