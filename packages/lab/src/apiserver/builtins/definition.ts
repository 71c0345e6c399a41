import { builtinRules, type BuiltinRules } from '../builtin-rules.ts'
import { builtinColumns } from '../columns.ts'
import type { KubeObject } from '../object.ts'
import { ALL_VERBS, type Column, type Resource, type Subresource } from '../resource.ts'
import { withTypeFields } from '../schema/meta-schema.ts'
import type { Schema } from '../schema/schema.ts'
import type { Store } from '../storage.ts'

/** A row of the table of built-in kinds. */
export interface BuiltinKind {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly singular: string
  readonly kind: string
  readonly namespaced: boolean
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
  readonly verbs?: readonly string[]
  readonly subresources?: readonly Omit<Subresource, 'group' | 'version' | 'kind'>[]
  /** Subresources of another kind. */
  readonly foreignSubresources?: readonly Subresource[]
  /** Fields besides type and metadata. */
  readonly fields: Readonly<Record<string, Schema>>
  readonly description: string
  readonly rules?: BuiltinRules
  /** What kubectl prints; kinds of the first hour have theirs in `columns.ts`. */
  readonly columns?: readonly Column[]
  readonly answersDeleted?: boolean
  readonly selectable?: (object: KubeObject) => Record<string, string>
}

/** Makes a resource of a row. */
export function builtinResource(row: BuiltinKind, store: Store): Resource {
  const { group, version, plural, kind } = row
  const schema: Schema = { type: 'object', description: row.description, properties: row.fields }
  return {
    group,
    version,
    plural,
    kind,
    singular: row.singular,
    listKind: `${kind}List`,
    namespaced: row.namespaced,
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    verbs: row.verbs ?? ALL_VERBS,
    subresources: [
      ...(row.subresources ?? []).map((sub) => ({ ...sub, group, version, kind })),
      ...(row.foreignSubresources ?? []),
    ],
    custom: false,
    table: store.table(group === '' ? plural : `${plural}.${group}`),
    columns: row.columns ?? builtinColumns[plural] ?? [],
    answersDeleted: row.answersDeleted ?? false,
    schema,
    mergeSchema: withTypeFields(schema),
    rules: builtinRules(group, version, kind, schema, row.rules ?? {}),
    fields: row.selectable,
  }
}
