import { KINDS } from '../model/kinds.ts'
import { SERVICE_ANNOTATIONS } from '../model/service.ts'
import { parseObject } from '../model/unreadable.ts'
import type { Journal } from '../operations/journal.ts'
import { liveKey, type LiveObject, type LiveState, type PlannedKind } from '../operations/live-state.ts'
import { manifestOf, patchOf, type Manifest } from '../operations/manifest.ts'
import type { Mutation } from '../operations/next-action.ts'
import type { PlannedObject } from '../operations/objects.ts'

/** An object as this small cluster holds it. */
interface Held {
  readonly kind: PlannedKind
  readonly uid: string
  resourceVersion: number
  manifest: Manifest
  deleting: boolean
  /** Who uses it, as the platform has last reported. */
  owners: readonly { readonly type: string; readonly ownerRef: string }[]
}

const NAMESPACE = 'nimbus-edge'

/**
 * As much of a cluster as operations meet: names taken once, uids, preconditions, finalizers that take their time, and a
 * platform that reports users of addresses late.
 */
export class OperationCluster {
  readonly held = new Map<string, Held>()
  #count = 0

  /** Puts something there that no operation made. */
  seed(object: PlannedObject, uid: string): void {
    this.#add(object.kind, manifestOf(object, { namespace: NAMESPACE }), uid)
  }

  /** `refused`: a precondition does not hold, as the API server would say with 404, 409 or AlreadyExists. */
  apply(mutation: Mutation): 'done' | 'refused' {
    switch (mutation.do) {
      case 'create': {
        const { object, mark } = mutation
        if (this.held.has(liveKey(object.kind, object.name))) return 'refused'
        this.#add(object.kind, manifestOf(object, { namespace: NAMESPACE, mark }))
        return 'done'
      }
      case 'change': {
        const one = this.held.get(liveKey(mutation.kind, mutation.name))
        if (one?.uid !== mutation.uid || String(one.resourceVersion) !== mutation.resourceVersion) {
          return 'refused'
        }
        one.manifest = patched(one.manifest, patchOf(mutation.fields, mutation))
        one.resourceVersion = this.#next()
        return 'done'
      }
      case 'delete': {
        const key = liveKey(mutation.kind, mutation.name)
        const one = this.held.get(key)
        const isThis =
          mutation.resourceVersion === undefined || String(one?.resourceVersion) === mutation.resourceVersion
        if (one?.uid !== mutation.uid || !isThis) return 'refused'
        if (one.deleting) return 'done'
        one.deleting = true
        one.resourceVersion = this.#next()
        // Services have no finalizer here: they are gone at once.
        if (one.kind === 'services' || one.kind === 'issuers') this.held.delete(key)
        return 'done'
      }
    }
  }

  /** The platform catches up: what is being deleted goes, and users of addresses are reported. */
  tick(): void {
    for (const [key, one] of this.held) if (one.deleting) this.held.delete(key)
    for (const one of this.held.values()) {
      if (one.kind !== 'external-ips') continue
      const owners = this.#usersOf(one.manifest.metadata.name)
      if (JSON.stringify(owners) === JSON.stringify(one.owners)) continue
      one.owners = owners
      one.resourceVersion = this.#next()
    }
  }

  live(): LiveState {
    const objects = new Map<string, LiveObject>()
    for (const [key, one] of this.held) objects.set(key, this.#parsed(one))
    const others = [...objects.values()].filter(
      (one) => one.kind === 'Service' || one.kind === 'FloatingIp' || one.kind === 'Subnet',
    )
    return { objects, others }
  }

  #usersOf(name: string): Held['owners'] {
    return [...this.held.values()].flatMap(({ kind, manifest }) => {
      const ownerRef = manifest.metadata.name
      if (kind === 'floating-ips') return manifest.spec['eip'] === name ? [{ type: 'FIp', ownerRef }] : []
      const asks = manifest.metadata.annotations?.[SERVICE_ANNOTATIONS.bindOnEip]
      return asks === name ? [{ type: 'ServiceLb', ownerRef }] : []
    })
  }

  #add(kind: PlannedKind, manifest: Manifest, uid = `uid-${this.#next()}`): void {
    const resourceVersion = this.#next()
    const held = { kind, uid, resourceVersion, manifest, deleting: false, owners: [] }
    this.held.set(liveKey(kind, manifest.metadata.name), held)
  }

  #parsed({ kind, uid, resourceVersion, manifest, deleting, owners }: Held): LiveObject {
    return parseObject<Exclude<LiveObject, { kind: 'Unreadable' }>>(KINDS[kind].schema, {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        uid,
        resourceVersion: String(resourceVersion),
        creationTimestamp: '2026-08-01T10:00:00Z',
        ...(deleting && { deletionTimestamp: '2026-08-01T11:00:00Z' }),
      },
      ...(kind === 'external-ips' && { status: { ready: true, owners } }),
    })
  }

  #next(): number {
    this.#count += 1
    return this.#count
  }
}

/** What a JSON merge patch of a Service does. */
function patched(manifest: Manifest, { metadata, spec }: ReturnType<typeof patchOf>): Manifest {
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      annotations: merged(manifest.metadata.annotations, metadata.annotations),
    },
    spec: {
      ...manifest.spec,
      ...(spec?.ports && { ports: spec.ports }),
      ...(spec?.selector && { selector: merged(labelsOf(manifest.spec['selector']), spec.selector) }),
    },
  }
}

function labelsOf(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, label]) => [key, String(label)]))
    : {}
}

function merged(
  base: Readonly<Record<string, string>> = {},
  patch: Readonly<Record<string, string | null>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...base, ...patch }).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
}

/** A journal and its version, written as a ConfigMap is: only by who has read the last state of it. */
export class HeldJournal {
  #journal: Journal
  #version = 1

  constructor(journal: Journal) {
    this.#journal = journal
  }

  read(): { readonly journal: Journal; readonly version: number } {
    return { journal: this.#journal, version: this.#version }
  }

  write(before: number, journal: Journal): boolean {
    if (before !== this.#version) return false
    this.#journal = journal
    this.#version += 1
    return true
  }
}
