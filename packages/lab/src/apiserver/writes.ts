import { randomUUID } from 'node:crypto'
import { admissionRequest, admit, type WriteContext } from './admission.ts'
import type { Api } from './api.ts'
import { sameButTimes } from './apply/managers.ts'
import { isHeld } from './metadata.ts'
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
    let draft = newObject(api, resource, named)
    const request = admissionRequest(resource, namespace, context, 'CREATE', { object: draft })
    await admit(api.early, request)
    const errors = resource.rules.validateCreate(draft)
    if (errors.length > 0) throw invalidObject(byKind(resource), draft.metadata.name, errors)
    const warnings = await admit(api.admission, request)
    const key = keyOf(resource, namespace, draft.metadata.name)
    if (resource.table.get(key) === undefined) draft = allocated(resource, draft)
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

/** @throws {StatusError} 422 when what the object asks for cannot be given. */
function allocated(resource: Resource, object: KubeObject): KubeObject {
  const result = resource.rules.allocate?.(object, resource.table) ?? { object }
  if ('errors' in result) throw invalidObject(byKind(resource), object.metadata.name, result.errors)
  return result.object
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

/** @throws {StatusError} 400 when the object is not the one that the URL names. */
export function checkName(name: string, inUrl: string): void {
  if (name === '') {
    throw badRequest(
      `the name of the object (${inUrl} based on URL) was undeterminable: name must be provided`,
    )
  }
  if (name !== inUrl) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${inUrl})`)
  }
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
    const prepared = prepareUpdate(resource, next, stored.object, part)
    const request = admissionRequest(resource, namespace, context, 'UPDATE', {
      object: prepared,
      oldObject: stored.object,
      subresource: part === 'status' ? 'status' : '',
    })
    await admit(api.early, request)
    const based = next.metadata.resourceVersion
    if (based !== undefined && based !== String(stored.revision)) {
      throw conflict(byPlural(resource), name, MODIFIED)
    }
    const errors = resource.rules.validateUpdate(prepared, stored.object, part)
    if (errors.length > 0) throw invalidObject(byKind(resource), name, errors)
    const warnings = await admit(api.admission, request)
    if (resource.table.get(stored.key) !== stored) continue
    const given = part === 'main' ? allocated(resource, prepared) : prepared
    const result = write(api, resource, stored, given, context)
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
  const { managedFields } = next.metadata
  const prepared = resource.rules.prepareUpdate(kept, stored, part)
  // A subresource changes its own part only, and who manages what.
  return managedFields ? withMeta(prepared, { managedFields }) : withMeta(prepared, {}, ['managedFields'])
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
  if (sameButTimes(versioned, stored.object))
    return resource.table.get(stored.key) === stored ? { object: stored.object, stored } : undefined
  const replaced = api.store.replace(resource.table, stored, next)
  return replaced && { object: replaced.object, stored: replaced }
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
