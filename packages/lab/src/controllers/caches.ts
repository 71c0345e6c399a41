import type { KubeClient } from './client.ts'
import { floating } from './floating-resources.ts'
import { Informer } from './informer.ts'
import { keyOf, resources, type Bare, type Meta } from './resources.ts'
import { routing, type Route } from './route-resources.ts'
import { boundTo, NLB_ANNOTATIONS } from './service-binding.ts'
import { workloads } from './workload-resources.ts'

/** Label by which the type of an address is marked on EIps, and a Subnet as a pool of that type (kube-dc.md §2.1, §3). */
export const NETWORK_TYPE = 'network.kube-dc.com/external-network-type'

/** On an OvnEip: the EIp it was made for, as `<namespace>.<name>` (kube-dc.md §3, address attribution). */
export const MADE_FOR = 'kube-dc.com/ovn-eip-created-by-eip'

/** Namespace of the platform itself. */
export const PLATFORM_NAMESPACE = 'kube-dc'

/** Label of an EndpointSlice with the Service it belongs to [Kubernetes]. */
export const SLICE_OF = 'kubernetes.io/service-name'

function namespaceOf({ metadata }: Bare): string[] {
  return metadata.namespace === undefined ? [] : [metadata.namespace]
}

function filed(value: string | null | undefined): string[] {
  return value ? [value] : []
}

/** Key of an object that another one of the same namespace names. */
function within({ namespace = '' }: Meta, name: string | null | undefined): string[] {
  return name ? [keyOf({ namespace, name })] : []
}

/** uids of the objects that it belongs to. */
function ownersOf({ metadata }: Bare): string[] {
  return metadata.owners.map(({ uid }) => uid)
}

function backendsOf({ metadata, spec }: Route): string[] {
  const references = (spec.rules ?? []).flatMap(({ backendRefs }) => backendRefs ?? [])
  return references.flatMap(({ name }) => within(metadata, name))
}

/** Keys of the Gateways that a route wants to hang on. */
export function gatewaysOf({ metadata, spec }: Route): string[] {
  return (spec.parentRefs ?? []).map(({ namespace, name }) =>
    keyOf({ namespace: namespace ?? metadata.namespace ?? '', name }),
  )
}

/** Makes the caches; they fill once their `run` is called. */
export function makeCaches(client: KubeClient, onProblem: (message: string) => void) {
  const namespaced = { indexes: { namespace: namespaceOf }, onProblem }
  return {
    namespaces: new Informer(client, resources.namespaces, { onProblem }),
    configMaps: new Informer(client, resources.configMaps, { namespace: PLATFORM_NAMESPACE, onProblem }),
    organizations: new Informer(client, resources.organizations, { onProblem }),
    organizationGroups: new Informer(client, resources.organizationGroups, namespaced),
    projects: new Informer(client, resources.projects, {
      indexes: { namespace: namespaceOf, backing: ({ status }) => filed(status?.namespace) },
      onProblem,
    }),
    externalIps: new Informer(client, resources.externalIps, {
      indexes: {
        namespace: namespaceOf,
        owner: ownersOf,
        publicIn: (object) =>
          (object.spec?.externalNetworkType || object.metadata.labels[NETWORK_TYPE]) === 'public'
            ? namespaceOf(object)
            : [],
      },
      onProblem,
    }),
    floatingIps: new Informer(client, floating.floatingIps, {
      indexes: {
        namespace: namespaceOf,
        eip: ({ metadata, spec }) => within(metadata, spec?.eip),
        vm: ({ metadata, spec }) => within(metadata, spec?.vmTarget?.vmName),
      },
      onProblem,
    }),
    ovnFips: new Informer(client, floating.ovnFips, {
      indexes: { ovnEip: ({ spec }) => [spec.ovnEip] },
      onProblem,
    }),
    virtualMachines: new Informer(client, workloads.virtualMachines, namespaced),
    virtualMachineInstances: new Informer(client, workloads.virtualMachineInstances, namespaced),
    pods: new Informer(client, workloads.pods, {
      indexes: { namespace: namespaceOf, owner: ownersOf },
      onProblem,
    }),
    subnets: new Informer(client, resources.subnets, {
      indexes: {
        poolOf: ({ metadata, spec }) => (spec.vlan ? filed(metadata.labels[NETWORK_TYPE]) : []),
        vpc: ({ spec }) => filed(spec.vpc),
        vlan: ({ spec }) => filed(spec.vlan),
        serves: ({ spec }) => spec.namespaces ?? [],
      },
      onProblem,
    }),
    vlans: new Informer(client, resources.vlans, { onProblem }),
    vpcs: new Informer(client, resources.vpcs, { onProblem }),
    ovnEips: new Informer(client, resources.ovnEips, {
      indexes: {
        subnet: ({ spec }) => [spec.externalSubnet],
        madeFor: ({ metadata }) => filed(metadata.annotations[MADE_FOR]),
      },
      onProblem,
    }),
    snatRules: new Informer(client, resources.snatRules, {
      indexes: { ovnEip: ({ spec }) => [spec.ovnEip] },
      onProblem,
    }),
    roles: new Informer(client, resources.roles, { onProblem }),
    roleBindings: new Informer(client, resources.roleBindings, {
      indexes: { group: ({ metadata }) => filed(metadata.labels['group']) },
      onProblem,
    }),
    services: new Informer(client, workloads.services, {
      indexes: {
        namespace: namespaceOf,
        eip: (service) => within(service.metadata, boundTo(service)),
        routed: (service) =>
          NLB_ANNOTATIONS.exposeRoute in service.metadata.annotations ? namespaceOf(service) : [],
      },
      onProblem,
    }),
    endpoints: new Informer(client, workloads.endpoints, namespaced),
    endpointSlices: new Informer(client, workloads.endpointSlices, {
      indexes: { service: ({ metadata }) => within(metadata, metadata.labels[SLICE_OF]) },
      onProblem,
    }),
    deployments: new Informer(client, workloads.deployments, namespaced),
    resourceQuotas: new Informer(client, workloads.resourceQuotas, namespaced),
    gateways: new Informer(client, routing.gateways, namespaced),
    httpRoutes: new Informer(client, routing.httpRoutes, {
      indexes: { owner: ownersOf, backend: backendsOf, gateway: gatewaysOf },
      onProblem,
    }),
    tlsRoutes: new Informer(client, routing.tlsRoutes, {
      indexes: { owner: ownersOf, backend: backendsOf, gateway: gatewaysOf },
      onProblem,
    }),
    backends: new Informer(client, routing.backends, namespaced),
    referenceGrants: new Informer(client, routing.referenceGrants, namespaced),
    issuers: new Informer(client, routing.issuers, namespaced),
    certificates: new Informer(client, routing.certificates, {
      indexes: {
        issuer: ({ metadata, spec }) => within(metadata, spec.issuerRef.name),
        secret: ({ metadata, spec }) => within(metadata, spec.secretName),
      },
      onProblem,
    }),
    challenges: new Informer(client, routing.challenges, {
      indexes: { owner: ownersOf },
      onProblem,
    }),
    secrets: new Informer(client, routing.secrets, namespaced),
  }
}

/** A live copy of everything the controllers decide by. */
export type Caches = ReturnType<typeof makeCaches>
