import { trackCreate, trackUpdate } from './apply/tracking.ts'
import { decodeBody } from './body.ts'
import { remove, removeAll } from './delete-handler.ts'
import { negotiate } from './negotiation.ts'
import { pathSegment } from './names.ts'
import type { KubeObject } from './object.ts'
import { listOptions, writeOptions } from './options.ts'
import { patch } from './patch-handler.ts'
import { getObject, invalidVersion, list } from './reads.ts'
import { objectText, representation, type Representation } from './representation.ts'
import { readObjectBody, type Target } from './request.ts'
import { answerWrite, trackingOf, withWarnings, type ResourceCall } from './resource-call.ts'
import { byPlural, keyOf, type Part, type Resource } from './resource.ts'
import { sendText } from './respond.ts'
import { selection } from './selection.ts'
import {
  badRequest,
  conflict,
  methodNotAllowed,
  noSuchResource,
  notFound,
  plainFailure,
  verbNotSupported,
} from './status.ts'
import type { Stored } from './storage.ts'
import { WatchStream } from './watch.ts'
import { checkName, createObject, inNamespace, requireResourceVersion, updateObject } from './writes.ts'

/** Answers a request for a stored kind; what goes wrong is thrown as a StatusError. */
export async function handleResource(call: ResourceCall): Promise<void> {
  const { resource, target } = call
  const as = representation(negotiate(call.message.headers.accept), call.request.query)
  const part = partOf(resource, target)
  checkScope(call)
  switch (target.verb) {
    case 'get': {
      answerStored(call, as, 200, readOne(call))
      return
    }
    case 'list': {
      sendText(
        call.response,
        200,
        list(call.api, resource, target.namespace, listOptions(call.request.query, false), as),
      )
      return
    }
    case 'watch': {
      watch(call, as)
      return
    }
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
  const [why] = pathSegment(target.name, false)
  if (why !== undefined) throw badRequest(`Name parameter invalid: ${JSON.stringify(target.name)}: ${why}`)
}

function readOne({ api, resource, target, request }: ResourceCall): Stored {
  return getObject(api, resource, target.namespace, target.name, request.query.get('resourceVersion') ?? '')
}

function answerStored(call: ResourceCall, as: Representation, code: number, stored: Stored): void {
  const text = objectText(call.resource, stored.object, as, call.api.now(), () => stored.text)
  sendText(call.response, code, text)
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
  const draft = trackCreate(trackingOf(call, 'main', options), body.object)
  const result = await createObject(api, resource, target.namespace, draft, { user, dryRun: options.dryRun })
  answerWrite(call, as, 201, withWarnings(result, body.warnings, body.object))
}

async function update(call: ResourceCall, as: Representation, part: Part): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = writeOptions(request.query, 'UpdateOptions')
  const body = decodeBody(resource, await readObjectBody(message), options.fieldValidation)
  checkName(body.object.metadata.name, target.name)
  const next = inNamespace(resource, target.namespace, body.object)
  const context = { user, dryRun: options.dryRun }
  const tracking = trackingOf(call, part, options)
  const key = keyOf(resource, target.namespace, target.name)
  if (resource.rules.createOnUpdate && part === 'main' && !resource.table.get(key)) {
    const draft = trackCreate(tracking, next)
    const result = await createObject(api, resource, target.namespace, draft, context)
    answerWrite(call, as, 201, withWarnings(result, body.warnings, next))
    return
  }
  const change = (stored: Stored) => {
    checkUid(resource, stored, next)
    requireResourceVersion(resource, target.name, next)
    return trackUpdate(tracking, stored.object, next)
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
