import type { ChannelKind, ClientMessage, Followed, ServerMessage, Snapshot } from '@kube-dc/api/channel'
import { parsePosition } from '../live/position.ts'

type AnyLive = Followed<ChannelKind>

export interface Subscriber {
  readonly outbox: ServerMessage[]
  readonly sent: Map<string, number>
}

/**
 * The server's side of the live protocol for one channel, as small as its contract: a position, a history that may be
 * forgotten, and subscribers who get what changed since they were last told.
 */
export class ModelServer {
  readonly key: string
  readonly #objects = new Map<string, AnyLive>()
  readonly #subscribers = new Set<Subscriber>()
  /** Every state that ever was, by position: what a tab at that position must hold. */
  readonly states = new Map<string, readonly AnyLive[]>()
  #run = 1
  #sequence = 0
  #log: { sequence: number; uid: string }[] = []
  #remembersSince = 0
  forbidden = false

  constructor(key: string) {
    this.key = key
    this.#remember()
  }

  get instance(): string {
    return `run${this.#run}`
  }

  get position(): string {
    return `${this.instance}:${this.#sequence}`
  }

  objects(): readonly AnyLive[] {
    return [...this.#objects.values()]
  }

  put(...objects: readonly AnyLive[]): void {
    for (const object of objects) this.#objects.set(object.meta.uid, object)
    this.#changed(objects.map(({ meta }) => meta.uid))
  }

  remove(uid: string): void {
    if (this.#objects.delete(uid)) this.#changed([uid])
  }

  /** A new run of the server: other instance, no history, all subscriptions gone. */
  restart(): void {
    this.#run += 1
    this.#sequence = 0
    this.#subscribers.clear()
    this.forget()
    this.#remember()
  }

  /** Forgets the history: whoever is behind has to read the snapshot. */
  forget(): void {
    this.#log = []
    this.#remembersSince = this.#sequence
  }

  snapshot(): Snapshot {
    return {
      position: this.position,
      upstream: { state: 'live', since: '2026-08-03T12:00:00Z' },
      objects: this.objects(),
    }
  }

  /** What every connection begins with. */
  hello(): ServerMessage {
    return { type: 'hello', instance: this.instance, heartbeatSeconds: 10 }
  }

  connect(outbox: ServerMessage[]): Subscriber {
    const subscriber = { outbox, sent: new Map<string, number>() }
    this.#subscribers.add(subscriber)
    return subscriber
  }

  disconnect(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber)
  }

  receive(subscriber: Subscriber, message: ClientMessage): void {
    if (!this.#subscribers.has(subscriber)) return
    if (message.type === 'unsubscribe') subscriber.sent.delete(message.channel)
    if (message.type !== 'subscribe') return
    const { channel } = message
    const since = parsePosition(message.since)
    if (this.forbidden) {
      subscriber.outbox.push({ type: 'ended', channel, reason: 'forbidden', message: 'Not for you.' })
    } else if (since.instance !== this.instance || since.sequence < this.#remembersSince) {
      subscriber.sent.delete(channel)
      subscriber.outbox.push({ type: 'resync', channel })
    } else {
      subscriber.sent.set(channel, since.sequence)
      subscriber.outbox.push({ type: 'subscribed', channel, upstream: this.snapshot().upstream })
    }
  }

  /** Tells every subscriber in one message what changed since it was last told. */
  flush(): void {
    const channel = this.key
    for (const { outbox, sent } of this.#subscribers) {
      const since = sent.get(channel)
      if (since === undefined || since === this.#sequence) continue
      if (since < this.#remembersSince) {
        sent.delete(channel)
        outbox.push({ type: 'resync', channel })
        continue
      }
      const uids = new Set(this.#log.filter(({ sequence }) => sequence > since).map(({ uid }) => uid))
      const changed = [...uids].flatMap((uid) => this.#objects.get(uid) ?? [])
      const removed = [...uids].filter((uid) => !this.#objects.has(uid))
      outbox.push({ type: 'changes', channel, position: this.position, changed, removed })
      sent.set(channel, this.#sequence)
    }
  }

  #changed(uids: readonly string[]): void {
    this.#sequence += 1
    this.#log.push(...uids.map((uid) => ({ sequence: this.#sequence, uid })))
    this.#remember()
  }

  #remember(): void {
    this.states.set(this.position, this.objects())
  }
}
