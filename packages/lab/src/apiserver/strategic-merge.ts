import { goText, goTypeOf } from './apply/typed-errors.ts'
import { syntaxProblem } from './body.ts'
import { equal, goTypeName, isObject, parseJson, without, type Json, type JsonObject } from './json.ts'
import type { Patch } from './patch.ts'
import { fieldSchema, type Schema } from './schema/schema.ts'
import { badRequest, plainFailure, StatusError } from './status.ts'

const DIRECTIVE = '$patch'
const RETAIN_KEYS = '$retainKeys'
const DELETE_FROM = '$deleteFromPrimitiveList/'
const ORDER = '$setElementOrder/'

/**
 * Reads the body of a strategic merge patch.
 *
 * @returns the change, and how errors about its outcome quote it.
 * @throws {StatusError} 400 when it is no JSON object.
 */
export function strategicPatch(text: string, schema: Schema): { apply: Patch; shown: () => string } {
  const patch = readPatch(text)
  return { apply: (object) => strategicMerge(object, patch, schema), shown: () => goText(patch) }
}

function readPatch(text: string): JsonObject {
  let body: Json
  try {
    body = parseJson(text)
  } catch (error) {
    throw badRequest(syntaxProblem(text, error))
  }
  if (body === null) return {}
  if (isObject(body)) return body
  throw badRequest(`json: cannot unmarshal ${goTypeName(body)} into Go value of type map[string]interface {}`)
}

/**
 * Strategic merge patch, the JSON merge patch that also merges lists: those of type `map` by the first of their keys, and
 * sets. `$patch: replace` or `delete` in an object or a list's entry says not to
 * merge; `$retainKeys`, `$deleteFromPrimitiveList/<field>` and `$setElementOrder/<field>` are what kubectl sends.
 *
 * @throws {StatusError} 400, 422 or 500 for patches that are none, as the API server answers.
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  schema: Schema | undefined,
): JsonObject {
  const directive = patch[DIRECTIVE]
  if (directive === 'replace') return without(patch, DIRECTIVE)
  if (directive === 'delete') return {}
  if (directive !== undefined) throw unknownDirective(directive, patch)
  const result = retained(original, patch)
  const lists = new Set<string>()
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(ORDER)) continue
    const field = key.slice(ORDER.length)
    lists.add(field)
    orderList(result, field, patch[field], order, schema)
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key === RETAIN_KEYS || key.startsWith(ORDER) || lists.has(key)) continue
    if (key.startsWith(DELETE_FROM)) deleteFrom(result, key.slice(DELETE_FROM.length), value)
    else mergeField(result, key, value, schema)
  }
  return result
}

function mergeField(result: JsonObject, key: string, value: Json, schema: Schema | undefined): void {
  const before = result[key]
  const field = schema && fieldSchema(schema, key)
  if (value === null) Reflect.deleteProperty(result, key)
  else if (isObject(before) && isObject(value)) result[key] = strategicMerge(before, value, field)
  else if (Array.isArray(before) && Array.isArray(value)) result[key] = mergeLists(before, value, field)
  else {
    const plain = withoutDirectives(value)
    if (plain === undefined) Reflect.deleteProperty(result, key)
    else result[key] = plain
  }
}

/** A copy of the original, with `$retainKeys` only of the fields it names. */
function retained(original: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch[RETAIN_KEYS]
  if (keys === undefined) return { ...original }
  const isDirective = (key: string) =>
    key === RETAIN_KEYS || key.startsWith(DELETE_FROM) || key.startsWith(ORDER)
  const named = Object.entries(patch).every(
    ([key, value]) => value === null || isDirective(key) || (Array.isArray(keys) && keys.includes(key)),
  )
  if (!Array.isArray(keys) || !named) throw badRequest('invalid patch format of retainKeys')
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)))
}

/** A value that is new as a whole, without nulls; undefined where it only says what to delete. */
function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value)) {
    return value.map(withoutDirectives).filter((item) => item !== undefined)
  }
  if (!isObject(value)) return value
  if (Object.hasOwn(value, DIRECTIVE)) return undefined
  const result: JsonObject = {}
  for (const [key, item] of Object.entries(value)) {
    const plain = item === null ? undefined : withoutDirectives(item)
    if (plain !== undefined) result[key] = plain
  }
  return result
}

/** The key that the list's entries are told apart by, where they are objects. */
function mergeKey(list: Schema | undefined): string | undefined {
  return list?.['x-kubernetes-list-map-keys']?.[0]
}

