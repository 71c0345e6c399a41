import { channelKey, type ChannelAddress, type ChannelKey, type Upstream } from '@kube-dc/api/channel'
import type { Delta, Scope, StoredObject } from '../cluster/store.ts'
import { Snapshot } from './snapshot.ts'
import type { ChannelSource } from './source.ts'

/** Changes that come within this time of the last message are sent together. */
const GATHER_MS = 30

/** More changes than this are cheaper to read as a snapshot, which is compressed and made once for everybody. */
const MAX_CHANGES_PER_MESSAGE = 1_000

/** Somebody who follows a channel. Messages are complete `ServerMessage`s as JSON, the same bytes for everybody. */
export interface Follower {
  /** Everything up to `sequence` is known to the follower once it has this message. */
  changes(message: string, sequence: number): void
  resync(message: string): void
  upstream(message: string): void
}

/** What is sent to bring a follower up to date. */
export type CatchUp =
  { readonly state: 'current' | 'resync' } | { readonly state: 'behind'; readonly message: string }

/**
 * One kind in one namespace (or one object of it, or the whole cluster's): the unit of permission, serialisation and
 * resume. It holds no objects of its own, only who follows, what is about to be sent, and the last snapshot made.
 */
export class Channel {
  readonly address: ChannelAddress
  readonly key: ChannelKey
  readonly #scope: Scope
  readonly #source: ChannelSource
  readonly #instance: string
  readonly #followers = new Set<Follower>()
  readonly #pending = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #flushSoon = false
  #snapshot: Snapshot | undefined
  #usedAt = Date.now()

  constructor(address: ChannelAddress, source: ChannelSource, instance: string) {
    this.address = address
    this.key = channelKey(address)
    this.#scope = { namespace: address.namespace, ...(address.name !== undefined && { name: address.name }) }
    this.#source = source
    this.#instance = instance
  }

  get followers(): number {
    return this.#followers.size
  }

  /** Milliseconds since somebody followed it or read its snapshot; 0 while somebody follows. */
  get idleMs(): number {
    return this.#followers.size > 0 ? 0 : Date.now() - this.#usedAt
  }

  /** The number of the last change in this channel. */
  get sequence(): number {
    return this.#source.store.version(this.#scope)
  }

  get upstream(): Upstream {
    return this.#source.upstream
  }

  /** All objects at the present position. Made again only after a change. */
  snapshot(): Snapshot {
    this.#usedAt = Date.now()
    const position = this.#position()
    const { upstream } = this
    // Whether the view is current is part of the body, so a turn of it is part of what the tag stands for.
    const etag =
      upstream.state === 'live' ? `"${position}"` : `"${position};${upstream.state}=${upstream.since}"`
    if (this.#snapshot?.etag !== etag) {
      const objects = Array.from(this.#source.store.entries(this.#scope), (entry) => entry.json())
      const head = JSON.stringify({ position, upstream }).slice(0, -1)
      this.#snapshot = new Snapshot(etag, `${head},"objects":[${objects.join(',')}]}`)
    }
    return this.#snapshot
  }

  /** Starts sending changes to a follower; call `catchUp` in the same breath, or changes in between are lost to it. */
  follow(follower: Follower): void {
    // What is pending would be sent to the newcomer as news, although catching up covers it.
    this.#flush()
    this.#followers.add(follower)
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower)
    this.#usedAt = Date.now()
  }

  /** What a follower needs that knows everything up to `since`, a sequence of this instance. */
  catchUp(since: number): CatchUp {
    if (since === this.sequence) return { state: 'current' }
    const delta = this.#source.store.changesSince(this.#scope, since)
    if (!delta || delta.changed.length + delta.removed.length > MAX_CHANGES_PER_MESSAGE)
      return { state: 'resync' }
    return { state: 'behind', message: this.#changesMessage(delta) }
  }

  /** An object within this channel's scope has changed or gone. */
  note(uid: string): void {
    if (this.#followers.size === 0) return
    this.#pending.add(uid)
    if (this.#timer !== undefined || this.#flushSoon) return
    this.#flushSoon = true
    // After the events that came in the same chunk of the watch, and still at once.
    queueMicrotask(() => {
      this.#flushSoon = false
      this.#flush()
    })
  }

  upstreamTurned(upstream: Upstream): void {
    const message = JSON.stringify({ type: 'upstream', channel: this.key, upstream })
    for (const follower of this.#followers) follower.upstream(message)
  }

  /** Nothing is sent any more, and what was made to be sent is let go. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#pending.clear()
    this.#followers.clear()
    this.#snapshot = undefined
    this.#source.store.forgetJson(this.#scope)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#pending.size === 0) return
    const uids = [...this.#pending]
    this.#pending.clear()
    if (uids.length > MAX_CHANGES_PER_MESSAGE) {
      const message = JSON.stringify({ type: 'resync', channel: this.key })
      for (const follower of this.#followers) follower.resync(message)
    } else {
      const message = this.#changesMessage(this.#present(uids))
      const { sequence } = this
      for (const follower of this.#followers) follower.changes(message, sequence)
    }
    this.#timer = setTimeout(() => this.#flush(), GATHER_MS)
  }

  /** Several changes of one object are one: only its present state matters. */
  #present(uids: readonly string[]): Delta<StoredObject> {
    const entries = uids.map((uid) => ({ uid, entry: this.#source.store.get(this.#scope, uid) }))
    return {
      changed: entries.flatMap(({ entry }) => entry ?? []),
      removed: entries.filter(({ entry }) => !entry).map(({ uid }) => uid),
    }
  }

  #changesMessage({ changed, removed }: Delta<StoredObject>): string {
    const head = JSON.stringify({ type: 'changes', channel: this.key, position: this.#position(), removed })
    return `${head.slice(0, -1)},"changed":[${changed.map((entry) => entry.json()).join(',')}]}`
  }

  #position(): string {
    return `${this.#instance}:${this.sequence}`
  }
}
