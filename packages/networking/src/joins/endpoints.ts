import type { Endpoint } from '../model/endpoint-slice.ts'
import type { Pod } from '../model/pod.ts'
import { compareAddresses } from '../addresses.ts'
import { found, type Reader } from './reader.ts'
import type { Endpoints, EndpointView, Known, TargetRef } from './views.ts'

/** The endpoints of a Service from its own EndpointSlices, each with what it is and why it gets no traffic. */
export function endpointsOf(reader: Reader, service: string): Endpoints {
  const byAddress = new Map<string, Endpoint>()
  for (const { endpoints } of reader.find('endpoint-slices', `service ${service}`)) {
    for (const endpoint of endpoints) {
      // While an endpoint moves between slices it is in both; it gets traffic as soon as one says so [Kubernetes].
      const before = byAddress.get(endpoint.address)
      if (!before || (endpoint.ready && !before.ready)) byAddress.set(endpoint.address, endpoint)
    }
  }
  const list = [...byAddress.values()]
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map((endpoint) => endpointView(reader, endpoint))
  const sight = reader.sight('endpoint-slices')
  return {
    known: sight === 'complete',
    sight,
    ready: list.filter(({ ready }) => ready).length,
    total: list.length,
    list,
  }
}

function endpointView(reader: Reader, { address, ready, terminating, pod }: Endpoint): EndpointView {
  const known = pod === undefined ? undefined : reader.get('pods', pod)
  const object = found(known)
  const workload = object && workloadOf(object)
  const reason = ready ? undefined : terminating ? 'Shutting down' : notReadyReason(known)
  return {
    address,
    ready,
    ...(pod !== undefined && { pod }),
    ...(object?.vm !== undefined && { vm: object.vm }),
    ...(workload && { workload }),
    ...(reason !== undefined && { reason }),
  }
}

function notReadyReason(known: Known<Pod> | undefined): string | undefined {
  if (known?.state === 'absent') return 'Its Pod is gone'
  const pod = found(known)
  if (!pod) return undefined
  const stuck = pod.containers.find(({ waiting }) => waiting !== undefined)
  if (stuck?.waiting !== undefined) return `${stuck.waiting} in ${stuck.name}`
  if (pod.phase !== 'Running') return `Its Pod is ${pod.phase}`
  const failing = pod.containers.find(({ ready, hasReadinessProbe }) => hasReadinessProbe && !ready)
  return failing ? `The readiness probe of ${failing.name} fails` : 'Its Pod is not ready'
}

/**
 * What runs a Pod, by its owner. A ReplicaSet is named by its Deployment's name and a hash that its Pods carry too; where
 * none stands between them the owner is the Deployment itself.
 */
export function workloadOf({
  meta: { controlledBy = [], labels = {} },
}: Pick<Pod, 'meta'>): TargetRef | undefined {
  for (const { kind, name } of controlledBy) {
    if (kind === 'Deployment') return { kind: 'deployment', name }
    if (kind === 'StatefulSet') return { kind: 'stateful-set', name }
    if (kind === 'DaemonSet') return { kind: 'daemon-set', name }
    const suffix = `-${labels['pod-template-hash'] ?? ''}`
    if (kind === 'ReplicaSet' && suffix !== '-' && name.endsWith(suffix)) {
      return { kind: 'deployment', name: name.slice(0, -suffix.length) }
    }
  }
  return undefined
}
