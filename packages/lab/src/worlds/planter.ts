import type { KubeClient } from '../controllers/client.ts'
import type { Manifest, Resource } from '../controllers/resources.ts'

/** Something that a world begins with. */
export interface Seed {
  readonly resource: Resource<unknown>
  /** May carry a `status`. */
  readonly manifest: Manifest
  /** How long it has been there, in milliseconds, where the cluster can be told; over HTTP every object is new. */
  readonly ageMs: number
}

/** How many seeds are under way at once. */
const CONCURRENCY = 16

/** Puts seeds into any cluster over HTTP. All of one kind come before the next kind. */
export async function plant(client: KubeClient, seeds: readonly Seed[]): Promise<void> {
  for (const kind of new Set(seeds.map(({ resource }) => resource))) {
    const queue = seeds.filter(({ resource }) => resource === kind).values()
    const worker = async () => {
      for (const seed of queue) await plantOne(client, seed)
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  }
}

async function plantOne(client: KubeClient, { resource, manifest }: Seed): Promise<void> {
  await client.create(resource, manifest)
  if (manifest['status'] === undefined) return
  const { name = '', namespace } = manifest.metadata
  const target = { name, ...(namespace !== undefined && { namespace }) }
  await client.patch(resource, target, { status: manifest['status'] }, 'status')
}
