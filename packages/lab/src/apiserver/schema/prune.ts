import { copy, isObject, type Json, type JsonObject } from '../json.ts'
import { fieldSchema, type Schema } from './schema.ts'

/**
 * Removes what the schema does not describe, and nulls where null is not allowed; adds the paths of unknown fields to
 * `unknown`. The answer is a copy.
 */
export function prune(value: Json, schema: Schema, unknown: string[], path = ''): Json {
  if (Array.isArray(value)) {
    const items = schema.items
    return items ? value.map((item, n) => prune(item, items, unknown, `${path}[${n}]`)) : copy(value)
  }
  return isObject(value) ? pruneObject(value, schema, unknown, path) : value
}

function pruneObject(value: JsonObject, schema: Schema, unknown: string[], path: string): JsonObject {
  const keepsUnknown =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true
  const result: JsonObject = {}
  for (const [key, item] of Object.entries(value)) {
    const field = fieldSchema(schema, key)
    const at = path === '' ? key : `${path}.${key}`
    if (field) {
      if (item === null && !field.nullable) continue
      result[key] = prune(item, field, unknown, at)
    } else if (keepsUnknown || (schema['x-kubernetes-embedded-resource'] && isTypeField(key))) {
      result[key] = copy(item)
    } else unknown.push(at)
  }
  return result
}

function isTypeField(key: string): boolean {
  return key === 'apiVersion' || key === 'kind' || key === 'metadata'
}

/** Fills absent fields with the schema's defaults, inside objects that are present. The answer is a copy. */
export function fillDefaults(value: Json, schema: Schema): Json {
  if (Array.isArray(value)) {
    const items = schema.items
    return items ? value.map((item) => fillDefaults(item, items)) : value
  }
  if (!isObject(value)) return value
  const result = { ...value }
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const present = result[key]
    const filled = present === undefined ? field.default : present
    if (filled !== undefined) result[key] = fillDefaults(filled, field)
  }
  if (typeof schema.additionalProperties === 'object') {
    for (const [key, item] of Object.entries(result)) {
      if (!schema.properties || !Object.hasOwn(schema.properties, key)) {
        result[key] = fillDefaults(item, schema.additionalProperties)
      }
    }
  }
  return result
}
