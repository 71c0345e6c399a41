import { signedOut } from '../problem-error.ts'
import type { ClusterRequest, ClusterRequests } from './connection.ts'
import { ClusterRefusal } from './errors.ts'

/** A signed-in person, as far as requests to the cluster with their own rights go. */
export interface Caller {
  /** Tells sessions apart; two sessions of one person may hold tokens with different groups. Not a secret. */
  readonly key: string
  /** Realm that signed them in. Its people share a part of the requests that this server sends for people. */
  readonly tenant: string
  /** Name that their token gave when they signed in: for logs, never for a decision. */
  readonly who: string
  /** The request that they made, by its id in the log; absent where there is none, such as a live connection. */
  readonly requestId?: string
  /** An access token that is good for a while. @throws {ProblemError} `signed-out` when there is none any more. */
  token(): Promise<string>
  /** A newer token than the one that the cluster did not accept. @throws {ProblemError} `signed-out` as above. */
  tokenAfter(rejected: string): Promise<string>
  /** The cluster accepts none of this person's tokens: end the session. */
  rejected(): Promise<void>
}

/**
 * Sends a request with the person's own token. A token that the cluster does not accept is renewed once; a request
 * answered with 401 has changed nothing, so sending it again is safe.
 *
 * @throws {ProblemError} `signed-out` when the cluster does not accept the person any more.
 * @throws {ProblemError} `too-many-requests` when the tenant has too many of them; this one was not sent.
 * @throws as `Cluster.request` does.
 */
export async function requestAs(
  cluster: ClusterRequests,
  caller: Caller,
  request: Omit<ClusterRequest, 'as'>,
): Promise<unknown> {
  const token = await caller.token()
  try {
    return await cluster.request({ ...request, as: { token, tenant: caller.tenant } })
  } catch (error) {
    if (!isUnauthorized(error)) throw error
  }
  const newer = await caller.tokenAfter(token)
  try {
    return await cluster.request({ ...request, as: { token: newer, tenant: caller.tenant } })
  } catch (error) {
    if (!isUnauthorized(error)) throw error
    await caller.rejected()
    throw signedOut(error)
  }
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof ClusterRefusal && error.code === 401
}
