import {
  type ChannelKind,
  channelKey,
  type ChannelAddress,
  type ClientMessage,
  type Followed,
  type ServerMessage,
  type Snapshot,
  type Upstream,
} from '@kube-dc/api/channel'
import { ApiError } from '@kube-dc/api/client'
import type { Problem } from '@kube-dc/api/problem'
import { retryDelay, type Environment } from './environment.ts'
import { isOfKind } from './kinds.ts'
import { parsePosition, type Position } from './position.ts'
import { Replica, type Change } from './replica.ts'

/** The address of a channel whose kind is known to the compiler. */
export interface AddressOf<K extends ChannelKind> extends ChannelAddress {
  readonly kind: K
}

/**
 * - `loading`: nothing has arrived yet (or it was cleared because the session ended).
 * - `ready`: what is held is a state that the server had; how old is said by the connection and by `upstream`.
 * - `forbidden`, `gone`: the server says that this person may not follow it, or that it does not exist; nothing is held.
 * - `error`: nothing has arrived and the last attempt failed; another is on its way.
 */
export type ChannelStatus = 'loading' | 'ready' | 'forbidden' | 'gone' | 'error'

/** What a channel shows of itself; a new object after every change. */
export interface ChannelView<K extends ChannelKind> {
  readonly status: ChannelStatus
  /** The same array until an object changes, in no particular order. */
  readonly objects: readonly Followed<K>[]
  /** How current the server's own view is; absent before the first answer. */
  readonly upstream: Upstream | undefined
  /** Why it is not ready, or why the last attempt to refresh failed. */
  readonly problem: Problem | undefined
}

/** What one batch changed; `reset` where the whole content was taken anew. */
export interface Delta<K extends ChannelKind> {
  readonly changes: readonly Change<Followed<K>>[]
  readonly reset: boolean
}

/** What a channel needs around it. */
export interface ChannelPort {
  readonly environment: Environment
  /** Sends over the connection, if there is one. */
  send(message: ClientMessage): void
  /** The server's run that the connection leads to; undefined while there is none. */
  instance(): string | undefined
  /** Reads the snapshot; `undefined`: nothing changed since the position. Rejects with an ApiError. */
  fetch(since: string | undefined, signal: AbortSignal): Promise<Snapshot | undefined>
}

/**
 * - `fetching`: a snapshot is on its way.
 * - `held`: there is a position, and no connection to follow it from.
 * - `asked`: the subscription was sent and not yet answered; whatever else arrives is of an older one.
 * - `following`: changes are applied as they arrive.
 * - `pausing`: the last attempt failed; a timer waits.
 * - `over`: ended or closed.
 */
type Phase = 'fetching' | 'held' | 'asked' | 'following' | 'pausing' | 'over'

type Message<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>

export type ChannelMessage = Extract<ServerMessage, { channel: string }>

/**
 * One channel as this tab follows it: the protocol of snapshot, changes, resync and end around a replica.
 *
 * It never guesses: changes count only while a subscription stands that began at the position held, and only forward
 * within one run of the server; in every other case the snapshot is read again.
 */
export class Channel<K extends ChannelKind> {
  readonly address: AddressOf<K>
  readonly key: string
  readonly replica = new Replica<Followed<K>>()
  readonly #port: ChannelPort
  readonly #listeners = new Set<(delta: Delta<K>) => void>()
  #phase: Phase = 'over'
  #position: Position | undefined
  #failures = 0
  #followingSince = 0
  #abort = new AbortController()
  #stopTimer = () => {}
  #view: ChannelView<K> = { status: 'loading', objects: [], upstream: undefined, problem: undefined }

  constructor(address: AddressOf<K>, port: ChannelPort) {
    this.address = address
    this.key = channelKey(address)
    this.#port = port
  }

  get view(): ChannelView<K> {
    return this.#view
  }

  /** Where in the server's history the replica is. */
  get position(): string | undefined {
    return this.#position?.text
  }

