import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api } from './api.ts'
import type { Authenticator, User } from './authentication.ts'
import type { FaultControl } from './faults.ts'
import { handleResource } from './handlers.ts'
import { impersonated } from './impersonation.ts'
import { answerNonResource } from './non-resource.ts'
import { refusal, type Attributes } from './rbac.ts'
import { attributesOf, parseRequest, readObjectBody, type ApiRequest, type Target } from './request.ts'
import { prettyPrint, send, sendError, sendPlain } from './respond.ts'
import { answerReview } from './reviews.ts'
import {
  forbidden,
  forbiddenPath,
  internalError,
  methodNotAllowed,
  noSuchResource,
  StatusError,
} from './status.ts'
import { answerTokenRequest, isTokenRequest } from './token-request.ts'

/** What answering a request takes. */
export interface Edge {
  readonly api: Api
  readonly authenticator: Authenticator
  readonly faults: FaultControl
  /** The server's own, as `host:port`. */
  readonly address: string
  /** Told of every decision about a request, for tests. */
  readonly onDecision: (user: User, attributes: Attributes, allowed: boolean) => void
}

/** Answers one HTTP request, whatever comes. */
export async function answer(edge: Edge, message: IncomingMessage, response: ServerResponse): Promise<void> {
  if (edge.faults.api === 'hang') {
    edge.faults.hang(response)
    return
  }
  try {
    if (edge.faults.api === 'error') throw internalError('the lab was told to answer with errors')
    const caller = await edge.authenticator.authenticate(message.headers.authorization)
    const user = impersonated(edge.api.rbac, caller, message)
    const request = parseRequest(message.method ?? 'GET', message.url ?? '/')
    if (wantsPretty(request, message)) prettyPrint(response)
    authorize(edge, user, attributesOf(request))
    await route(edge, request, user, message, response)
  } catch (error) {
    const known =
      error instanceof StatusError
        ? error
        : internalError(error instanceof Error ? error.message : String(error))
    if (response.headersSent) response.destroy()
    else sendError(response, known)
  }
}

/** As kube-apiserver: when asked, and for tools that people look at. */
function wantsPretty({ query }: ApiRequest, message: IncomingMessage): boolean {
  const asked = query.get('pretty')
  if (asked !== null) return asked === 'true' || asked === '1'
  return /^(curl|Wget|Mozilla\/5\.0)/.test(message.headers['user-agent'] ?? '')
}

/** @throws {StatusError} 403. */
function authorize({ api, onDecision }: Edge, user: User, attributes: Attributes): void {
  const { allowed, reason } = api.rbac.authorize(user, attributes)
  onDecision(user, attributes, allowed)
  if (allowed) return
  const words = refusal(user, attributes, reason)
  if ('path' in attributes) throw forbiddenPath(words)
  throw forbidden({ group: attributes.group, name: attributes.resource }, attributes.name, words)
}

async function route(
  { api, authenticator, faults, address }: Edge,
  request: ApiRequest,
  user: User,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { target } = request
  if (!target) {
    if (!answerNonResource(api.registry, address, request, message, response)) {
      sendPlain(response, 404, '404 page not found\n')
    }
    return
  }
  const review = api.registry.findReview(target.group, target.version, target.resource)
  if (review) {
    if (target.verb !== 'create') throw methodNotAllowed()
    send(response, 201, answerReview(api, review, user, await readObjectBody(message)))
    return
  }
  const resource = api.registry.find(target.group, target.version, target.resource)
  if (!resource || !fitsScope(resource.namespaced, resource.custom, target)) {
    if (isBuiltin(api, target)) throw noSuchResource()
    sendPlain(response, 404, '404 page not found\n')
    return
  }
  if (isTokenRequest(target)) {
    const body = target.verb === 'create' ? await readObjectBody(message) : ''
    send(response, 201, await answerTokenRequest(api, authenticator, target, body))
    return
  }
  const openWatch = (watch: Parameters<FaultControl['open']>[0]) => faults.open(watch, response)
  await handleResource({ api, resource, request, target, user, message, response, openWatch })
}

/** Namespaced kinds may be listed across namespaces; everything else needs its own scope in the path. */
function fitsScope(
  namespaced: boolean,
  custom: boolean,
  { namespace, verb, resource, group }: Target,
): boolean {
  if (group === '' && resource === 'namespaces') return true
  if (!namespaced) return namespace === ''
  if (namespace !== '' || verb === 'list' || verb === 'watch') return true
  return !custom && verb === 'deletecollection'
}

function isBuiltin(api: Api, { group, version }: Target): boolean {
  return api.registry
    .groupVersions()
    .some((item) => item.group === group && item.version === version && !item.custom)
}
