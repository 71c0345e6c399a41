import type { FieldError } from './field-errors.ts'
import type { Json, JsonObject } from './json.ts'
import type { NameRule } from './names.ts'
import type { KubeObject } from './object.ts'
import type { Schema } from './schema/schema.ts'
import type { ResourceName } from './status.ts'
import type { Table } from './storage.ts'

/** Which part of an object a write may change: all but the status, or one subresource. */
export type Part = 'main' | 'status'

/** What a kind makes of bodies and changes; the same for built-in and custom kinds. */
export interface ObjectRules {
  readonly nameRule: NameRule
  /** PUT without a resourceVersion replaces whatever is there. */
  readonly unconditionalUpdate: boolean
  /** PUT creates what does not exist. */
  readonly createOnUpdate: boolean
  /**
   * Reads a body into an object without unknown fields, whose paths it adds to `unknown`.
   *
   * @throws {StatusError} when the body is not of this kind.
   */
  decode(body: JsonObject, unknown: string[]): KubeObject
  /** What there is before an object is created: type, and whatever the API server writes into an empty body. */
  blank(): KubeObject
  prepareCreate(draft: KubeObject): KubeObject
  validateCreate(object: KubeObject): FieldError[]
  prepareUpdate(next: KubeObject, stored: KubeObject, part: Part): KubeObject
  validateUpdate(next: KubeObject, stored: KubeObject, part: Part): FieldError[]
  /** Gives a valid object what only one object can have: addresses, ports. `table` says what the others have. */
  allocate?(object: KubeObject, table: Table): Allocated
}

/** An object with what it was given, or why it cannot have what it asks for. */
export type Allocated = { readonly object: KubeObject } | { readonly errors: readonly FieldError[] }

/** A column of the Table that kubectl shows. */
export interface Column {
  readonly name: string
  readonly type: string
  readonly format: string
  readonly description: string
  /** Above 0: only with `-o wide`. */
  readonly priority: number
  value(object: KubeObject, now: Date): Json
}

export interface Subresource {
  readonly name: string
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly verbs: readonly string[]
}

/** A kind that this server stores. */
export interface Resource {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly singular: string
  readonly kind: string
  readonly listKind: string
  readonly namespaced: boolean
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly verbs: readonly string[]
  readonly subresources: readonly Subresource[]
  /** Came from a CustomResourceDefinition; some answers differ from those of built-in kinds. */
  readonly custom: boolean
  /** A deletion answers with the object rather than with a Status. */
  readonly answersDeleted?: boolean
  readonly table: Table
  readonly columns: readonly Column[]
  readonly schema: Schema
  /** The schema of whole objects, with how their lists are merged. */
  readonly mergeSchema: Schema
  readonly rules: ObjectRules
  /** Values that field selectors may ask for, or undefined where only name and namespace are known. */
  readonly fields?: ((object: KubeObject) => Record<string, string>) | undefined
}

/** The resource as errors about requests name it. */
export function byPlural(resource: Resource): ResourceName {
  return { group: resource.group, name: resource.plural }
}

/** The resource as errors about objects name it. */
export function byKind(resource: Resource): ResourceName {
  return { group: resource.group, name: resource.kind }
}

export function keyOf(resource: Resource, namespace: string, name: string): string {
  return resource.namespaced ? `${namespace}/${name}` : name
}

export const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const
