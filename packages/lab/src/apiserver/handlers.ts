import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api } from './api.ts'
import type { User } from './authentication.ts'
import { decodeBody, decodePatched, syntaxProblem } from './body.ts'
import { invalid } from './field-errors.ts'
import { isObject, parseJson, type Json, type JsonObject } from './json.ts'
import { metaWarnings } from './metadata.ts'
import { negotiate } from './negotiation.ts'
import type { KubeObject } from './object.ts'
import { deleteOptions, listOptions, writeOptions, type FieldValidation } from './options.ts'
import { JSON_PATCH, MERGE_PATCH, parsePatch, type Patch } from './patch.ts'
import { getObject, invalidVersion, list } from './reads.ts'
import { objectText, representation, type Representation } from './representation.ts'
import { contentType, readBody, readObjectBody, type ApiRequest, type Target } from './request.ts'
import { byPlural, keyOf, type Part, type Resource } from './resource.ts'
import { send, sendText } from './respond.ts'
import { selection } from './selection.ts'
import {
  badRequest,
  conflict,
  invalidObject,
  methodNotAllowed,
  noSuchResource,
  notFound,
  plainFailure,
  StatusError,
  unsupportedMediaType,
  verbNotSupported,
} from './status.ts'
import type { Stored } from './storage.ts'
import { WatchStream } from './watch.ts'
import {
  createObject,
  deleteObject,
  inNamespace,
  requireResourceVersion,
  updateObject,
  type WriteResult,
} from './writes.ts'

/** One request for a stored kind. */
export interface ResourceCall {
  readonly api: Api
  readonly resource: Resource
  readonly request: ApiRequest
  readonly target: Target
  readonly user: User
  readonly message: IncomingMessage
  readonly response: ServerResponse
  /** Takes care of an open watch from here on. */
  readonly openWatch: (watch: WatchStream) => void
}

/** Answers a request for a stored kind; what goes wrong is thrown as a StatusError. */
export async function handleResource(call: ResourceCall): Promise<void> {
  const { resource, target } = call
  const as = representation(negotiate(call.message.headers.accept), call.request.query)
  const part = partOf(resource, target)
  checkScope(call)
  switch (target.verb) {
    case 'get':
      return answerStored(call, as, 200, readOne(call))
    case 'list':
      return sendText(
        call.response,
        200,
        list(call.api, resource, target.namespace, listOptions(call.request.query, false), as),
      )
    case 'watch':
      return watch(call, as)
    case 'create':
      return create(call, as)
    case 'update':
      return update(call, as, part)
    case 'patch':
      return patch(call, as, part)
    case 'delete':
      return remove(call, as)
    case 'deletecollection':
      return removeAll(call, as)
    default:
      throw resource.custom ? verbNotSupported(byPlural(resource), '') : methodNotAllowed()
  }
}

/** @throws {StatusError} 404 for unknown subresources, 405 for verbs that the kind or subresource does not have. */
function partOf(resource: Resource, { subresource, verb, name }: Target): Part {
  if (subresource === '') {
    if (resource.verbs.includes(verb)) return 'main'
    throw resource.custom ? verbNotSupported(byPlural(resource), verb) : methodNotAllowed()
  }
  const known = resource.subresources.find((item) => item.name === subresource)
  if (!known) throw resource.custom ? notFound(byPlural(resource), name) : noSuchResource()
  if (known.verbs.includes(verb) && subresource === 'status') return 'status'
  throw resource.custom ? verbNotSupported(byPlural(resource), verb) : methodNotAllowed()
}

/** Verbs on one object need its name, and namespaced objects are made in a namespace. */
function checkScope({ resource, request, target }: ResourceCall): void {
  const onObject = target.verb === 'update' || target.verb === 'patch'
  const inPath = request.path.split('/').length
  const named = target.name !== '' && inPath > (target.group === '' ? 4 : 5)
  if (onObject && !named) throw resource.custom ? badRequest('name must be provided') : methodNotAllowed()
}

