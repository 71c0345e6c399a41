import type { Installation } from '../model/installation.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { COMPUTE } from './compute.ts'
import { Dependencies } from './dependencies.ts'
import { workloadOf } from './endpoints.ts'
import { LOOKUP_KEYS } from './lookup-keys.ts'
import { isReadable, isUnreadable, ObjectIndex } from './object-index.ts'
import type { Missing, Reader } from './reader.ts'
import { same } from './same.ts'
import type { Known, Sight, SourceKind, Sources, ViewKind, Views } from './views.ts'

/** Views in the order in which they are computed: each may read those before it. */
export const VIEW_KINDS = [
  'load-balancers',
  'floating-ips',
  'gateway-routes',
  'external-ips',
  'exposures',
  'targets',
  'project-network',
] as const satisfies readonly ViewKind[]

/** What happened to one object: made (`before` absent), changed, or removed (`after` absent). */
export interface ObjectChange<T> {
  readonly before: T | Unreadable | undefined
  readonly after: T | Unreadable | undefined
}

interface Cell {
  readonly kind: ViewKind
  readonly name: string
}

interface StoreOptions {
  /** Name of the Project, which its network is called by. */
  readonly project: string
  readonly installation: Installation
}

type Indexes = { readonly [K in SourceKind]: ObjectIndex<Sources[K]> }
type ViewMaps = { readonly [V in ViewKind]: Map<string, Views[V]> }
type ViewLists = { [V in ViewKind]: readonly Views[V][] | undefined }

function index<K extends SourceKind>(kind: K): ObjectIndex<Sources[K]> {
  return new ObjectIndex<Sources[K]>(LOOKUP_KEYS[kind] ?? (() => []))
}

/**
 * Views that an object is the subject of, by its kind. Pods stand for what runs them: tenants cannot list that itself
 * (kube-dc.md §8.3).
 */
function subjects(kind: SourceKind, object: Sources[SourceKind] | Unreadable): readonly Cell[] {
  const { name } = object.meta
  switch (kind) {
    case 'services':
      return [
        { kind: 'load-balancers', name },
        { kind: 'gateway-routes', name },
        { kind: 'exposures', name: `load-balancer/${name}` },
        { kind: 'exposures', name: `gateway-route/${name}` },
        { kind: 'targets', name: `service/${name}` },
      ]
    case 'floating-ips':
      return [
        { kind: 'floating-ips', name },
        { kind: 'exposures', name: `floating-ip/${name}` },
      ]
    case 'external-ips':
      return [{ kind: 'external-ips', name }]
    case 'virtual-machines':
      return [{ kind: 'targets', name: `vm/${name}` }]
    case 'deployments':
      return [{ kind: 'targets', name: `deployment/${name}` }]
    case 'stateful-sets':
      return [{ kind: 'targets', name: `stateful-set/${name}` }]
    case 'daemon-sets':
      return [{ kind: 'targets', name: `daemon-set/${name}` }]
    case 'pods': {
      const workload = workloadOf(object)
      return workload ? [{ kind: 'targets', name: `${workload.kind}/${workload.name}` }] : []
    }
    default:
      return []
  }
}

/**
 * The networking of one Project, joined. Takes changes of single objects and computes just the views that read what
 * changed, when somebody asks for one; a view that comes out the same stays the same object, and nothing that reads it
 * is computed. The views depend on what is held only, not on how it came.
 */
