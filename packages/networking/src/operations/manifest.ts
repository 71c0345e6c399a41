import { KINDS } from '../model/kinds.ts'
import { NETWORK_TYPE_LABEL } from '../model/network-type.ts'
import { annotationsOf, type PlannedIssuer, type PlannedObject, type PlannedPort } from './objects.ts'
import type { ServiceFields } from './plan.ts'

/** Label of every object that an operation made, with the operation's id: how it is recognised as done, and as its own. */
export const OPERATION_LABEL = 'console.kube-dc.com/operation'

/**
 * Label of what an operation made again while it was undone. Another one than that of what it made going forward: a
 * floating IP that was moved has one name before and after, and undoing must not take its own result away again.
 */
export const RESTORED_LABEL = 'console.kube-dc.com/restored'

/** What an object is marked with by the operation that makes it. */
export interface Mark {
  readonly label: typeof OPERATION_LABEL | typeof RESTORED_LABEL
  readonly id: string
}

/** A Kubernetes object as it is sent, and as `kubectl apply -f` takes it. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    /** Absent for what belongs to the whole cluster. */
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: Readonly<Record<string, unknown>>
}

/**
 * The Kubernetes object that a planned one stands for.
 *
 * @param place.namespace says nothing about kinds of the whole cluster.
 * @param place.mark absent in previews: what a person applies by hand belongs to no operation.
 */
export function manifestOf(
  object: PlannedObject,
  place: { readonly namespace: string; readonly mark?: Mark },
): Manifest {
  const { group, version, resourceKind, namespaced } = KINDS[object.kind]
  const annotations = annotationsIn(object)
  const labels = { ...labelsIn(object), ...(place.mark && { [place.mark.label]: place.mark.id }) }
  return {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind: resourceKind,
    metadata: {
      name: object.name,
      ...(namespaced && { namespace: place.namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: specOf(object),
  }
}

/** A new object has no annotation to take away. */
function annotationsIn(object: PlannedObject): Record<string, string> {
  if (object.kind !== 'services') return {}
  return Object.fromEntries(
    Object.entries(annotationsOf(object.asks)).flatMap(([key, value]) =>
      value === null ? [] : [[key, value]],
    ),
  )
}

/** By this label the platform knows a pool, and its type (kube-dc.md §3). */
function labelsIn(object: PlannedObject): Record<string, string> {
  return object.kind === 'subnets' ? { [NETWORK_TYPE_LABEL]: object.networkType } : {}
}

function specOf(object: PlannedObject): Record<string, unknown> {
  switch (object.kind) {
    case 'external-ips':
      return { externalNetworkType: object.networkType }
    case 'floating-ips': {
      const { target, address } = object
      return {
        ...(address.from === 'external-ip'
          ? { eip: address.name }
          : { externalNetworkType: address.networkType }),
        ...(target.by === 'address'
          ? { ipAddress: target.address }
          : {
              vmTarget: {
                vmName: target.vm,
                ...(target.interface !== undefined && { interfaceName: target.interface }),
              },
            }),
      }
    }
    case 'services':
      // No class: only Services without one are processed (kube-dc.md §4.2).
      return { type: 'LoadBalancer', selector: object.selector, ports: object.ports.map(portOf) }
    case 'issuers':
      return acmeOf(object)
    case 'vlans':
      return { id: object.id, provider: object.provider }
    case 'subnets': {
      const { cidr, gateway, excludeIps, vlan, mtu } = object
      return { cidrBlock: cidr, gateway, excludeIps, vlan, mtu, ...POOL_SPEC }
    }
  }
}

/** What all external pools have in common (kube-dc.md §3). */
const POOL_SPEC = {
  vpc: 'ovn-cluster',
  protocol: 'IPv4',
  provider: 'ovn',
  private: false,
  natOutgoing: false,
}

function portOf({ name, protocol, port, targetPort, appProtocol, nodePort }: PlannedPort) {
  return {
    ...(name !== undefined && { name }),
    protocol,
    port,
    targetPort,
    ...(appProtocol !== undefined && { appProtocol }),
    ...(nodePort !== undefined && { nodePort }),
  }
}

/** ACME by HTTP-01 over the platform's shared Gateway (kube-dc.md §5). */
function acmeOf({ name, email }: PlannedIssuer): Record<string, unknown> {
  const gateway = {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name: 'eg',
    namespace: 'envoy-gateway-system',
  }
  return {
    acme: {
      server: 'https://acme-v02.api.letsencrypt.org/directory',
      email,
      privateKeySecretRef: { name: `${name}-account-key` },
      solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [gateway] } } }],
    },
  }
}

/** Which object, and which state of it, a patch is for. */
interface PatchBase {
  readonly uid: string
  readonly resourceVersion: string
}

/**
 * The JSON merge patch that gives a Service these fields, and only if it still is that object in that state. What is `null`
 * is taken away; ports go as the whole list, with the node ports that the cluster gave them.
 */
export function patchOf({ asks, selector, ports }: ServiceFields, base: PatchBase) {
  const spec = { ...(selector && { selector }), ...(ports && { ports: ports.map(portOf) }) }
  return {
    metadata: {
      uid: base.uid,
      resourceVersion: base.resourceVersion,
      ...(asks && { annotations: annotationsOf(asks) }),
    },
    ...(Object.keys(spec).length > 0 && { spec }),
  }
}
