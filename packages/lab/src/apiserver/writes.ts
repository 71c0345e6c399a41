import { randomUUID } from 'node:crypto'
import { admit, type AdmissionRequest } from './admission.ts'
import type { Api } from './api.ts'
import type { User } from './authentication.ts'
import { equal } from './json.ts'
import { generateName } from './names.ts'
import { timestamp, withMeta, type KubeObject } from './object.ts'
import { invalid } from './field-errors.ts'
import { byKind, byPlural, keyOf, type Part, type Resource } from './resource.ts'
import {
  alreadyExists,
  badRequest,
  conflict,
  invalidObject,
  MODIFIED,
  notFound,
  plainFailure,
} from './status.ts'
import type { Stored } from './storage.ts'

/** Who writes, and how. */
export interface WriteContext {
  readonly user: User
  readonly dryRun: boolean
}

export interface WriteResult {
  /** What the client gets to see; for a dry run an object that is not stored. */
  readonly object: KubeObject
  /** Absent for dry runs, and when the write removed the object. */
  readonly stored?: Stored
  readonly warnings: readonly string[]
}

const NAME_ATTEMPTS = 8

/**
 * Creates an object from a decoded body.
 *
 * @throws {StatusError} 400, 403, 404 (namespace), 409, 422 or what admission says.
 */
export async function createObject(
  api: Api,
  resource: Resource,
  namespace: string,
  body: KubeObject,
  context: WriteContext,
): Promise<WriteResult> {
  const { metadata } = body
  if (metadata.resourceVersion !== undefined) {
    throw plainFailure('resourceVersion should not be set on objects to be created')
  }
  const named = withMeta(inNamespace(resource, namespace, body), {})
  for (let attempt = 1; ; attempt += 1) {
    const draft = newObject(api, resource, named)
    const request = admissionRequest(resource, namespace, context, 'CREATE', { object: draft })
    await admit(api.early, request)
    const errors = resource.rules.validateCreate(draft)
    if (errors.length > 0) throw invalidObject(byKind(resource), draft.metadata.name, errors)
    const warnings = await admit(api.admission, request)
    const key = keyOf(resource, namespace, draft.metadata.name)
    if (context.dryRun) {
      if (!resource.table.get(key)) return { object: draft, warnings }
    } else {
      const stored = api.store.insert(resource.table, key, draft)
      if (stored) return { object: stored.object, stored, warnings }
    }
    const generated = metadata.name === '' && metadata.generateName !== undefined
    if (generated && attempt < NAME_ATTEMPTS) continue
    const present = resource.table.get(key)
    const prefix = present?.object.metadata.deletionTimestamp === undefined ? '' : 'object is being deleted: '
    throw alreadyExists(byPlural(resource), draft.metadata.name, prefix)
  }
}

function newObject(api: Api, resource: Resource, body: KubeObject): KubeObject {
  const { name, generateName: base } = body.metadata
  const fresh = withMeta(
    body,
    {
      name: name === '' && base !== undefined ? generateName(base) : name,
      uid: randomUUID(),
      creationTimestamp: timestamp(api.now()),
    },
    ['deletionTimestamp', 'deletionGracePeriodSeconds', 'generation', 'resourceVersion'],
  )
  return resource.rules.prepareCreate(fresh)
}