function mergeLists(before: readonly Json[], patch: readonly Json[], list: Schema | undefined): Json[] {
  const type = list?.['x-kubernetes-list-type']
  if (type !== 'map' && type !== 'set') return [...patch]
  const key = mergeKey(list)
  const items = [...before, ...patch]
  if (items.some((item) => Array.isArray(item))) {
    throw new StatusError(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    )
  }
  if (!items.some(isObject)) return inOrder(distinct(items), patch, before, key)
  if (!items.every(isObject)) {
    throw plainFailure(`list element types are not identical: ${goText([[...before], [...patch]])}`)
  }
  if (key === undefined) throw plainFailure('cannot merge lists without merge key')
  const plain = patch.filter((item) => !isObject(item) || !Object.hasOwn(item, DIRECTIVE))
  let merged = [...before]
  let replaced = false
  for (const item of patch) {
    const directive = isObject(item) ? item[DIRECTIVE] : undefined
    if (directive === 'delete') merged = merged.filter((other) => !isAlike(other, keyed(item, key), key))
    else if (directive === 'replace') replaced = true
    else if (directive !== undefined) throw unknownDirective(directive, item)
  }
  if (replaced) return plain
  for (const item of plain) merged = withItem(merged, keyed(item, key), key, list?.items)
  return inOrder(merged, plain, before, key)
}

function withItem(list: Json[], item: JsonObject, key: string, schema: Schema | undefined): Json[] {
  const known = list.findIndex((other) => isAlike(other, item, key))
  if (known < 0) return [...list, item]
  return list.map((other, n) =>
    n === known && isObject(other) ? strategicMerge(other, item, schema) : other,
  )
}

/** @throws {StatusError} 500 for an entry without its key. */
function keyed(item: Json, key: string): JsonObject {
  if (isObject(item) && Object.hasOwn(item, key)) return item
  throw plainFailure(`map: ${goText(item)} does not contain declared merge key: ${key}`)
}

/** Whether two entries of a list are the same one: by their key, or equal where they have none. */
function isAlike(a: Json, b: Json, key: string | undefined): boolean {
  if (key === undefined || !isObject(a) || !isObject(b)) return equal(a, b)
  return a[key] !== undefined && equal(a[key], b[key])
}

function distinct(list: readonly Json[]): Json[] {
  return list.filter((item, n) => list.findIndex((other) => equal(other, item)) === n)
}

/** Entries of the patch in its order; those that only the server has before them where they were before them. */
function inOrder(
  merged: readonly Json[],
  patch: readonly Json[],
  before: readonly Json[],
  key: string | undefined,
): Json[] {
  const place = (list: readonly Json[], item: Json) => list.findIndex((other) => isAlike(other, item, key))
  const known = (item: Json) => place(before, item)
  const wanted = merged
    .filter((item) => place(patch, item) >= 0)
    .sort((a, b) => place(patch, a) - place(patch, b))
  const others = merged.filter((item) => place(patch, item) < 0)
  const result: Json[] = []
  let next = 0
  for (const item of wanted) {
    while (next < others.length && known(item) >= 0 && known(others[next] ?? null) < known(item)) {
      result.push(others[next] ?? null)
      next += 1
    }
    result.push(item)
  }
  return [...result, ...others.slice(next)]
}

/** `$setElementOrder/<field>`: the list of the patch merged, then put into the order that the client has. */
function orderList(
  result: JsonObject,
  field: string,
  patch: Json | undefined,
  order: Json,
  schema: Schema | undefined,
): void {
  if (!Array.isArray(order))
    throw plainFailure(`expected a []interface {}, but received a ${goTypeOf(order)}`)
  const list = schema && fieldSchema(schema, field)
  const before = result[field]
  const known = Array.isArray(before) ? before : undefined
  if (patch !== undefined) mergeField(result, field, patch, schema)
  const merged = result[field]
  if (Array.isArray(merged)) {
    result[field] = inOrder(merged, order, known ?? [], mergeKey(list))
  }
}

function deleteFrom(result: JsonObject, field: string, values: Json): void {
  const list = result[field]
  if (!Array.isArray(list) || !Array.isArray(values)) return
  result[field] = list.filter((item) => !values.some((value) => equal(value, item)))
}

function unknownDirective(directive: Json, patch: Json): StatusError {
  return plainFailure(`unknown patch type: ${goText(directive)} in map: ${goText(patch)}`)
}
