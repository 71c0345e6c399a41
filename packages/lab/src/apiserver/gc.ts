import { SERVER, type Api } from './api.ts'
import { deleteObject, type DeleteOptions } from './deletes.ts'
import { isHeld } from './metadata.ts'
import { splitApiVersion, withMeta, type KubeObject, type OwnerReference } from './object.ts'
import type { Resource } from './resource.ts'
import type { Change, Stored } from './storage.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

interface Node {
  readonly resource: Resource
  readonly key: string
}

/**
 * Deletes what belongs to deleted objects (`metadata.ownerReferences`) like the garbage collector of a cluster: after
 * the owner is gone (background), before it goes (foreground), or not at all (orphan).
 */
export class GarbageCollector {
  readonly #api: Api
  readonly #objects = new Map<string, Node>()
  /** Uids of dependents by uid of the owner. */
  readonly #dependents = new Map<string, Set<string>>()
  readonly #queue = new Set<string>()
  #working = false

  constructor(api: Api) {
    this.#api = api
    api.store.subscribe((change) => this.#follow(change))
  }

  #follow({ type, current, previous }: Change): void {
    const { object } = current
    const { uid = '' } = object.metadata
    if (type !== 'DELETED' && !this.#objects.has(uid)) {
      const { group } = splitApiVersion(object.apiVersion)
      const resource = this.#api.registry.findKind(group, object.kind)
      if (!resource) return
      this.#objects.set(uid, { resource, key: current.key })
    }
    for (const owner of ownersOf(previous?.object)) this.#unlink(owner.uid, uid)
    if (type === 'DELETED') {
      this.#objects.delete(uid)
      for (const dependent of this.#dependents.get(uid) ?? []) this.#enqueue(dependent)
      for (const owner of ownersOf(object)) this.#enqueue(owner.uid)
      return
    }
    const owners = ownersOf(object)
    for (const owner of owners) this.#link(owner.uid, uid)
    if (owners.some((owner) => !this.#objects.has(owner.uid)) || isWaiting(object)) this.#enqueue(uid)
  }

  #link(owner: string, dependent: string): void {
    const known = this.#dependents.get(owner) ?? new Set<string>()
    this.#dependents.set(owner, known.add(dependent))
  }

  #unlink(owner: string, dependent: string): void {
    const known = this.#dependents.get(owner)
    known?.delete(dependent)
    if (known?.size === 0) this.#dependents.delete(owner)
  }

  #enqueue(uid: string): void {
    this.#queue.add(uid)
    if (this.#working) return
    this.#working = true
    setImmediate(() => void this.#work())
  }

  async #work(): Promise<void> {
    for (const uid of this.#queue) {
      this.#queue.delete(uid)
      await this.#visit(uid)
    }
    this.#working = false
  }

  async #visit(uid: string): Promise<void> {
    const node = this.#objects.get(uid)
    const stored = node?.resource.table.get(node.key)
    if (!node || !stored || stored.object.metadata.uid !== uid) return
    const { object } = stored
    if (object.metadata.deletionTimestamp !== undefined) {
      if (object.metadata.finalizers?.includes(ORPHAN)) this.#orphanDependents(uid, node, stored)
      else if (object.metadata.finalizers?.includes(FOREGROUND))
        await this.#deleteDependents(uid, node, stored)
      return
    }
    await this.#deleteIfAbandoned(node, stored)
  }

  /** An object whose owners are all gone, or wait for it to go, goes too. References to owners that are gone are removed. */
  async #deleteIfAbandoned(node: Node, stored: Stored): Promise<void> {
    const owners = ownersOf(stored.object)
    if (owners.length === 0) return
    const present = owners.filter((owner) => this.#objects.has(owner.uid))
    const solid = present.filter((owner) => !this.#isDeletingDependents(owner.uid))
    if (solid.length > 0) {
      if (present.length < owners.length) this.#replaceOwners(node, stored, present)
      return
    }
    const hasDependents = (this.#dependents.get(stored.object.metadata.uid ?? '')?.size ?? 0) > 0
    await this.#delete(node, stored, present.length > 0 && hasDependents ? 'Foreground' : undefined)
  }

  #isDeletingDependents(uid: string): boolean {
    const node = this.#objects.get(uid)
    const object = node?.resource.table.get(node.key)?.object
    return (
      object !== undefined && isWaiting(object) && (object.metadata.finalizers?.includes(FOREGROUND) ?? false)
    )
  }

  async #deleteDependents(uid: string, node: Node, stored: Stored): Promise<void> {
    const blocking: Node[] = []
    for (const dependent of this.#dependents.get(uid) ?? []) {
      const found = this.#objects.get(dependent)
      const object = found?.resource.table.get(found.key)?.object
      if (found && ownersOf(object).some((owner) => owner.uid === uid && owner.blockOwnerDeletion))
        blocking.push(found)
    }
    if (blocking.length === 0) this.#removeFinalizer(node, stored, FOREGROUND)
    for (const item of blocking) {
      const dependent = item.resource.table.get(item.key)
      if (dependent && dependent.object.metadata.deletionTimestamp === undefined) {
        await this.#deleteIfAbandoned(item, dependent)
      }
    }
  }

  #orphanDependents(uid: string, node: Node, stored: Stored): void {
    for (const dependent of [...(this.#dependents.get(uid) ?? [])]) {
      const item = this.#objects.get(dependent)
      const current = item?.resource.table.get(item.key)
      if (!item || !current) continue
      this.#replaceOwners(
        item,
        current,
        ownersOf(current.object).filter((owner) => owner.uid !== uid),
      )
    }
    this.#removeFinalizer(node, stored, ORPHAN)
  }

  #replaceOwners({ resource }: Node, stored: Stored, ownerReferences: OwnerReference[]): void {
    const next =
      ownerReferences.length === 0
        ? withMeta(stored.object, {}, ['ownerReferences'])
        : withMeta(stored.object, { ownerReferences })
    this.#api.store.replace(resource.table, stored, next)
  }

  #removeFinalizer({ resource }: Node, stored: Stored, name: string): void {
    const finalizers = (stored.object.metadata.finalizers ?? []).filter((finalizer) => finalizer !== name)
    const next =
      finalizers.length === 0
        ? withMeta(stored.object, {}, ['finalizers'])
        : withMeta(stored.object, { finalizers })
    if (isHeld(next)) this.#api.store.replace(resource.table, stored, next)
    else this.#api.store.remove(resource.table, stored)
  }

  async #delete(
    { resource }: Node,
    stored: Stored,
    propagation: DeleteOptions['propagation'],
  ): Promise<void> {
    const { name, namespace = '', uid } = stored.object.metadata
    try {
      await deleteObject(
        this.#api,
        resource,
        namespace,
        name,
        { uid, propagation },
        { user: SERVER, dryRun: false },
      )
    } catch {
      // Gone or replaced meanwhile: then there is nothing to do.
    }
  }
}

function ownersOf(object: KubeObject | undefined): OwnerReference[] {
  return object?.metadata.ownerReferences ?? []
}

/** Deleted, with a finalizer that is the collector's business. */
function isWaiting({ metadata }: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = metadata
  return deletionTimestamp !== undefined && (finalizers.includes(FOREGROUND) || finalizers.includes(ORPHAN))
}
