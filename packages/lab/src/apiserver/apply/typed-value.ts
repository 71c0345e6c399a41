import { equal, isObject, type Json, type JsonObject } from '../json.ts'
import { fieldSchema, type Schema } from '../schema/schema.ts'
import { FieldCollector, type FieldSet, type PathElement } from './field-set.ts'

/**
 * What structured merging does with values: told by a schema which lists and objects have entries of their own
 * (`x-kubernetes-list-type`, `x-kubernetes-list-map-keys`, `x-kubernetes-map-type`) and which are one value. Where
 * nothing is said, objects have entries and lists are one value. An absent value is undefined; null counts as an empty
 * list or object.
 */

/** An entry of a list or object, in one or both of two values. */
interface Entry {
  readonly element: PathElement
  readonly a: Json | undefined
  readonly b: Json | undefined
  readonly schema: Schema | undefined
}

/** What became of the fields from one state of an object to the next. No field is in two of these. */
export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
}

export function compare(before: Json, after: Json, schema: Schema): Comparison {
  const added = new FieldCollector()
  const modified = new FieldCollector()
  const removed = new FieldCollector()
  const visit = ({ a, b, schema: type }: Omit<Entry, 'element'>, path: readonly PathElement[]) => {
    const entries = entriesOf(a, b, type)
    for (const entry of entries ?? []) visit(entry, [...path, entry.element])
    if (a === undefined) added.add(path)
    else if (b === undefined) removed.add(path)
    else if (!entries && !equal(a, b)) modified.add(path)
  }
  visit({ a: before, b: after, schema }, [])
  return { added: added.fields, modified: modified.fields, removed: removed.fields }
}

/** The fields that somebody who applies this value wants to own. */
export function fieldsOf(value: Json, schema: Schema): FieldSet {
  const fields = new FieldCollector()
  const visit = (item: Json, type: Schema | undefined, path: readonly PathElement[]) => {
    const entries = isContainer(item, type) ? (entriesOf(item, undefined, type) ?? []) : undefined
    if (!entries) fields.add(path)
    for (const { element, a = null, schema: entryType } of entries ?? []) {
      const at = [...path, element]
      visit(a, entryType, at)
      const empty = a === null || (isObject(a) && Object.keys(a).length === 0)
      if (empty || !isNamed(element, type)) fields.add(at)
    }
  }
  visit(value, schema, [])
  return fields.fields
}

/** The value with what `patch` says laid over it. Entries that only one of them has are kept. */
export function merge(value: Json | undefined, patch: Json | undefined, schema: Schema | undefined): Json {
  if (patch === undefined) return value ?? null
  const entries = value === undefined ? undefined : entriesOf(value, patch, schema)
  if (!entries) return patch
  if (Array.isArray(value) || Array.isArray(patch)) {
    return inPatchOrder(entries, value, patch, schema).map(({ a, b, schema: type }) => merge(a, b, type))
  }
  return Object.fromEntries(
    entries.map(({ element, a, b, schema: type }) => [element.slice(2), merge(a, b, type)] as const),
  )
}

/** The value without these fields. A list or object that loses all its entries becomes null. */
export function without(value: Json, fields: FieldSet, schema: Schema | undefined): Json {
  if (fields.children.size === 0) return value
  const kept: [PathElement, Json][] = []
  for (const { element, a = null, schema: type } of entriesOf(value, undefined, schema) ?? []) {
    const child = fields.children.get(element)
    if (!child?.member) kept.push([element, child ? without(a, child, type) : a])
  }
  if (kept.length === 0) return null
  if (Array.isArray(value)) return kept.map(([, item]) => item)
  return Object.fromEntries(kept.map(([element, item]) => [element.slice(2), item] as const))
}

/** The set with the fields that the schema names wherever something below them is a member. */
export function withNamedParents(fields: FieldSet, schema: Schema | undefined): FieldSet {
  const children = new Map<PathElement, FieldSet>()
  for (const [element, child] of fields.children) {
    const full = withNamedParents(child, elementSchema(element, schema))
    children.set(element, { ...full, member: full.member || isNamed(element, schema) })
  }
  return { member: fields.member, children }
}

