import { forbidden, invalid, required, type FieldError } from './field-errors.ts'
import { equal, type Json } from './json.ts'
import { labelValue, qualifiedName, type NameRule } from './names.ts'
import type { KubeObject, ObjectMeta, OwnerReference } from './object.ts'

/** Finalizers without a domain that Kubernetes itself uses. */
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])

/** Metadata of an object about to be created (ValidateObjectMeta of k8s.io/apimachinery). */
export function metaErrors(meta: ObjectMeta, nameRule: NameRule): FieldError[] {
  const errors: FieldError[] = []
  if (meta.generateName !== undefined) {
    for (const text of nameRule(meta.generateName, true)) {
      errors.push(invalid('metadata.generateName', meta.generateName, text))
    }
  }
  if (meta.name === '') errors.push(required('metadata.name', 'name or generateName is required'))
  else for (const text of nameRule(meta.name, false)) errors.push(invalid('metadata.name', meta.name, text))
  return [...errors, ...collectionErrors(meta), ...finalizerErrors(meta.finalizers ?? [])]
}

function collectionErrors(meta: ObjectMeta): FieldError[] {
  return [
    ...labelErrors(meta.labels ?? {}),
    ...annotationErrors(meta.annotations ?? {}),
    ...ownerErrors(meta.ownerReferences ?? []),
  ]
}

function labelErrors(labels: Record<string, string>): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedName(key).map((text) => invalid('metadata.labels', key, text)),
    ...labelValue(value).map((text) => invalid('metadata.labels', value, text)),
  ])
}

const MAX_ANNOTATION_BYTES = 256 * 1024

function annotationErrors(annotations: Record<string, string>): FieldError[] {
  const errors = Object.keys(annotations).flatMap((key) =>
    qualifiedName(key.toLowerCase()).map((text) => invalid('metadata.annotations', key, text)),
  )
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  )
  if (bytes > MAX_ANNOTATION_BYTES) {
    errors.push({
      reason: 'FieldValueTooLong',
      field: 'metadata.annotations',
      message: `Too long: may not be more than ${MAX_ANNOTATION_BYTES} bytes`,
    })
  }
  return errors
}

function ownerErrors(owners: readonly OwnerReference[]): FieldError[] {
  const field = 'metadata.ownerReferences'
  const errors: FieldError[] = []
  for (const owner of owners) {
    const empty = (name: string) => invalid(`${field}.${name}`, '', 'must not be empty')
    if (owner.apiVersion === '') errors.push(invalid(`${field}.apiVersion`, '', 'version must not be empty'))
    if (owner.kind === '') errors.push(empty('kind'))
    if (owner.name === '') errors.push(empty('name'))
    if (owner.uid === '') errors.push(empty('uid'))
  }
  const controllers = owners.filter((owner) => owner.controller)
  if (controllers.length > 1) {
    const names = controllers.map((owner) => `${owner.kind}/${owner.name}`).join(' and ')
    errors.push(
      invalid(
        field,
        [...owners],
        `Only one reference can have Controller set to true. Found "true" in references for ${names}`,
      ),
    )
  }
  return errors
}

function finalizerErrors(finalizers: readonly string[]): FieldError[] {
  const errors = finalizers.flatMap((name) =>
    qualifiedName(name).map((text) => invalid('metadata.finalizers', name, text)),
  )
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(
      invalid(
        'metadata.finalizers',
        [...finalizers],
        'finalizer orphan and foregroundDeletion cannot be both set',
      ),
    )
  }
  return errors
}

/** Warnings that go out in the `Warning` header. */
export function metaWarnings(meta: ObjectMeta): string[] {
  return (meta.finalizers ?? [])
    .filter((name) => !name.includes('/') && !STANDARD_FINALIZERS.has(name))
    .map(
      (name) =>
        `metadata.finalizers: "${name}": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers`,
    )
}

/** Metadata of a changed object against what is stored (ValidateObjectMetaUpdate). */
export function metaUpdateErrors(next: ObjectMeta, stored: ObjectMeta): FieldError[] {
  const errors: FieldError[] = []
  if (stored.deletionTimestamp !== undefined) {
    const added = (next.finalizers ?? []).filter((name) => !stored.finalizers?.includes(name))
    if (added.length > 0) {
      const list = added.map((name) => JSON.stringify(name)).join(', ')
      errors.push(
        forbidden(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
        ),
      )
    }
  }
  const immutable = [
    'name',
    'namespace',
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ] as const
  for (const key of immutable) {
    const value: Json = next[key] ?? null
    if (!equal(value, stored[key] ?? null)) {
      errors.push(invalid(`metadata.${key}`, value, 'field is immutable'))
    }
  }
  return [...errors, ...collectionErrors(next)]
}

/** All metadata errors of an update, as often as the API server reports each. */
export function allMetaUpdateErrors(next: ObjectMeta, stored: ObjectMeta, nameRule: NameRule): FieldError[] {
  const update = metaUpdateErrors(next, stored)
  return [...update, ...update, ...metaErrors(next, nameRule)]
}

/** Whether something keeps a deleted object: finalizers, for Namespaces also those in the spec, for Pods time to end. */
export function isHeld(object: KubeObject): boolean {
  const { finalizers = [], deletionGracePeriodSeconds = 0 } = object.metadata
  if (finalizers.length > 0 || deletionGracePeriodSeconds > 0) return true
  if (object.kind !== 'Namespace' || object.apiVersion !== 'v1') return false
  const spec = object['spec']
  return JSON.stringify(spec ?? {}).includes('"finalizers":["')
}
