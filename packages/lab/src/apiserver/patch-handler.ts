import { trackUpdate } from './apply/tracking.ts'
import { apply } from './apply-handler.ts'
import { decodePatched } from './body.ts'
import { invalid } from './field-errors.ts'
import { shortText, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import { writeOptions, type FieldValidation } from './options.ts'
import { APPLY_PATCH, JSON_PATCH, MERGE_PATCH, parsePatch, STRATEGIC_PATCH, type Patch } from './patch.ts'
import type { Representation } from './representation.ts'
import { contentType, readBody } from './request.ts'
import { answerWrite, trackingOf, withWarnings, type ResourceCall } from './resource-call.ts'
import type { Part, Resource } from './resource.ts'
import { invalidObject, StatusError, unsupportedMediaType } from './status.ts'
import type { Stored } from './storage.ts'
import { strategicPatch } from './strategic-merge.ts'
import { checkName, inNamespace, updateObject } from './writes.ts'

/** PATCH. */
export async function patch(call: ResourceCall, as: Representation, part: Part): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const type = patchType(resource, contentType(message))
  if (type === APPLY_PATCH) return apply(call, as, part)
  const options = writeOptions(request.query, 'PatchOptions')
  const text = await readBody(message)
  const change =
    type === STRATEGIC_PATCH ? strategicPatch(text, resource.mergeSchema) : { apply: parsePatch(type, text) }
  const tracking = trackingOf(call, part, options)
  let warnings: readonly string[] = []
  const patched = (stored: Stored) => {
    const result = applyPatch(call, stored, change, options.fieldValidation)
    warnings = result.warnings
    return trackUpdate(tracking, stored.object, result.object)
  }
  const context = { user, dryRun: options.dryRun }
  const result = await updateObject(api, resource, target.namespace, target.name, part, patched, context)
  answerWrite(call, as, 200, withWarnings(result, warnings, result.object))
}

type PatchType = typeof MERGE_PATCH | typeof JSON_PATCH | typeof STRATEGIC_PATCH | typeof APPLY_PATCH

function patchType(resource: Resource, type: string): PatchType {
  if (type === MERGE_PATCH || type === JSON_PATCH || type === APPLY_PATCH) return type
  if (resource.custom) throw unsupportedMediaType([JSON_PATCH, MERGE_PATCH, APPLY_PATCH])
  if (type === STRATEGIC_PATCH) return type
  throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
}

function applyPatch(
  { resource, target }: ResourceCall,
  stored: Stored,
  change: { readonly apply: Patch; readonly shown?: () => string },
  validation: FieldValidation,
): { object: KubeObject; warnings: readonly string[] } {
  const before: JsonObject = { ...stored.object }
  const patched = change.apply(before)
  checkType(resource, target.name, patched)
  const decoded = decodePatched(resource, patched, validation, change.shown)
  const { name, resourceVersion } = decoded.object.metadata
  checkName(name, target.name)
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
