import type { KubeObject } from './object.ts'
import type { ListOptions } from './options.ts'
import type { Resource } from './resource.ts'
import { matchesLabels } from './selectors.ts'
import { badRequest } from './status.ts'

export type Selection = (object: KubeObject) => boolean

/**
 * The filter that the selectors of a request make, or undefined when everything passes.
 *
 * @throws {StatusError} 400 for fields that the kind cannot select by.
 */
export function selection(resource: Resource, { labels, fields }: ListOptions): Selection | undefined {
  const fieldsOf = resource.fields ?? ((object: KubeObject) => ownFields(resource, object))
  const known = new Set(Object.keys(fieldsOf(SAMPLE)))
  for (const { field } of fields) {
    if (known.has(field)) continue
    if (resource.custom || resource.fields) throw badRequest(`field label not supported: ${field}`)
    throw badRequest(`"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`)
  }
  if (labels.length === 0 && fields.length === 0) return undefined
  return (object) => {
    if (!matchesLabels(labels, object.metadata.labels)) return false
    if (fields.length === 0) return true
    const values = fieldsOf(object)
    return fields.every(({ field, value, negated }) => (values[field] === value) !== negated)
  }
}

/** Stands in for an object where only the names of its fields matter. */
const SAMPLE: KubeObject = { kind: '', apiVersion: '', metadata: { name: '' } }

function ownFields(resource: Resource, { metadata }: KubeObject): Record<string, string> {
  const name = { 'metadata.name': metadata.name }
  return resource.namespaced ? { ...name, 'metadata.namespace': metadata.namespace ?? '' } : name
}
