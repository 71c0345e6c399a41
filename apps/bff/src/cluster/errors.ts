import { z } from 'zod'

/**
 * The Kubernetes API could not be reached, broke off, or answered something unreadable.
 *
 * `sent` tells whether the request may have arrived: then nothing is known about the outcome of a change.
 */
export class ClusterUnreachable extends Error {
  override readonly name = 'ClusterUnreachable'
  readonly sent: boolean

  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options)
    this.sent = sent
  }
}

/** The Kubernetes API took the request and did not answer in time. Nothing is known about the outcome of a change. */
export class ClusterTimeout extends Error {
  override readonly name = 'ClusterTimeout'
}

const cause = z.object({
  field: z.string().catch(''),
  message: z.string().catch(''),
  reason: z.string().catch(''),
})

/** What is read of a `metav1.Status`; anything may be missing, also when a proxy answered instead of the API server. */
const status = z.object({
  message: z.string().catch(''),
  reason: z.string().catch(''),
  details: z
    .object({
      causes: z.array(cause).catch([]),
      retryAfterSeconds: z.number().optional().catch(undefined),
    })
    .catch({ causes: [] }),
})

export type Status = z.infer<typeof status>

/** Reads the body of a refusal; an unreadable one becomes an empty Status. */
export function parseStatus(body: unknown): Status {
  const result = status.safeParse(body)
  return result.success ? result.data : { message: '', reason: '', details: { causes: [] } }
}

/** The Kubernetes API answered with an error. */
export class ClusterRefusal extends Error {
  override readonly name = 'ClusterRefusal'
  readonly code: number
  readonly status: Status

  constructor(code: number, body: unknown) {
    const parsed = parseStatus(body)
    super(`${code} ${parsed.reason || 'without a reason'}`)
    this.code = code
    this.status = parsed
  }
}

/** 410 in an HTTP answer or in an ERROR event: the history asked for is compacted away, list again. */
export function isGone(error: unknown): boolean {
  return error instanceof ClusterRefusal && (error.code === 410 || error.status.reason === 'Expired')
}

/** 404 for a collection: the cluster has no such kind, or not yet. For one namespace or of none it would be an empty list. */
export function isNotServed(error: unknown): boolean {
  return error instanceof ClusterRefusal && error.code === 404
}
