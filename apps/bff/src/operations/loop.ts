import { isEnded, isLeased, type Journal, type StoredJournal } from '@kube-dc/networking/operations/journal'
import type { LiveState } from '@kube-dc/networking/operations/live-state'
import { nextAction, type Action } from '@kube-dc/networking/operations/next-action'
import type { Logger } from 'pino'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import { ProblemError } from '../problem-error.ts'
import { mutate, readState } from './cluster-state.ts'
import { isUndoneForGood } from './housekeeping.ts'
import type { Journals } from './journals.ts'
import { reviewOf } from './review.ts'

export interface LoopTimes {
  /**
   * How long nobody else acts after a request was begun. Longer than a request can take, so that one of a runner that is
   * gone has landed, or never will, before another one looks.
   */
  readonly leaseMs: number
  /** Between two looks while there is something to wait for. */
  readonly pollMs: number
  /** A runner gives up after this; the operation can be gone on with at any time. */
  readonly longestMs: number
  /** After everything is undone it is looked at once more: a request that was given up may have landed late. */
  readonly graceMs: number
}

export const LOOP_TIMES: LoopTimes = {
  leaseMs: 45_000,
  pollMs: 500,
  longestMs: 600_000,
  graceMs: 20_000,
}

export interface LoopOptions {
  readonly asUser: AsUser
  readonly journals: Journals
  readonly times: LoopTimes
  readonly log: Logger
}

/** One operation, and whose rights it is carried out with. */
export interface Job {
  readonly caller: Caller
  readonly namespace: string
  readonly id: string
  /**
   * What the person has decided on, by `reviewOf`. Once the journal says anything else, be it another plan or the other
   * way, this job is over: nobody's rights are used for what they have not seen.
   */
  readonly review: string
}

/** Requests in a row that came too late for what they were decided on; then something keeps changing it. */
const MOST_CONFLICTS = 20

/**
 * What a round leads to: the journal as it is then; `end`: nothing more is to be done; `over`: not by this loop, which gives
 * the lease back.
 */
type Round = StoredJournal | 'again' | 'end' | 'over'

/**
 * One operation, carried out round by round: read the journal, read the cluster, decide, take the lease, act. Nothing is kept
 * between two rounds but the journal's version, so it does not matter who did the round before.
 */
export class Loop {
  readonly #options: LoopOptions
  readonly #job: Job
  readonly #holder: string
  readonly #signal: AbortSignal
  #conflicts = 0
  #troubles = 0

  constructor(options: LoopOptions, job: Job, holder: string, signal: AbortSignal) {
    this.#options = options
    this.#job = job
    this.#holder = holder
    this.#signal = signal
  }

  async run(): Promise<void> {
    const { log, times } = this.#options
    const giveUpAt = Date.now() + times.longestMs
    let round: Round = 'again'
    try {
      while (round !== 'end' && round !== 'over' && !this.#signal.aborted && Date.now() < giveUpAt) {
        round = await this.#attempt(round)
      }
      if (round !== 'end') await this.#letGo()
    } catch (error) {
      log.info({ operation: this.#job.id, reason: reasonOf(error) }, 'operation left as it is')
    }
  }

  /** A round whose failure may be over in a moment is tried again from the beginning. */
  async #attempt(known: Round): Promise<Round> {
    try {
      const round = await this.#round(known)
      this.#troubles = 0
      return round
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (error.code === 'conflict') {
        this.#conflicts += 1
        if (this.#conflicts > MOST_CONFLICTS) throw error
        await this.#pause(20 * this.#conflicts)
        return 'again'
      }
      if (!isPassing(error)) throw error
      this.#troubles += 1
      await this.#pause(this.#options.times.pollMs * Math.min(10, this.#troubles))
      return 'again'
    }
  }

  async #round(known: Round): Promise<Round> {
    const { journals, times } = this.#options
    const { caller, namespace, id } = this.#job
    const stored = typeof known === 'string' ? await journals.get(caller, namespace, id) : known
    const { journal } = stored
    if (reviewOf(stored) !== this.#job.review) return 'over'
    if (isEnded(journal)) return journal.phase === 'undone' ? this.#tidy(stored) : 'end'
    if (journal.problem !== undefined) return 'end'
    if (isLeased(journal, Date.now()) && journal.lease?.holder !== this.#holder) {
      await this.#pause(times.pollMs)
      return 'again'
    }
    const live = await this.#look(journal)
    if (live instanceof ProblemError) return this.#stick(stored, live.message)
    const action = nextAction(journal, live)
    switch (action.do) {
      case 'finish':
        this.#conflicts = 0
        return this.#write(stored, ended(journal, action.outcome))
      case 'stop':
        return this.#stick(stored, action.words)
      case 'wait':
        return this.#wait(stored)
      default:
        return this.#act(stored, action)
    }
  }

  /** What the cluster holds, or why this person is not told. */
  async #look(journal: Journal): Promise<LiveState | ProblemError> {
    try {
      return await readState(this.#options.asUser, this.#job.caller, this.#job.namespace, journal)
    } catch (error) {
      if (error instanceof ProblemError && isFinal(error)) return error
      throw error
    }
  }

  /** It cannot go on without somebody's decision; longer words than a journal takes are cut, as a webhook may say a lot. */
  async #stick(stored: StoredJournal, words: string): Promise<Round> {
    await this.#write(stored, { ...unleased(stored.journal), problem: words.slice(0, 2_000) })
    return 'end'
  }

  /** Keeps the lease while there is something to wait for, so that everybody sees that somebody does. */
  async #wait(stored: StoredJournal): Promise<Round> {
    const { leaseMs, pollMs } = this.#options.times
    const { lease } = stored.journal
    const left = lease ? Date.parse(lease.until) - Date.now() : 0
    if (left < leaseMs / 2) await this.#write(stored, this.#leased(stored.journal))
    await this.#pause(pollMs)
    return 'again'
  }