/** @throws {StatusError} 400 when body and URL name different namespaces. */
export function inNamespace(resource: Resource, namespace: string, body: KubeObject): KubeObject {
  const given = body.metadata.namespace
  if (!resource.namespaced) return withMeta(body, {}, ['namespace'])
  if (given !== undefined && given !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  return withMeta(body, { namespace })
}

/**
 * Replaces an object by what `change` makes of the stored one. Without a resourceVersion in the result the change is
 * tried again when somebody else wrote in between.
 *
 * @throws {StatusError} 403, 404, 409, 422 or what admission says.
 */
export async function updateObject(
  api: Api,
  resource: Resource,
  namespace: string,
  name: string,
  part: Part,
  change: (stored: Stored) => KubeObject,
  context: WriteContext,
): Promise<WriteResult> {
  for (;;) {
    const stored = resource.table.get(keyOf(resource, namespace, name))
    if (!stored) throw notFound(byPlural(resource), name)
    const next = change(stored)
    const based = next.metadata.resourceVersion
    if (based !== undefined && based !== String(stored.revision)) {
      throw conflict(byPlural(resource), name, MODIFIED)
    }
    const prepared = prepareUpdate(resource, next, stored.object, part)
    const errors = resource.rules.validateUpdate(prepared, stored.object, part)
    if (errors.length > 0) throw invalidObject(byKind(resource), name, errors)
    const request = admissionRequest(resource, namespace, context, 'UPDATE', {
      object: prepared,
      oldObject: stored.object,
      subresource: part === 'status' ? 'status' : '',
    })
    const warnings = await admit([...api.early, ...api.admission], request)
    const result = write(api, resource, stored, prepared, context)
    if (result) return { ...result, warnings }
  }
}

/** The new state with what clients cannot change taken from the stored one. */
function prepareUpdate(resource: Resource, next: KubeObject, stored: KubeObject, part: Part): KubeObject {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } =
    stored.metadata
  const kept = withMeta(
    next,
    {
      uid: next.metadata.uid ?? uid ?? '',
      ...(creationTimestamp !== undefined && { creationTimestamp }),
      ...(deletionTimestamp !== undefined && { deletionTimestamp }),
      ...(generation !== undefined && { generation }),
      ...(deletionGracePeriodSeconds !== undefined &&
        next.metadata.deletionGracePeriodSeconds === undefined && { deletionGracePeriodSeconds }),
    },
    [
      'resourceVersion',
      ...(deletionTimestamp === undefined ? (['deletionTimestamp'] as const) : []),
      ...(generation === undefined ? (['generation'] as const) : []),
    ],
  )
  return resource.rules.prepareUpdate(kept, stored, part)
}

/** Undefined when the stored object is no longer the newest. */
function write(
  api: Api,
  resource: Resource,
  stored: Stored,
  next: KubeObject,
  context: WriteContext,
): Omit<WriteResult, 'warnings'> | undefined {
  const { resourceVersion } = stored.object.metadata
  const versioned = withMeta(next, resourceVersion === undefined ? {} : { resourceVersion })
  const released = next.metadata.deletionTimestamp !== undefined && !isHeld(next)
  if (context.dryRun) return { object: versioned }
  if (released) return api.store.remove(resource.table, stored) && { object: versioned }
  // Writing what is there already is no write: no new resourceVersion, no event.
  if (equal(versioned, stored.object))
    return resource.table.get(stored.key) === stored ? { object: stored.object, stored } : undefined
  const replaced = api.store.replace(resource.table, stored, next)
  return replaced && { object: replaced.object, stored: replaced }
}

/** Whether something keeps a deleted object: finalizers, for Namespaces also those in the spec. */
export function isHeld(object: KubeObject): boolean {
  if (object.metadata.finalizers?.length) return true
  if (object.kind !== 'Namespace' || object.apiVersion !== 'v1') return false
  const spec = object['spec']
  return JSON.stringify(spec ?? {}).includes('"finalizers":["')
}

/** `metadata.uid` and `resourceVersion` that a deletion insists on. */
export interface DeleteOptions {
  readonly uid?: string | undefined
  readonly resourceVersion?: string | undefined
  readonly propagation?: 'Foreground' | 'Background' | 'Orphan' | undefined
}

/** What a deletion came to: gone, or marked and held by finalizers. */
export type DeleteResult =
  | { readonly gone: true; readonly last: KubeObject }
  | { readonly gone: false; readonly stored?: Stored; readonly object: KubeObject }

/**
 * Deletes an object, or marks it as deleted while finalizers hold it.
 *
 * @throws {StatusError} 403, 404, 409 or what admission says.
 */
