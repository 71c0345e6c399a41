import { randomUUID } from 'node:crypto'
import type { Caller } from '../cluster/caller.ts'
import { ProblemError } from '../problem-error.ts'
import { Loop, type Job, type LoopOptions } from './loop.ts'

/** Operations of one realm that this server works on at one time; each asks the cluster about twice in a second. */
const MOST_PER_TENANT = 16
interface Run {
  readonly tenant: string
  readonly stop: AbortController
  readonly ended: Promise<void>
}

/** Carries operations out in the background, each in a loop of its own. */
export class Runner {
  readonly #options: LoopOptions
  readonly #runs = new Map<string, Run>()
  #stopped = false

  constructor(options: LoopOptions) {
    this.#options = options
  }

  /**
   * Goes on with an operation in the background. A loop of this server that already does so ends first: whoever has decided
   * last acts, with their own rights.
   *
   * @param holder of the lease, where it was taken already.
   */
  run(job: Job, holder: string = randomUUID()): void {
    if (this.#stopped) return
    const key = `${job.namespace}/${job.id}`
    const before = this.#runs.get(key)
    before?.stop.abort()
    const stop = new AbortController()
    const loop = new Loop(this.#options, job, holder, stop.signal)
    const ended = (before?.ended ?? Promise.resolve())
      .then(() => loop.run())
      .finally(() => {
        if (this.#runs.get(key)?.stop === stop) this.#runs.delete(key)
      })
    this.#runs.set(key, { tenant: job.caller.tenant, stop, ended })
  }

  /** @throws {ProblemError} `too-many-requests` when the tenant's operations fill their share. */
  makeSureOfRoom({ tenant }: Pick<Caller, 'tenant'>): void {
    const theirs = [...this.#runs.values()].filter((run) => run.tenant === tenant).length
    if (theirs < MOST_PER_TENANT) return
    throw new ProblemError(
      'too-many-requests',
      `This server works on ${theirs} operations of your Organization at this moment. Wait until one of them has ended.`,
      { retryAfter: 5 },
    )
  }

  /** Ends all loops; requests under way are waited for, and leases are given back. */
  async stop(): Promise<void> {
    this.#stopped = true
    const runs = [...this.#runs.values()]
    for (const { stop } of runs) stop.abort()
    await Promise.all(runs.map(({ ended }) => ended))
  }
}
