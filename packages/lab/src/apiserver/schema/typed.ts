import { goTypeName, isObject, mapValues, type Json, type JsonObject } from '../json.ts'
import { entrySchema, type Schema } from './schema.ts'

/**
 * Decoding of the built-in kinds, which kube-apiserver reads into Go structs: fields of a wrong type refuse the body as
 * a whole, unknown fields are told and dropped, nulls and empty values disappear. In the schemas of built-in kinds
 * `title` is the Go type, `nullable` marks a pointer (which keeps empty values) and `default` is what Go writes for an
 * absent field.
 */
export interface TypedContext {
  /** Fields that no struct has, and keys written twice. */
  readonly unknown: string[]
  /** Kind for the texts of errors. */
  readonly struct: string
}

/** A value that does not fit its Go type; the message is the Go decoder's. */
export class TypedDecodeError extends Error {}

/**
 * Decodes a struct.
 *
 * @throws {TypedDecodeError}
 */
export function decodeStruct(value: Json, schema: Schema, context: TypedContext, path = ''): JsonObject {
  if (!isObject(value)) {
    throw new TypedDecodeError(
      `json: cannot unmarshal ${goTypeName(value)} into ${target(schema, context, path)}`,
    )
  }
  const inner = schema.title ? { ...context, struct: schema.title } : context
  const result: JsonObject = {}
  for (const [key, item] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    const field =
      schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
    if (!field) {
      context.unknown.push(at)
      continue
    }
    const decoded = decodeValue(item, field, inner, at)
    if (decoded !== undefined && (field.nullable || !isZero(decoded))) result[key] = decoded
  }
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    if (field.default !== undefined && result[key] === undefined) result[key] = field.default
  }
  return result
}

/** What Go writes for a struct that nobody has set anything in: its structs, and fields that are never left out. */
export function zeroStruct(schema: Schema): JsonObject {
  const result: JsonObject = {}
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    // A pointer is left out.
    if (field.nullable) continue
    if (field.type === 'object' && field.properties) result[key] = zeroStruct(field)
    else if (field.default === null || (field.default !== undefined && isZero(field.default))) {
      result[key] = field.default
    }
  }
  return result
}

function decodeValue(value: Json, schema: Schema, context: TypedContext, path: string): Json | undefined {
  if (value === null) return undefined
  if (schema['x-kubernetes-preserve-unknown-fields']) return value
  if (schema.format === 'quantity') return quantity(value)
  const entry = entrySchema(schema)
  if (schema.type === 'object' && !entry) return decodeStruct(value, schema, context, path)
  if (schema.type === 'object' && isObject(value)) {
    return mapValues(value, (item) => (entry && decodeValue(item, entry, context, path)) ?? '')
  }
  if (schema.type === 'array' && Array.isArray(value)) {
    const items = schema.items ?? {}
    return value.map(
      (item, n) => decodeValue(item, items, context, items.title ? `${path}[${n}]` : path) ?? null,
    )
  }
  if (!fits(value, schema)) {
    throw new TypedDecodeError(
      `json: cannot unmarshal ${goTypeName(value)} into ${target(schema, context, path)}`,
    )
  }
  if (typeof value === 'string') checkFormat(value, schema.format)
  return value
}

const QUANTITY = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/

/** An amount, as text; numbers are taken as such. It is kept as it was written. */
function quantity(value: Json): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text === 'string' && QUANTITY.test(text)) return text
  throw new TypedDecodeError(`quantities must match the regular expression '${QUANTITY.source}'`)
}

function fits(value: Json, schema: Schema): boolean {
  if (schema['x-kubernetes-int-or-string']) return typeof value === 'string' || Number.isSafeInteger(value)
  if (schema.type === 'integer') return Number.isSafeInteger(value)
  // Objects and lists that fit have been decoded before.
  return schema.type === typeof value && typeof value !== 'object'
}

function checkFormat(value: string, format: string | undefined): void {
  if (format === 'byte') {
    const bad = badBase64(value)
    if (bad >= 0) throw new TypedDecodeError(`illegal base64 data at input byte ${bad}`)
  }
  if (format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) {
    const text = JSON.stringify(value)
    throw new TypedDecodeError(
      `parsing time ${text} as "2006-01-02T15:04:05Z07:00": cannot parse ${text} as "2006"`,
    )
  }
}

/** Where base64 goes wrong: at a letter it does not have, or at the last group when it is not whole; -1 for nowhere. */
function badBase64(value: string): number {
  const bad = value.search(/[^A-Za-z0-9+/=\s]/)
  if (bad >= 0) return bad
  const { length } = value.replaceAll(/\s/g, '')
  return length % 4 === 0 ? -1 : length - (length % 4)
}

function target(schema: Schema, context: TypedContext, path: string): string {
  const type = goType(schema)
  // Go names the struct that holds the field and the whole path to it, without list positions.
  return path === ''
    ? `Go value of type ${type}`
    : `Go struct field ${context.struct}.${path.replaceAll(/\[\d+\]/g, '')} of type ${type}`
}

function goType(schema: Schema): string {
  const entry = entrySchema(schema)
  if (schema['x-kubernetes-int-or-string']) return 'intstr.IntOrString'
  switch (schema.type) {
    case 'integer':
      return schema.format === 'int32' ? 'int32' : 'int64'
    case 'boolean':
      return 'bool'
    case 'array':
      return `[]${goType(schema.items ?? {})}`
    case 'object':
      return entry ? `map[string]${goType(entry)}` : `v1.${schema.title ?? 'Object'}`
    default:
      return schema.format === 'byte' ? '[]uint8' : 'string'
  }
}

function isZero(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isObject(value)) return Object.keys(value).length === 0
  return value === '' || value === 0 || value === false
}
