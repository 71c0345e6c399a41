import type { Live } from '@kube-dc/api/channel'
import type { Event } from '@kube-dc/api/external-ips'
import { KINDS, type KindName } from '@kube-dc/networking/model/kinds'
import { parseObject } from '@kube-dc/networking/model/unreadable'
import { stringify } from 'yaml'
import { z } from 'zod'
import type { Audit, AuditedVerb } from '../audit.ts'
import { ProblemError } from '../problem-error.ts'
import { requestAs, type Caller } from './caller.ts'
import { clusterProblem, type Attempt } from './cluster-problem.ts'
import type { ClusterRequest, ClusterRequests } from './connection.ts'
import { ClusterRefusal, ClusterUnreachable } from './errors.ts'
import { apiVersion, resourcePath } from './resource.ts'

const READ_TIMEOUT_MS = 10_000
/** Admission webhooks may take up to ten seconds each by default. */
const WRITE_TIMEOUT_MS = 15_000
/** Events are kept for an hour; more about one object are repetitions, which Kubernetes counts instead. */
const MAX_EVENTS = 500

/** Which object, by address. */
export interface ObjectAddress {
  readonly kind: KindName
  /** Says nothing where the kind belongs to the whole cluster. */
  readonly namespace: string
  readonly name: string
}

/** A manifest that goes by a name, or has the cluster make one. */
interface NamedManifest {
  readonly metadata: { readonly name?: string; readonly generateName?: string }
}

export type Deletion = 'gone' | 'finalizing'

/**
 * Reads and changes with the person's own token: the cluster's RBAC, quota and webhooks decide, and its audit log names
 * the person. Every method throws a `ProblemError` with words for the person when it does not succeed.
 *
 * Every change that anybody makes or tries passes here, so it is told to the audit log here, with what became of it. A trial
 * changes nothing and is not, but for one on the way to a change that is refused.
 */
export class AsUser {
  readonly #cluster: ClusterRequests
  readonly #audit: Audit

  constructor(cluster: ClusterRequests, audit: Audit) {
    this.#cluster = cluster
    this.#audit = audit
  }

  /** Creates an object of a kind and returns it as the cluster stored it (or, with `dryRun`, would store it). */
  async create<K extends KindName>(
    caller: Caller,
    { kind, namespace, name }: ObjectAddress & { readonly kind: K },
    spec: Readonly<Record<string, unknown>>,
    options: Attempt & { readonly dryRun: boolean },
  ): Promise<Live<K>> {
    const { resourceKind } = KINDS[kind]
    const metadata = { name, ...(KINDS[kind].namespaced && { namespace }) }
    const manifest = { apiVersion: apiVersion(kind), kind: resourceKind, metadata, spec }
    return this.createFrom(caller, { kind, namespace }, manifest, options)
  }

