import { timestamp } from './condition.ts'
import type { Action } from './actions.ts'
import { hasFault } from './marks.ts'
import type { Delays } from './settings.ts'
import { workloads, type Pod } from './workload-resources.ts'

/** The lab's only Node. */
export const NODE_NAME = 'worker-1'
export const NODE_ADDRESS = '192.0.2.11'

/** Kube-OVN writes the address of a pod here, and takes a wish from here [Kube-OVN]. */
export const POD_ADDRESS = 'ovn.kubernetes.io/ip_address'
/** The address is given, not only wished for [Kube-OVN]. */
export const POD_ALLOCATED = 'ovn.kubernetes.io/allocated'

/** Faults of a pod: its readiness probe fails; it never starts. */
const NOT_READY = 'not-ready'
const NEVER_STARTS = 'never-starts'

/** What the kubelet of the lab knows when it looks at one pod. */
export interface PodView {
  /** Milliseconds since 1970. */
  readonly now: number
  /** When it was first seen as it is: coming, or going. */
  readonly since: number
  readonly delays: Delays
}

function conditionsOf(ready: boolean, now: number): object[] {
  const lastTransitionTime = timestamp(now)
  const status = (value: boolean) => (value ? 'True' : 'False')
  const why = ready ? {} : { reason: 'ContainersNotReady', message: 'containers with unready status' }
  return [
    { type: 'Initialized', status: 'True', lastTransitionTime },
    { type: 'Ready', status: status(ready), lastTransitionTime, ...why },
    { type: 'ContainersReady', status: status(ready), lastTransitionTime, ...why },
    { type: 'PodScheduled', status: 'True', lastTransitionTime },
  ]
}

/** The status of a pod that runs. */
export function runningStatus(pod: Pick<Pod, 'spec'>, podIP: string, ready: boolean, now: number): object {
  return {
    phase: 'Running',
    hostIP: NODE_ADDRESS,
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: timestamp(now),
    conditions: conditionsOf(ready, now),
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      image: image ?? '',
      imageID: '',
      ready,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: timestamp(now) } },
    })),
  }
}

/**
 * What a node does about one of its pods: run it once it has an address, tell whether it is ready, and end it. Knows the
 * faults `not-ready` and `never-starts`.
 */
export function reconcilePod(pod: Pod, { now, since, delays }: PodView): Action[] {
  const { metadata, spec, status } = pod
  if (spec.nodeName !== NODE_NAME) return []
  const wait = (ms: number): Action[] => [{ do: 'look again', afterMs: ms }]
  if (metadata.deleting) {
    const left = since + delays.releaseMs - now
    return left > 0
      ? wait(left)
      : [{ do: 'delete', resource: workloads.pods, target: metadata, atOnce: true }]
  }
  const address =
    metadata.annotations[POD_ALLOCATED] === 'true' ? metadata.annotations[POD_ADDRESS] : undefined
  if (!address || hasFault(pod, NEVER_STARTS)) return []
  const left = since + delays.startMs - now
  if (status?.phase !== 'Running' && left > 0) return wait(left)
  const ready = !hasFault(pod, NOT_READY)
  const isReady =
    status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
  if (status?.phase === 'Running' && status.podIP === address && isReady === ready) return []
  const about = { resource: workloads.pods, object: pod }
  const message = 'Readiness probe failed: HTTP probe failed with statuscode: 503'
  return [
    {
      do: 'patch',
      resource: workloads.pods,
      target: metadata,
      patch: { status: runningStatus(pod, address, ready, now) },
      subresource: 'status',
    },
    ...(ready
      ? []
      : [{ do: 'event', about, type: 'Warning', reason: 'Unhealthy', message } satisfies Action]),
  ]
}
