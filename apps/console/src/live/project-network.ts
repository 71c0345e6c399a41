import { ProjectNetworkStore } from '@kube-dc/networking/joins/project-store'
import type { Sight, SourceKind, ViewKind, Views } from '@kube-dc/networking/joins/views'
import type { Installation } from '@kube-dc/networking/model/installation'
import type { ChannelClient } from './channel-client.ts'
import type { AddressOf, ChannelView } from './channel.ts'

/** Which Project, and what of it this person may follow. */
export interface NetworkOptions {
  readonly organization: string
  readonly project: string
  readonly namespace: string
  /** False for people whom the Project's name was only told: they may not list Projects, so nobody asks. */
  readonly mayListProjects: boolean
  readonly installation: Installation
}

/** Runs once before the next frame; the answer cancels it. */
export type Frame = (run: () => void) => () => void

/** What the pages show first is asked for first: a browser has few connections to one server. */
const FOLLOWED = [
  'external-ips',
  'services',
  'floating-ips',
  'endpoint-slices',
  'pods',
  'virtual-machine-instances',
  'virtual-machines',
  'http-routes',
  'tls-routes',
  'backends',
  'certificates',
  'issuers',
  'challenges',
  'deployments',
  'stateful-sets',
  'daemon-sets',
  'resource-quotas',
  'projects',
] as const satisfies readonly SourceKind[]

/**
 * The joined views of one Project, kept current from its channels: each kind is a channel of its own, because each is
 * permitted by itself. A change costs what it touches, and however many come between two frames, those who show
 * something are told once.
 */
export class ProjectNetwork {
  readonly #client: ChannelClient
  readonly #options: NetworkOptions
  readonly #frame: Frame
  readonly #listeners = new Set<() => void>()
  readonly #sights = new Map<SourceKind, Sight>()
  readonly #awaited = new Set<SourceKind>(FOLLOWED)
  #store: ProjectNetworkStore
  #settled = false
  #cancel: (() => void) | undefined

  constructor(client: ChannelClient, options: NetworkOptions, frame: Frame = nextFrame) {
    this.#client = client
    this.#options = options
    this.#frame = frame
    this.#store = new ProjectNetworkStore(options)
  }

  /** Every kind has been answered, one way or another, and this has been shown: what changes from now on is news. */
  get isSettled(): boolean {
    return this.#settled
  }

  /** Everything that is seen, for judging what somebody is about to ask for. */
  get seen(): ProjectNetworkStore {
    return this.#store
  }

  /** All views of a kind, in no particular order; the same array until one of them changes. */
  views<V extends ViewKind>(kind: V): readonly Views[V][] {
    return this.#store.views(kind)
  }

  /** One view; the same object until it changes. */
  view<V extends ViewKind>(kind: V, name: string): Views[V] | undefined {
    return this.#store.view(kind, name)
  }

  /** How far this person sees a kind. */
  sight(kind: SourceKind): Sight {
    return this.#sights.get(kind) ?? 'loading'
  }

  /** Calls before the next frame after anything has changed. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Follows every kind until the answer is called. Whoever follows again begins with what the channels hold then. */
  follow(): () => void {
    this.#store = new ProjectNetworkStore(this.#options)
    const stops = FOLLOWED.map((kind) => this.#followKind(kind, this.#addressOf(kind)))
    this.#changed()
    return () => {
      for (const stop of stops) stop()
      this.#cancel?.()
      this.#cancel = undefined
    }
  }

  #followKind<K extends SourceKind>(kind: K, address: AddressOf<K> | undefined): () => void {
    if (!address) {
      this.#see(kind, 'forbidden')
      this.#awaited.delete(kind)
      return () => {}
    }
    const { channel, release } = this.#client.open(address)
    const saw = () => {
      this.#see(kind, sightOf(channel.view))
      if (channel.view.status !== 'loading') this.#awaited.delete(kind)
      this.#changed()
    }
    const held = channel.replica.list()
    this.#store.apply(
      kind,
      held.map((after) => ({ before: undefined, after })),
    )
    saw()
    const unsubscribe = channel.subscribe(({ changes }) => {
      this.#store.apply(kind, changes)
      saw()
    })
    return () => {
      unsubscribe()
      release()
    }
  }

  #addressOf<K extends SourceKind>(kind: K): AddressOf<K> | undefined {
    const { organization, namespace, mayListProjects } = this.#options
    if (kind !== 'projects') return { kind, namespace }
    return mayListProjects ? { kind, namespace: organization } : undefined
  }

  #see(kind: SourceKind, sight: Sight): void {
    this.#sights.set(kind, sight)
    this.#store.see(kind, sight)
  }

  #changed(): void {
    this.#cancel ??= this.#frame(() => {
      this.#cancel = undefined
      for (const listener of [...this.#listeners]) listener()
      this.#settled = this.#awaited.size === 0
    })
  }
}

function sightOf({ status, upstream }: Pick<ChannelView<SourceKind>, 'status' | 'upstream'>): Sight {
  switch (status) {
    case 'ready':
      return upstream?.state === 'not-installed' ? 'not-installed' : 'complete'
    case 'forbidden':
    case 'gone':
      return 'forbidden'
    case 'loading':
    case 'error':
      return 'loading'
  }
}

function nextFrame(run: () => void): () => void {
  const frame = requestAnimationFrame(run)
  return () => cancelAnimationFrame(frame)
}