function readOne({ api, resource, target, request }: ResourceCall): Stored {
  return getObject(api, resource, target.namespace, target.name, request.query.get('resourceVersion') ?? '')
}

function answerStored(call: ResourceCall, as: Representation, code: number, stored: Stored): void {
  const text = objectText(call.resource, stored.object, as, call.api.now(), () => stored.text)
  sendText(call.response, code, text)
}

function answerWrite(call: ResourceCall, as: Representation, code: number, result: WriteResult): void {
  const { object, stored } = result
  const text = objectText(
    call.resource,
    object,
    as,
    call.api.now(),
    () => stored?.text ?? JSON.stringify(object),
  )
  sendText(call.response, code, text, result.warnings)
}

function watch(call: ResourceCall, as: Representation): void {
  const { api, resource, request, target, response } = call
  const options = listOptions(request.query, true)
  if (options.resourceVersion !== '' && !/^\d+$/.test(options.resourceVersion)) {
    throw plainFailure(invalidVersion(options.resourceVersion))
  }
  const query = {
    resource,
    namespace: target.namespace,
    selection: selection(resource, options),
    options,
    as,
  }
  call.openWatch(
    new WatchStream(
      query,
      response,
      () => api.store.revision,
      () => api.now(),
    ),
  )
}

async function create(call: ResourceCall, as: Representation): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = writeOptions(request.query, 'CreateOptions')
  const body = decodeBody(resource, await readObjectBody(message), options.fieldValidation)
  const result = await createObject(api, resource, target.namespace, body.object, {
    user,
    dryRun: options.dryRun,
  })
  answerWrite(call, as, 201, withWarnings(result, body.warnings, body.object))
}

function withWarnings(result: WriteResult, before: readonly string[], object: KubeObject): WriteResult {
  return { ...result, warnings: [...before, ...metaWarnings(object.metadata), ...result.warnings] }
}

async function update(call: ResourceCall, as: Representation, part: Part): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = writeOptions(request.query, 'UpdateOptions')
  const body = decodeBody(resource, await readObjectBody(message), options.fieldValidation)
  const given = body.object.metadata.name
  if (given === '') {
    throw badRequest(
      `the name of the object (${target.name} based on URL) was undeterminable: name must be provided`,
    )
  }
  if (given !== target.name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${target.name})`)
  }
  const next = inNamespace(resource, target.namespace, body.object)
  const context = { user, dryRun: options.dryRun }
  const key = keyOf(resource, target.namespace, target.name)
  if (resource.rules.createOnUpdate && part === 'main' && !resource.table.get(key)) {
    const result = await createObject(api, resource, target.namespace, next, context)
    return answerWrite(call, as, 201, withWarnings(result, body.warnings, next))
  }
  const change = (stored: Stored) => {
    checkUid(resource, stored, next)
    requireResourceVersion(resource, target.name, next)
    return next
  }
  const result = await updateObject(api, resource, target.namespace, target.name, part, change, context)
  answerWrite(call, as, 200, withWarnings(result, body.warnings, next))
}

/** A PUT that says another uid means an object that is gone. */
function checkUid(resource: Resource, stored: Stored, next: KubeObject): void {
  const { uid } = next.metadata
  const { name, uid: known = '' } = stored.object.metadata
  if (uid === undefined || uid === known) return
  const key = `/registry/${resource.group === '' ? '' : `${resource.group}/`}${resource.plural}/${stored.key}`
  throw conflict(
    byPlural(resource),
    name,
    `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${known}`,
  )
}

async function patch(call: ResourceCall, as: Representation, part: Part): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const type = patchType(resource, contentType(message))
  const options = writeOptions(request.query, 'PatchOptions')
  const change = parsePatch(type, await readBody(message))
  let warnings: readonly string[] = []
  const apply = (stored: Stored) => {
    const patched = applyPatch(call, stored, change, options.fieldValidation)
    warnings = patched.warnings
    return patched.object
  }
  const context = { user, dryRun: options.dryRun }
  const result = await updateObject(api, resource, target.namespace, target.name, part, apply, context)
  answerWrite(call, as, 200, withWarnings(result, warnings, result.object))
}

/** Server-side apply and strategic merge get their place here. */
function patchType(resource: Resource, type: string): typeof MERGE_PATCH | typeof JSON_PATCH {
  if (type === MERGE_PATCH || type === JSON_PATCH) return type
  if (resource.custom) throw unsupportedMediaType([JSON_PATCH, MERGE_PATCH, 'application/apply-patch+yaml'])
  throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
}

function applyPatch(
  { resource, target }: ResourceCall,
  stored: Stored,
  change: Patch,
  validation: FieldValidation,
): { object: KubeObject; warnings: readonly string[] } {
  const before: JsonObject = { ...stored.object }
  const patched = change(before)
  checkType(resource, target.name, patched)
  const decoded = decodePatched(resource, patched, validation)
  const { name, resourceVersion } = decoded.object.metadata
  if (name !== target.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`)
  }
  const object = inNamespace(resource, target.namespace, decoded.object)
  // The revision it was read at is no precondition; one that the patch itself names is.
  const { resourceVersion: _read, ...metadata } = object.metadata
  const named = resourceVersion !== undefined && resourceVersion !== stored.object.metadata.resourceVersion
  return { object: named ? object : { ...object, metadata }, warnings: decoded.warnings }
}

