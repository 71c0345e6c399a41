import { equal, isObject, type Json, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Schema } from '../schema/schema.ts'
import { StatusError } from '../status.ts'
import {
  difference,
  intersection,
  isEmpty,
  NO_FIELDS,
  pathsOf,
  union,
  withoutField,
  type FieldSet,
} from './field-set.ts'
import { lastApplied, withLastApplied } from './last-applied.ts'
import {
  afterUpdate,
  entriesOf,
  isSame,
  lose,
  ownable,
  readManagers,
  unmanaged,
  type Manager,
} from './managers.ts'
import { changes, untouched, writer, type Tracking } from './tracking.ts'
import { fieldsOf, merge, without, withNamedParents } from './typed-value.ts'

/** What applying makes: an object still to be decoded, and who owns its fields then. */
export interface Applied {
  readonly object: JsonObject
  readonly managers: readonly Manager[]
}

/** kubectl; it is forgiven for changing what it set itself by its older, client-side apply. */
const KUBECTL = 'kubectl'

/** Owns what was there before anybody applied, where nobody kept count. */
const BEFORE_FIRST_APPLY = 'before-first-apply'

/**
 * Server-side apply: the fields of `patch` are set and owned by its manager; what the manager applied last time and
 * says no more goes, unless somebody else owns it too.
 *
 * @param stored absent to create the object.
 * @param force take fields over from other managers.
 * @throws {StatusError} 409 when others own fields that would change.
 */
export function applyTo(
  tracking: Tracking,
  stored: KubeObject | undefined,
  patch: JsonObject,
  force: boolean,
): Applied {
  const { resource } = tracking
  const schema = resource.mergeSchema
  const live = unmanaged(stored ?? resource.rules.blank())
  const by = writer(tracking, 'Apply')
  const managers = stored ? managersBefore(tracking, stored) : []
  const others = managers.filter((manager) => !isSame(manager, by))
  const last = managers.find((manager) => isSame(manager, by))
  const reach = untouched(resource, tracking.part) ?? ''
  const said = withoutField(fieldsOf(patch, schema), `f:${reach}`)

  const merged = asObject(merge(live, patch, schema))
  const keepers = others.map(({ fields }) => fields).reduce(union, said)
  const next = last ? prune(merged, last.fields, keepers, schema) : merged
  const change = changes(tracking, live, next)
  const touched = union(change.added, change.modified)
  if (!force) {
    const forgiven = by.name === KUBECTL ? lastApplied(live, schema) : NO_FIELDS
    refuseConflicts(others, difference(touched, forgiven))
  }
  const time = equal(live, next) ? last?.time : tracking.now
  return {
    object: by.name === KUBECTL ? withLastApplied(next, patch) : next,
    managers: [...lose(others, change), { ...by, time, fields: ownable(said) }],
  }
}

function managersBefore(tracking: Tracking, stored: KubeObject): readonly Manager[] {
  const known = readManagers(entriesOf(stored)) ?? []
  if (known.length > 0) return known
  const by = writer({ ...tracking, manager: BEFORE_FIRST_APPLY }, 'Update')
  return afterUpdate([], changes(tracking, tracking.resource.rules.blank(), stored), by, tracking.now)
}

/** The merged object without what the manager applied last and nobody owns any more. */
function prune(merged: JsonObject, last: FieldSet, owned: FieldSet, schema: Schema): JsonObject {
  const named = (fields: FieldSet) => withNamedParents(fields, schema)
  const present = (object: JsonObject) => named(fieldsOf(object, schema))
  const bare = asObject(without(merged, named(last), schema))
  const keep = union(present(bare), named(owned))
  const kept = asObject(without(merged, difference(present(merged), keep), schema))
  // What goes must have been the manager's own: a removed parent takes along nothing that others left there.
  const gone = intersection(difference(present(merged), present(kept)), named(last))
  return asObject(without(merged, gone, schema))
}

function refuseConflicts(others: readonly Manager[], touched: FieldSet): void {
  const conflicts = others
    .map((manager) => ({ name: described(manager), fields: intersection(manager.fields, touched) }))
    .filter(({ fields }) => !isEmpty(fields))
    .map(({ name, fields }) => ({ name, paths: pathsOf(fields) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const [first] = conflicts
  if (!first) return
  const causes = conflicts.flatMap(({ name, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${name}`, field })),
  )
  const lines = conflicts.flatMap(({ name, paths }) => [
    `conflicts with ${name}:`,
    ...paths.map((path) => `- ${path}`),
  ])
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: conflict with ${first.name}: ${first.paths.join('')}`
      : `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`
  throw new StatusError(409, 'Conflict', message, { causes })
}

function described({ name, operation, apiVersion, subresource }: Manager): string {
  const part = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`
  const version = operation === 'Update' ? ` using ${apiVersion}` : ''
  return JSON.stringify(name) + part + version
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {}
}