  async #act(
    before: StoredJournal,
    action: Extract<Action, { do: 'create' | 'change' | 'delete' }>,
  ): Promise<Round> {
    const { asUser } = this.#options
    const { caller, namespace } = this.#job
    // Renewed first, so that no time of the lease is spent on that.
    await caller.token()
    const stored = await this.#write(before, this.#leased(before.journal))
    try {
      await mutate(asUser, caller, namespace, action)
      this.#conflicts = 0
      return stored
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (OUTDATED.has(error.code) && this.#conflicts < MOST_CONFLICTS) {
        // The cluster is not as it was when this was decided: look again.
        this.#conflicts += 1
        await this.#pause(20 * this.#conflicts)
        return 'again'
      }
      if (!isFinal(error)) throw error
      return this.#stick(stored, error.message)
    }
  }

  /** Looks once more after a while; what was undone for good needs no journal. */
  async #tidy(stored: StoredJournal): Promise<Round> {
    const { asUser, journals, times } = this.#options
    const { caller, namespace } = this.#job
    const { journal } = stored
    await this.#pause(Date.parse(journal.endedAt ?? '') + times.graceMs - Date.now())
    if (this.#signal.aborted) return 'end'
    if (await isUndoneForGood({ asUser }, caller, namespace, stored)) {
      await journals.remove(caller, namespace, stored)
      return 'end'
    }
    const undoing: Journal = { ...journal, phase: 'undoing' }
    const live = await readState(asUser, caller, namespace, journal)
    return nextAction(undoing, live).do === 'finish' ? 'end' : this.#write(stored, undoing)
  }

  #write(before: StoredJournal, journal: Journal): Promise<StoredJournal> {
    return this.#options.journals.write(this.#job.caller, this.#job.namespace, before, journal)
  }

  #leased(journal: Journal): Journal {
    const until = new Date(Date.now() + this.#options.times.leaseMs).toISOString()
    return { ...journal, lease: { holder: this.#holder, until } }
  }

  /** Somebody else may go on at once. */
  async #letGo(): Promise<void> {
    const { journals } = this.#options
    const { caller, namespace, id } = this.#job
    const stored = await journals.get(caller, namespace, id)
    if (stored.journal.lease?.holder === this.#holder) await this.#write(stored, unleased(stored.journal))
  }

  async #pause(ms: number): Promise<void> {
    if (this.#signal.aborted || ms <= 0) return
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.#signal.addEventListener('abort', done, { once: true })
    })
  }
}

function unleased({ lease: _, ...rest }: Journal): Journal {
  return rest
}

function ended(journal: Journal, phase: 'done' | 'undone'): Journal {
  return { ...unleased(journal), phase, endedAt: new Date().toISOString() }
}

const OUTDATED: ReadonlySet<string> = new Set(['already-exists', 'not-found', 'conflict'])

const PASSING: ReadonlySet<string> = new Set([
  'cluster-unreachable',
  'cluster-timeout',
  'too-many-requests',
  'shutting-down',
])

/** Whether the same request may well succeed in a moment. What it did, if anything, is seen by looking. */
function isPassing({ code }: ProblemError): boolean {
  return PASSING.has(code)
}

/** Whether it is refused however often it is asked; who is signed out cannot even write that down. */
function isFinal(error: ProblemError): boolean {
  return !isPassing(error) && error.code !== 'signed-out'
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
