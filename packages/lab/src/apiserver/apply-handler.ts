import { parseDocument } from 'yaml'
import { applyTo } from './apply/apply.ts'
import { withManagers } from './apply/tracking.ts'
import { typeErrors } from './apply/typed-errors.ts'
import { duplicateFields } from './body.ts'
import { goTypeName, isObject, objectAt, parseJson, textAt, type Json, type JsonObject } from './json.ts'
import { apiVersionOf, splitApiVersion, withMeta, type KubeObject } from './object.ts'
import { writeOptions, type WriteOptions } from './options.ts'
import { refusal } from './rbac.ts'
import type { Representation } from './representation.ts'
import { attributesOf, readBody } from './request.ts'
import { answerWrite, trackingOf, withWarnings, type ResourceCall } from './resource-call.ts'
import { byPlural, keyOf, type Part, type Resource } from './resource.ts'
import { badRequest, conflict, forbidden, notFound, plainFailure, StatusError } from './status.ts'
import { checkName, createObject, inNamespace, updateObject, type WriteResult } from './writes.ts'

/** PATCH by server-side apply, which creates what is not there. */
export async function apply(call: ResourceCall, as: Representation, part: Part): Promise<void> {
  const { resource, request, target, message } = call
  const options = writeOptions(request.query, 'PatchOptions', true)
  const { patch, warnings } = readManifest(await readBody(message), options)
  checkManifest(resource, patch)
  for (;;) {
    const exists = resource.table.get(keyOf(resource, target.namespace, target.name)) !== undefined
    if (!exists && part === 'status') throw notFound(byPlural(resource), target.name)
    try {
      const result = await (exists ? change : create)(call, part, options, patch)
      answerWrite(call, as, exists ? 200 : 201, withWarnings(result, warnings, result.object))
      return
    } catch (error) {
      if (!cameOrWent(error, exists)) throw error
    }
  }
}

/** Whether somebody else created or removed the object in between: then the other way is tried. */
function cameOrWent(error: unknown, existed: boolean): boolean {
  if (!(error instanceof StatusError)) return false
  return error.reason === (existed ? 'NotFound' : 'AlreadyExists')
}

function change(
  call: ResourceCall,
  part: Part,
  options: WriteOptions,
  patch: JsonObject,
): Promise<WriteResult> {
  const { api, resource, target, user } = call
  const tracking = trackingOf(call, part, options)
  const applied = (stored: { object: KubeObject }) => {
    const { object, managers } = applyTo(tracking, stored.object, patch, options.force)
    const next = withManagers(decoded(call, object), managers)
    // Only a resourceVersion that the manifest itself names is a precondition.
    const named = textAt(objectAt(patch, 'metadata'), 'resourceVersion') !== ''
    return named ? next : withMeta(next, {}, ['resourceVersion'])
  }
  const context = { user, dryRun: options.dryRun }
  return updateObject(api, resource, target.namespace, target.name, part, applied, context)
}

async function create(
  call: ResourceCall,
  part: Part,
  options: WriteOptions,
  patch: JsonObject,
): Promise<WriteResult> {
  const { api, resource, target, user } = call
  const { object, managers } = applyTo(trackingOf(call, part, options), undefined, patch, options.force)
  const draft = withMeta(withManagers(decoded(call, object), managers), {}, ['resourceVersion'])
  const { uid } = draft.metadata
  if (uid !== undefined) {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`
    throw conflict(byPlural(resource), target.name, why)
  }
  checkMayCreate(call)
  return createObject(api, resource, target.namespace, draft, { user, dryRun: options.dryRun })
}

function decoded({ resource, target }: ResourceCall, object: JsonObject): KubeObject {
  const result = resource.rules.decode(object, [])
  checkName(result.metadata.name, target.name)
  return inNamespace(resource, target.namespace, result)
}

/** Who may patch may not yet create. */
function checkMayCreate({ api, request, target, user }: ResourceCall): void {
  const attributes = attributesOf({ ...request, target: { ...target, verb: 'create' } })
  const { allowed, reason } = api.rbac.authorize(user, attributes)
  if (allowed) return
  const name = { group: target.group, name: target.resource }
  throw forbidden(name, target.name, refusal(user, attributes, reason))
}

/** @throws {StatusError} 400 for other kinds, 500 for what does not fit the schema: so does the API server. */
function checkManifest(resource: Resource, patch: JsonObject): void {
  const kind = textAt(patch, 'kind')
  const apiVersion = textAt(patch, 'apiVersion')
  const { group, version } = splitApiVersion(apiVersion)
  const type = `${group}/${version}, Kind=${kind}`
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource.group, resource.version)) {
    throw badRequest(`invalid object type: ${type}`)
  }
  const metadata = objectAt(patch, 'metadata')
  if ((metadata['managedFields'] ?? null) !== null) throw badRequest('metadata.managedFields must be nil')
  const errors = typeErrors(patch, resource.mergeSchema)
  if (errors.length === 0) return
  const name = `${textAt(metadata, 'namespace')}/${textAt(metadata, 'name')}; ${type}`
  const what = errors.length === 1 ? errors.join('') : ['errors:', ...errors].join('\n  ')
  throw plainFailure(`failed to create typed patch object (${name}): ${what}`)
}

interface Manifest {
  readonly patch: JsonObject
  readonly warnings: readonly string[]
}

/**
 * Reads a manifest in JSON or YAML (1.2, without the additional booleans of 1.1).
 *
 * @throws {StatusError} 400 when it is none, or holds a key twice under strict validation.
 */
function readManifest(text: string, { fieldValidation }: WriteOptions): Manifest {
  const json = readJson(text)
  if (json !== undefined) return { patch: asMap(json), warnings: [] }
  const document = parseDocument(text, { merge: true })
  const doubled = document.errors.filter(({ code }) => code === 'DUPLICATE_KEY')
  const [broken] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY')
  const refuse = (strict: string, why: string) =>
    badRequest(`error ${strict}decoding YAML: error converting YAML to JSON: yaml: ${why}`)
  if (broken)
    throw refuse('', `line ${broken.linePos?.[0].line ?? 1}: ${broken.message.split(' at line')[0] ?? ''}`)
  const warnings = doubled.map(({ pos, linePos }) => {
    const key = /^["']?([^"':\n]*)/.exec(text.slice(pos[0]))?.[1] ?? ''
    return `line ${linePos?.[0].line ?? 1}: key "${key}" already set in map`
  })
  if (fieldValidation === 'Strict' && warnings.length > 0) {
    throw refuse('strict ', `unmarshal errors:\n  ${warnings.join('\n  ')}`)
  }
  // By way of text, so that nothing but JSON comes out of it.
  const patch = asMap(parseJson(JSON.stringify(document.toJS() ?? {})))
  return { patch, warnings: fieldValidation === 'Ignore' ? [] : warnings }
}

/** Undefined for what is no JSON, or holds keys twice: YAML knows their lines. */
function readJson(text: string): Json | undefined {
  try {
    const value = parseJson(text)
    return duplicateFields(text).length === 0 ? value : undefined
  } catch {
    return undefined
  }
}

function asMap(value: Json): JsonObject {
  if (isObject(value)) return value
  if (value === null) return {}
  throw badRequest(
    `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${goTypeName(value)} into Go value of type map[string]interface {}`,
  )
}
