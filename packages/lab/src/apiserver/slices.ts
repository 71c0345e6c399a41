import { SERVER, type Api } from './api.ts'
import { equal, type JsonObject } from './json.ts'
import { withMeta, type KubeObject, type ObjectMeta } from './object.ts'
import type { Resource } from './resource.ts'
import type { Stored } from './storage.ts'
import { createObject } from './writes.ts'

/** Label of an EndpointSlice: who keeps it. */
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'
/** Label of an EndpointSlice: whose addresses it has. */
export const SERVICE_NAME = 'kubernetes.io/service-name'

export const BY_SERVER = { user: SERVER, dryRun: false }

/** What one EndpointSlice says besides its metadata. */
export interface SliceContent {
  readonly addressType: string
  readonly endpoints: JsonObject[]
  /** Null stands for none. */
  readonly ports: JsonObject[] | null
}

interface SliceHolder {
  /** Name of the Service. */
  readonly name: string
  readonly namespace: string
  readonly meta: Partial<ObjectMeta>
}

/**
 * Makes the slices that are there into those that are wanted: changes as many as there are, adds and removes the rest.
 *
 * @throws {StatusError} when the namespace takes no more objects.
 */
export async function keepSlices(
  api: Api,
  slices: Resource,
  present: readonly Stored[],
  wanted: readonly SliceContent[],
  { name, namespace, meta }: SliceHolder,
): Promise<void> {
  const left = [...present]
  for (const { endpoints, ...rest } of wanted) {
    const content = { ...rest, endpoints: endpoints.length === 0 ? null : endpoints }
    const stored = left.shift()
    if (stored) change(api, slices, stored, { ...withMeta(stored.object, meta), ...content })
    else {
      const type = { kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1' }
      const metadata = { name: '', generateName: `${name}-`, ...meta }
      await createObject(api, slices, namespace, { ...content, ...type, metadata }, BY_SERVER)
    }
  }
  for (const stored of left) api.store.remove(slices.table, stored)
}

/** Replaces an object, if that changes it. */
export function change(api: Api, { table, rules }: Resource, stored: Stored, next: KubeObject): void {
  const prepared = rules.prepareUpdate(next, stored.object, 'main')
  if (!equal(prepared, stored.object)) api.store.replace(table, stored, prepared)
}
