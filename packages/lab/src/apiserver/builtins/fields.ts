import type { Schema } from '../schema/schema.ts'

/** Building blocks for the fields of built-in kinds; see `schema/typed.ts` for what the words of a schema mean here. */
export const text: Schema = { type: 'string' }
export const time: Schema = { type: 'string', format: 'date-time' }
export const int: Schema = { type: 'integer', format: 'int32' }
export const long: Schema = { type: 'integer', format: 'int64' }
export const bool: Schema = { type: 'boolean' }
export const intOrText: Schema = { 'x-kubernetes-int-or-string': true, nullable: true }
export const texts: Schema = { type: 'array', items: text }
export const textMap: Schema = { type: 'object', additionalProperties: text }
/** A map that server-side apply sees as one value. */
export const selector: Schema = { ...textMap, 'x-kubernetes-map-type': 'atomic' }
export const quantities: Schema = {
  type: 'object',
  additionalProperties: { type: 'string', format: 'quantity' },
}
/** Kept as it comes: nobody here reads it. */
export const anything: Schema = { 'x-kubernetes-preserve-unknown-fields': true, nullable: true }
export const listOfAnything: Schema = {
  type: 'array',
  items: { 'x-kubernetes-preserve-unknown-fields': true },
}

/** A Go struct, by the name of its type. */
export function struct(title: string, properties: Readonly<Record<string, Schema>>): Schema {
  return { title, type: 'object', properties }
}

/** A field that is a pointer in Go: it keeps zero and empty values. */
export function pointer(schema: Schema): Schema {
  return { ...schema, nullable: true }
}

/** A field that is written where it is absent. */
export function always(schema: Schema, value: NonNullable<Schema['default']> | null): Schema {
  return { ...schema, default: value }
}

export function list(items: Schema): Schema {
  return { type: 'array', items }
}

/** A list whose entries are told apart by keys. The first is the one that strategic merge goes by. */
export function keyed(items: Schema, ...keys: string[]): Schema {
  return { ...list(items), 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys }
}

/** Conditions in the form of apimachinery's `metav1.Condition`. */
export const conditions: Schema = keyed(
  struct('Condition', {
    type: always(text, ''),
    status: always(text, ''),
    observedGeneration: long,
    lastTransitionTime: always(time, null),
    reason: always(text, ''),
    message: always(text, ''),
  }),
  'type',
)

/** Conditions as the kinds from before that form have them. */
export function ownConditions(title: string, ...times: string[]): Schema {
  const moments = Object.fromEntries(times.map((name) => [name, time]))
  const properties = { type: always(text, ''), status: always(text, ''), reason: text, message: text }
  return keyed(struct(title, { ...properties, ...moments }), 'type')
}

export const objectReference: Schema = {
  ...struct('ObjectReference', {
    kind: text,
    namespace: text,
    name: text,
    uid: text,
    apiVersion: text,
    resourceVersion: text,
    fieldPath: text,
  }),
  'x-kubernetes-map-type': 'atomic',
}

export const labelSelector: Schema = {
  ...pointer(
    struct('LabelSelector', {
      matchLabels: textMap,
      matchExpressions: list(
        struct('LabelSelectorRequirement', {
          key: always(text, ''),
          operator: always(text, ''),
          values: texts,
        }),
      ),
    }),
  ),
  'x-kubernetes-map-type': 'atomic',
}
