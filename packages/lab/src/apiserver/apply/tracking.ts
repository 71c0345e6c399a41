import { isObject, type JsonObject } from '../json.ts'
import { apiVersionOf, withMeta, type KubeObject } from '../object.ts'
import type { Part, Resource } from '../resource.ts'
import {
  afterUpdate,
  entriesOf,
  readManagers,
  unmanaged,
  withoutChanges,
  writeManagers,
  type Manager,
  type Writer,
} from './managers.ts'
import { compare, type Comparison } from './typed-value.ts'

/** A part of a kind's objects, and who writes it when. */
export interface Tracking {
  readonly resource: Resource
  readonly part: Part
  /** Name of the field manager. */
  readonly manager: string
  /** RFC 3339. */
  readonly now: string
}

/** The writer by this operation. */
export function writer({ resource, part, manager }: Tracking, operation: Writer['operation']): Writer {
  return {
    name: manager === '' ? 'unknown' : manager,
    operation,
    apiVersion: apiVersionOf(resource.group, resource.version),
    subresource: part === 'status' ? 'status' : '',
  }
}

/** The changes between two states that a write of this part can make. */
export function changes({ resource, part }: Tracking, before: JsonObject, after: JsonObject): Comparison {
  const found = compare(unmanaged(before), unmanaged(after), resource.mergeSchema)
  return withoutChanges(found, untouched(resource, part) ?? '')
}

/** The field of the object that writes of the part leave alone. */
export function untouched(resource: Resource, part: Part): string | undefined {
  if (part === 'status') return 'spec'
  return resource.subresources.some(({ name }) => name === 'status') ? 'status' : undefined
}

/** The object to create, with its creator as the owner of what it says. */
export function trackCreate(tracking: Tracking, object: KubeObject): KubeObject {
  return tracked(tracking, tracking.resource.rules.blank(), object, requested(object) ?? [])
}

/**
 * The new state, with whoever writes it as the owner of what differs from the stored one. Clients may write
 * `managedFields` themselves, other than through a subresource; an empty entry makes the server forget all owners.
 */
export function trackUpdate(tracking: Tracking, stored: KubeObject, next: KubeObject): KubeObject {
  const asked = tracking.part === 'main' ? requested(next) : undefined
  const managers = asked ?? readManagers(entriesOf(stored)) ?? []
  // Who owns an object of which nothing is known could only be guessed: that waits for the first to apply.
  if (managers.length === 0) return withMeta(next, {}, ['managedFields'])
  return tracked(tracking, stored, next, managers)
}

function tracked(
  tracking: Tracking,
  before: KubeObject,
  after: KubeObject,
  managers: readonly Manager[],
): KubeObject {
  const by = writer(tracking, 'Update')
  return withManagers(after, afterUpdate(managers, changes(tracking, before, after), by, tracking.now))
}

export function withManagers(object: KubeObject, managers: readonly Manager[]): KubeObject {
  const managedFields = writeManagers(managers)
  return managedFields.length > 0
    ? withMeta(object, { managedFields })
    : withMeta(object, {}, ['managedFields'])
}

/** Managers as the client wants them: undefined to keep those of the stored object. */
function requested(object: KubeObject): Manager[] | undefined {
  const entries = object.metadata.managedFields
  if (!entries) return undefined
  const [first] = entries
  const reset =
    entries.length === 0 || (entries.length === 1 && isObject(first) && Object.keys(first).length === 0)
  return reset ? [] : readManagers(entries)
}
