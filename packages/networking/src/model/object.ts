import { z } from 'zod'

/** What every parsed object carries of its Kubernetes metadata; the rest of `metadata` is left behind at the boundary. */
export interface Meta {
  readonly name: string
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string
  readonly uid: string
  readonly resourceVersion: string
  /** RFC 3339, as the API server writes it. */
  readonly createdAt: string
  /** RFC 3339; present while finalizers hold a deleted object. */
  readonly deletedAt?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly finalizers?: readonly string[]
  /** Objects whose deletion takes this one along (`metadata.ownerReferences`). */
  readonly controlledBy?: readonly OwnerReference[]
}

export interface OwnerReference {
  readonly kind: string
  readonly name: string
  readonly uid: string
}

/** A `metav1.Condition`, shown verbatim: Kube-DC publishes neither types nor reasons (kube-dc.md §13, 1). */
export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  /** RFC 3339. */
  readonly since?: string
}

const ownerReference = z
  .object({ kind: z.string(), name: z.string(), uid: z.string() })
  .transform(({ kind, name, uid }): OwnerReference => ({ kind, name, uid }))

const rawMeta = z.object({
  name: z.string().min(1),
  namespace: z.string().optional(),
  uid: z.string().min(1),
  resourceVersion: z.string(),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
  finalizers: z.array(z.string()).nullish(),
  ownerReferences: z.array(ownerReference).nullish(),
})

/** Parses `metadata` of any Kubernetes object; empty collections are left out so that channels stay small. */
export const meta = rawMeta.transform((raw): Meta => ({
  name: raw.name,
  uid: raw.uid,
  resourceVersion: raw.resourceVersion,
  createdAt: raw.creationTimestamp,
  ...(raw.namespace && { namespace: raw.namespace }),
  ...(raw.deletionTimestamp && { deletedAt: raw.deletionTimestamp }),
  ...(raw.labels && Object.keys(raw.labels).length > 0 && { labels: raw.labels }),
  ...(raw.finalizers?.length && { finalizers: raw.finalizers }),
  ...(raw.ownerReferences?.length && { controlledBy: raw.ownerReferences }),
}))

/** Parses one entry of `status.conditions[]`, tolerating entries that lack what the API convention demands. */
export const condition = z
  .object({
    type: z.string(),
    status: z.string().default('Unknown'),
    reason: z.string().nullish(),
    message: z.string().nullish(),
    lastTransitionTime: z.string().nullish(),
  })
  .transform((raw): Condition => ({
    type: raw.type,
    status: raw.status,
    ...(raw.reason && { reason: raw.reason }),
    ...(raw.message && { message: raw.message }),
    ...(raw.lastTransitionTime && { since: raw.lastTransitionTime }),
  }))

export const conditions = z
  .array(condition)
  .nullish()
  .transform((list) => list ?? [])