/** A patch may not turn an object into another kind. */
function checkType(resource: Resource, name: string, patched: JsonObject): void {
  if (!resource.custom) return
  const apiVersion = String(patched['apiVersion'])
  const kind = String(patched['kind'])
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  const wanted = `${resource.group}/${resource.version}`
  const errors = [
    ...(kind === resource.kind ? [] : [invalid('kind', kind, `must be ${resource.kind}`)]),
    ...(apiVersion === wanted ? [] : [invalid('apiVersion', apiVersion, `must be ${wanted}`)]),
  ]
  if (errors.length > 0) throw invalidObject({ group, name: kind }, name, errors)
}

async function remove(call: ResourceCall, as: Representation): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = deleteOptions(request.query, parseDeleteBody(await readBody(message)))
  const context = { user, dryRun: options.dryRun }
  const result = await deleteObject(api, resource, target.namespace, target.name, options, context)
  if (!result.gone) {
    return answerWrite(call, as, 200, { ...result, warnings: [] })
  }
  send(call.response, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: target.name,
      ...(resource.group !== '' && { group: resource.group }),
      kind: resource.plural,
      uid: result.last.metadata.uid ?? '',
    },
  })
}

function parseDeleteBody(text: string): Json | undefined {
  if (text === '') return undefined
  let body: Json
  try {
    body = parseJson(text)
  } catch (error) {
    throw plainFailure(`couldn't get version/kind; json parse error: ${syntaxProblem(text, error)}`)
  }
  const seconds = isObject(body) ? body['gracePeriodSeconds'] : undefined
  if (typeof seconds === 'string') {
    throw plainFailure(
      'json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    )
  }
  return body
}

async function removeAll(call: ResourceCall, as: Representation): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = deleteOptions(request.query, parseDeleteBody(await readBody(message)))
  const query = listOptions(request.query, false)
  const text = list(api, resource, target.namespace, query, as)
  const matches = selection(resource, query)
  for (const { object } of resource.table.list(target.namespace === '' ? undefined : target.namespace)) {
    if (matches && !matches(object)) continue
    const { name, namespace = '' } = object.metadata
    await deleteObject(api, resource, namespace, name, options, { user, dryRun: options.dryRun })
  }
  sendText(call.response, 200, text)
}
