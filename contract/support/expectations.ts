import { expect } from 'vitest'

// What the server makes up.
export const UID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
export const VERSION = expect.stringMatching(/^[1-9]\d*$/)
export const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

/** What every stored object has in its metadata, beside its names. */
export const STORED = { uid: UID, resourceVersion: VERSION, creationTimestamp: TIME }

export interface Cause {
  readonly reason?: string
  readonly message: string
  readonly field?: string
}

interface Details {
  readonly name?: string
  readonly group?: string
  readonly kind?: string
  readonly uid?: unknown
  readonly causes?: readonly Cause[]
  readonly retryAfterSeconds?: number
}

/** A refusal, as status code and body. */
export function refusal(code: number, reason: string | undefined, message: unknown, details?: Details) {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason !== undefined && { reason }),
      ...(details && { details }),
      code,
    },
  }
}

/** The plain text that paths get which nothing serves. */
export const PAGE_NOT_FOUND = { status: 404, body: '404 page not found\n' }

interface Named {
  readonly kind: string
  readonly group?: string
  readonly name: string
}

/** A refusal by validation: the message repeats the field and the words of each cause, the same ones only once. */
export function invalid({ kind, group, name }: Named, ...causes: readonly Required<Cause>[]) {
  const type = group === undefined ? kind : `${kind}.${group}`
  const words = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))]
  const message = words.length === 1 ? words.join() : `[${words.join(', ')}]`
  const details = { ...(name !== '' && { name }), ...(group !== undefined && { group }), kind, causes }
  return refusal(422, 'Invalid', `${type} "${name}" is invalid: ${message}`, details)
}

/** A definition's CEL rules are not run when its schema already says no; this cause says so. */
export const RULES_NOT_CHECKED = {
  reason: 'FieldValueInvalid',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  field: '<nil>',
}
