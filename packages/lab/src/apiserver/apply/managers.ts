import { equal, isObject, listAt, textAt, without, type Json, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import {
  difference,
  fieldSet,
  fromFieldsV1,
  isEmpty,
  toFieldsV1,
  union,
  withoutField,
  type FieldSet,
} from './field-set.ts'
import type { Comparison } from './typed-value.ts'

/** Somebody who set fields, in one way: an entry of `metadata.managedFields`. */
export interface Manager {
  readonly name: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  /** Empty for the object as a whole. */
  readonly subresource: string
  /** Of the last change, RFC 3339; absent for those who only ever agreed with what was there. */
  readonly time?: string | undefined
  readonly fields: FieldSet
}

/** One who writes now. */
export type Writer = Omit<Manager, 'fields' | 'time'>

/** Those who update beyond so many are counted as one. */
const MOST_UPDATERS = 10
const OLDEST_UPDATERS = 'ancient-changes'

/** What the server itself sets, and the names: nobody's. */
const UNOWNED = fieldSet(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((field) => ['f:metadata', `f:${field}`]),
)

export function ownable(fields: FieldSet): FieldSet {
  return difference(fields, UNOWNED)
}

/** The same one: who applies is so in every version of the API, who updates only in one. */
export function isSame(a: Writer, b: Writer): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  )
}

/** Reads `metadata.managedFields`; undefined when an entry is none. */
export function readManagers(entries: readonly Json[]): Manager[] | undefined {
  const managers: Manager[] = []
  for (const entry of entries) {
    const manager = readManager(entry)
    if (!manager) return undefined
    managers.push(manager)
  }
  return managers
}

function readManager(entry: Json): Manager | undefined {
  const operation = textAt(entry, 'operation')
  const apiVersion = textAt(entry, 'apiVersion')
  const fields = fromFieldsV1((isObject(entry) ? entry['fieldsV1'] : undefined) ?? {})
  const known =
    (operation === 'Apply' || operation === 'Update') && textAt(entry, 'fieldsType') === 'FieldsV1'
  if (!known || apiVersion === '' || !fields) return undefined
  const time = textAt(entry, 'time')
  const name = textAt(entry, 'manager')
  const subresource = textAt(entry, 'subresource')
  return { name, operation, apiVersion, subresource, fields, ...(time !== '' && { time }) }
}

/** The entries in the order of the API server: appliers first, then by time and name. */
export function writeManagers(managers: readonly Manager[]): JsonObject[] {
  const compareText = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)
  return managers
    .filter(({ fields }) => !isEmpty(fields))
    .sort(
      (a, b) =>
        compareText(a.operation, b.operation) ||
        compareText(a.time, b.time) ||
        compareText(a.name, b.name) ||
        compareText(a.apiVersion, b.apiVersion) ||
        compareText(a.subresource, b.subresource),
    )
    .map(({ name, operation, apiVersion, subresource, time, fields }) => ({
      ...(name !== '' && { manager: name }),
      operation,
      apiVersion,
      ...(time !== undefined && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(fields),
      ...(subresource !== '' && { subresource }),
    }))
}

/** The managers of an object, with what `change` took from them all gone. */
export function lose(managers: readonly Manager[], change: Comparison): Manager[] {
  const gone = union(union(change.added, change.modified), change.removed)
  return managers
    .map((manager) => ({ ...manager, fields: difference(manager.fields, gone) }))
    .filter(({ fields }) => !isEmpty(fields))
}

/**
 * Who owns what after an update: whoever changes a field takes it from everybody else.
 *
 * @param now RFC 3339.
 */
export function afterUpdate(
  managers: readonly Manager[],
  change: Comparison,
  by: Writer,
  now: string,
): Manager[] {
  const left = lose(managers, change)
  const taken = ownable(union(change.added, change.modified))
  if (isEmpty(taken)) return capped(left)
  const before = left.find((manager) => isSame(manager, by))
  const fields = before ? union(before.fields, taken) : taken
  return capped([...left.filter((manager) => manager !== before), { ...by, time: now, fields }])
}

function capped(managers: Manager[]): Manager[] {
  const updaters = managers.filter(({ operation }) => operation === 'Update')
  const surplus = updaters.length - MOST_UPDATERS
  if (surplus <= 0) return managers
  const oldest = updaters.sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1)).slice(0, surplus + 1)
  const last = oldest.at(-1)
  if (!last) return managers
  const fields = oldest.map((manager) => manager.fields).reduce(union)
  const together: Manager = { ...last, name: OLDEST_UPDATERS, subresource: '', fields }
  return [...managers.filter((manager) => !oldest.includes(manager)), together]
}

/** A comparison without a field of the object that the write does not reach, such as the status. */
export function withoutChanges({ added, modified, removed }: Comparison, field: string): Comparison {
  const element = `f:${field}`
  return {
    added: withoutField(added, element),
    modified: withoutField(modified, element),
    removed: withoutField(removed, element),
  }
}

/** The entries of an object. */
export function entriesOf(object: KubeObject): readonly Json[] {
  return object.metadata.managedFields ?? []
}

/** The object as fields are compared: without the bookkeeping about them. */
export function unmanaged(object: JsonObject): JsonObject {
  const metadata = object['metadata']
  return isObject(metadata) && Object.hasOwn(metadata, 'managedFields')
    ? { ...object, metadata: without(metadata, 'managedFields') }
    : object
}

/** Whether two states differ in nothing but the times of their managers. */
export function sameButTimes(a: KubeObject, b: KubeObject): boolean {
  const timeless = (object: KubeObject) =>
    listAt(object.metadata, 'managedFields').map((entry) =>
      isObject(entry) ? without(entry, 'time') : entry,
    )
  return equal(unmanaged(a), unmanaged(b)) && equal(timeless(a), timeless(b))
}
