import { isObject, objectAt, parseJson, textAt, without, type Json, type JsonObject } from '../json.ts'
import type { Schema } from '../schema/schema.ts'
import { difference, NO_FIELDS, union, type FieldSet } from './field-set.ts'
import { compare, fieldsOf } from './typed-value.ts'

/** Where kubectl's client-side apply writes what it has applied. */
const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration'

/** The fields that client-side apply has set and nobody has changed since. */
export function lastApplied(live: JsonObject, schema: Schema): FieldSet {
  const applied = readAnnotation(live)
  if (!applied || applied['apiVersion'] !== live['apiVersion']) return NO_FIELDS
  const { added, modified, removed } = compare(applied, live, schema)
  return difference(fieldsOf(applied, schema), union(union(added, modified), removed))
}

function readAnnotation(live: JsonObject): JsonObject | undefined {
  try {
    const applied = parseJson(textAt(annotations(live), ANNOTATION))
    return isObject(applied) ? applied : undefined
  } catch {
    return undefined
  }
}

/** The object with the annotation brought up to date, where it has one: client-side apply may come again. */
export function withLastApplied(object: JsonObject, patch: JsonObject): JsonObject {
  const known = annotations(object)
  if (textAt(known, ANNOTATION) === '') return object
  const metadata = objectAt(patch, 'metadata')
  const own = objectAt(metadata, 'annotations')
  const applied = Object.hasOwn(own, ANNOTATION)
    ? { ...patch, metadata: { ...metadata, annotations: without(own, ANNOTATION) } }
    : patch
  const text = `${JSON.stringify(inOrder(applied))}\n`
  return {
    ...object,
    metadata: { ...objectAt(object, 'metadata'), annotations: { ...known, [ANNOTATION]: text } },
  }
}

function annotations(object: JsonObject): JsonObject {
  return objectAt(object['metadata'], 'annotations')
}

/** Keys sorted, as Go writes maps. */
function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key] ?? null)] as const),
  )
}
