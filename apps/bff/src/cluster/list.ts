import { z } from 'zod'
import type { WatchedCluster } from './connection.ts'
import { ClusterUnreachable } from './errors.ts'

/** Objects per page of a list: the API server holds a whole page in memory. */
const PAGE_SIZE = 500
const PAGE_TIMEOUT_MS = 30_000

const page = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1), continue: z.string().nullish() }),
  // An empty list may be written as null.
  items: z.array(z.unknown()).nullable(),
})

export interface ListResult<T> {
  readonly objects: T[]
  /** Where a watch continues from. */
  readonly resourceVersion: string
}

/**
 * Lists a collection with the BFF's own identity, in pages, parsing each page as it comes.
 *
 * @throws as `Cluster.request` does; a `continue` token that expired midway is a 410 like any other.
 */
export async function listAll<T>(
  cluster: WatchedCluster,
  path: string,
  read: (raw: unknown) => T | undefined,
  signal: AbortSignal,
): Promise<ListResult<T>> {
  const objects: T[] = []
  let token: string | undefined
  for (;;) {
    const body = await cluster.request({
      path,
      query: { limit: String(PAGE_SIZE), ...(token !== undefined && { continue: token }) },
      as: 'own',
      timeoutMs: PAGE_TIMEOUT_MS,
      signal,
    })
    const result = page.safeParse(body)
    if (!result.success) throw new ClusterUnreachable(`The answer to a list of ${path} is not a list`, true)
    for (const raw of result.data.items ?? []) {
      const object = read(raw)
      if (object !== undefined) objects.push(object)
    }
    token = result.data.metadata.continue || undefined
    if (token === undefined) return { objects, resourceVersion: result.data.metadata.resourceVersion }
  }
}