  /** The same from a whole manifest. */
  async createFrom<K extends KindName>(
    caller: Caller,
    { kind, namespace }: { readonly kind: K; readonly namespace: string },
    manifest: NamedManifest,
    options: Attempt & { readonly dryRun: boolean },
  ): Promise<Live<K>> {
    const { name = '' } = manifest.metadata
    const body = await this.#change(caller, 'create', { kind, namespace, name }, options, {
      method: 'POST',
      path: pathOf(kind, namespace),
      query: writing(options.dryRun),
      body: manifest,
      timeoutMs: WRITE_TIMEOUT_MS,
    })
    return parseObject(KINDS[kind].schema, body)
  }

  /** Changes an object by a JSON merge patch, whose `metadata` says of which uid and resourceVersion. */
  async patch<K extends KindName>(
    caller: Caller,
    { kind, namespace, name }: ObjectAddress & { readonly kind: K },
    patch: { readonly metadata: { readonly uid: string; readonly resourceVersion: string } },
    options: Attempt & { readonly dryRun: boolean },
  ): Promise<Live<K>> {
    const body = await this.#change(caller, 'patch', { kind, namespace, name }, options, {
      method: 'PATCH',
      path: pathOf(kind, namespace, name),
      query: writing(options.dryRun),
      body: patch,
      timeoutMs: WRITE_TIMEOUT_MS,
    })
    return parseObject(KINDS[kind].schema, body)
  }

  /**
   * Deletes an object only if it still is the one with this uid (and this resourceVersion, where given). `finalizing`: it
   * goes once its finalizers are done.
   */
  async remove(
    caller: Caller,
    { kind, namespace, name }: ObjectAddress,
    uid: string,
    options: Attempt & { readonly dryRun: boolean; readonly resourceVersion?: string | undefined },
  ): Promise<Deletion> {
    const body = await this.#change(caller, 'delete', { kind, namespace, name }, options, {
      method: 'DELETE',
      path: pathOf(kind, namespace, name),
      // All options in the body: the API server does not look at the query of a deletion that has one, and would delete.
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions: {
          uid,
          ...(options.resourceVersion !== undefined && { resourceVersion: options.resourceVersion }),
        },
        ...(options.dryRun && { dryRun: ['All'] }),
      },
      timeoutMs: WRITE_TIMEOUT_MS,
    })
    return deletingObject.safeParse(body).success ? 'finalizing' : 'gone'
  }

  /** One object as it is now; undefined where it does not exist. */
  async read<K extends KindName>(
    caller: Caller,
    { kind, namespace, name }: ObjectAddress & { readonly kind: K },
  ): Promise<Live<K> | undefined> {
    try {
      const body = await requestAs(this.#cluster, caller, {
        path: pathOf(kind, namespace, name),
        timeoutMs: READ_TIMEOUT_MS,
      })
      return parseObject(KINDS[kind].schema, body)
    } catch (error) {
      if (error instanceof ClusterRefusal && error.code === 404) return undefined
      throw clusterProblem(error, { changes: false })
    }
  }

  /** All objects of a kind in a namespace, or of the whole cluster where the kind belongs to that, as they are now. */
  async list<K extends KindName>(
    caller: Caller,
    { kind, namespace }: { readonly kind: K; readonly namespace: string },
  ): Promise<Live<K>[]> {
    const path = pathOf(kind, namespace)
    const body = await this.#send(caller, { changes: false }, { path, timeoutMs: READ_TIMEOUT_MS })
    return itemsOf(body).map((item) => parseObject(KINDS[kind].schema, item))
  }

  /** Kubernetes Events about one object, newest first. */
  async events(caller: Caller, { kind, namespace, name }: ObjectAddress): Promise<Event[]> {
    const { resourceKind, namespaced } = KINDS[kind]
    // Events about what belongs to no namespace are in this one [Kubernetes].
    const place = namespaced ? namespace : 'default'
    const body = await this.#send(
      caller,
      { changes: false },
      {
        path: resourcePath({ group: '', version: 'v1', plural: 'events' }, place),
        query: {
          fieldSelector: `involvedObject.kind=${resourceKind},involvedObject.name=${name}`,
          limit: String(MAX_EVENTS),
        },
        timeoutMs: READ_TIMEOUT_MS,
      },
    )
    return itemsOf(body)
      .flatMap((raw) => rawEvent.safeParse(raw).data ?? [])
      .sort((a, b) => (b.lastSeen ?? '').localeCompare(a.lastSeen ?? ''))
  }

  /** One object as YAML; `managedFields` are bookkeeping that would hide the rest. */
  async yaml(caller: Caller, { kind, namespace, name }: ObjectAddress): Promise<string> {
    const body = await this.#send(
      caller,
      { changes: false },
      {
        path: pathOf(kind, namespace, name),
        timeoutMs: READ_TIMEOUT_MS,
      },
    )
    return stringify(withoutBookkeeping(body), { lineWidth: 0 })
  }

  async #change(
    caller: Caller,
    verb: AuditedVerb,
    { kind, namespace, name }: ObjectAddress,
    attempt: Attempt & { readonly dryRun: boolean },
    request: Omit<ClusterRequest, 'as'>,
  ): Promise<unknown> {
    const tell = (outcome: string) => {
      if (attempt.dryRun && (outcome === 'done' || attempt.rehearsal !== true)) return
      const { plural, namespaced } = KINDS[kind]
      this.#audit(caller, { verb, resource: plural, name, ...(namespaced && { namespace }) }, outcome)
    }
    try {
      const body = await this.#send(caller, attempt, request)
      tell('done')
      return body
    } catch (error) {
      tell(error instanceof ProblemError ? error.code : 'internal')
      throw error
    }
  }

  async #send(caller: Caller, attempt: Attempt, request: Omit<ClusterRequest, 'as'>): Promise<unknown> {
    try {
      return await requestAs(this.#cluster, caller, request)
    } catch (error) {
      throw clusterProblem(error, attempt)
    }
  }
}

/** Where a kind or one object of it is; what belongs to the whole cluster is in no namespace. */
function pathOf(kind: KindName, namespace: string, name?: string): string {
  return resourcePath(KINDS[kind], KINDS[kind].namespaced ? namespace : undefined, name)
}

function writing(dryRun: boolean): Record<string, string> {
  return {
    fieldValidation: 'Strict',
    fieldManager: 'kube-dc-console',
    ...(dryRun && { dryRun: 'All' }),
  }
}

/** A deletion is answered with the object while finalizers hold it, and with a Status or the object when it is gone. */
const deletingObject = z.object({
  metadata: z.object({
    deletionTimestamp: z.string(),
    finalizers: z.array(z.string()).min(1),
  }),
})

const anyObject = z.record(z.string(), z.unknown())

/** The fields stay in the API server's order: people know where to look. */
function withoutBookkeeping(body: unknown): unknown {
  const object = anyObject.safeParse(body).data
  const metadata = anyObject.safeParse(object?.['metadata']).data
  if (!object || !metadata) return body
  const { managedFields: _, ...rest } = metadata
  return { ...object, metadata: rest }
}

const anyList = z.object({ items: z.array(z.unknown()).nullable() })

/** @throws {ProblemError} for what is no list. */
function itemsOf(body: unknown): readonly unknown[] {
  const list = anyList.safeParse(body)
  if (list.success) return list.data.items ?? []
  throw clusterProblem(new ClusterUnreachable('The answer is not a list', true), { changes: false })
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

const rawEvent = z
  .object({
    type: text,
    reason: text,
    message: text,
    count: z.number().nullish(),
    firstTimestamp: z.string().nullish(),
    lastTimestamp: z.string().nullish(),
    eventTime: z.string().nullish(),
    series: z.object({ count: z.number().nullish(), lastObservedTime: z.string().nullish() }).nullish(),
    source: z.object({ component: z.string().nullish() }).nullish(),
    reportingComponent: z.string().nullish(),
    metadata: z.object({ creationTimestamp: z.string().nullish() }).nullish(),
  })
  .transform((raw): Event => {
    // Events of the newer API leave the old times empty and count in `series`.
    const firstSeen = raw.firstTimestamp ?? raw.eventTime ?? raw.metadata?.creationTimestamp
    const lastSeen = raw.series?.lastObservedTime ?? raw.lastTimestamp ?? firstSeen
    const source = raw.source?.component || raw.reportingComponent
    return {
      type: raw.type,
      reason: raw.reason,
      message: raw.message,
      count: raw.series?.count ?? raw.count ?? 1,
      ...(firstSeen && { firstSeen }),
      ...(lastSeen && { lastSeen }),
      ...(source && { source }),
    }
  })
