import type { FieldError } from './field-errors.ts'
import { isObject, shortText, type Json, type JsonObject } from './json.ts'
import { allMetaUpdateErrors, metaErrors } from './metadata.ts'
import { dnsSubdomain, type NameRule } from './names.ts'
import { apiVersionOf, type KubeObject } from './object.ts'
import type { ObjectRules, Part } from './resource.ts'
import { toMeta, withTypeFields } from './schema/meta-schema.ts'
import type { Schema } from './schema/schema.ts'
import { decodeStruct, TypedDecodeError, zeroStruct } from './schema/typed.ts'
import { badRequest } from './status.ts'

/** What a built-in kind adds to the rules that all of them share. */
export interface BuiltinRules {
  readonly nameRule?: NameRule
  readonly unconditionalUpdate?: boolean
  readonly createOnUpdate?: boolean
  /** Fills in what the API server itself writes into every object of the kind. */
  readonly complete?: (object: KubeObject) => KubeObject
  readonly validate?: (object: KubeObject) => FieldError[]
  readonly prepareCreate?: (draft: KubeObject) => KubeObject
  readonly prepareUpdate?: (next: KubeObject, stored: KubeObject, part: Part) => KubeObject
  readonly validateUpdate?: (next: KubeObject, stored: KubeObject) => FieldError[]
  /** What is checked in place of the other two where only the status is written; absent: those. */
  readonly validateStatus?: (next: KubeObject) => FieldError[]
  readonly allocate?: NonNullable<ObjectRules['allocate']>
}

/** Rules of a built-in kind whose fields besides type and metadata `schema` describes. */
export function builtinRules(
  group: string,
  version: string,
  kind: string,
  schema: Schema,
  own: BuiltinRules,
): ObjectRules {
  const apiVersion = apiVersionOf(group, version)
  const nameRule = own.nameRule ?? dnsSubdomain
  const whole: Schema = { ...withTypeFields(schema), title: kind }
  const validate = own.validate ?? (() => [])

  return {
    nameRule,
    unconditionalUpdate: own.unconditionalUpdate ?? true,
    createOnUpdate: own.createOnUpdate ?? false,

    decode(body, unknown) {
      const decoded = decodeBuiltin(body, whole, kind, apiVersion, version, unknown)
      const { metadata, ...content } = decoded
      const object = { ...content, kind, apiVersion, metadata: toMeta(isObject(metadata) ? metadata : {}) }
      return own.complete?.(object) ?? object
    },
    blank: () => ({ ...zeroStruct(schema), kind, apiVersion, metadata: { name: '' } }),

    prepareCreate: own.prepareCreate ?? ((draft) => draft),
    validateCreate: (object) => [...metaErrors(object.metadata, nameRule), ...validate(object)],
    prepareUpdate: own.prepareUpdate ?? ((next) => next),
    validateUpdate: (next, stored, part) => [
      ...allMetaUpdateErrors(next.metadata, stored.metadata, nameRule),
      ...(part === 'status' && own.validateStatus
        ? own.validateStatus(next)
        : [...validate(next), ...(own.validateUpdate?.(next, stored) ?? [])]),
    ],
    ...(own.allocate && { allocate: own.allocate }),
  }
}

/** Bodies of built-in kinds may leave out type fields: the URL says them. */
function decodeBuiltin(
  body: JsonObject,
  schema: Schema,
  kind: string,
  apiVersion: string,
  version: string,
  unknown: string[],
): JsonObject {
  const givenKind = body['kind'] ?? kind
  const givenVersion = body['apiVersion'] ?? apiVersion
  const refuse = (why: string) =>
    badRequest(
      `${shortText(givenKind)} in version "${versionOf(givenVersion)}" cannot be handled as a ${kind}: ${why}`,
    )
  if (givenVersion !== apiVersion) {
    throw refuse(
      `no kind "${shortText(givenKind)}" is registered for version "${shortText(givenVersion)}" in scheme "pkg/runtime/scheme.go:110"`,
    )
  }
  if (givenKind !== kind) {
    throw refuse(`converting (${version}.${shortText(givenKind)}) to (core.${kind}): unknown conversion`)
  }
  try {
    return decodeStruct(body, schema, { unknown, struct: kind })
  } catch (error) {
    if (!(error instanceof TypedDecodeError)) throw error
    throw refuse(error.message)
  }
}

function versionOf(apiVersion: Json): string {
  const text = shortText(apiVersion)
  return text.slice(text.indexOf('/') + 1)
}
