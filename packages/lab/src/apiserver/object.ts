import type { Json, JsonObject } from './json.ts'

export type OwnerReference = {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

/** `metadata` of an object. A draft that a client sends lacks what the server sets: uid, times, resourceVersion. */
export type ObjectMeta = {
  /** Empty only in drafts with `generateName`. */
  name: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  finalizers?: string[]
  /** Who set which field; see `apply/managers.ts`. */
  managedFields?: Json[]
}

/** An API object, complete or still a draft. Objects in the storage are shared: never change one in place. */
export type KubeObject = {
  kind: string
  apiVersion: string
  metadata: ObjectMeta
  [field: string]: Json
}

/** `group/version`, or only the version for the core group. */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`
}

/** Splits an `apiVersion`; the core group is the empty text. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/')
  if (slash < 0) return { group: '', version: apiVersion }
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

/** RFC 3339 in whole seconds, as the API server writes times. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** The object with metadata fields set, then the named ones removed. */
export function withMeta(
  object: KubeObject,
  set: Partial<ObjectMeta>,
  remove: readonly Exclude<keyof ObjectMeta, 'name'>[] = [],
): KubeObject {
  const metadata = { ...object.metadata, ...set }
  for (const key of remove) Reflect.deleteProperty(metadata, key)
  return { ...object, metadata }
}

/** Fields of an object besides type and metadata. */
export function contentOf(object: KubeObject): JsonObject {
  const { kind: _kind, apiVersion: _apiVersion, metadata: _metadata, ...content } = object
  return content
}
