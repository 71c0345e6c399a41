import { decodePatched } from './body.ts'
import { invalid } from './field-errors.ts'
import { shortText, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import { writeOptions, type FieldValidation } from './options.ts'
import { JSON_PATCH, MERGE_PATCH, parsePatch, type Patch } from './patch.ts'
import type { Representation } from './representation.ts'
import { contentType, readBody } from './request.ts'
import { answerWrite, withWarnings, type ResourceCall } from './resource-call.ts'
import type { Part, Resource } from './resource.ts'
import { badRequest, invalidObject, StatusError, unsupportedMediaType } from './status.ts'
import type { Stored } from './storage.ts'
import { inNamespace, updateObject } from './writes.ts'

/** PATCH. */
export async function patch(call: ResourceCall, as: Representation, part: Part): Promise<void> {
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
  const apiVersion = shortText(patched['apiVersion'])
  const kind = shortText(patched['kind'])
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  const wanted = `${resource.group}/${resource.version}`
  const errors = [
    ...(kind === resource.kind ? [] : [invalid('kind', kind, `must be ${resource.kind}`)]),
    ...(apiVersion === wanted ? [] : [invalid('apiVersion', apiVersion, `must be ${wanted}`)]),
  ]
  if (errors.length > 0) throw invalidObject({ group, name: kind }, name, errors)
}
