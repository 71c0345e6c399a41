import { randomBytes } from 'node:crypto'
import type { OperationList, OperationView, Started } from '@kube-dc/api/operations'
import { accessFromRules, type Access } from '@kube-dc/networking/access'
import type { Intent } from '@kube-dc/networking/intents/intent'
import { judge } from '@kube-dc/networking/intents/judge'
import type { Judgement } from '@kube-dc/networking/intents/judgement'
import {
  beginJournal,
  isEnded,
  isLeased,
  turned,
  type Journal,
  type StoredJournal,
} from '@kube-dc/networking/operations/journal'
import { objectOf, type LiveState } from '@kube-dc/networking/operations/live-state'
import { intentFields } from '@kube-dc/networking/operations/intent-fields'
import { needsJournal, type Plan, type Step } from '@kube-dc/networking/operations/plan'
import { LRUCache } from 'lru-cache'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import { reviewRules } from '../cluster/rules-review.ts'
import type { Visitor } from '../http/route.ts'
import { notPossible, ProblemError } from '../problem-error.ts'
import { hostnameElsewhere } from './elsewhere.ts'
import { factsFor, type FactsOptions } from './facts.ts'
import { closeOld } from './housekeeping.ts'
import type { Journals } from './journals.ts'
import { withPlanned } from './planned.ts'
import { Queues } from './queues.ts'
import { reviewOf } from './review.ts'
import type { LoopTimes } from './loop.ts'
import type { Runner } from './runner.ts'
import { carryOutAlone, tryOut, type Errand } from './trial.ts'
import { seenState } from './seen-state.ts'
import { viewOf } from './view.ts'
import { whenSeen } from './when-seen.ts'

export interface OperationsOptions extends FactsOptions {
  readonly asUser: AsUser
  readonly journals: Journals
  readonly runner: Runner
  readonly times: LoopTimes
}

/** Tries to write a decision that the operation's own progress overtakes. */
const MOST_TRIES = 8
const REMEMBERED = 10_000

/** What somebody asks for, whatever it is about. */
export interface Undertaking {
  /** Where its journal lies, and what of it belongs to a Project. */
  readonly namespace: string
  readonly fieldsOf: Errand['fieldsOf']
  /**
   * Says what would be done.
   *
   * @param running operations that are about to make what they have planned.
   * @throws {ProblemError} `invalid` with what speaks against it, field by field.
   */
  readonly judge: (
    caller: Caller,
    running: readonly Journal[],
  ) => Promise<{ readonly plan: Plan; readonly access: Access }>
}

const NOTHING: LiveState = { objects: new Map(), others: [] }

/** What people ask for, carried out with their own rights. Nothing about it is kept here but who started what. */
export class Operations {
  readonly #options: OperationsOptions
  readonly #queues = new Queues()
  /** Sessions that started operations, by id. */
  readonly #starters = new LRUCache<string, string>({ max: REMEMBERED })

  constructor(options: OperationsOptions) {
    this.#options = options
  }

