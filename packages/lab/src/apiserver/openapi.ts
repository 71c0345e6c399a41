import { createHash } from 'node:crypto'
import { isObject, mapValues, parseJson, type JsonObject } from './json.ts'
import type { Registry } from './registry.ts'
import type { Resource } from './resource.ts'
import { metaSchema } from './schema/meta-schema.ts'
import { entrySchema, type Schema } from './schema/schema.ts'

/**
 * OpenAPI v3 as far as kubectl reads it: `explain` wants the schemas and one path per kind, `create` and `apply` want to
 * know that PATCH takes `fieldValidation`. Descriptions are the lab's own and short.
 */

const META_PREFIX = 'io.k8s.apimachinery.pkg.apis.meta.v1'

/** `/openapi/v3`: where the document of each group version is. The hash changes with its content. */
export function openApiIndex(registry: Registry): JsonObject {
  const paths = registry.groupVersions().map(({ group, version }) => {
    const path = pathOf(group, version).slice(1)
    const hash = createHash('sha512').update(JSON.stringify(documentOf(registry, group, version)))
    return [
      path,
      { serverRelativeURL: `/openapi/v3/${path}?hash=${hash.digest('hex').toUpperCase()}` },
    ] as const
  })
  return { paths: Object.fromEntries(paths) }
}

/** Document of one group version, by its path without a slash in front; undefined when it is not served. */
export function openApiDocument(registry: Registry, path: string): JsonObject | undefined {
  const found = registry.groupVersions().find((item) => pathOf(item.group, item.version) === `/${path}`)
  return found && documentOf(registry, found.group, found.version)
}

function pathOf(group: string, version: string): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`
}

function documentOf(registry: Registry, group: string, version: string): JsonObject {
  const resources = registry.all().filter((item) => item.group === group && item.version === version)
  const schemas: JsonObject = { [`${META_PREFIX}.ObjectMeta`]: toOpenApi(metaSchema, true) }
  const paths: JsonObject = {}
  for (const resource of resources) {
    schemas[schemaName(resource)] = kindSchema(resource)
    Object.assign(paths, pathsOf(resource))
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.4' },
    paths,
    components: { schemas },
  }
}

/** `com.kube-dc.v1.EIp` for custom kinds, as the API server names them. */
function schemaName({ group, version, kind, custom }: Resource): string {
  if (custom) return `${group.split('.').reverse().join('.')}.${version}.${kind}`
  const area = group === '' ? 'core' : (group.split('.')[0] ?? '')
  return `io.k8s.api.${area}.${version}.${kind}`
}

function kindSchema(resource: Resource): JsonObject {
  const { group, version, kind } = resource
  const schema = toOpenApi(resource.schema, !resource.custom)
  return {
    ...schema,
    properties: {
      ...(isObject(schema['properties']) ? schema['properties'] : {}),
      apiVersion: { type: 'string', description: 'Group and version of the kind.' },
      kind: { type: 'string', description: 'Kind of the object.' },
      metadata: {
        description: 'Name, labels and whatever else all objects have.',
        allOf: [{ $ref: `#/components/schemas/${META_PREFIX}.ObjectMeta` }],
      },
    },
    'x-kubernetes-group-version-kind': [{ group, version, kind }],
  }
}

/**
 * The schema without what only this server reads.
 *
 * @param strategic the kind takes strategic merge patches: kubectl makes them by what is said about lists.
 */
function toOpenApi(schema: Schema, strategic: boolean): JsonObject {
  const {
    properties,
    items,
    additionalProperties: _entry,
    title: _title,
    nullable: _nullable,
    ...rest
  } = schema
  const entry = entrySchema(schema)
  const plain = parseJson(JSON.stringify(rest))
  return {
    ...(isObject(plain) ? plain : {}),
    ...(strategic && patchStrategy(schema)),
    ...(properties && { properties: mapValues(properties, (item) => toOpenApi(item, strategic)) }),
    ...(items && { items: toOpenApi(items, strategic) }),
    ...(entry && { additionalProperties: toOpenApi(entry, strategic) }),
    ...(schema.additionalProperties === true && { additionalProperties: true }),
  }
}

/** How strategic merge treats a list; see `strategic-merge.ts`. */
function patchStrategy(schema: Schema): JsonObject {
  const type = schema['x-kubernetes-list-type']
  if (type !== 'map' && type !== 'set') return {}
  const [key] = schema['x-kubernetes-list-map-keys'] ?? []
  return {
    'x-kubernetes-patch-strategy': 'merge',
    ...(key !== undefined && { 'x-kubernetes-patch-merge-key': key }),
  }
}

const query = (name: string): JsonObject => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
})

const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(query)

function pathsOf(resource: Resource): JsonObject {
  const { group, version, kind, plural, namespaced } = resource
  const operation = (action: string, parameters: JsonObject[] = []): JsonObject => ({
    parameters,
    responses: { '200': { description: 'OK' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  })
  const base = pathOf(group, version)
  const collection = `${base}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}`
  return {
    [collection]: { get: operation('list'), post: operation('post', WRITE_PARAMETERS) },
    [`${collection}/{name}`]: {
      get: operation('get'),
      put: operation('put', WRITE_PARAMETERS),
      patch: operation('patch', [...WRITE_PARAMETERS, query('force')]),
      delete: operation('delete', [query('dryRun')]),
    },
  }
}
