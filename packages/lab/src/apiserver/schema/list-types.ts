import { duplicate, type FieldError } from '../field-errors.ts'
import { equal, isObject, type Json, type JsonObject } from '../json.ts'
import { fieldSchema, type Schema } from './schema.ts'

/** Entries that lists of type `set` or `map` hold twice (`x-kubernetes-list-type`). */
export function duplicateEntries(schema: Schema, value: Json, path = ''): FieldError[] {
  if (Array.isArray(value)) {
    const items = schema.items ?? {}
    return [
      ...duplicatesIn(schema, value, path),
      ...value.flatMap((item, n) => duplicateEntries(items, item, `${path}[${n}]`)),
    ]
  }
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const field = fieldSchema(schema, key)
    return field ? duplicateEntries(field, item, path === '' ? key : `${path}.${key}`) : []
  })
}

function duplicatesIn(schema: Schema, list: readonly Json[], path: string): FieldError[] {
  const type = schema['x-kubernetes-list-type']
  if (type !== 'map' && type !== 'set') return []
  const identities = list.map((item) => (type === 'set' ? item : keysOf(item, schema)))
  return identities.flatMap((identity, n) =>
    identities.slice(0, n).some((earlier) => equal(earlier, identity))
      ? [duplicate(`${path}[${n}]`, identity)]
      : [],
  )
}

function keysOf(item: Json, schema: Schema): JsonObject {
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const object = isObject(item) ? item : {}
  return Object.fromEntries(
    keys.map((key) => [key, object[key] ?? schema.items?.properties?.[key]?.default ?? null]),
  )
}
