import { z } from 'zod'
import type { Meta } from './object.ts'

/**
 * An object that the cluster holds and the model cannot read. It stays visible in its list with the reason, so that a
 * malformed object is never a crash and never a silent gap.
 */
export interface Unreadable {
  readonly kind: 'Unreadable'
  readonly meta: Meta
  /** What could not be read, as `path: problem`, in the order found. */
  readonly problems: readonly string[]
}

const identity = z.object({
  metadata: z.object({
    name: z.string().catch('(no name)'),
    namespace: z.string().optional().catch(undefined),
    uid: z.string(),
    resourceVersion: z.string().catch(''),
    creationTimestamp: z.string().catch(''),
  }),
})

/**
 * Parses one raw object with the schema of its kind.
 *
 * @throws {Error} when the object has no `metadata.uid`: nothing in a list of a Kubernetes API lacks it, and without it
 *   the object cannot be told apart from others.
 */
export function parseObject<T>(schema: z.ZodType<T>, raw: unknown): T | Unreadable {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const known = identity.safeParse(raw)
  if (!known.success) throw new Error('An object without metadata.uid came from the cluster')
  const { name, namespace, uid, resourceVersion, creationTimestamp } = known.data.metadata
  return {
    kind: 'Unreadable',
    meta: { name, uid, resourceVersion, createdAt: creationTimestamp, ...(namespace && { namespace }) },
    problems: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  }
}
