import { Environment } from '@marcbachmann/cel-js'
import { duplicate, forbidden, invalid, required, type FieldError } from '../field-errors.ts'
import { equal, isObject, textAt, type Json } from '../json.ts'
import { entrySchema, fieldSchema, hasRules, type CelRule, type Schema } from './schema.ts'
import { typeName } from './validate.ts'

const environment = new Environment({ unlistedVariablesAreDyn: false, enableOptionalTypes: true })
  .registerVariable('self', 'dyn')
  .registerVariable('oldSelf', 'dyn')

type Program = ReturnType<typeof environment.parse>

const programs = new Map<string, Program>()

/** @throws when the expression does not parse or names what does not exist. */
function compile(expression: string): Program {
  const known = programs.get(expression)
  if (known) return known
  const program = environment.parse(expression)
  const check = program.check()
  if (!check.valid) throw check.error ?? new Error('the expression is not valid')
  programs.set(expression, program)
  return program
}

/** Problems of the rules in a schema, for refusing a CustomResourceDefinition. `path` leads to the schema. */
export function ruleProblems(schema: Schema, path: string): FieldError[] {
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap((rule, n) => {
    try {
      compile(rule.rule)
      if (rule.messageExpression !== undefined) compile(rule.messageExpression)
      return []
    } catch (error) {
      const field = `${path}.x-kubernetes-validations[${n}].rule`
      return [invalid(field, rule.rule, `compilation failed: ${String(error)}`)]
    }
  })
  const entry = entrySchema(schema)
  return [
    ...own,
    ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) =>
      ruleProblems(field, `${path}.properties[${key}]`),
    ),
    ...(schema.items ? ruleProblems(schema.items, `${path}.items`) : []),
    ...(entry ? ruleProblems(entry, `${path}.additionalProperties`) : []),
  ]
}

/**
 * Runs the CEL rules of a schema on a value and everything inside it. Rules that name `oldSelf` run only on updates and
 * only where the old object holds the value too; rules on an unchanged value are skipped on updates (ratcheting).
 */
export function checkRules(schema: Schema, value: Json, old: Json | undefined, path = ''): FieldError[] {
  if (!hasRules(schema)) return []
  const errors = (schema['x-kubernetes-validations'] ?? []).flatMap((rule) => {
    const transition = /\boldSelf\b/.test(rule.rule)
    if (transition ? old === undefined : old !== undefined && equal(value, old)) return []
    return checkRule(rule, schema, value, old, path)
  })
  return [...errors, ...checkInside(schema, value, old, path)]
}

function checkInside(schema: Schema, value: Json, old: Json | undefined, path: string): FieldError[] {
  if (Array.isArray(value)) {
    const items = schema.items
    if (!items) return []
    return value.flatMap((item, n) =>
      checkRules(items, item, counterpart(schema, item, old), `${path}[${n}]`),
    )
  }
  if (!isObject(value)) return []
  const olds = isObject(old) ? old : {}
  return Object.entries(value).flatMap(([key, item]) => {
    const field = fieldSchema(schema, key)
    if (!field) return []
    const named = schema.properties !== undefined && Object.hasOwn(schema.properties, key)
    return checkRules(field, item, olds[key], named ? join(path, key) : `${path}[${key}]`)
  })
}

/** The same entry in the old list, which only lists with keys can tell. */
function counterpart(schema: Schema, item: Json, old: Json | undefined): Json | undefined {
  const keys = schema['x-kubernetes-list-map-keys']
  if (schema['x-kubernetes-list-type'] !== 'map' || !keys || !Array.isArray(old)) return undefined
  return old.find((other) => keys.every((key) => textAt(other, key) === textAt(item, key)))
}

function checkRule(
  rule: CelRule,
  schema: Schema,
  value: Json,
  old: Json | undefined,
  path: string,
): FieldError[] {
  const scope = {
    self: celValue(value, schema),
    ...(old !== undefined && { oldSelf: celValue(old, schema) }),
  }
  const field = join(path, rule.fieldPath?.replace(/^\./, '') ?? '')
  try {
    if (compile(rule.rule)(scope) === true) return []
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return [
      invalid(
        field,
        typeName(value),
        `rule evaluation error: ${why} evaluating rule: ${rule.message ?? rule.rule}`,
      ),
    ]
  }
  return [worded(rule, field, typeName(value), message(rule, scope))]
}

function message(rule: CelRule, scope: Record<string, unknown>): string {
  if (rule.messageExpression !== undefined) {
    try {
      const text: unknown = compile(rule.messageExpression)(scope)
      if (typeof text === 'string' && text.trim() !== '' && !text.includes('\n')) return text
    } catch {
      // The API server falls back to the fixed message likewise.
    }
  }
  return rule.message?.trim() || `failed rule: ${rule.rule}`
}

function worded(rule: CelRule, field: string, type: string, text: string): FieldError {
  switch (rule.reason) {
    case 'FieldValueForbidden':
      return forbidden(field, text)
    case 'FieldValueRequired':
      return required(field, text)
    case 'FieldValueDuplicate':
      return duplicate(field, type)
    default:
      return invalid(field, type, text)
  }
}

/** A value as CEL sees it: integers are integers only by their schema, since JSON does not tell them from doubles. */
function celValue(value: Json, schema: Schema | undefined): unknown {
  if (typeof value === 'number') return isInteger(value, schema) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map((item) => celValue(item, schema?.items))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, celValue(item, schema && fieldSchema(schema, key))]),
  )
}

function isInteger(value: number, schema: Schema | undefined): boolean {
  if (!Number.isInteger(value)) return false
  return schema?.type === undefined ? true : schema.type === 'integer'
}

function join(path: string, part: string): string {
  return path === '' ? part : part === '' ? path : `${path}.${part}`
}
