import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `Pod` of core/v1, as far as it serves traffic. */
export interface Pod {
  readonly kind: 'Pod'
  readonly meta: Meta
  readonly phase: string
  /** Not the address in the Project network where the namespace is dual-homed (kube-dc.md §7). */
  readonly podAddress?: string
  /** Address in the Project network by Kube-OVN's annotation; preferred. */
  readonly networkAddress?: string
  readonly node?: string
  readonly ready: boolean
  readonly containers: readonly Container[]
  readonly conditions: readonly Condition[]
  /** The VM that this launcher pod runs. */
  readonly vm?: string
}

export interface Container {
  readonly name: string
  readonly ports: readonly ContainerPort[]
  readonly hasReadinessProbe: boolean
  readonly ready: boolean
  readonly restarts: number
  /** Why it does not run: `CrashLoopBackOff`, `ImagePullBackOff`, … */
  readonly waiting?: string
}

export interface ContainerPort {
  readonly name?: string
  readonly port: number
  readonly protocol: string
}

/** Label of launcher pods, and what Services select VMs by (kube-dc.md §10). */
export const VM_NAME_LABEL = 'vm.kubevirt.io/name'

const containerPort = z
  .object({ name: z.string().nullish(), containerPort: z.number(), protocol: z.string().nullish() })
  .transform((raw): ContainerPort => ({
    port: raw.containerPort,
    protocol: raw.protocol ?? 'TCP',
    ...(raw.name && { name: raw.name }),
  }))

const containerStatus = z.object({
  name: z.string(),
  ready: z.boolean().nullish(),
  restartCount: z.number().nullish(),
  state: z.object({ waiting: z.object({ reason: z.string().nullish() }).nullish() }).nullish(),
})

const raw = z.object({
  metadata: z.intersection(
    meta,
    z.object({ annotations: z.record(z.string(), z.string()).nullish() }).transform(({ annotations }) => ({
      networkAddress: annotations?.['ovn.kubernetes.io/ip_address'],
    })),
  ),
  spec: z
    .object({
      nodeName: z.string().nullish(),
      containers: z
        .array(
          z.object({
            name: z.string(),
            ports: z.array(containerPort).nullish(),
            readinessProbe: z.object({}).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
  status: z
    .object({
      phase: z.string().nullish(),
      podIP: z.string().nullish(),
      conditions,
      containerStatuses: z.array(containerStatus).nullish(),
    })
    .nullish(),
})

export const pod = raw.transform(({ metadata: { networkAddress, ...metadata }, spec, status }): Pod => {
  const statuses = new Map((status?.containerStatuses ?? []).map((each) => [each.name, each]))
  const vm = metadata.labels?.[VM_NAME_LABEL]
  return {
    kind: 'Pod',
    meta: metadata,
    phase: status?.phase ?? 'Unknown',
    ready: status?.conditions.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    containers: (spec?.containers ?? []).map(({ name, ports, readinessProbe }): Container => {
      const state = statuses.get(name)
      const waiting = state?.state?.waiting?.reason
      return {
        name,
        ports: ports ?? [],
        hasReadinessProbe: readinessProbe != null,
        ready: state?.ready ?? false,
        restarts: state?.restartCount ?? 0,
        ...(waiting && { waiting }),
      }
    }),
    conditions: status?.conditions ?? [],
    ...(status?.podIP && { podAddress: status.podIP }),
    ...(networkAddress && { networkAddress }),
    ...(spec?.nodeName && { node: spec.nodeName }),
    ...(vm && { vm }),
  }
})
