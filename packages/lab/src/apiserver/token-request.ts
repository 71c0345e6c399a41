import type { Api } from './api.ts'
import { SERVICE_ACCOUNT_ISSUER, type Authenticator } from './authentication.ts'
import { invalid, type FieldError } from './field-errors.ts'
import { objectAt, parseJson, textAt, textsAt, type Json, type JsonObject } from './json.ts'
import { timestamp } from './object.ts'
import { badRequest, invalidObject, methodNotAllowed, notFound } from './status.ts'
import type { Target } from './request.ts'

const GROUP = 'authentication.k8s.io'
const DEFAULT_SECONDS = 3600
const MIN_SECONDS = 600
const MAX_SECONDS = 2 ** 32

/** Whether a request is for a token of a ServiceAccount: the subresource `token`, which is not stored. */
export function isTokenRequest({ group, resource, subresource }: Target): boolean {
  return group === '' && resource === 'serviceaccounts' && subresource === 'token'
}

/**
 * Answers `POST …/serviceaccounts/NAME/token`. A token lives as long as its account; that it could be bound to a Pod or
 * a Secret is not served.
 *
 * @throws {StatusError} 404, 405 or 422.
 */
export async function answerTokenRequest(
  api: Api,
  authenticator: Authenticator,
  { verb, namespace, name }: Target,
  text: string,
): Promise<JsonObject> {
  if (verb !== 'create') throw methodNotAllowed()
  const body = read(text)
  const stored = api.registry.builtin('', 'serviceaccounts').table.get(`${namespace}/${name}`)
  if (!stored) throw notFound({ group: '', name: 'serviceaccounts' }, name)
  const { uid = '' } = stored.object.metadata
  const spec = objectAt(body, 'spec')
  const given = spec['expirationSeconds']
  const seconds = typeof given === 'number' ? given : DEFAULT_SECONDS
  check(textAt(objectAt(body, 'metadata'), 'name'), name, seconds)
  const asked = textsAt(spec, 'audiences')
  const audiences = asked.length === 0 ? [SERVICE_ACCOUNT_ISSUER] : asked
  const now = api.now()
  return {
    kind: 'TokenRequest',
    apiVersion: `${GROUP}/v1`,
    metadata: { name, namespace, uid, creationTimestamp: timestamp(now) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
    status: {
      token: await authenticator.mint(namespace, name, uid, seconds, audiences),
      expirationTimestamp: timestamp(new Date(now.getTime() + seconds * 1000)),
    },
  }
}

function read(text: string): Json {
  try {
    return parseJson(text)
  } catch {
    throw badRequest(
      "the object provided is unrecognized (must be of type TokenRequest): couldn't get version/kind",
    )
  }
}

function check(given: string, name: string, seconds: number): void {
  const kind = { group: GROUP, name: 'TokenRequest' }
  if (given !== '' && given !== name) {
    const why = 'must match the service account name if specified'
    throw invalidObject(kind, name, [invalid('metadata.name', given, why)])
  }
  const errors: FieldError[] = []
  const field = 'spec.expirationSeconds'
  if (seconds < MIN_SECONDS)
    errors.push(invalid(field, seconds, 'may not specify a duration less than 10 minutes'))
  if (seconds > MAX_SECONDS)
    errors.push(invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds'))
  if (errors.length > 0) throw invalidObject(kind, '', errors)
}
