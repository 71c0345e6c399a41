import { z } from 'zod'
import type { Api } from './api.ts'
import type { User } from './authentication.ts'
import { invalid, type FieldError } from './field-errors.ts'
import { isObject, parseJson, type Json, type JsonObject } from './json.ts'
import { timestamp } from './object.ts'
import type { Attributes } from './rbac.ts'
import type { VirtualResource } from './registry.ts'
import { badRequest, invalidObject } from './status.ts'

const resourceAttributes = z.object({
  namespace: z.string().default(''),
  verb: z.string().default(''),
  group: z.string().default(''),
  version: z.string().default(''),
  resource: z.string().default(''),
  subresource: z.string().default(''),
  name: z.string().default(''),
})

const nonResourceAttributes = z.object({ path: z.string().default(''), verb: z.string().default('') })

const accessSpec = z.object({
  resourceAttributes: resourceAttributes.nullish(),
  nonResourceAttributes: nonResourceAttributes.nullish(),
  user: z.string().default(''),
  groups: z.array(z.string()).default([]),
  uid: z.string().default(''),
})

const rulesSpec = z.object({ namespace: z.string().default('') })

/**
 * Answers a review.
 *
 * @throws {StatusError} 400 for a body that is no review, 422 for a question that is none.
 */
export function answerReview(api: Api, resource: VirtualResource, user: User, text: string): JsonObject {
  const { kind, group, version } = resource
  let body: Json
  try {
    body = parseJson(text)
  } catch {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind`,
    )
  }
  const spec = isObject(body) ? (body['spec'] ?? {}) : {}
  const type = { kind, apiVersion: `${group}/${version}` }
  switch (kind) {
    case 'SelfSubjectReview':
      return {
        ...type,
        metadata: { creationTimestamp: timestamp(api.now()) },
        status: { userInfo: userInfo(user) },
      }
    case 'SelfSubjectRulesReview':
      return { ...type, metadata: {}, spec: {}, status: rulesStatus(api, user, parse(rulesSpec, spec, kind)) }
    default: {
      const asked = parse(accessSpec, spec, kind)
      const subject =
        kind === 'SubjectAccessReview' ? { username: asked.user, groups: asked.groups, uid: asked.uid } : user
      const attributes = attributesOf(asked)
      const { allowed, reason } = api.rbac.authorize(subject, attributes)
      return {
        ...type,
        metadata: {},
        spec: said(spec),
        status: { allowed, ...(reason !== '' && { reason }) },
      }
    }
  }
}

/** What was asked, without the empty parts. */
function said(spec: Json): Json {
  if (!isObject(spec)) return spec
  const parts = Object.entries(spec).filter(([, value]) => value !== '' && value !== null)
  return Object.fromEntries(parts.map(([key, value]) => [key, said(value)]))
}

function parse<T>(schema: z.ZodType<T>, spec: Json, kind: string): T {
  const result = schema.safeParse(spec)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue ? `spec.${issue.path.join('.')}: ${issue.message}` : ''
  throw badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${where}`)
}

function attributesOf(spec: z.infer<typeof accessSpec>): Attributes {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec
  const refuse = (error: FieldError) =>
    invalidObject({ group: 'authorization.k8s.io', name: '' }, '', [error])
  if (resource && path) {
    const shown = { Path: path.path, Verb: path.verb }
    const words = 'cannot be specified in combination with resourceAttributes'
    throw refuse(invalid('spec.nonResourceAttributes', shown, words))
  }
  if (path) return { verb: path.verb, path: path.path }
  if (resource) return resource
  const words = 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
  throw refuse(invalid('spec.resourceAttributes', null, words))
}

function rulesStatus(api: Api, user: User, { namespace }: z.infer<typeof rulesSpec>): JsonObject {
  if (namespace === '') throw badRequest('no namespace on request')
  const { resourceRules, nonResourceRules, error } = api.rbac.rulesFor(user, namespace)
  return {
    resourceRules,
    nonResourceRules,
    incomplete: false,
    ...(error !== '' && { evaluationError: error }),
  }
}

function userInfo({ username, uid, groups, extra }: User): JsonObject {
  return {
    username,
    ...(uid !== '' && { uid }),
    groups: [...groups],
    ...(extra && {
      extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])),
    }),
  }
}
