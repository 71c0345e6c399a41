import library, { type Operation } from 'fast-json-patch'
import { copy, goTypeName, isObject, parseJson, type Json, type JsonObject } from './json.ts'
import { syntaxProblem } from './body.ts'
import { badRequest, StatusError } from './status.ts'

/** Changes a copy of the object; the answer still has to be decoded and validated. */
export type Patch = (object: JsonObject) => JsonObject

export const MERGE_PATCH = 'application/merge-patch+json'
export const JSON_PATCH = 'application/json-patch+json'
export const STRATEGIC_PATCH = 'application/strategic-merge-patch+json'
/** Server-side apply; the body may be JSON as well. */
export const APPLY_PATCH = 'application/apply-patch+yaml'

/**
 * JSON merge patch (RFC 7386). A null removes; anything but an object replaces.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return copy(patch)
  const result: JsonObject = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key)
    else result[key] = mergePatch(result[key], value)
  }
  return result
}

/**
 * Reads the body of a PATCH request.
 *
 * @throws {StatusError} 400 when the body is no patch of that type.
 */
export function parsePatch(type: typeof MERGE_PATCH | typeof JSON_PATCH, text: string): Patch {
  let body: Json
  try {
    body = parseJson(text)
  } catch (error) {
    throw badRequest(`error decoding patch: ${syntaxProblem(text, error)}`)
  }
  if (type === JSON_PATCH) return jsonPatch(body)
  if (!isObject(body)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${goTypeName(body)} into Go value of type map[string]interface {}`,
    )
  }
  const patch = body
  return (object) => {
    const merged = mergePatch(object, patch)
    return isObject(merged) ? merged : {}
  }
}

const MAX_OPERATIONS = 10_000

function jsonPatch(body: Json): Patch {
  if (!Array.isArray(body)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${goTypeName(body)} into Go value of type []handlers.jsonPatchOp`,
    )
  }
  if (body.length > MAX_OPERATIONS) {
    const message = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${body.length}`
    throw new StatusError(413, 'RequestEntityTooLarge', message)
  }
  return (object) => {
    let document: Json = copy(object)
    for (const item of body) document = applyOne(document, item)
    if (!isObject(document)) throw rejected()
    return document
  }
}

/** The API server does not say which operation failed. */
function rejected(): StatusError {
  return new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {})
}

function applyOne(document: Json, item: Json): Json {
  const operation = toOperation(item)
  if (!operation) throw rejected()
  const tolerant: Operation =
    operation.op === 'replace' && isMissingField(document, operation.path)
      ? { ...operation, op: 'add' }
      : operation
  try {
    return library.applyOperation<Json>(document, tolerant, true).newDocument
  } catch {
    throw rejected()
  }
}

function toOperation(item: Json): Operation | undefined {
  if (!isObject(item)) return undefined
  const { op, path, from, value = null } = item
  if (typeof path !== 'string') return undefined
  switch (op) {
    case 'add':
    case 'replace':
    case 'test':
      return { op, path, value }
    case 'remove':
      return { op, path }
    case 'move':
    case 'copy':
      return typeof from === 'string' ? { op, path, from } : undefined
    default:
      return undefined
  }
}

/** The API server's library replaces a field that an object does not have by adding it, other than RFC 6902 says. */
function isMissingField(document: Json, path: string): boolean {
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = parts.pop()
  let at: Json | undefined = document
  for (const part of parts) at = Array.isArray(at) ? at[Number(part)] : isObject(at) ? at[part] : undefined
  return last !== undefined && isObject(at) && !Object.hasOwn(at, last)
}
