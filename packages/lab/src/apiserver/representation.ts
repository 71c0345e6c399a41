import type { Json, JsonObject } from './json.ts'
import type { Form } from './negotiation.ts'
import { apiVersionOf, type KubeObject } from './object.ts'
import type { Resource } from './resource.ts'
import { badRequest } from './status.ts'
import type { Stored } from './storage.ts'

/** How a client wants objects: plain, as kubectl's Table, or only their metadata. */
export interface Representation {
  readonly form: Form
  /** What a Table row carries of its object. */
  readonly includeObject: 'Metadata' | 'Object' | 'None'
}

/** @throws {StatusError} 400 for an unknown `includeObject`. */
export function representation(form: Form, query: URLSearchParams): Representation {
  const asked = query.get('includeObject') ?? ''
  if (form !== 'table' || asked === '' || asked === 'Metadata') return { form, includeObject: 'Metadata' }
  if (asked === 'Object' || asked === 'None') return { form, includeObject: asked }
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(asked)}: must be 'Metadata', 'Object', 'None', or empty`,
  )
}

export interface ListMeta {
  readonly resourceVersion: string
  readonly continue?: string | undefined
  readonly remainingItemCount?: number | undefined
}

/** A list as JSON text. Plain objects reuse the text that was made when they were written. */
export function listText(
  resource: Resource,
  items: readonly Stored[],
  meta: ListMeta,
  as: Representation,
  now: Date,
): string {
  const listMeta: JsonObject = {
    resourceVersion: meta.resourceVersion,
    ...(meta.continue !== undefined && meta.continue !== '' && { continue: meta.continue }),
    ...(meta.remainingItemCount !== undefined && { remainingItemCount: meta.remainingItemCount }),
  }
  if (as.form === 'table') {
    const rows = items.map(({ object }) => row(resource, object, as, now))
    return JSON.stringify(tableOf(resource, rows, listMeta, true))
  }
  if (as.form === 'partial') {
    const parts = items.map(({ object }) => partial(object))
    return JSON.stringify({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: listMeta,
      items: parts,
    })
  }
  const { group, version, listKind, kind, custom } = resource
  const apiVersion = apiVersionOf(group, version)
  // Items of built-in lists do not repeat their type.
  const typeLength = custom ? 1 : `{"kind":"${kind}","apiVersion":"${apiVersion}",`.length
  const texts = items.map(({ text }) => `{${text.slice(typeLength)}`)
  const metadata = custom ? { continue: '', ...listMeta } : listMeta
  const head = JSON.stringify({ kind: listKind, apiVersion, metadata })
  return `${head.slice(0, -1)},"items":[${texts.join(',')}]}`
}

/** One object as JSON text. */
export function objectText(
  resource: Resource,
  object: KubeObject,
  as: Representation,
  now: Date,
  plain = () => JSON.stringify(object),
): string {
  if (as.form === 'table') return JSON.stringify(singleTable(resource, object, as, now, true))
  if (as.form === 'partial') return JSON.stringify(partial(object))
  return plain()
}

/** A Table with one object, as watches send it; columns go out with the first event only. */
export function singleTable(
  resource: Resource,
  object: KubeObject,
  as: Representation,
  now: Date,
  withColumns: boolean,
): JsonObject {
  const { resourceVersion } = object.metadata
  const meta: JsonObject = resourceVersion === undefined ? {} : { resourceVersion }
  return tableOf(resource, [row(resource, object, as, now)], meta, withColumns)
}

function tableOf(
  resource: Resource,
  rows: JsonObject[],
  metadata: JsonObject,
  withColumns: boolean,
): JsonObject {
  const columnDefinitions: Json = withColumns
    ? resource.columns.map(({ name, type, format, description, priority }) => ({
        name,
        type,
        format,
        description,
        priority,
      }))
    : null
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows }
}

function row(resource: Resource, object: KubeObject, as: Representation, now: Date): JsonObject {
  const carried = { Metadata: partial(object), Object: object, None: null }[as.includeObject]
  return { cells: resource.columns.map((column) => column.value(object, now)), object: carried }
}

/** Only the metadata of an object. */
export function partial(object: KubeObject): KubeObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
}
