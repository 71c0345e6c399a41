import { isObject, parseJson, type Json, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import type { FieldValidation } from './options.ts'
import type { Resource } from './resource.ts'
import { badRequest, StatusError } from './status.ts'

export interface DecodedBody {
  readonly object: KubeObject
  /** Unknown and duplicate fields, for the `Warning` header. */
  readonly warnings: readonly string[]
}

const GO_TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

/**
 * Reads the body of a create or update.
 *
 * @throws {StatusError} 400 when it is no object of this kind, or with unknown fields under strict validation.
 */
export function decodeBody(resource: Resource, text: string, validation: FieldValidation): DecodedBody {
  const body = parseBody(resource, text)
  const problems: string[] = []
  const unknown: string[] = []
  const object = resource.rules.decode(body, unknown)
  if (validation === 'Ignore') return { object, warnings: [] }
  problems.push(...duplicateFields(text).map((field) => `duplicate field "${field}"`))
  problems.push(...unknown.map((field) => `unknown field "${field}"`))
  if (validation === 'Strict' && problems.length > 0) {
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: strict decoding error: ${problems.join(', ')}`,
    )
  }
  return { object, warnings: problems }
}

function parseBody(resource: Resource, text: string): JsonObject {
  const refuse = (why: string) =>
    badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): ${why} (${shown(text)})`,
    )
  let value: Json
  try {
    value = parseJson(text)
  } catch (error) {
    throw refuse(`couldn't get version/kind; json parse error: ${syntaxProblem(text, error)}`)
  }
  if (value === null) {
    if (resource.custom) throw refuse("Object 'Kind' is missing in 'null'")
    return {}
  }
  if (!isObject(value)) {
    const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    throw refuse(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${found} into Go value of type ${GO_TYPE_META}`,
    )
  }
  if (resource.custom && !value['kind']) throw refuse(`Object 'Kind' is missing in '${text}'`)
  return value
}

/** The start of a body as errors quote it: text that begins like JSON, anything else in hexadecimal. */
function shown(text: string): string {
  const limit = 30
  if (text === '') return '<empty>'
  const whole = text.startsWith('{') ? text : Buffer.from(text).toString('hex')
  return whole.length > limit ? `${whole.slice(0, limit)} ...` : whole
}

/** What is wrong with a text that is no JSON, near to how Go's decoder says it. */
export function syntaxProblem(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  if (text.trim() === '' || message.includes('end of JSON input')) return 'unexpected end of JSON input'
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN)
  const found = Number.isNaN(position) ? '' : text.charAt(position)
  if (found === '') return 'unexpected end of JSON input'
  if (message.includes('after JSON') || message.includes('non-whitespace')) {
    return `invalid character '${found}' after top-level value`
  }
  const place = message.includes('property name') ? 'object key string' : 'value'
  return `invalid character '${found}' looking for beginning of ${place}`
}

/** Paths of keys that an object of a valid JSON text holds twice. */
export function duplicateFields(text: string): string[] {
  const found = new Set<string>()
  const stack: { path: string; keys?: Set<string>; index: number }[] = []
  let key = ''
  let expectKey = false
  const here = () => {
    const top = stack.at(-1)
    if (!top) return ''
    if (!top.keys) return `${top.path}[${top.index}]`
    return top.path === '' ? key : `${top.path}.${key}`
  }
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [symbol] = match
    const top = stack.at(-1)
    if (symbol === '{') {
      stack.push({ path: here(), keys: new Set(), index: 0 })
      expectKey = true
    } else if (symbol === '[') {
      stack.push({ path: here(), index: 0 })
      expectKey = false
    } else if (symbol === '}' || symbol === ']') {
      stack.pop()
      expectKey = false
    } else if (symbol === ',') {
      if (top && !top.keys) top.index += 1
      expectKey = top?.keys !== undefined
    } else if (expectKey && top?.keys) {
      key = String(JSON.parse(symbol))
      if (top.keys.has(key)) found.add(here())
      top.keys.add(key)
      expectKey = false
    }
  }
  return [...found]
}

/** A patched object, read like a body; wrong fields are the patch's fault (422 instead of 400). `shown` is how errors quote it. */
export function decodePatched(
  resource: Resource,
  patched: JsonObject,
  validation: FieldValidation,
  shown = () => JSON.stringify(patched),
): DecodedBody {
  const unknown: string[] = []
  let object: KubeObject
  try {
    object = resource.rules.decode(patched, unknown)
  } catch (error) {
    if (error instanceof StatusError && error.code === 400) throw wrongPatch(resource, shown(), error.message)
    throw error
  }
  if (validation === 'Ignore') return { object, warnings: [] }
  const problems = unknown.map((field) => `unknown field "${field}"`)
  if (validation === 'Strict' && problems.length > 0) {
    throw wrongPatch(resource, shown(), `strict decoding error: ${problems.join(', ')}`)
  }
  return { object, warnings: problems }
}

function wrongPatch(resource: Resource, patched: string, why: string): StatusError {
  const prefix = `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: `
  const detail = why.startsWith(prefix) ? why.slice(prefix.length) : why
  const message = `Invalid value: ${JSON.stringify(patched)}: ${detail}`
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  })
}
