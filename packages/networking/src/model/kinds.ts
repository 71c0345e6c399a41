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
import { gatewayBackend, httpRoute, tlsRoute, type GatewayBackend, type Route } from './gateway-route.ts'
import { organization, type Organization } from './organization.ts'
import { pod, type Pod } from './pod.ts'
import { project, type Project } from './project.ts'
import { resourceQuota, type ResourceQuota } from './resource-quota.ts'
import { service, type Service } from './service.ts'
import {
  virtualMachine,
  virtualMachineInstance,
  type VirtualMachine,
  type VirtualMachineInstance,
} from './virtual-machine.ts'
import { daemonSet, deployment, statefulSet, type Workload } from './workload.ts'

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

/**
 * Kinds of a Project's backing namespace that its joined views read beside its External IPs. A kind that a viewer may
 * not list, or that the cluster does not have, makes what rests on it unknown.
 */
export const PROJECT_KIND_NAMES = [
  'floating-ips',
  'services',
  'endpoint-slices',
  'pods',
  'virtual-machines',
  'virtual-machine-instances',
  'deployments',
  'stateful-sets',
  'daemon-sets',
  'http-routes',
  'tls-routes',
  'backends',
  'certificates',
  'issuers',
  'challenges',
  'resource-quotas',
] as const

export type ProjectKindName = (typeof PROJECT_KIND_NAMES)[number]

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

/** Kinds that the console follows live, by the names that channels and URLs use. A new one is added in this file only. */
export const KIND_NAMES = ['external-ips', 'organizations', 'projects', ...PROJECT_KIND_NAMES] as const

export type KindName = (typeof KIND_NAMES)[number]

/** Parsed type of each kind. */
export interface Kinds extends ProjectKinds {
  'external-ips': ExternalIp
  organizations: Organization
  projects: Project
}

/** How each kind is found and read. */
export const KINDS: { readonly [K in KindName]: KindDefinition<Kinds[K]> } = {
  'external-ips': inNamespace('kube-dc.com', 'v1', 'eips', 'EIp', externalIp),
  organizations: inNamespace('kube-dc.com', 'v1', 'organizations', 'Organization', organization),
  projects: inNamespace('kube-dc.com', 'v1', 'projects', 'Project', project),
  ...PROJECT_KINDS,
}

/** Kinds in words, as pages name what they could not see. */
export const KIND_TITLES: { readonly [K in KindName]: string } = {
  'external-ips': 'External IPs',
  organizations: 'Organizations',
  projects: 'Projects',
  'floating-ips': 'Floating IPs',
  services: 'Services',
  'endpoint-slices': 'endpoints',
  pods: 'Pods',
  'virtual-machines': 'VMs',
  'virtual-machine-instances': 'running VMs',
  deployments: 'Deployments',
  'stateful-sets': 'StatefulSets',
  'daemon-sets': 'DaemonSets',
  'http-routes': 'HTTP routes',
  'tls-routes': 'TLS routes',
  backends: 'Gateway backends',
  certificates: 'Certificates',
  issuers: 'Issuers',
  challenges: 'Challenges',
  'resource-quotas': 'quotas',
}

export function isKindName(value: string): value is KindName {
  return Object.hasOwn(KINDS, value)
}
