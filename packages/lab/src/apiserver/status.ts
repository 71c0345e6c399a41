import { summary, type FieldError } from './field-errors.ts'
import type { JsonObject } from './json.ts'

/** The parts of a resource that error texts name. */
export interface ResourceName {
  readonly group: string
  /** Plural in most texts, the kind in those about invalid objects. */
  readonly name: string
}

interface Cause {
  reason?: string
  message: string
  field?: string
}

/** An answer of the API other than success, as the `Status` object that goes over the wire. */
export class StatusError extends Error {
  readonly code: number
  readonly reason: string
  readonly details: JsonObject | undefined
  /** Only on expired list continuations: where an inconsistent list may go on. */
  readonly continueToken: string | undefined

  constructor(code: number, reason: string, message: string, details?: JsonObject, continueToken?: string) {
    super(message)
    this.code = code
    this.reason = reason
    this.details = details
    this.continueToken = continueToken
  }

  /** The `Status` object. */
  body(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken === undefined ? {} : { continue: this.continueToken },
      status: 'Failure',
      message: this.message,
      ...(this.reason !== '' && { reason: this.reason }),
      ...(this.details && { details: this.details }),
      code: this.code,
    }
  }
}

/** `eips.kube-dc.com`, or only the name in the core group. */
export function qualified({ group, name }: ResourceName): string {
  return group === '' ? name : `${name}.${group}`
}

function details(resource: ResourceName, name: string, causes: Cause[] = []): JsonObject {
  return {
    ...(name !== '' && { name }),
    ...(resource.group !== '' && { group: resource.group }),
    ...(resource.name !== '' && { kind: resource.name }),
    ...(causes.length > 0 && { causes: causes.map((cause) => ({ ...cause })) }),
  }
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized')
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message)
}

export function notFound(resource: ResourceName, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualified(resource)} "${name}" not found`,
    details(resource, name),
  )
}

/** For a built-in group's path that names no resource of it. */
export function noSuchResource(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function alreadyExists(resource: ResourceName, name: string, prefix = ''): StatusError {
  const message = `${prefix}${qualified(resource)} "${name}" already exists`
  return new StatusError(409, 'AlreadyExists', message, details(resource, name))
}

export function conflict(resource: ResourceName, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`
  return new StatusError(409, 'Conflict', message, details(resource, name))
}

/** The text of a write that was based on an old resourceVersion. */
export const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again'

/** `kind` and `name` name the object; most errors use the kind, few the plural. */
export function invalidObject(kind: ResourceName, name: string, errors: readonly FieldError[]): StatusError {
  const message = `${qualified(kind)} "${name}" is invalid: ${summary(errors)}`
  return new StatusError(
    422,
    'Invalid',
    message,
    details(
      kind,
      name,
      errors.map((error) => ({ ...error })),
    ),
  )
}

export function forbidden(
  resource: ResourceName,
  name: string,
  why: string,
  causes: Cause[] = [],
): StatusError {
  const subject = name === '' ? qualified(resource) : `${qualified(resource)} "${name}"`
  return new StatusError(403, 'Forbidden', `${subject} is forbidden: ${why}`, details(resource, name, causes))
}

export function forbiddenPath(why: string): StatusError {
  return new StatusError(403, 'Forbidden', `forbidden: ${why}`, {})
}

export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  )
}

/** As custom resources word it. */
export function verbNotSupported(resource: ResourceName, verb: string): StatusError {
  const message = `${verb} is not supported on resources of kind "${qualified(resource)}"`
  return new StatusError(405, 'MethodNotAllowed', message, details(resource, ''))
}

export function notAcceptable(): StatusError {
  const types = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'
  return new StatusError(406, 'NotAcceptable', `only the following media types are accepted: ${types}`)
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  return new StatusError(415, 'UnsupportedMediaType', message)
}

/** History before the asked revision is gone: the client lists anew. */
export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError(410, 'Expired', message, undefined, continueToken)
}

export function tooLarge(limit: number): StatusError {
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`)
}

/** A plain error that reached the edge; kube-apiserver answers such without a reason. */
export function plainFailure(message: string): StatusError {
  return new StatusError(500, '', message)
}

export function internalError(message: string): StatusError {
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  })
}

export function resourceVersionTooLarge(asked: number, current: number): StatusError {
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`
  return new StatusError(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  })
}