  /** Judges an intent and has the cluster try its plan out; nothing is changed. @throws {ProblemError} for what speaks against it. */
  tryOut(visitor: Visitor, namespace: string, intent: Intent): Promise<Started> {
    return this.tryOutAny(visitor, this.#ofIntent(namespace, intent))
  }

  /** The same of anything. @throws {ProblemError} for what speaks against it. */
  async tryOutAny({ caller }: Visitor, { namespace, fieldsOf, judge }: Undertaking): Promise<Started> {
    const { asUser, journals } = this.#options
    const { plan } = await judge(caller, running(await this.#stored(caller, namespace)))
    await tryOut(asUser, { caller, namespace, fieldsOf }, plan, { rehearsal: false })
    if (needsJournal(plan)) {
      const journal = beginJournal({ id: newId(), plan, startedBy: '', now: Date.now() })
      await journals.tryOut(caller, namespace, journal)
    }
    return { operation: null, made: [] }
  }

  /**
   * Carries an intent out: one change at once, several as an operation that goes on in the background.
   *
   * @throws {ProblemError} for what speaks against it; `cluster-timeout` where it is not known whether it has begun.
   */
  start(visitor: Visitor, namespace: string, intent: Intent): Promise<Started> {
    return this.startAny(visitor, this.#ofIntent(namespace, intent))
  }

  /** The same of anything. @throws {ProblemError} as above. */
  startAny(visitor: Visitor, undertaking: Undertaking): Promise<Started> {
    // One after the other, each seeing what the ones before have made: two tabs cannot take the same port or address.
    return this.#queues.run(undertaking.namespace, () => this.#start(visitor, undertaking))
  }

  /** @throws as `AsUser` does. */
  async list(visitor: Visitor, namespace: string): Promise<OperationList> {
    const found = await this.#options.journals.list(visitor.caller, namespace)
    const readable = found.filter((one) => one.state === 'readable')
    const operations = await this.#views(visitor, namespace, readable)
    return {
      operations: operations.sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
      unreadable: found.flatMap((one) =>
        one.state === 'unreadable' ? [{ name: one.name, reason: one.reason }] : [],
      ),
    }
  }

  /** @throws {ProblemError} `not-found`, or as `AsUser` does. */
  async get(visitor: Visitor, namespace: string, id: string): Promise<OperationView> {
    const stored = await this.#options.journals.get(visitor.caller, namespace, id)
    return this.#view(visitor, namespace, stored, await this.#access(visitor.caller, namespace))
  }

  /** Goes on the way an operation was going. @throws {ProblemError} `conflict` when it is not what was reviewed, or has ended. */
  goOn(visitor: Visitor, namespace: string, id: string, review: string): Promise<OperationView> {
    return this.#decide(visitor, namespace, id, review, (journal) => {
      if (isEnded(journal)) throw new ProblemError('conflict', 'This operation has ended already.')
      return journal.problem === undefined
        ? journal
        : turned(journal, journal.phase === 'undoing' ? 'undoing' : 'doing')
    })
  }

  /**
   * Turns an operation back, also one that runs or is done. One that is undone is looked at once more.
   *
   * @throws {ProblemError} `conflict` when it is not what was reviewed.
   */
  undo(visitor: Visitor, namespace: string, id: string, review: string): Promise<OperationView> {
    return this.#decide(visitor, namespace, id, review, (journal) => turned(journal, 'undoing'))
  }

  /** Forgets an operation that has ended. @throws {ProblemError} `conflict` where it has not, or is not what was reviewed. */
  async close({ caller }: Visitor, namespace: string, id: string, review: string): Promise<void> {
    const { journals } = this.#options
    const stored = await this.#reviewed(caller, namespace, id, review)
    if (!isEnded(stored.journal)) {
      throw new ProblemError(
        'conflict',
        'This operation has not ended. Finish it or undo it before you close it.',
      )
    }
    await journals.remove(caller, namespace, stored)
  }

  async #start(visitor: Visitor, { namespace, fieldsOf, judge }: Undertaking): Promise<Started> {
    const { asUser, runner, times } = this.#options
    const { caller } = visitor
    const errand = { caller, namespace, fieldsOf }
    const stored = await this.#stored(caller, namespace)
    const { plan, access } = await judge(caller, running(stored))
    const [first] = plan.steps
    if (!first) throw new Error(`The plan of ${plan.intent} has no steps`)
    if (!needsJournal(plan)) return { operation: null, made: [await this.#makeAlone(errand, first)] }

    runner.makeSureOfRoom(caller)
    await closeOld(this.#options, caller, namespace, { stored, graceMs: times.graceMs })
    await tryOut(asUser, errand, plan, { rehearsal: true })
    const begun = await this.#begin(visitor, namespace, plan)
    return { operation: await this.#view(visitor, namespace, begun, access), made: [] }
  }

  async #makeAlone(errand: Errand, step: Step): Promise<Started['made'][number]> {
    const { asUser, informers } = this.#options
    const made = await carryOutAlone(asUser, errand, step)
    const address = objectOf(step)
    const change = made ? { made } : step.verb === 'delete' ? { deleted: step.uid } : undefined
    if (change) await whenSeen(informers[address.kind], errand.namespace, change)
    return { kind: address.kind, name: address.name }
  }

  async #begin({ caller, session }: Visitor, namespace: string, plan: Plan): Promise<StoredJournal> {
    const { runner, times } = this.#options
    const holder = randomBytes(16).toString('hex')
    const now = Date.now()
    const id = newId()
    const journal: Journal = {
      ...beginJournal({ id, plan, startedBy: session.person.username, now }),
      lease: { holder, until: new Date(now + times.leaseMs).toISOString() },
    }
    const stored = await this.#write(caller, namespace, journal)
    this.#starters.set(id, session.key)
    runner.run({ caller, namespace, id, review: reviewOf(stored) }, holder)
    return stored
  }

  /** Where the answer to the very first write did not come, a look tells whether there is an operation. */
  async #write(caller: Caller, namespace: string, journal: Journal): Promise<StoredJournal> {
    const { journals } = this.#options
    try {
      return await journals.create(caller, namespace, journal)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'cluster-timeout') throw error
      return journals.get(caller, namespace, journal.id).catch(() => {
        throw error
      })
    }
  }

  /** What an intent comes to in a Project, judged by what the same person may see there. */
  #ofIntent(namespace: string, intent: Intent): Undertaking {
    return {
      namespace,
      fieldsOf: (step) => intentFields(intent, step),
      judge: async (caller, running) => {
        const seen = await factsFor(this.#options, caller, namespace)
        const elsewhere = await hostnameElsewhere(this.#options, caller, namespace, intent)
        const facts = { ...seen, elsewhere }
        const { problems, plan }: Judgement = withPlanned(facts.network, running, namespace, () =>
          judge(intent, facts),
        )
        if (problems.length === 0 && plan) return { plan, access: facts.access }
        throw notPossible(problems)
      },
    }
  }

  /** Who cannot list ConfigMaps is not kept from what needs no journal. */
  async #stored(caller: Caller, namespace: string): Promise<readonly StoredJournal[]> {
    try {
      const found = await this.#options.journals.list(caller, namespace)
      return found.filter((one) => one.state === 'readable')
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'forbidden') return []
      throw error
    }
  }

