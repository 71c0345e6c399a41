import type { Installation } from '../model/installation.ts'
import type { Unreadable } from '../model/unreadable.ts'
import type { Known, Sight, SourceKind, Sources, ViewKind, Views } from './views.ts'

/** An object that was not found: absent where its kind is seen whole. */
export type Missing = Extract<Known<never>, { readonly state: 'absent' | 'hidden' }>

/** What a view is computed from. Everything that is read is remembered, so that a change of it computes the view anew. */
export interface Reader {
  readonly installation: Installation
  /** An object that another one names. */
  get<K extends SourceKind>(kind: K, name: string): Known<Sources[K]>
  /** The object that the view is about; undefined once it is gone. */
  subject<K extends SourceKind>(kind: K, name: string): Sources[K] | Unreadable | undefined
  /** Readable objects under a lookup key, by name. */
  find<K extends SourceKind>(kind: K, key: string): readonly Sources[K][]
  /** How many objects are under a key, to begin with the fewest; nothing is remembered. */
  size(kind: SourceKind, key: string): number
  /** Whether the kind is seen whole, so that what is not found is absent. */
  sees(kind: SourceKind): boolean
  /** How far the kind is seen. */
  sight(kind: SourceKind): Sight
  /** What is said of an object that was looked for in vain. */
  missing(kind: SourceKind): Missing
  /** A view of a kind that is computed before this one's. */
  view<V extends ViewKind>(kind: V, name: string): Views[V] | undefined
  count(kind: ViewKind): number
  /** Kinds read so far that are not seen whole, also by the views read. */
  unseen(): readonly SourceKind[]
}

/** The object, where it was found. */
export function found<T>(known: Known<T> | undefined): T | undefined {
  return known?.state === 'found' ? known.object : undefined
}
