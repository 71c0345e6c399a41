import { z } from 'zod'
import { requestAs, type Caller } from './caller.ts'
import { clusterProblem, type Attempt } from './cluster-problem.ts'
import type { ClusterRequest, ClusterRequests } from './connection.ts'
import { ClusterRefusal, ClusterUnreachable } from './errors.ts'
import { resourcePath } from './resource.ts'

const RESOURCE = { group: '', version: 'v1', plural: 'configmaps' } as const
const READ_TIMEOUT_MS = 10_000
const WRITE_TIMEOUT_MS = 15_000

export interface ConfigMapAddress {
  readonly namespace: string
  readonly name: string
}

/** Just that one object in just that state. */
export interface Version {
  readonly uid: string
  readonly resourceVersion: string
}

const list = z.object({ items: z.array(z.unknown()).nullable() })

/**
 * ConfigMaps, with the person's own token only: the server's own identity has no right to them. They are returned as the
 * cluster sent them, for whoever knows what is in them. Every method throws a `ProblemError` as `AsUser` does.
 */
export class ConfigMaps {
  readonly #cluster: ClusterRequests

  constructor(cluster: ClusterRequests) {
    this.#cluster = cluster
  }

  /** Those with a label, whatever its value; not more than `limit` of them. */
  async labelled(
    caller: Caller,
    {
      namespace,
      label,
      limit,
    }: { readonly namespace: string; readonly label: string; readonly limit: number },
  ): Promise<readonly unknown[]> {
    const body = await this.#send(
      caller,
      { changes: false },
      {
        path: resourcePath(RESOURCE, namespace),
        query: { labelSelector: label, limit: String(limit) },
        timeoutMs: READ_TIMEOUT_MS,
      },
    )
    const result = list.safeParse(body)
    if (result.success) return result.data.items ?? []
    throw clusterProblem(new ClusterUnreachable('The answer is not a list', true), { changes: false })
  }

  /** One of them; undefined where it does not exist. */
  async read(caller: Caller, { namespace, name }: ConfigMapAddress): Promise<unknown> {
    try {
      return await requestAs(this.#cluster, caller, {
        path: resourcePath(RESOURCE, namespace, name),
        timeoutMs: READ_TIMEOUT_MS,
      })
    } catch (error) {
      if (error instanceof ClusterRefusal && error.code === 404) return undefined
      throw clusterProblem(error, { changes: false })
    }
  }

  create(
    caller: Caller,
    namespace: string,
    manifest: unknown,
    attempt: Attempt & { readonly dryRun: boolean },
  ): Promise<unknown> {
    return this.#send(caller, attempt, {
      method: 'POST',
      path: resourcePath(RESOURCE, namespace),
      ...(attempt.dryRun && { query: { dryRun: 'All' } }),
      body: manifest,
      timeoutMs: WRITE_TIMEOUT_MS,
    })
  }

  /** Replaces data of one, if it still is that object in that state. */
  write(
    caller: Caller,
    { namespace, name }: ConfigMapAddress,
    change: { readonly of: Version; readonly data: Readonly<Record<string, string>> },
    attempt: Attempt,
  ): Promise<unknown> {
    const { uid, resourceVersion } = change.of
    return this.#send(caller, attempt, {
      method: 'PATCH',
      path: resourcePath(RESOURCE, namespace, name),
      body: { metadata: { uid, resourceVersion }, data: change.data },
      timeoutMs: WRITE_TIMEOUT_MS,
    })
  }

  /** Deletes one, if it still is that object in that state. */
  async remove(
    caller: Caller,
    { namespace, name }: ConfigMapAddress,
    { uid, resourceVersion }: Version,
    attempt: Attempt,
  ): Promise<void> {
    await this.#send(caller, attempt, {
      method: 'DELETE',
      path: resourcePath(RESOURCE, namespace, name),
      body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } },
      timeoutMs: WRITE_TIMEOUT_MS,
    })
  }

  async #send(caller: Caller, attempt: Attempt, request: Omit<ClusterRequest, 'as'>): Promise<unknown> {
    try {
      return await requestAs(this.#cluster, caller, request)
    } catch (error) {
      throw clusterProblem(error, attempt)
    }
  }
}
