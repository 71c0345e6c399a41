import { z } from 'zod'

/**
 * Why a request was not carried out, for programs. The sentence for people is in `error`.
 *
 * - `signed-out`: no session, or it has ended; sign in again.
 * - `forbidden`: the cluster does not let this person do that. Also the answer for what does not exist or is not theirs.
 * - `conflict`: the object changed, or is not the one the request was based on.
 * - `invalid`: a value is wrong; `causes` name the fields.
 * - `quota-exceeded`, `refused`: admission refused (quota, or a webhook or rule with its own words).
 * - `cluster-unreachable`, `cluster-timeout`: the Kubernetes API did not answer; nothing is known about the outcome
 *   of a change after `cluster-timeout`.
 * - `server-unreachable`: the console's own server did not answer; made up by the client, never sent by the server.
 */
export const PROBLEM_CODES = [
  'signed-out',
  'forbidden',
  'not-found',
  'already-exists',
  'conflict',
  'invalid',
  'quota-exceeded',
  'refused',
  'bad-request',
  'cross-site',
  'too-many-requests',
  'cluster-unreachable',
  'cluster-timeout',
  'shutting-down',
  'server-unreachable',
  'internal',
] as const

export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** Body of every answer that is not a success. `error` at the top, as in Kube-DC's own backend (kube-dc.md §8.5). */
export const problem = z.object({
  /** One or two sentences for people: what happened, whose problem it is, what to do. Untrusted text: never HTML. */
  error: z.string(),
  code: z.enum(PROBLEM_CODES),
  /** The same id is in the server's log; empty where no server of ours was reached. */
  requestId: z.string(),
  /** Wrong values, by the path of the field in the request body. */
  causes: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** Seconds after which a retry makes sense. */
  retryAfter: z.number().optional(),
})

export type Problem = z.infer<typeof problem>
