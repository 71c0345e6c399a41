import { type ChannelKind, channelKey, type Snapshot } from '@kube-dc/api/channel'
import { Channel, type AddressOf, type ChannelMessage, type ChannelPort } from './channel.ts'
import { Connection, type ConnectionState } from './connection.ts'
import type { Environment } from './environment.ts'

/** How snapshots are read; the application gives the contract's client. */
type FetchSnapshot = (
  address: AddressOf<ChannelKind>,
  since: string | undefined,
  signal: AbortSignal,
) => Promise<Snapshot | undefined>

export interface ChannelClientSettings {
  readonly environment: Environment
  readonly fetchSnapshot: FetchSnapshot
  /** The session has ended. */
  readonly onSignedOut: () => void
  /** Asks the server with an ordinary request whether it is there, which also tells whether the session has ended. */
  readonly reachable: () => Promise<boolean>
}

/** A channel that nobody shows is followed this much longer, so that going back and forth costs nothing. */
const LINGER = 30_000

type Channels = { [K in ChannelKind]?: Map<string, Entry<K>> }

interface Entry<K extends ChannelKind> {
  readonly channel: Channel<K>
  users: number
  stopLinger: () => void
}

type AnyEntry = { [K in ChannelKind]: Entry<K> }[ChannelKind]

/** All channels that this tab follows, over one connection. Channels are opened and let go by those who show them. */
export class ChannelClient {
  readonly #settings: ChannelClientSettings
  readonly #connection: Connection
  readonly #channels: Channels = {}
  readonly #listeners = new Set<() => void>()
  #instance: string | undefined

  constructor(settings: ChannelClientSettings) {
    this.#settings = settings
    this.#connection = new Connection(settings.environment, {
      opened: (instance) => {
        this.#instance = instance
        for (const { channel } of this.#all()) channel.connected()
      },
      lost: () => {
        this.#instance = undefined
        for (const { channel } of this.#all()) channel.disconnected()
      },
      message: (message) => {
        if ('channel' in message) this.#deliver(message)
      },
      state: (state) => {
        if (state.phase === 'signed-out') this.#clear()
        this.#tell()
      },
      refused: () => void settings.reachable(),
    })
  }

  get state(): ConnectionState {
    return this.#connection.state
  }

  /** Since when the server itself has lost the cluster, for any followed channel (RFC 3339); undefined while it has not. */
  get staleSince(): string | undefined {
    const stale = this.#all().flatMap(({ channel: { view } }) =>
      view.upstream?.state === 'stale' ? [view.upstream.since] : [],
    )
    return stale.sort()[0]
  }

  /** Calls after every change of `state` and `staleSince`. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The channel of an address if it is followed, without following it. */
  peek<K extends ChannelKind>(address: AddressOf<K>): Channel<K> | undefined {
    return this.#of(address.kind).get(channelKey(address))?.channel
  }

  /** Follows a channel until the answer is called. The first snapshot is read while the connection is being made. */
  open<K extends ChannelKind>(address: AddressOf<K>): { channel: Channel<K>; release: () => void } {
    const entry = this.#entry(address)
    entry.users += 1
    entry.stopLinger()
    let released = false
    const release = () => {
      if (released) return
      released = true
      entry.users -= 1
      if (entry.users === 0) this.#linger(entry)
    }
    return { channel: entry.channel, release }
  }

  /** Begins to follow a channel that will be shown in a moment. */
  preload(address: AddressOf<ChannelKind>): void {
    this.open(address).release()
  }

  /** Tries at once whatever waits, and asks again for what was refused: rights may have come back. */
  wake(): void {
    this.#connection.wake()
    if (this.state.phase === 'signed-out') return
    for (const { channel } of this.#all()) channel.start()
  }

  /** The device says that it has no network. It can be wrong (servers on the same machine), so the server is asked. */
  async networkGone(): Promise<void> {
    if (!(await this.#settings.reachable())) this.#connection.unreachable()
  }

  /** The session has ended: forgets what is held and stops. */
  signedOut(): void {
    if (this.state.phase !== 'signed-out') this.#connection.signedOut()
  }

  /** Signed in again: everything that is still shown is followed anew. */
  restart(): void {
    if (this.state.phase !== 'signed-out') return
    this.#connection.restart()
    for (const { channel } of this.#all()) channel.start()
  }

  #entry<K extends ChannelKind>(address: AddressOf<K>): Entry<K> {
    const channels = this.#of(address.kind)
    const key = channelKey(address)
    const known = channels.get(key)
    if (known) return known
    const channel = new Channel(address, this.#port(address))
    const entry: Entry<K> = { channel, users: 0, stopLinger: () => {} }
    channels.set(key, entry)
    let { upstream } = channel.view
    channel.subscribe(() => {
      if (upstream === channel.view.upstream) return
      upstream = channel.view.upstream
      this.#tell()
    })
    if (this.state.phase !== 'signed-out') {
      this.#connection.start()
      channel.start()
    }
    return entry
  }

  #port(address: AddressOf<ChannelKind>): ChannelPort {
    return {
      environment: this.#settings.environment,
      send: (message) => this.#connection.send(message),
      instance: () => this.#instance,
      fetch: (since, signal) => this.#settings.fetchSnapshot(address, since, signal),
    }
  }

  #linger<K extends ChannelKind>(entry: Entry<K>): void {
    entry.stopLinger = this.#settings.environment.after(LINGER, () => {
      const { channel } = entry
      channel.close()
      this.#of(channel.address.kind).delete(channel.key)
      if (this.#all().length === 0) this.#connection.stop()
    })
  }

  #deliver(message: ChannelMessage): void {
    this.#all()
      .find(({ channel }) => channel.key === message.channel)
      ?.channel.receive(message)
    if (message.type === 'ended' && message.reason === 'signed-out') this.#connection.signedOut()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  #clear(): void {
    for (const { channel } of this.#all()) channel.clear('loading')
    this.#settings.onSignedOut()
  }

  #of<K extends ChannelKind>(kind: K): Map<string, Entry<K>> {
    const channels: { [P in K]?: Map<string, Entry<P>> } = this.#channels
    return (channels[kind] ??= new Map<string, Entry<K>>())
  }

  #all(): readonly AnyEntry[] {
    return Object.values(this.#channels).flatMap((channels) => [...channels.values()])
  }
}
