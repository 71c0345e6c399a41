import type { HistorySource, Sample } from '@kube-dc/networking/pools/trend'

/** What is known of the use of one pool. */
export interface PastUse {
  readonly source: HistorySource
  /** A history that outlives the server is set up and does not answer. */
  readonly away?: true
  /** Oldest first. */
  readonly samples: readonly Sample[]
}

/** Where histories say that what keeps them answers, or does not. */
export interface HistoryLog {
  info(details: object, words: string): void
  warn(details: object, words: string): void
}

/** How many addresses of each pool were in use over time. */
export interface UseHistory {
  record(pool: string, sample: Sample): void
  of(pool: string): PastUse
}

/** One sample in each of these is kept. */
export const SLOT_MS = 10 * 60_000
/** Four weeks of them. */
const MOST = 4_032

/** What this server has seen itself. */
export class MemoryUseHistory implements UseHistory {
  readonly #samples = new Map<string, Sample[]>()

  record(pool: string, sample: Sample): void {
    const samples = this.#samples.get(pool) ?? []
    this.#samples.set(pool, samples)
    const last = samples.at(-1)
    if (last && sample.at - last.at < SLOT_MS) return
    samples.push(sample)
    if (samples.length > MOST) samples.shift()
  }

  of(pool: string): PastUse {
    return { source: 'memory', samples: this.#samples.get(pool) ?? [] }
  }
}