export class ProjectNetworkStore {
  readonly #options: StoreOptions
  readonly #indexes: Indexes = {
    'external-ips': index('external-ips'),
    projects: index('projects'),
    'floating-ips': index('floating-ips'),
    services: index('services'),
    'endpoint-slices': index('endpoint-slices'),
    pods: index('pods'),
    'virtual-machines': index('virtual-machines'),
    'virtual-machine-instances': index('virtual-machine-instances'),
    deployments: index('deployments'),
    'stateful-sets': index('stateful-sets'),
    'daemon-sets': index('daemon-sets'),
    'http-routes': index('http-routes'),
    'tls-routes': index('tls-routes'),
    backends: index('backends'),
    certificates: index('certificates'),
    issuers: index('issuers'),
    challenges: index('challenges'),
    'resource-quotas': index('resource-quotas'),
  }
  readonly #sights = new Map<SourceKind, Sight>()
  readonly #views: ViewMaps = {
    'load-balancers': new Map(),
    'floating-ips': new Map(),
    'gateway-routes': new Map(),
    'external-ips': new Map(),
    exposures: new Map(),
    targets: new Map(),
    'project-network': new Map(),
  }
  readonly #lists: ViewLists = {
    'load-balancers': undefined,
    'floating-ips': undefined,
    'gateway-routes': undefined,
    'external-ips': undefined,
    exposures: undefined,
    targets: undefined,
    'project-network': undefined,
  }
  readonly #dependencies = new Dependencies()
  readonly #dirty: { readonly [V in ViewKind]: Set<string> } = {
    'load-balancers': new Set(),
    'floating-ips': new Set(),
    'gateway-routes': new Set(),
    'external-ips': new Set(),
    exposures: new Set(),
    targets: new Set(),
    'project-network': new Set(),
  }
  readonly #cells = new Map<string, Cell>()
  readonly #listeners = new Set<() => void>()
  #isDirty = false
  #computations = 0

  constructor(options: StoreOptions) {
    this.#options = options
    this.#soil({ kind: 'project-network', name: options.project })
  }

  /** How many views were computed so far: what changes cost. */
  get computations(): number {
    return this.#computations
  }

  /** Takes changes of one kind in, all at once. */
  apply<K extends SourceKind>(kind: K, changes: readonly ObjectChange<Sources[K]>[]): void {
    for (const { before, after } of changes) {
      const of: ObjectIndex<Sources[K]> = this.#indexes[kind]
      const object = after ?? before
      if (!object) continue
      const keys = after ? of.put(after) : of.remove(object.meta)
      if (!keys) continue
      const { name } = object.meta
      for (const each of [before, after])
        for (const cell of each ? subjects(kind, each) : []) this.#soil(cell)
      this.#touch(objectSource(kind, name))
      for (const key of keys) this.#touch(keySource(kind, key))
    }
    this.#tell()
  }

  /** Says how far a kind can be seen; `loading` until then. */
  see(kind: SourceKind, sight: Sight): void {
    if (this.#sight(kind) === sight) return
    this.#sights.set(kind, sight)
    this.#touch(sightSource(kind))
    this.#tell()
  }

  /** How far a kind can be seen. */
  sight(kind: SourceKind): Sight {
    return this.#sight(kind)
  }

  /** The readable objects of a kind, in no particular order. */
  objects<K extends SourceKind>(kind: K): readonly Sources[K][] {
    const of: ObjectIndex<Sources[K]> = this.#indexes[kind]
    return of.readable()
  }

  /** Names of a kind that are taken, also by objects that cannot be read. */
  names(kind: SourceKind): ReadonlySet<string> {
    return this.#indexes[kind].names()
  }

  view<V extends ViewKind>(kind: V, name: string): Views[V] | undefined {
    this.#settle()
    return this.#views[kind].get(name)
  }

  /** All views of a kind, in no particular order; the same array until one of them changes. */
  views<V extends ViewKind>(kind: V): readonly Views[V][] {
    this.#settle()
    const lists: { [K in V]: readonly Views[K][] | undefined } = this.#lists
    return (lists[kind] ??= [...this.#views[kind].values()])
  }

  /** Answers one question from what is held now, with the means of the views; nothing of it is remembered. */
  ask<T>(question: (reader: Reader) => T): T {
    this.#settle()
    return question(this.#reader(undefined, new Set()))
  }

  /** Calls back when views may have changed; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #sight(kind: SourceKind): Sight {
    return this.#sights.get(kind) ?? 'loading'
  }

  #tell(): void {
    if (this.#isDirty) for (const listener of this.#listeners) listener()
  }

  #soil(cell: Cell): void {
    this.#cells.set(cellKey(cell.kind, cell.name), cell)
    this.#dirty[cell.kind].add(cell.name)
    this.#isDirty = true
  }

  #touch(source: string): void {
    for (const key of this.#dependencies.readersOf(source)) {
      const cell = this.#cells.get(key)
      if (cell) this.#soil(cell)
    }
  }

  #settle(): void {
    if (!this.#isDirty) return
    for (const kind of VIEW_KINDS) {
      const names = this.#dirty[kind]
      for (const name of names) this.#compute(kind, name)
      names.clear()
    }
    this.#isDirty = false
  }

  #compute(kind: ViewKind, name: string): void {
    const sources = new Set<string>()
    this.#computations += 1
    const views: Map<string, Views[ViewKind]> = this.#views[kind]
    const before = views.get(name)
    const after = COMPUTE[kind](this.#reader(kind, sources), name)
    const key = cellKey(kind, name)
    // Whether there is a view is decided by its subject alone, and a change of that computes it whatever it reads.
    this.#dependencies.set(key, after === undefined ? new Set() : sources)
    if (after === undefined) {
      this.#cells.delete(key)
      if (!views.delete(name)) return
    } else if (before !== undefined && same(before, after)) return
    else views.set(name, after)
    this.#lists[kind] = undefined
    this.#touch(viewSource(kind, name))
    if (before === undefined || after === undefined) this.#touch(countSource(kind))
  }

  /** @param level what is being computed; absent: nothing is, and every view may be read. */
  #reader(level: ViewKind | undefined, sources: Set<string>): Reader {
    const unseen = new Set<SourceKind>()
    const sight = (kind: SourceKind): Sight => {
      sources.add(sightSource(kind))
      const known = this.#sight(kind)
      if (known !== 'complete') unseen.add(kind)
      return known
    }
    const missing = (kind: SourceKind): Missing => {
      const known = sight(kind)
      return known === 'complete' ? { state: 'absent' } : { state: 'hidden', kind, sight: known }
    }
    const get = <K extends SourceKind>(kind: K, name: string): Known<Sources[K]> => {
      sources.add(objectSource(kind, name))
      const of: ObjectIndex<Sources[K]> = this.#indexes[kind]
      const object = of.get(name)
      if (object === undefined) return missing(kind)
      if (isReadable(object)) return { state: 'found', object }
      return isUnreadable(object) ? { state: 'unreadable', object } : { state: 'absent' }
    }
    return {
      installation: this.#options.installation,
      sight,
      missing,
      sees: (kind) => sight(kind) === 'complete',
      get,
      subject: (kind, name) => {
        const known = get(kind, name)
        return known.state === 'found' || known.state === 'unreadable' ? known.object : undefined
      },
      find: (kind, key) => {
        sources.add(keySource(kind, key))
        sight(kind)
        return this.#indexes[kind].find(key).flatMap((name) => {
          const known = get(kind, name)
          return known.state === 'found' ? [known.object] : []
        })
      },
      size: (kind, key) => this.#indexes[kind].size(key),
      view: (kind, name) => {
        this.#assertBefore(kind, level)
        sources.add(viewSource(kind, name))
        const view = this.#views[kind].get(name)
        if (view && 'unseen' in view) for (const each of view.unseen) unseen.add(each)
        return view
      },
      count: (kind) => {
        this.#assertBefore(kind, level)
        sources.add(countSource(kind))
        return this.#views[kind].size
      },
      unseen: () => [...unseen].sort(),
    }
  }

  #assertBefore(kind: ViewKind, level: ViewKind | undefined): void {
    if (level !== undefined && VIEW_KINDS.indexOf(kind) >= VIEW_KINDS.indexOf(level)) {
      throw new Error(`${level} are computed before ${kind} and cannot read them`)
    }
  }
}

const cellKey = (kind: ViewKind, name: string) => `${kind}/${name}`
const viewSource = (kind: ViewKind, name: string) => `view ${kind}/${name}`
const countSource = (kind: ViewKind) => `count ${kind}`
const objectSource = (kind: SourceKind, name: string) => `object ${kind}/${name}`
const keySource = (kind: SourceKind, key: string) => `key ${kind}/${key}`
const sightSource = (kind: SourceKind) => `sight ${kind}`