/** The path element of an entry of a list that has entries of its own. */
export function listElement(item: Json, list: Schema): PathElement {
  const keys = list['x-kubernetes-list-map-keys']
  if (list['x-kubernetes-list-type'] !== 'map' || !keys) return `v:${JSON.stringify(item)}`
  const identity: JsonObject = {}
  for (const key of [...keys].sort()) {
    const value = (isObject(item) ? item[key] : undefined) ?? list.items?.properties?.[key]?.default
    if (value !== undefined) identity[key] = value
  }
  return `k:${JSON.stringify(identity)}`
}

/** Whether the value's entries have owners of their own. */
function isContainer(value: Json | undefined, schema: Schema | undefined): value is Json[] | JsonObject {
  if (Array.isArray(value)) {
    const type = schema?.['x-kubernetes-list-type']
    return type === 'map' || type === 'set'
  }
  return isObject(value) && schema?.['x-kubernetes-map-type'] !== 'atomic'
}

/** Entries of either value, each once; undefined where the values are compared as wholes. */
function entriesOf(
  a: Json | undefined,
  b: Json | undefined,
  schema: Schema | undefined,
): Entry[] | undefined {
  const inA = contents(a, schema)
  const inB = contents(b, schema)
  if (!inA || !inB || (inA.size === 0 && inB.size === 0)) return undefined
  if (inA.size > 0 && inB.size > 0 && Array.isArray(a) !== Array.isArray(b)) return undefined
  const entries: Entry[] = []
  for (const [element, item] of inA) {
    entries.push({ element, a: item, b: inB.get(element), schema: elementSchema(element, schema) })
  }
  for (const [element, item] of inB) {
    if (!inA.has(element)) {
      entries.push({ element, a: undefined, b: item, schema: elementSchema(element, schema) })
    }
  }
  return entries
}

/** A list's or object's entries by path element; undefined for values that have none of their own. */
function contents(value: Json | undefined, schema: Schema | undefined): Map<PathElement, Json> | undefined {
  if (value === undefined || value === null) return new Map()
  if (!isContainer(value, schema)) return undefined
  if (!Array.isArray(value)) {
    return new Map(Object.entries(value).map(([key, item]) => [`f:${key}`, item] as const))
  }
  const found = new Map<PathElement, Json>()
  // An entry that a list holds twice is the first of them; validation refuses such lists.
  for (const item of value) {
    const element = listElement(item, schema ?? {})
    if (!found.has(element)) found.set(element, item)
  }
  return found
}

function elementSchema(element: PathElement, schema: Schema | undefined): Schema | undefined {
  if (!schema) return undefined
  return element.startsWith('f:') ? fieldSchema(schema, element.slice(2)) : schema.items
}

/** Whether the schema names the field: not so for entries of lists and maps. */
function isNamed(element: PathElement, schema: Schema | undefined): boolean {
  if (!element.startsWith('f:') || !schema?.properties) return false
  return Object.hasOwn(schema.properties, element.slice(2))
}

/** Entries of lists: those of the patch in its order, the others where they were between them. */
function inPatchOrder(
  entries: readonly Entry[],
  value: Json | undefined,
  patch: Json,
  schema: Schema | undefined,
): Entry[] {
  const byElement = new Map(entries.map((entry) => [entry.element, entry] as const))
  const wanted = [...(contents(patch, schema)?.keys() ?? [])]
  const present = contents(value, schema) ?? new Map<PathElement, Json>()
  const order: PathElement[] = []
  let next = 0
  for (const element of present.keys()) {
    const position = wanted.indexOf(element)
    if (position < 0) order.push(element)
    // Its place is where the patch has it: now, unless another entry of both comes first.
    else if (!wanted.slice(next, position).some((other) => present.has(other)) && position >= next) {
      order.push(...wanted.slice(next, position + 1))
      next = position + 1
    }
  }
  order.push(...wanted.slice(next))
  return order.flatMap((element) => byElement.get(element) ?? [])
}
