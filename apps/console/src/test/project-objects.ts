import type { ProjectKindName, ProjectKinds } from '@kube-dc/networking/model/kinds'
import { KINDS } from '@kube-dc/networking/model/kinds'
import { parseObject, type Unreadable } from '@kube-dc/networking/model/unreadable'

type Raw = Readonly<Record<string, unknown>>

let count = 0

/** An object of the Project edge as the cluster holds it, read by the model; each call has a newer resourceVersion. */
export function object<K extends ProjectKindName>(
  kind: K,
  name: string,
  { metadata, ...rest }: { readonly metadata?: Raw } & Raw = {},
): ProjectKinds[K] | Unreadable {
  count += 1
  return parseObject(KINDS[kind].schema, {
    metadata: {
      name,
      namespace: 'nimbus-edge',
      uid: `uid-${kind}-${name}`,
      resourceVersion: String(count),
      creationTimestamp: '2026-08-01T10:00:00Z',
      ...metadata,
    },
    ...rest,
  })
}

/** A load balancer on uplink-a with one port, with what is given laid over its annotations and spec. */
export function loadBalancer(name: string, annotations: Raw = {}, spec: Raw = {}) {
  return object('services', name, {
    metadata: { annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'uplink-a', ...annotations } },
    spec: {
      type: 'LoadBalancer',
      selector: { app: name },
      ports: [{ protocol: 'TCP', port: 8883, targetPort: 8883 }],
      ...spec,
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.14' }] } },
  })
}

/** The endpoints of a Service, each on a pod `<service>-<index>`. */
export function endpoints(service: string, ...ready: readonly boolean[]) {
  return object('endpoint-slices', `${service}-x`, {
    metadata: { labels: { 'kubernetes.io/service-name': service } },
    endpoints: ready.map((isReady, index) => ({
      addresses: [`10.61.4.${index + 10}`],
      conditions: { ready: isReady },
      targetRef: { kind: 'Pod', name: `${service}-${index}` },
    })),
    ports: [{ port: 8883, protocol: 'TCP' }],
  })
}

/** The pods behind `endpoints`. */
export function pod(service: string, index: number, ready: boolean) {
  return object('pods', `${service}-${index}`, {
    metadata: { labels: { app: service } },
    spec: { containers: [{ name: 'app', readinessProbe: {} }] },
    status: {
      phase: 'Running',
      podIP: `10.61.4.${index + 10}`,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: 'app', ready }],
    },
  })
}
