import { z } from 'zod'
import { customRules } from '../custom-rules.ts'
import { customAgeColumn, nameColumn, printerColumn } from '../columns.ts'
import { invalid, required, type FieldError } from '../field-errors.ts'
import { equal, objectAt, listAt, textAt, without, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Resource } from '../resource.ts'
import { ruleProblems } from '../schema/cel.ts'
import { withTypeFields } from '../schema/meta-schema.ts'
import { schema, type Schema } from '../schema/schema.ts'
import type { Store } from '../storage.ts'
import type { BuiltinKind } from './definition.ts'

export const CRD_GROUP = 'apiextensions.k8s.io'

const printerColumnDefinition = z.object({
  name: z.string(),
  type: z.string(),
  jsonPath: z.string(),
  format: z.string().default(''),
  description: z.string().default(''),
  priority: z.number().default(0),
})

const version = z.object({
  name: z.string(),
  served: z.boolean(),
  storage: z.boolean(),
  deprecated: z.boolean().optional(),
  schema: z.object({ openAPIV3Schema: schema }),
  subresources: z.object({ status: z.object({}).optional() }).optional(),
  additionalPrinterColumns: z.array(printerColumnDefinition).optional(),
})

/** `spec` of a CustomResourceDefinition, as far as this server serves it. */
const definitionSpec = z.object({
  group: z.string().min(1),
  scope: z.enum(['Namespaced', 'Cluster']),
  names: z.object({
    plural: z.string().min(1),
    singular: z.string(),
    kind: z.string().min(1),
    listKind: z.string(),
    shortNames: z.array(z.string()).default([]),
    categories: z.array(z.string()).default([]),
  }),
  versions: z.array(version).min(1),
})

/** Names that the definition may leave out, and the state of a new definition. */
function complete(object: KubeObject): KubeObject {
  const spec = objectAt(object, 'spec')
  const names = objectAt(spec, 'names')
  const kind = textAt(names, 'kind')
  return {
    ...object,
    spec: {
      ...spec,
      names: {
        ...names,
        singular: textAt(names, 'singular') || kind.toLowerCase(),
        listKind: textAt(names, 'listKind') || `${kind}List`,
      },
      conversion: { strategy: 'None', ...objectAt(spec, 'conversion') },
    },
  }
}

function newStatus(object: KubeObject): JsonObject {
  const versions = listAt(object['spec'], 'versions').filter(
    (item) => objectAt({ item }, 'item')['storage'] === true,
  )
  return {
    conditions: null,
    acceptedNames: { plural: '', kind: '' },
    storedVersions: versions.map((item) => textAt(item, 'name')),
  }
}

function specErrors(object: KubeObject): FieldError[] {
  const parsed = definitionSpec.safeParse(object['spec'])
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => {
      const field = `spec${issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')}`
      return issue.message.includes('received undefined')
        ? required(field)
        : invalid(field, null, issue.message)
    })
  }
  const { names, group, versions } = parsed.data
  const expected = `${names.plural}.${group}`
  const errors: FieldError[] = []
  if (object.metadata.name !== expected) {
    errors.push(invalid('metadata.name', object.metadata.name, 'must be spec.names.plural+"."+spec.group'))
  }
  versions.forEach((item, n) => {
    errors.push(...ruleProblems(item.schema.openAPIV3Schema, `spec.versions[${n}].schema.openAPIV3Schema`))
  })
  return errors
}

/** CustomResourceDefinition itself. */
export const crdKind: BuiltinKind = {
  group: CRD_GROUP,
  version: 'v1',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  kind: 'CustomResourceDefinition',
  namespaced: false,
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
  description: 'CustomResourceDefinition adds a kind of objects to the API.',
  fields: {
    spec: { 'x-kubernetes-preserve-unknown-fields': true },
    status: { 'x-kubernetes-preserve-unknown-fields': true },
  },
  rules: {
    unconditionalUpdate: false,
    complete,
    prepareCreate: (draft) => ({
      ...draft,
      status: newStatus(draft),
      metadata: { ...draft.metadata, generation: 1 },
    }),
    prepareUpdate: (next, stored, part) => {
      if (part === 'status') return { ...stored, status: next['status'] ?? {} }
      const generation = stored.metadata.generation ?? 1
      return {
        ...next,
        status: stored['status'] ?? {},
        metadata: {
          ...next.metadata,
          generation: equal(next['spec'], stored['spec']) ? generation : generation + 1,
        },
      }
    },
    validate: specErrors,
  },
}

/** The resources, one per served version, that a valid CustomResourceDefinition describes. */
export function resourcesOf(definition: KubeObject, store: Store): Resource[] {
  const { group, scope, names, versions } = definitionSpec.parse(definition['spec'])
  const table = store.table(`${names.plural}.${group}`)
  return versions
    .filter((item) => item.served)
    .map((item): Resource => {
      const statusSubresource = item.subresources?.status !== undefined
      const root: Schema = item.schema.openAPIV3Schema
      return {
        group,
        version: item.name,
        plural: names.plural,
        singular: names.singular,
        kind: names.kind,
        listKind: names.listKind,
        namespaced: scope === 'Namespaced',
        shortNames: names.shortNames,
        categories: names.categories,
        verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
        subresources: statusSubresource
          ? [
              {
                name: 'status',
                group,
                version: item.name,
                kind: names.kind,
                verbs: ['get', 'patch', 'update'],
              },
            ]
          : [],
        custom: true,
        table,
        columns: [nameColumn, ...(item.additionalPrinterColumns?.map(printerColumn) ?? [customAgeColumn])],
        schema: root,
        mergeSchema: withTypeFields(root),
        rules: customRules({
          group,
          version: item.name,
          kind: names.kind,
          schema: root,
          statusSubresource,
        }),
      }
    })
}

/** Status of a definition whose kind is served. `at` is an RFC 3339 time. */
export function establishedStatus(
  definition: KubeObject,
  step: 'names' | 'established',
  at: string,
): JsonObject {
  const condition = (type: string, reason: string, message: string): JsonObject => ({
    type,
    status: 'True',
    lastTransitionTime: at,
    reason,
    message,
  })
  const known = objectAt(definition, 'status')
  return {
    ...known,
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      ...(step === 'established'
        ? [condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted')]
        : []),
    ],
    acceptedNames: without(objectAt(objectAt(definition, 'spec'), 'names')),
  }
}
