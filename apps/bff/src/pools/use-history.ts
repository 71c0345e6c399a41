import type { Sample } from '@kube-dc/networking/pools/trend'

/** How many addresses of each pool were in use over time. */
export interface UseHistory {
  /** `memory`: of this server, since it started. */
  readonly source: 'memory' | 'store'
  record(pool: string, sample: Sample): void
  /** Oldest first. */
  samples(pool: string): readonly Sample[]
}

const EVERY_MS = 10 * 60_000
/** Four weeks of them. */
const MOST = 4_032

/** What this server has seen itself. */
export class MemoryUseHistory implements UseHistory {
  readonly source = 'memory'
  readonly #samples = new Map<string, Sample[]>()

  record(pool: string, sample: Sample): void {
    const samples = this.#samples.get(pool) ?? []
    this.#samples.set(pool, samples)
    const last = samples.at(-1)
    if (last && sample.at - last.at < EVERY_MS) return
    samples.push(sample)
    if (samples.length > MOST) samples.shift()
  }

  samples(pool: string): readonly Sample[] {
    return this.#samples.get(pool) ?? []
  }
}
