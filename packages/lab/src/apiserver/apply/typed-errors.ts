import { isObject, type Json } from '../json.ts'
import { entrySchema, fieldSchema, type Schema } from '../schema/schema.ts'
import { elementText } from './field-set.ts'
import { listElement } from './typed-value.ts'

/**
 * What is wrong with an applied object before it is merged: fields that the schema does not have, values of another
 * type, entries that a list holds twice. Each as `path: what`, in the words of kube-apiserver, which print values the
 * way Go does.
 */
export function typeErrors(value: Json, schema: Schema | undefined, path = ''): string[] {
  if (value === null || !schema || schema['x-kubernetes-int-or-string']) return []
  switch (schema.type) {
    case 'object':
      return isObject(value)
        ? objectErrors(value, schema, path)
        : [`${path}: expected map, got &{${goText(value)}}`]
    case 'array':
      return Array.isArray(value)
        ? listErrors(value, schema, path)
        : [`${path}: expected list, got &{${goText(value)}}`]
    case 'string':
      return typeof value === 'string' || hasOwnFormat(schema)
        ? []
        : [`${path}: expected string, got &value.valueUnstructured{Value:${goText(value)}}`]
    case 'integer':
    case 'number':
      return typeof value === 'number'
        ? []
        : [`${path}: expected numeric (int or float), got ${goTypeOf(value)}`]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path}: expected boolean, got &{${goText(value)}}`]
    default:
      return []
  }
}

function objectErrors(value: { [key: string]: Json }, schema: Schema, path: string): string[] {
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true ||
    (!schema.properties && !entrySchema(schema))
  return Object.entries(value).flatMap(([key, item]) => {
    const field = fieldSchema(schema, key)
    if (field) return typeErrors(item, field, `${path}.${key}`)
    return open ? [] : [`${path}.${key}: field not declared in schema`]
  })
}

function listErrors(list: readonly Json[], schema: Schema, path: string): string[] {
  const type = schema['x-kubernetes-list-type']
  const separate = type === 'map' || type === 'set'
  const seen = new Set<string>()
  return list.flatMap((item, n) => {
    if (!separate) return typeErrors(item, schema.items, `${path}[${n}]`)
    const element = listElement(item, schema)
    const text = elementText(element)
    const doubled = seen.has(element) ? [`${path}: duplicate entries for key ${text}`] : []
    seen.add(element)
    return [...doubled, ...typeErrors(item, schema.items, path + text)]
  })
}

/** Texts of a format, such as times, may be anything to the API server at this point; bytes are texts. */
function hasOwnFormat({ format }: Schema): boolean {
  return format !== undefined && format !== 'byte'
}

/** A value as Go prints it in errors: `map[a:1 b:[x y]]`. */
export function goText(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (!isObject(value)) return String(value)
  const fields = Object.keys(value).sort()
  return `map[${fields.map((key) => `${key}:${goText(value[key] ?? null)}`).join(' ')}]`
}

/** Name of the Go type that JSON is read into. */
export function goTypeOf(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (isObject(value)) return 'map[string]interface {}'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
