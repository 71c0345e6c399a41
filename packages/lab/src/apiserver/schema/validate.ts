import { Ajv, type ErrorObject, type SchemaObject, type ValidateFunction } from 'ajv'
import {
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
  type FieldError,
} from '../field-errors.ts'
import { isObject, mapValues, shortText, type Json } from '../json.ts'
import { entrySchema, type Schema } from './schema.ts'

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  ownProperties: true,
  formats: {
    'date-time': (text: string) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
    // Formats of numbers say how wide they are; the API server does not check them in custom resources.
    int32: true,
    int64: true,
    float: true,
    double: true,
  },
})

/** Finds what is wrong with a value. `path` leads the `field` of each error; its text names the inner path only. */
export type SchemaValidator = (value: Json, path?: string) => FieldError[]

/** Compiles a structural schema into a validator that words errors as the API server does. */
export function compileSchema(schema: Schema): SchemaValidator {
  const validate: ValidateFunction = ajv.compile(toAjv(schema))
  return (value, path = '') => (validate(value) ? [] : fieldErrors(validate.errors ?? [], path))
}

const VALUE_KEYWORDS = [
  'format',
  'required',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const

/** JSON Schema of a structural schema: nullable and int-or-string become types, what only Kubernetes reads goes. */
function toAjv(schema: Schema): SchemaObject {
  const result: SchemaObject = {}
  const intOrString = schema['x-kubernetes-int-or-string'] === true
  const types = intOrString ? ['integer', 'string'] : schema.type ? [schema.type] : []
  if (types.length > 0) result['type'] = schema.nullable ? [...types, 'null'] : types
  for (const key of VALUE_KEYWORDS) if (schema[key] !== undefined) result[key] = schema[key]
  if (schema.enum && schema.nullable) result['enum'] = [...schema.enum, null]
  if (schema.properties) result['properties'] = mapValues(schema.properties, toAjv)
  const entry = entrySchema(schema)
  if (entry) result['additionalProperties'] = toAjv(entry)
  if (schema.items) result['items'] = toAjv(schema.items)
  if (schema.not) result['not'] = toAjv(schema.not)
  // The alternatives of an int-or-string repeat its types: one wrong type is one error.
  if (schema.anyOf && !intOrString) result['anyOf'] = schema.anyOf.map(toAjv)
  if (schema.allOf && !intOrString) result['allOf'] = schema.allOf.map(toAjv)
  if (schema.oneOf) result['oneOf'] = schema.oneOf.map(toAjv)
  return result
}

/** Of several broken rules for one text the API server tells only the first in this order. */
const TEXT_RULES = ['maxLength', 'minLength', 'pattern']

function fieldErrors(errors: readonly ErrorObject[], path: string): FieldError[] {
  const told = new Map<string, string>()
  for (const { keyword, instancePath } of errors) {
    const rank = TEXT_RULES.indexOf(keyword)
    const known = told.get(instancePath)
    if (rank >= 0 && (known === undefined || rank < TEXT_RULES.indexOf(known)))
      told.set(instancePath, keyword)
  }
  const shown = errors
    .filter(
      ({ keyword, instancePath }) => !TEXT_RULES.includes(keyword) || told.get(instancePath) === keyword,
    )
    .filter(({ schemaPath }) => !/\/(anyOf|oneOf|not)\/.+/.test(schemaPath))
  return missingLast(shown).map((error) => fieldError(error, path))
}

/** The API server looks at the fields that are there, all the way down, before it tells which ones are missing. */
function missingLast(errors: readonly ErrorObject[]): ErrorObject[] {
  const result = errors.filter(({ keyword }) => keyword !== 'required')
  const missing = errors.filter(({ keyword }) => keyword === 'required')
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length
  for (const error of missing.toSorted((a, b) => depth(b) - depth(a))) {
    const below = result.findLastIndex(({ instancePath }) =>
      instancePath.startsWith(`${error.instancePath}/`),
    )
    const beside = result.findLastIndex((other) => other.instancePath === error.instancePath)
    const before = Math.max(below, beside)
    result.splice(before < 0 ? result.length : before + 1, 0, error)
  }
  return result
}

/** `/spec/ports/0/name` as `spec.ports[0].name`. */
export function fieldPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '')
}

function join(path: string, part: string): string {
  if (path === '') return part
  if (part === '') return path
  return part.startsWith('[') ? `${path}${part}` : `${path}.${part}`
}

function fieldError(error: ErrorObject, path: string): FieldError {
  const inner = fieldPath(error.instancePath)
  const field = join(path, inner)
  const value: Json = isJson(error.data) ? error.data : null
  const limit = Number(error.params['limit'])
  const says = (what: string) => invalid(field, value, `${inner} in body should ${what}`)
  switch (error.keyword) {
    case 'required':
      return required(join(field, String(error.params['missingProperty'])))
    case 'type': {
      const type = typeName(value)
      const wanted = [error.params['type']].flat().filter((name) => name !== 'null')
      return typeInvalid(
        field,
        type,
        `${inner} in body must be of type ${wanted.join(',')}: ${JSON.stringify(type)}`,
      )
    }
    case 'format': {
      const format = String(error.params['format'])
      return typeInvalid(
        field,
        shortText(value),
        `${inner} in body must be of type ${format}: ${JSON.stringify(value)}`,
      )
    }
    case 'enum': {
      const allowed: unknown = error.params['allowedValues']
      const names = Array.isArray(allowed) ? allowed.filter((item) => item !== null).map(String) : []
      return notSupported(field, value, names)
    }
    case 'maxLength':
      return tooLong(field, limit)
    case 'maxItems':
    case 'maxProperties':
      return tooMany(
        field,
        isObject(value) ? Object.keys(value).length : Array.isArray(value) ? value.length : 0,
        limit,
      )
    case 'minLength':
      return says(`be at least ${limit} chars long`)
    case 'pattern':
      return says(`match '${String(error.params['pattern'])}'`)
    case 'minimum':
      return says(`be greater than or equal to ${limit}`)
    case 'maximum':
      return says(`be less than or equal to ${limit}`)
    case 'minItems':
      return says(`have at least ${limit} items`)
    case 'minProperties':
      return says(`have at least ${limit} properties`)
    case 'anyOf':
      return invalid(field, value, `${inner} in body must validate at least one schema (anyOf)`)
    case 'oneOf':
      return invalid(field, value, `${inner} in body must validate one and only one schema (oneOf)`)
    default:
      return invalid(field, value, `${inner} in body must not validate the schema (${error.keyword})`)
  }
}

/** JSON type of a value in the API server's words. */
export function typeName(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** What was validated came from JSON; this only tells the compiler. */
function isJson(value: unknown): value is Json {
  return value !== undefined
}
