import type { KubeClient } from '../controllers/client.ts'
import { keyOf, type Manifest, type Resource } from '../controllers/resources.ts'

/** Something that a world begins with. */
export interface Seed {
  readonly resource: Resource<unknown>
  /** May carry a `status`. */
  readonly manifest: Manifest
  /** How long it has been there, in milliseconds, where the cluster can be told; over HTTP every object is new. */
  readonly ageMs?: number
}

/** Puts seeds into a cluster, in order. */
export type Planter = (seeds: readonly Seed[]) => Promise<void>

/** How many seeds are under way at once over HTTP. */
const CONCURRENCY = 8

/** Plants over HTTP, as it works with any cluster. The order of the seeds is kept only between calls. */
export function httpPlanter(client: KubeClient): Planter {
  return async (seeds) => {
    const queue = seeds.values()
    const worker = async () => {
      for (const { resource, manifest } of queue) {
        await client.create(resource, manifest)
        if (manifest['status'] === undefined) continue
        const { name = '', namespace } = manifest.metadata
        const target = { name, ...(namespace !== undefined && { namespace }) }
        await client.patch(resource, target, { status: manifest['status'] }, 'status')
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  }
}

/** What a seed is called, for messages. */
export function seedName({ resource, manifest }: Seed): string {
  const { name = '', namespace } = manifest.metadata
  return `${resource.kind} ${keyOf({ name, ...(namespace !== undefined && { namespace }) })}`
}
