import { invalid, type FieldError } from './field-errors.ts'
import { equal, isObject, textAt, without, type Json, type JsonObject } from './json.ts'
import { allMetaUpdateErrors, metaErrors } from './metadata.ts'
import { dnsSubdomain } from './names.ts'
import { apiVersionOf, type KubeObject } from './object.ts'
import type { ObjectRules, Part } from './resource.ts'
import { checkRules } from './schema/cel.ts'
import { duplicateEntries } from './schema/list-types.ts'
import { metaSchema, toMeta } from './schema/meta-schema.ts'
import { fillDefaults, prune } from './schema/prune.ts'
import { hasRules, type Schema } from './schema/schema.ts'
import { decodeStruct, TypedDecodeError } from './schema/typed.ts'
import { compileSchema } from './schema/validate.ts'
import { badRequest, invalidObject } from './status.ts'

interface CustomKind {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly schema: Schema
  readonly statusSubresource: boolean
}

/** Errors after which CEL rules are not run (k8s.io/apiextensions-apiserver, `hasBlockingErr`). */
const BLOCKING = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
])

const RULES_SKIPPED = invalid(
  '<nil>',
  null,
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
)

/** Decoding, defaulting, validation and change rules of a kind that a CustomResourceDefinition describes. */
export function customRules(definition: CustomKind): ObjectRules {
  const { group, version, kind, schema, statusSubresource } = definition
  const contentSchema = withoutTypeFields(schema)
  const validateContent = compileSchema(contentSchema)
  const statusSchema = contentSchema.properties?.['status']
  const validateStatus = statusSchema ? compileSchema(statusSchema) : () => []
  const withRules = hasRules(schema)
  const apiVersion = apiVersionOf(group, version)

  function validate(
    object: KubeObject,
    stored: KubeObject | undefined,
    part: Part,
    before: FieldError[],
  ): FieldError[] {
    const content = contentOf(object)
    const status = object['status']
    const found =
      part === 'main'
        ? validateContent(content)
        : status === undefined
          ? []
          : validateStatus(status, 'status')
    const old = stored && contentOf(stored)
    const doubled = duplicateEntries(contentSchema, content)
    const errors = [
      ...before,
      ...[...found, ...doubled].filter((error) => !old || changed(error.field, content, old)),
    ]
    if (!withRules) return errors
    if (errors.some((error) => BLOCKING.has(error.reason))) return [...errors, RULES_SKIPPED]
    return [...errors, ...checkRules(schema, celView(object), stored && celView(stored))]
  }

  return {
    nameRule: dnsSubdomain,
    unconditionalUpdate: false,
    createOnUpdate: false,

    decode(body, unknown) {
      const given = textAt(body, 'apiVersion')
      const givenKind = textAt(body, 'kind')
      const metadata = toMeta(decodeMeta(body, kind, version, unknown))
      if (given !== apiVersion || givenKind !== kind)
        throw wrongType(definition, given, givenKind, metadata.name)
      const found: string[] = []
      const content = prune(without(body, 'apiVersion', 'kind', 'metadata'), contentSchema, found)
      unknown.push(...found.sort())
      const filled = fillDefaults(content, contentSchema)
      return { kind, apiVersion, metadata, ...(isObject(filled) ? filled : {}) }
    },

    blank: () => ({ kind, apiVersion, metadata: { name: '' } }),

    prepareCreate(draft) {
      const { status, ...rest } = draft
      const kept: KubeObject =
        statusSubresource || status === undefined ? { ...withType(rest, draft) } : draft
      return { ...kept, metadata: { ...draft.metadata, generation: 1 } }
    },

    validateCreate(object) {
      return validate(object, undefined, 'main', metaErrors(object.metadata, dnsSubdomain))
    },

    prepareUpdate(next, stored, part) {
      const generation = stored.metadata.generation ?? 1
      if (part === 'status') {
        return withField(stored, 'status', next['status'])
      }
      const kept = statusSubresource ? withField(next, 'status', stored['status']) : next
      const same = equal(specOf(kept, statusSubresource), specOf(stored, statusSubresource))
      return { ...kept, metadata: { ...kept.metadata, generation: same ? generation : generation + 1 } }
    },

    validateUpdate(next, stored, part) {
      return validate(next, stored, part, allMetaUpdateErrors(next.metadata, stored.metadata, dnsSubdomain))
    },
  }
}

function decodeMeta(body: JsonObject, kind: string, version: string, unknown: string[]): JsonObject {
  const found: string[] = []
  try {
    const metadata = decodeStruct(body['metadata'] ?? {}, metaSchema, {
      unknown: found,
      struct: 'ObjectMeta',
    })
    unknown.push(...found.map((field) => `metadata.${field}`))
    return metadata
  } catch (error) {
    if (!(error instanceof TypedDecodeError)) throw error
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${error.message}`)
  }
}

function wrongType(wanted: CustomKind, apiVersion: string, kind: string, name: string) {
  const expected = apiVersionOf(wanted.group, wanted.version)
  if (apiVersion !== expected) {
    return badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    )
  }
  return invalidObject({ group: wanted.group, name: kind }, name, [
    invalid('kind', kind, `must be ${wanted.kind}`),
  ])
}

/** The schema of everything besides type and metadata, which have rules of their own. */
function withoutTypeFields(schema: Schema): Schema {
  const { apiVersion: _a, kind: _k, metadata: _m, ...properties } = schema.properties ?? {}
  return { ...schema, properties }
}

function contentOf(object: KubeObject): JsonObject {
  return without(object, 'apiVersion', 'kind', 'metadata')
}

function specOf(object: KubeObject, statusSubresource: boolean): JsonObject {
  const content = contentOf(object)
  return statusSubresource ? without(content, 'status') : content
}

/** What rules at the root may read: of the metadata only the names. */
function celView(object: KubeObject): JsonObject {
  const { name, generateName } = object.metadata
  return { ...object, metadata: { name, ...(generateName !== undefined && { generateName }) } }
}

function withType(rest: JsonObject, from: KubeObject): KubeObject {
  return { ...rest, kind: from.kind, apiVersion: from.apiVersion, metadata: from.metadata }
}

function withField(object: KubeObject, key: string, value: Json | undefined): KubeObject {
  const rest = withType(without(object, key), object)
  return value === undefined ? rest : { ...rest, [key]: value }
}

/** Ratcheting: an update is not refused for a value that it leaves as it was. Lists count as one value. */
function changed(field: string, next: JsonObject, old: JsonObject): boolean {
  let a: Json | undefined = next
  let b: Json | undefined = old
  for (const part of field.split('.')) {
    const name = part.replace(/\[.*$/, '')
    a = isObject(a) ? a[name] : undefined
    b = isObject(b) ? b[name] : undefined
    if (part !== name) break
  }
  return !equal(a, b) || a === undefined
}