  async #decide(
    visitor: Visitor,
    namespace: string,
    id: string,
    review: string,
    change: (journal: Journal) => Journal,
  ): Promise<OperationView> {
    const { journals, runner } = this.#options
    const { caller } = visitor
    runner.makeSureOfRoom(caller)
    const access = await this.#access(caller, namespace)
    for (let tries = 1; ; tries += 1) {
      const stored = await this.#reviewed(caller, namespace, id, review)
      const wanted = change(stored.journal)
      try {
        const written = await journals.write(caller, namespace, stored, wanted)
        runner.run({ caller, namespace, id, review: reviewOf(written) })
        return await this.#view(visitor, namespace, written, access)
      } catch (error) {
        // Its own progress is written in the same place.
        const isOvertaken = error instanceof ProblemError && error.code === 'conflict'
        if (!isOvertaken || tries === MOST_TRIES) throw error
      }
    }
  }

  async #reviewed(caller: Caller, namespace: string, id: string, review: string): Promise<StoredJournal> {
    const stored = await this.#options.journals.get(caller, namespace, id)
    if (reviewOf(stored) === review) return stored
    throw new ProblemError(
      'conflict',
      'This operation is not what you were shown any more: somebody has turned it or written another plan. Look at it again.',
    )
  }

  async #views(
    { caller, session }: Visitor,
    namespace: string,
    stored: readonly StoredJournal[],
  ): Promise<OperationView[]> {
    if (stored.length === 0) return []
    const access = await this.#access(caller, namespace)
    // What is done needs no look.
    const open = stored.filter(({ journal }) => journal.phase !== 'done').map(({ journal }) => journal.plan)
    const live = await seenState(this.#options, caller, namespace, open)
    return stored.map((one) =>
      viewOf(one, live, { access, mine: this.#starters.get(one.journal.id) === session.key }),
    )
  }

  /** Never fails: what was just decided is not to be answered with an error of the look at it. */
  async #view(
    { caller, session }: Visitor,
    namespace: string,
    stored: StoredJournal,
    access: Access,
  ): Promise<OperationView> {
    const live = await seenState(this.#options, caller, namespace, [stored.journal.plan]).catch(() => NOTHING)
    return viewOf(stored, live, { access, mine: this.#starters.get(stored.journal.id) === session.key })
  }

  async #access(caller: Caller, namespace: string): Promise<Access> {
    return accessFromRules(await reviewRules(this.#options.cluster, caller, namespace))
  }
}

/** Those that somebody works on, and that are about to make what they have planned. */
function running(stored: readonly StoredJournal[]): readonly Journal[] {
  const now = Date.now()
  return stored
    .map(({ journal }) => journal)
    .filter((journal) => journal.phase === 'doing' && isLeased(journal, now))
}

/** 80 bits, in letters and digits. */
function newId(): string {
  return Array.from(randomBytes(16), (byte) => (byte % 32).toString(32)).join('')
}
