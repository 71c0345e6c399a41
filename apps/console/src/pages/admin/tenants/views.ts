import type { Meta } from '@kube-dc/networking/model/object'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import type { Place, Places } from './places.ts'

/** An object of some tenant with whose it is. */
export interface TenantView<O> {
  readonly object: O
  readonly place: Place
  readonly type: NetworkType | 'unknown'
  /** Its object stood here before: what is new is what belongs to it. */
  readonly known: boolean
}

/** What a view needs to be told of its object. */
interface Traits<O> {
  readonly metaOf: (object: O) => Meta
  readonly typeOf: (object: O) => NetworkType | 'unknown'
}

/** Makes views of objects, keeping each for as long as its object and its place stay the same. */
export function createTenantViews<O extends object>({
  metaOf,
  typeOf,
}: Traits<O>): (objects: readonly O[], places: Places) => readonly TenantView<O>[] {
  const made = new WeakMap<O, TenantView<O>>()
  return (objects, places) =>
    objects.map((object) => {
      const before = made.get(object)
      const place = places(metaOf(object).namespace)
      if (before?.place === place) return before
      const view = { object, place, type: typeOf(object), known: before !== undefined }
      made.set(object, view)
      return view
    })
}
