import { admissionRequest, admit, type WriteContext } from './admission.ts'
import type { Api } from './api.ts'
import { equal, objectAt, textAt } from './json.ts'
import { isHeld } from './metadata.ts'
import { timestamp, withMeta, type KubeObject } from './object.ts'
import { byKind, byPlural, keyOf, type Resource } from './resource.ts'
import { conflict, notFound } from './status.ts'
import type { Stored } from './storage.ts'

/** `metadata.uid` and `resourceVersion` that a deletion insists on. */
export interface DeleteOptions {
  readonly uid?: string | undefined
  readonly resourceVersion?: string | undefined
  /** Seconds that a Pod gets to end; other objects have none. */
  readonly gracePeriod?: number | undefined
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
  const asked = withPropagation(stored.object, options.propagation)
  const marked = markDeleted(api, resource, asked, graceOf(resource, asked, options))
  if (!isHeld(marked)) {
    const shown = isPod(resource) ? marked : stored.object
    if (context.dryRun) return { gone: true, last: shown }
    const { resourceVersion } = api.store.remove(resource.table, stored)?.object.metadata ?? {}
    return resourceVersion === undefined
      ? undefined
      : { gone: true, last: withMeta(shown, { resourceVersion }) }
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

const DEFAULT_GRACE = 30

const isPod = ({ group, plural }: Resource) => group === '' && plural === 'pods'

/** Only a Pod that a node may be running has time to end. */
function graceOf(resource: Resource, object: KubeObject, { gracePeriod }: DeleteOptions): number {
  const spec = objectAt(object, 'spec')
  const ended = ['Succeeded', 'Failed'].includes(textAt(objectAt(object, 'status'), 'phase'))
  if (!isPod(resource) || textAt(spec, 'nodeName') === '' || ended) return 0
  const usual = spec['terminationGracePeriodSeconds']
  return gracePeriod ?? (typeof usual === 'number' ? usual : DEFAULT_GRACE)
}

function markDeleted(api: Api, resource: Resource, object: KubeObject, grace: number): KubeObject {
  const { generation, deletionTimestamp: before, deletionGracePeriodSeconds: left = 0 } = object.metadata
  // A second deletion can only leave less time.
  if (before !== undefined && left <= grace) return object
  const deletionTimestamp = timestamp(new Date(api.now().getTime() + grace * 1000))
  if (before !== undefined) return withMeta(object, { deletionTimestamp, deletionGracePeriodSeconds: grace })
  if (resource.kind === 'Namespace' && resource.group === '') {
    return { ...withMeta(object, { deletionTimestamp }), status: { phase: 'Terminating' } }
  }
  return withMeta(object, {
    deletionTimestamp,
    deletionGracePeriodSeconds: grace,
    ...(generation !== undefined && { generation: generation + 1 }),
  })
}
