import { z } from 'zod'
import type { KubeClient } from '../controllers/client.ts'
import type { Manifest, Resource } from '../controllers/resources.ts'

/** Something that a world begins with. */
export interface Seed {
  readonly resource: Resource<unknown>
  /** May carry a `status`. */
  readonly manifest: Manifest
  /** How long it has been there, in milliseconds, where the cluster can be told; over HTTP every object is new. */
  readonly ageMs: number
  /** For how long it has been going away; over HTTP its deletion begins when the world does. It needs a finalizer. */
  readonly leavingMs?: number
}

/** How many seeds are under way at once. */
const CONCURRENCY = 16

/**
 * Puts seeds into any cluster over HTTP. All of one kind come before the next kind. The cluster gives its own uids: owner
 * references to uids that a seed wished for are written anew, so owners come before what they own.
 */
export async function plant(client: KubeClient, seeds: readonly Seed[]): Promise<void> {
  const uids = new Map<string, string>()
  for (const kind of new Set(seeds.map(({ resource }) => resource))) {
    const queue = seeds.filter(({ resource }) => resource === kind).values()
    const worker = async () => {
      for (const seed of queue) await plantOne(client, seed, uids)
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  }
}

const given = z.object({ metadata: z.object({ uid: z.string() }) })

async function plantOne(
  client: KubeClient,
  { resource, manifest }: Seed,
  uids: Map<string, string>,
): Promise<void> {
  const created = given.parse(
    await client.create(
      { ...resource, schema: given },
      { ...manifest, metadata: withOwners(manifest.metadata, uids) },
    ),
  )
  const wished = manifest.metadata['uid']
  if (typeof wished === 'string') uids.set(wished, created.metadata.uid)
  if (manifest['status'] === undefined) return
  const { name = '', namespace } = manifest.metadata
  const target = { name, ...(namespace !== undefined && { namespace }) }
  await client.patch(resource, target, { status: manifest['status'] }, 'status')
}

/** Begins to delete, over HTTP, what shall be going away and is not yet. */
export async function beginDeletions(client: KubeClient, seeds: readonly Seed[]): Promise<void> {
  for (const { resource, manifest, leavingMs } of seeds) {
    if (leavingMs === undefined) continue
    const { name = '', namespace } = manifest.metadata
    const target = { name, ...(namespace !== undefined && { namespace }) }
    const found = await client.get({ ...resource, schema: leaving }, target)
    if (found && !found.metadata.deletionTimestamp) await client.delete(resource, target, found.metadata.uid)
  }
}

const leaving = z.object({ metadata: z.object({ uid: z.string(), deletionTimestamp: z.string().nullish() }) })

const owned = z.object({ ownerReferences: z.array(z.looseObject({ uid: z.string() })) })

function withOwners(metadata: Manifest['metadata'], uids: ReadonlyMap<string, string>): Manifest['metadata'] {
  const { uid: _, ...rest } = metadata
  const { data } = owned.safeParse(metadata)
  if (!data) return rest
  const ownerReferences = data.ownerReferences.map((one) => ({ ...one, uid: uids.get(one.uid) ?? one.uid }))
  return { ...rest, ownerReferences }
}