export async function deleteObject(
  api: Api,
  resource: Resource,
  namespace: string,
  name: string,
  options: DeleteOptions,
  context: WriteContext,
): Promise<DeleteResult> {
  for (;;) {
    const stored = resource.table.get(keyOf(resource, namespace, name))
    if (!stored) throw notFound(byPlural(resource), name)
    checkPreconditions(resource, stored, options)
    const request = admissionRequest(resource, namespace, context, 'DELETE', { oldObject: stored.object })
    await admit([...api.early, ...api.admission], request)
    const result = tryDelete(api, resource, stored, options, context)
    if (result) return result
  }
}

function checkPreconditions(resource: Resource, stored: Stored, options: DeleteOptions): void {
  const { name, uid = '' } = stored.object.metadata
  if (options.uid !== undefined && options.uid !== uid) {
    throw conflict(
      byKind(resource),
      name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    )
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== String(stored.revision)) {
    throw conflict(
      byKind(resource),
      name,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${stored.revision}). The object might have been modified`,
    )
  }
}

function tryDelete(
  api: Api,
  resource: Resource,
  stored: Stored,
  options: DeleteOptions,
  context: WriteContext,
): DeleteResult | undefined {
  const marked = markDeleted(api, resource, withPropagation(stored.object, options.propagation))
  if (!isHeld(marked)) {
    if (context.dryRun) return { gone: true, last: stored.object }
    return api.store.remove(resource.table, stored) && { gone: true, last: stored.object }
  }
  if (equal(marked, stored.object)) return { gone: false, stored, object: marked }
  if (context.dryRun) return { gone: false, object: marked }
  const replaced = api.store.replace(resource.table, stored, marked)
  return replaced && { gone: false, stored: replaced, object: replaced.object }
}

/** The object with the finalizer that makes the garbage collector keep to the asked order. */
function withPropagation(object: KubeObject, propagation: DeleteOptions['propagation']): KubeObject {
  if (propagation === undefined) return object
  const others = (object.metadata.finalizers ?? []).filter(
    (finalizer) => finalizer !== 'orphan' && finalizer !== 'foregroundDeletion',
  )
  const own = { Foreground: ['foregroundDeletion'], Orphan: ['orphan'], Background: [] }[propagation]
  const finalizers = [...others, ...own]
  return finalizers.length === 0 ? withMeta(object, {}, ['finalizers']) : withMeta(object, { finalizers })
}

function markDeleted(api: Api, resource: Resource, object: KubeObject): KubeObject {
  if (object.metadata.deletionTimestamp !== undefined) return object
  const { generation } = object.metadata
  const deletionTimestamp = timestamp(api.now())
  if (resource.kind === 'Namespace' && resource.group === '') {
    return { ...withMeta(object, { deletionTimestamp }), status: { phase: 'Terminating' } }
  }
  return withMeta(object, {
    deletionTimestamp,
    deletionGracePeriodSeconds: 0,
    ...(generation !== undefined && { generation: generation + 1 }),
  })
}

function admissionRequest(
  resource: Resource,
  namespace: string,
  context: WriteContext,
  operation: AdmissionRequest['operation'],
  rest: { object?: KubeObject; oldObject?: KubeObject; subresource?: string },
): AdmissionRequest {
  const name = (rest.object ?? rest.oldObject)?.metadata.name ?? ''
  return { resource, namespace, operation, name, subresource: '', ...context, ...rest }
}

/**
 * Refuses a PUT without a resourceVersion where the kind wants one, and one that cannot be a revision.
 *
 * @throws {StatusError} 422 or 500, as the API server answers.
 */
export function requireResourceVersion(resource: Resource, name: string, next: KubeObject): void {
  const { resourceVersion } = next.metadata
  if (resourceVersion === undefined) {
    if (resource.rules.unconditionalUpdate) return
    const error = invalid('metadata.resourceVersion', 0, 'must be specified for an update')
    throw invalidObject(byPlural(resource), name, [error])
  }
  if (!/^\d+$/.test(resourceVersion)) {
    throw plainFailure(`strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`)
  }
}
