import { randomBytes } from 'node:crypto'
import {
  CHANNEL_KINDS,
  channelKey,
  type ChannelAddress,
  type ChannelKey,
  type ChannelKind,
} from '@kube-dc/api/channel'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import { Channel } from './channel.ts'
import type { LiveSource } from './source.ts'

export type LiveSources = Readonly<Record<ChannelKind, LiveSource>>

/** A channel that nobody has used for this long is dropped; its positions stay good, as they are the store's. */
const IDLE_MS = 120_000
const SWEEP_MS = 30_000

/** The channels in use, made when first asked for. Which person may have which is not decided here. */
export class ChannelHub {
  /** This run of this process: positions mean something within it only. */
  readonly instance = randomBytes(9).toString('base64url')
  readonly #sources: LiveSources
  readonly #channels = new Map<ChannelKey, Channel>()
  readonly #stops: (() => void)[] = []
  readonly #sweep: NodeJS.Timeout

  constructor(sources: LiveSources) {
    this.#sources = sources
    for (const kind of CHANNEL_KINDS) this.#connect(kind, sources[kind])
    this.#sweep = setInterval(() => this.dropIdle(), SWEEP_MS).unref()
  }

  get size(): number {
    return this.#channels.size
  }

  channel(address: ChannelAddress): Channel {
    const key = channelKey(address)
    let channel = this.#channels.get(key)
    if (!channel) {
      channel = new Channel(address, this.source(address.kind), this.instance)
      this.#channels.set(key, channel)
    }
    return channel
  }

  /** What the channels of a kind are fed by. */
  source(kind: ChannelKind): LiveSource {
    return this.#sources[kind]
  }

  /** The sequence of a position of this instance; undefined for one of another run of the server. */
  sequenceOf(position: string): number | undefined {
    const [instance, sequence] = position.split(':')
    return instance === this.instance ? Number(sequence) : undefined
  }

  dropIdle(maxIdleMs = IDLE_MS): void {
    for (const [key, channel] of this.#channels) {
      if (channel.idleMs <= maxIdleMs) continue
      channel.close()
      this.#channels.delete(key)
    }
  }

  close(): void {
    clearInterval(this.#sweep)
    for (const stop of this.#stops) stop()
    for (const channel of this.#channels.values()) channel.close()
    this.#channels.clear()
  }

  #connect(kind: ChannelKind, source: LiveSource): void {
    this.#stops.push(
      source.store.listen(({ namespace, object: { meta } }) => {
        for (const address of [
          { kind, namespace },
          { kind, namespace, name: meta.name },
          { kind, namespace: EVERY_NAMESPACE },
        ]) {
          this.#channels.get(channelKey(address))?.note(meta.uid)
        }
      }),
      source.onUpstream((upstream) => {
        for (const channel of this.#channels.values()) {
          if (channel.address.kind === kind) channel.upstreamTurned(upstream)
        }
      }),
    )
  }
}
