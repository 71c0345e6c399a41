import type { ChannelAddress, ChannelKey, ServerMessage } from '@kube-dc/api/channel'
import { channelKey } from '@kube-dc/api/channel'
import type { Channel, Follower } from '../channels/channel.ts'
import type { ChannelHub } from '../channels/hub.ts'
import type { AccessReviews, Question } from '../cluster/access.ts'
import type { Caller } from '../cluster/caller.ts'
import type { Informers } from '../cluster/informers.ts'
import type { Logger } from 'pino'
import { ProblemError } from '../problem-error.ts'
import { endingOf, NEVER_ALLOWED, questionsOf, type Ending } from './permission.ts'

/** After a review failed, the next one waits this long: the cluster has enough to do with coming back. */
const RETRY_MS = 3_000

export interface SubscriptionPorts {
  readonly hub: ChannelHub
  readonly informers: Informers
  readonly access: AccessReviews
  readonly caller: Caller
  readonly log: Logger
  /** Sends a complete message to the one tab. */
  send(message: string): void
  /** The subscription is over; nothing more comes from it. */
  over(): void
  /** The session has ended. */
  signedOut(): void
}

/**
 * One tab that follows one channel. Data is sent only while an answer of the cluster stands that the person may have it:
 * when that answer runs out or permissions change, changes are held back until the cluster has said yes again, and then
 * made up for.
 *
 * `asked`: not yet allowed for the first time. `following`: allowed. `held`: allowed before; whether still is not known.
 */
export class Subscription implements Follower {
  readonly key: ChannelKey
  readonly #address: ChannelAddress
  readonly #questions: readonly Question[]
  readonly #ports: SubscriptionPorts
  /** Everything up to here is known to the tab; undefined when it holds a position of another run of the server. */
  #sequence: number | undefined
  #phase: 'asked' | 'following' | 'held' | 'over' = 'asked'
  #channel: Channel | undefined
  #reviewing = false
  /** The tab knows that nothing new comes for now. */
  #saidStale = false
  #retryAt = 0

  constructor(address: ChannelAddress, since: string, ports: SubscriptionPorts) {
    this.key = channelKey(address)
    this.#address = address
    this.#questions = questionsOf(address)
    this.#ports = ports
    this.#sequence = ports.hub.sequenceOf(since)
  }

  /** Asks the cluster where the standing answer is missing or about to run out. Called again and again. */
  async review(): Promise<void> {
    const { access, caller } = this.#ports
    if (this.#phase === 'over' || this.#reviewing || Date.now() < this.#retryAt) return
    if (this.#phase === 'following' && !this.#needsRenewal()) return
    this.#reviewing = true
    try {
      let allowed = await access.allRenewed(caller, this.#questions)
      // Permissions may have changed while the cluster was answering.
      while (allowed && !access.allHold(caller, this.#questions)) {
        allowed = await access.allRenewed(caller, this.#questions)
      }
      if (allowed) this.#allowed()
      else this.#denied()
    } catch (error) {
      this.#unknown(error)
    } finally {
      this.#reviewing = false
    }
  }

  changes(message: string, sequence: number): void {
    if (!this.#mayHave()) return
    this.#ports.send(message)
    this.#sequence = sequence
  }

  resync(message: string): void {
    if (!this.#mayHave()) return
    this.#ports.send(message)
    this.#finish()
  }

  upstream(message: string): void {
    if (this.#phase === 'following') this.#ports.send(message)
  }

  /** Stops without a word: the tab asked for it, or is gone. */
  close(): void {
    this.#finish()
  }

  #needsRenewal(): boolean {
    const { access, caller } = this.#ports
    return this.#questions.some((question) => access.needsRenewal(caller, question))
  }

  #mayHave(): boolean {
    const { access, caller } = this.#ports
    if (this.#phase === 'following' && !access.allHold(caller, this.#questions)) {
      this.#phase = 'held'
      void this.review()
    }
    return this.#phase === 'following'
  }

  #allowed(): void {
    const first = this.#phase === 'asked'
    if (this.#phase === 'over' || this.#phase === 'following') return
    // Looked up only now: while the cluster was asked, an unused channel may have been dropped.
    const channel = this.#ports.hub.channel(this.#address)
    if (this.#channel !== channel) {
      this.#channel?.unfollow(this)
      this.#channel = channel
      channel.follow(this)
    }
    this.#phase = 'following'
    this.#saidStale = false
    this.#tell(
      first
        ? { type: 'subscribed', channel: this.key, upstream: channel.upstream }
        : { type: 'upstream', channel: this.key, upstream: channel.upstream },
    )
    this.#catchUp(channel)
  }

  #catchUp(channel: Channel): void {
    const catchUp =
      this.#sequence === undefined ? ({ state: 'resync' } as const) : channel.catchUp(this.#sequence)
    if (catchUp.state === 'resync') {
      this.#tell({ type: 'resync', channel: this.key })
      this.#finish()
      return
    }
    if (catchUp.state === 'behind') this.#ports.send(catchUp.message)
    this.#sequence = channel.sequence
  }

  #denied(): void {
    if (this.#phase === 'over') return
    const ending: Ending =
      this.#phase === 'asked' ? NEVER_ALLOWED : endingOf(this.#address, this.#ports.informers)
    this.#tell({ type: 'ended', channel: this.key, ...ending })
    this.#finish()
  }

  /** Nothing is known: what is shown stays, as of now, and nothing more is sent until the cluster answers. */
  #unknown(error: unknown): void {
    this.#retryAt = Date.now() + RETRY_MS
    if (error instanceof ProblemError && error.code === 'signed-out') {
      this.#ports.signedOut()
      return
    }
    const reason = error instanceof Error ? error.message : String(error)
    this.#ports.log.warn({ channel: this.key, reason }, 'permission not known, nothing is sent')
    if (this.#phase === 'asked' || this.#saidStale) return
    if (this.#ports.access.allHold(this.#ports.caller, this.#questions)) return
    this.#phase = 'held'
    this.#saidStale = true
    const since = new Date().toISOString()
    this.#tell({ type: 'upstream', channel: this.key, upstream: { state: 'stale', since } })
  }

  #finish(): void {
    if (this.#phase === 'over') return
    this.#phase = 'over'
    this.#channel?.unfollow(this)
    this.#ports.over()
  }

  #tell(message: ServerMessage): void {
    this.#ports.send(JSON.stringify(message))
  }
}
