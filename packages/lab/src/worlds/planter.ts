import type { KubeClient } from '../controllers/client.ts'
import type { Manifest, Resource } from '../controllers/resources.ts'

/** Something that a world begins with. */
export interface Seed {
  readonly resource: Resource<unknown>
  /** May carry a `status`. */
  readonly manifest: Manifest
  /** How long it has been there, in milliseconds, where the cluster can be told; elsewhere every object is new. */
  readonly ageMs?: number
}

/** How many seeds are under way at once. */
const CONCURRENCY = 16

/**
 * Puts seeds into a cluster over HTTP, as it works with any cluster. Their order holds from kind to kind.
 *
 * @param setAge makes the cluster believe that what is created next was created so long ago; absent where it cannot.
 */
export async function plant(
  client: KubeClient,
  seeds: readonly Seed[],
  setAge?: (ageMs: number) => void,
): Promise<void> {
  for (const batch of batches(seeds, setAge !== undefined)) {
    setAge?.(batch[0]?.ageMs ?? 0)
    const queue = batch.values()
    const worker = async () => {
      for (const seed of queue) await plantOne(client, seed)
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  }
  setAge?.(0)
}

/** Neighbours of one kind, and where it matters of one age, may be planted at once. */
function batches(seeds: readonly Seed[], byAge: boolean): Seed[][] {
  const found: Seed[][] = []
  for (const seed of seeds) {
    const last = found.at(-1)
    const first = last?.[0]
    if (first?.resource === seed.resource && (!byAge || first.ageMs === seed.ageMs)) last?.push(seed)
    else found.push([seed])
  }
  return found
}

async function plantOne(client: KubeClient, { resource, manifest }: Seed): Promise<void> {
  await client.create(resource, manifest)
  if (manifest['status'] === undefined) return
  const { name = '', namespace } = manifest.metadata
  const target = { name, ...(namespace !== undefined && { namespace }) }
  await client.patch(resource, target, { status: manifest['status'] }, 'status')
}
