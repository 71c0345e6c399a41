/** Any JSON value. Values are treated as immutable: whoever changes one works on a copy. */
export type Json = null | boolean | number | string | Json[] | JsonObject

export interface JsonObject {
  [key: string]: Json
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object at `key`, or an empty one where there is none. */
export function objectAt(value: Json | undefined, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined
  return isObject(found) ? found : {}
}

/** The text at `key`, or an empty one where there is none. */
export function textAt(value: Json | undefined, key: string): string {
  const found = isObject(value) ? value[key] : undefined
  return typeof found === 'string' ? found : ''
}

/** The list at `key`, or an empty one where there is none. */
export function listAt(value: Json | undefined, key: string): Json[] {
  const found = isObject(value) ? value[key] : undefined
  return Array.isArray(found) ? found : []
}

/** The texts in the list at `key`; what is no text is left out. */
export function textsAt(value: Json | undefined, key: string): string[] {
  return listAt(value, key).filter((item) => typeof item === 'string')
}

/**
 * Parses untrusted JSON. A key `__proto__` is dropped: assigned later, it would change an object's prototype instead of
 * becoming a field.
 *
 * @throws {SyntaxError} when the text is no JSON.
 */
export function parseJson(text: string): Json {
  const harmless = !/__proto__|\\u/i.test(text)
  const drop = (key: string, value: Json) => (key === '__proto__' ? undefined : value)
  // What JSON.parse gives is JSON.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
  const value: Json = JSON.parse(text, harmless ? undefined : drop)
  return value
}

/** Deep equality, blind to the order of keys. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]))
  }
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  )
}

/** Deep copy. */
export function copy(value: Json): Json {
  if (Array.isArray(value)) return value.map(copy)
  return isObject(value) ? copyObject(value) : value
}

export function copyObject(value: JsonObject): JsonObject {
  const result: JsonObject = {}
  for (const [key, item] of Object.entries(value)) result[key] = copy(item)
  return result
}

/** A value in one word or as JSON, for texts. */
export function shortText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

/** The record with every value changed, the keys kept. */
export function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)] as const))
}

/** The object without the named fields. */
export function without(value: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))
}

/** What Go's JSON decoder calls the type of a value in its errors. */
export function goTypeName(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
