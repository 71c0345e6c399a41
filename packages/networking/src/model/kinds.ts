import type { z } from 'zod'
import {
  certificate,
  challenge,
  issuer,
  type Certificate,
  type Challenge,
  type Issuer,
} from './certificate.ts'
import { endpointSlice, type EndpointSlice } from './endpoint-slice.ts'
import { externalIp, type ExternalIp } from './external-ip.ts'
import { floatingIp, type FloatingIp } from './floating-ip.ts'
import { gateway, type Gateway } from './gateway.ts'
import { gatewayBackend, httpRoute, tlsRoute, type GatewayBackend, type Route } from './gateway-route.ts'
import type { KindName, PlatformKindName, ProjectKindName, ProviderKindName } from './kind-names.ts'
import { organization, type Organization } from './organization.ts'
import { ovnEip, type OvnEip } from './ovn-eip.ts'
import { pod, type Pod } from './pod.ts'
import { project, type Project } from './project.ts'
import { resourceQuota, type ResourceQuota } from './resource-quota.ts'
import { service, type Service } from './service.ts'
import { subnet, type Subnet } from './subnet.ts'
import {
  virtualMachine,
  virtualMachineInstance,
  type VirtualMachine,
  type VirtualMachineInstance,
} from './virtual-machine.ts'
import { vlan, type Vlan } from './vlan.ts'
import { daemonSet, deployment, statefulSet, type Workload } from './workload.ts'

export {
  isKindName,
  KIND_NAMES,
  KIND_TITLES,
  PLATFORM_KIND_NAMES,
  PROJECT_KIND_NAMES,
  PROVIDER_KIND_NAMES,
  type KindName,
  type PlatformKindName,
  type ProjectKindName,
  type ProviderKindName,
} from './kind-names.ts'

/** How one kind is found in the cluster and read from it. */
export interface KindDefinition<T> {
  readonly group: string
  readonly version: string
  readonly plural: string
  /** The Kubernetes kind, for words and manifests. */
  readonly resourceKind: string
  readonly namespaced: boolean
  readonly schema: z.ZodType<T>
}

export interface ProjectKinds {
  'floating-ips': FloatingIp
  services: Service
  'endpoint-slices': EndpointSlice
  pods: Pod
  'virtual-machines': VirtualMachine
  'virtual-machine-instances': VirtualMachineInstance
  deployments: Workload<'Deployment'>
  'stateful-sets': Workload<'StatefulSet'>
  'daemon-sets': Workload<'DaemonSet'>
  'http-routes': Route<'HttpRoute'>
  'tls-routes': Route<'TlsRoute'>
  backends: GatewayBackend
  certificates: Certificate
  issuers: Issuer
  challenges: Challenge
  'resource-quotas': ResourceQuota
}

/** Kinds of the whole cluster. */
interface ProviderKinds {
  subnets: Subnet
  vlans: Vlan
  'ovn-eips': OvnEip
}

/** Kinds of the platform's own namespaces. */
interface PlatformKinds {
  gateways: Gateway
}

function inNamespace<T>(
  group: string,
  version: string,
  plural: string,
  resourceKind: string,
  schema: z.ZodType<T>,
): KindDefinition<T> {
  return { group, version, plural, resourceKind, namespaced: true, schema }
}

/** How the kinds of a Project's namespace are found and read. */
export const PROJECT_KINDS: { readonly [K in ProjectKindName]: KindDefinition<ProjectKinds[K]> } = {
  'floating-ips': inNamespace('kube-dc.com', 'v1', 'fips', 'FIp', floatingIp),
  services: inNamespace('', 'v1', 'services', 'Service', service),
  'endpoint-slices': inNamespace('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', endpointSlice),
  pods: inNamespace('', 'v1', 'pods', 'Pod', pod),
  'virtual-machines': inNamespace('kubevirt.io', 'v1', 'virtualmachines', 'VirtualMachine', virtualMachine),
  'virtual-machine-instances': inNamespace(
    'kubevirt.io',
    'v1',
    'virtualmachineinstances',
    'VirtualMachineInstance',
    virtualMachineInstance,
  ),
  deployments: inNamespace('apps', 'v1', 'deployments', 'Deployment', deployment),
  'stateful-sets': inNamespace('apps', 'v1', 'statefulsets', 'StatefulSet', statefulSet),
  'daemon-sets': inNamespace('apps', 'v1', 'daemonsets', 'DaemonSet', daemonSet),
  'http-routes': inNamespace('gateway.networking.k8s.io', 'v1', 'httproutes', 'HTTPRoute', httpRoute),
  // Served as v1alpha2 and v1alpha3 with Gateway API 1.4, not as v1 (kube-dc.md §5).
  'tls-routes': inNamespace('gateway.networking.k8s.io', 'v1alpha2', 'tlsroutes', 'TLSRoute', tlsRoute),
  backends: inNamespace('gateway.envoyproxy.io', 'v1alpha1', 'backends', 'Backend', gatewayBackend),
  certificates: inNamespace('cert-manager.io', 'v1', 'certificates', 'Certificate', certificate),
  issuers: inNamespace('cert-manager.io', 'v1', 'issuers', 'Issuer', issuer),
  challenges: inNamespace('acme.cert-manager.io', 'v1', 'challenges', 'Challenge', challenge),
  'resource-quotas': inNamespace('', 'v1', 'resourcequotas', 'ResourceQuota', resourceQuota),
}

/** Parsed type of each kind. */
export interface Kinds extends ProjectKinds, ProviderKinds, PlatformKinds {
  'external-ips': ExternalIp
  organizations: Organization
  projects: Project
}

function ofKubeOvn<T>(plural: string, resourceKind: string, schema: z.ZodType<T>): KindDefinition<T> {
  return { group: 'kubeovn.io', version: 'v1', plural, resourceKind, namespaced: false, schema }
}

const PROVIDER_KINDS: { readonly [K in ProviderKindName]: KindDefinition<ProviderKinds[K]> } = {
  subnets: ofKubeOvn('subnets', 'Subnet', subnet),
  vlans: ofKubeOvn('vlans', 'Vlan', vlan),
  'ovn-eips': ofKubeOvn('ovn-eips', 'OvnEip', ovnEip),
}

const PLATFORM_KINDS: { readonly [K in PlatformKindName]: KindDefinition<PlatformKinds[K]> } = {
  gateways: inNamespace('gateway.networking.k8s.io', 'v1', 'gateways', 'Gateway', gateway),
}

/** How each kind is found and read. */
export const KINDS: { readonly [K in KindName]: KindDefinition<Kinds[K]> } = {
  'external-ips': inNamespace('kube-dc.com', 'v1', 'eips', 'EIp', externalIp),
  organizations: inNamespace('kube-dc.com', 'v1', 'organizations', 'Organization', organization),
  projects: inNamespace('kube-dc.com', 'v1', 'projects', 'Project', project),
  ...PROJECT_KINDS,
  ...PROVIDER_KINDS,
  ...PLATFORM_KINDS,
}
