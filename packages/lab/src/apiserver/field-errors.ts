import type { Json } from './json.ts'

/** Machine-readable reason of a cause in `Status.details.causes`. */
export type FieldReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueDuplicate'

/** One thing wrong with one field, worded as kube-apiserver words it. */
export interface FieldError {
  readonly reason: FieldReason
  /** Path as in `spec.ports[0].name`. */
  readonly field: string
  /** Without the path: `Required value`, `Invalid value: "x": must be …`. */
  readonly message: string
}

export function required(field: string, detail = ''): FieldError {
  return { reason: 'FieldValueRequired', field, message: withDetail('Required value', detail) }
}

export function invalid(field: string, value: Json, detail: string): FieldError {
  return { reason: 'FieldValueInvalid', field, message: withDetail(`Invalid value: ${show(value)}`, detail) }
}

/** `type` is the JSON type that was found; the API server prints it in place of the value. */
export function typeInvalid(field: string, type: string, detail: string): FieldError {
  return {
    reason: 'FieldValueTypeInvalid',
    field,
    message: withDetail(`Invalid value: ${show(type)}`, detail),
  }
}

export function notSupported(field: string, value: Json, supported: readonly string[]): FieldError {
  const list = supported.map((item) => show(item)).join(', ')
  return {
    reason: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${show(value)}: supported values: ${list}`,
  }
}

export function forbidden(field: string, detail: string): FieldError {
  return { reason: 'FieldValueForbidden', field, message: withDetail('Forbidden', detail) }
}

/** `limit` counts bytes in the words of the API server, even where it counts characters. */
export function tooLong(field: string, limit: number): FieldError {
  return { reason: 'FieldValueTooLong', field, message: `Too long: may not be more than ${limit} bytes` }
}

export function tooMany(field: string, found: number, limit: number): FieldError {
  return {
    reason: 'FieldValueTooMany',
    field,
    message: `Too many: ${found}: must have at most ${limit} item${limit === 1 ? '' : 's'}`,
  }
}

export function duplicate(field: string, value: Json): FieldError {
  return { reason: 'FieldValueDuplicate', field, message: `Duplicate value: ${show(value)}` }
}

/** `path: message`, joined as the API server joins several: in brackets, each text once. */
export function summary(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map((error) => `${error.field}: ${error.message}`))]
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`
}

function show(value: Json): string {
  return JSON.stringify(value)
}