  /** Calls after every change of the view. */
  subscribe(listener: (delta: Delta<K>) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Begins, or begins again after an end or a failure: at once, whatever it was waiting for. */
  start(): void {
    if (this.#phase === 'over' || this.#phase === 'pausing') this.#fetch()
  }

  /** Stops following. What is held stays until the channel is let go. */
  close(): void {
    if (this.#subscribing) {
      this.#port.send({ type: 'unsubscribe', channel: this.key })
    }
    this.#stopAll()
    this.#phase = 'over'
  }

  /** Stops and forgets: the person may no longer see it. */
  clear(status: ChannelStatus, problem?: Problem): void {
    this.#stopAll()
    this.#phase = 'over'
    this.#position = undefined
    const changes = this.replica.replace([], false)
    this.#show({ status, problem, upstream: undefined }, { changes, reset: true })
    // Rights come back, and names are used again; nobody tells a tab that follows nothing.
    if (status !== 'loading')
      this.#stopTimer = this.#port.environment.after(ASK_AGAIN_AFTER, () => this.#fetch())
  }

  connected(): void {
    if (this.#phase === 'held') this.#follow()
    else if (this.#phase === 'pausing') this.#fetch()
  }

  disconnected(): void {
    this.#forgive()
    if (this.#subscribing) this.#phase = 'held'
  }

  receive(message: ChannelMessage): void {
    switch (message.type) {
      case 'subscribed':
        return this.#subscribed(message)
      case 'changes':
        return this.#changes(message)
      case 'upstream':
        if (this.#phase === 'following') this.#show({ upstream: message.upstream })
        return
      case 'resync':
        if (this.#subscribing) this.#fetchAgain()
        return
      case 'ended':
        if (this.#subscribing) this.#ended(message)
    }
  }

  get #subscribing(): boolean {
    return this.#phase === 'asked' || this.#phase === 'following'
  }

  #subscribed({ upstream }: Message<'subscribed'>): void {
    if (this.#phase !== 'asked') return
    this.#phase = 'following'
    this.#followingSince = this.#port.environment.now()
    this.#show({ upstream })
  }

  #changes({ position, changed, removed }: Message<'changes'>): void {
    if (this.#phase !== 'following' || !this.#position) return
    const next = parsePosition(position)
    if (next.instance !== this.#position.instance) return this.#fetchAgain()
    if (next.sequence <= this.#position.sequence) return
    const objects = this.#narrow(changed)
    if (!objects) return this.#fetchAgain()
    this.#position = next
    this.#show({}, { changes: this.replica.apply(objects, removed), reset: false })
  }

  #ended({ reason, message }: Message<'ended'>): void {
    if (reason === 'signed-out') return this.clear('loading')
    this.clear(reason, { error: message, code: reason === 'gone' ? 'not-found' : 'forbidden', requestId: '' })
  }

  #follow(): void {
    const instance = this.#port.instance()
    if (instance === undefined || !this.#position) {
      this.#phase = 'held'
    } else if (instance !== this.#position.instance && this.#failures === 0) {
      // The server would only answer `resync`: its run does not know our position.
      this.#fetchAgain()
    } else {
      this.#phase = 'asked'
      this.#port.send({ type: 'subscribe', channel: this.key, since: this.#position.text })
    }
  }

  /** Reads the snapshot anew: at once the first time, ever more slowly when the server keeps sending us back to it. */
  #fetchAgain(): void {
    this.#forgive()
    if (this.#failures > 0) return this.#pause()
    this.#failures = 1
    this.#fetch()
  }

  #forgive(): void {
    const steady = this.#port.environment.now() - this.#followingSince > STEADY_AFTER
    if (this.#phase === 'following' && steady) this.#failures = 0
  }

  #fetch(): void {
    this.#stopAll()
    this.#phase = 'fetching'
    const { signal } = this.#abort
    this.#port.fetch(this.#position?.text, signal).then(
      (snapshot) => {
        if (!signal.aborted) this.#fetched(snapshot)
      },
      (error: unknown) => {
        if (!signal.aborted) this.#failed(error)
      },
    )
  }

  #fetched(snapshot: Snapshot | undefined): void {
    if (snapshot) {
      const next = parsePosition(snapshot.position)
      const comparable = next.instance === this.#position?.instance
      if (comparable && this.#position && next.sequence < this.#position.sequence) {
        // An answer from a cache on the way: older than what is shown.
        return this.#pause()
      }
      const objects = this.#narrow(snapshot.objects)
      if (!objects) return this.#failed(new Error(`The server sent objects of another kind for ${this.key}`))
      const changes = this.replica.replace(objects, comparable)
      this.#position = next
      this.#show(
        { status: 'ready', upstream: snapshot.upstream, problem: undefined },
        { changes, reset: true },
      )
    } else {
      this.#show({ status: 'ready', problem: undefined })
    }
    this.#follow()
  }

  #failed(error: unknown): void {
    const problem = problemOf(error)
    if (problem.code === 'forbidden') return this.clear('forbidden', problem)
    // An address that cannot exist (it comes from the URL of the page) is as good as one that does not.
    if (problem.code === 'not-found' || problem.code === 'bad-request') return this.clear('gone', problem)
    if (problem.code === 'signed-out') return this.clear('loading')
    const status = this.#view.status === 'ready' ? 'ready' : 'error'
    this.#pause(problem.retryAfter)
    this.#show({ status, problem })
  }

  #pause(atLeastSeconds = 0): void {
    this.#stopAll()
    this.#phase = 'pausing'
    const { environment } = this.#port
    const delay = Math.max(atLeastSeconds * 1000, retryDelay(this.#failures, environment.random()))
    this.#failures += 1
    this.#stopTimer = environment.after(delay, () => this.#fetch())
  }

  /** The objects as this channel's kind, or undefined when one of them is something else. */
  #narrow(objects: readonly Followed<ChannelKind>[]): readonly Followed<K>[] | undefined {
    const { kind } = this.address
    const mine = objects.filter((object) => isOfKind(kind, object))
    return mine.length === objects.length ? mine : undefined
  }

  #stopAll(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#stopTimer()
  }

  #show(part: Partial<Omit<ChannelView<K>, 'objects'>>, delta: Delta<K> = NO_CHANGE): void {
    this.#view = { ...this.#view, ...part, objects: this.replica.list() }
    for (const listener of [...this.#listeners]) listener(delta)
  }
}

/** Milliseconds after which a refusal is looked at again. */
const ASK_AGAIN_AFTER = 60_000

const NO_CHANGE = { changes: [], reset: false } as const

/** A subscription that stood this many milliseconds was a good one: what failed before it no longer counts. */
const STEADY_AFTER = 10_000

function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem
  const text = error instanceof Error ? error.message : 'The answer of the console’s server cannot be read.'
  return { error: text, code: 'internal', requestId: '' }
}
