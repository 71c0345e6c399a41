import { z } from 'zod'
import { meta, type Meta } from './object.ts'

/** Kinds of apps/v1 that make pods. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet'

/** What runs pods, as far as a target needs a name and its pods a reason to be absent. */
export interface Workload<Kind extends WorkloadKind = WorkloadKind> {
  readonly kind: Kind
  readonly meta: Meta
  /** Pods wanted; absent for DaemonSets, which run one per node. */
  readonly replicas?: number
  readonly readyReplicas: number
  /** Labels that its pods get. */
  readonly templateLabels: Readonly<Record<string, string>>
}

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      replicas: z.number().nullish(),
      template: z
        .object({ metadata: z.object({ labels: z.record(z.string(), z.string()).nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  status: z.object({ readyReplicas: z.number().nullish(), numberReady: z.number().nullish() }).nullish(),
})

function workload<Kind extends WorkloadKind>(kind: Kind) {
  return raw.transform(({ metadata, spec, status }): Workload<Kind> => ({
    kind,
    meta: metadata,
    readyReplicas: status?.readyReplicas ?? status?.numberReady ?? 0,
    templateLabels: spec?.template?.metadata?.labels ?? {},
    // Unset means one [Kubernetes].
    ...(kind !== 'DaemonSet' && { replicas: spec?.replicas ?? 1 }),
  }))
}

export const deployment = workload('Deployment')
export const statefulSet = workload('StatefulSet')
export const daemonSet = workload('DaemonSet')
