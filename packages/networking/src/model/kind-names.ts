/** Names of kinds apart from how they are read: a browser asks for names only, and carries no schemas for that. */

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

/** Kinds of the provider, which belong to no namespace and no tenant (kube-dc.md §3). */
export const PROVIDER_KIND_NAMES = ['subnets', 'vlans', 'ovn-eips'] as const

export type ProviderKindName = (typeof PROVIDER_KIND_NAMES)[number]

/** Kinds of the platform's own namespaces, which no tenant may list (kube-dc.md §8.3). */
export const PLATFORM_KIND_NAMES = ['gateways'] as const

export type PlatformKindName = (typeof PLATFORM_KIND_NAMES)[number]

/** Kinds that the console follows live, by the names that channels and URLs use. A new one is added here and in `kinds.ts` only. */
export const KIND_NAMES = [
  'external-ips',
  'organizations',
  'projects',
  ...PROJECT_KIND_NAMES,
  ...PROVIDER_KIND_NAMES,
  ...PLATFORM_KIND_NAMES,
] as const

export type KindName = (typeof KIND_NAMES)[number]

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
  subnets: 'pools',
  vlans: 'VLANs',
  'ovn-eips': 'OvnEips',
  gateways: 'Gateways',
}

export function isKindName(value: string): value is KindName {
  return Object.hasOwn(KIND_TITLES, value)
}

/**
 * What the server makes of the provider's kinds and hands out like a kind (`pools/report.ts`): the pools, the holders of
 * one pool's addresses, and what each Project or namespace holds. Joins, so whoever follows one must be allowed all that it is made of.
 */
export const REPORT_NAMES = ['pools', 'pool-addresses', 'address-usage'] as const

export type ReportName = (typeof REPORT_NAMES)[number]

/** The kinds that reports are made of. */
export const REPORT_SOURCES = [
  'subnets',
  'vlans',
  'ovn-eips',
  'external-ips',
  'services',
  'projects',
] as const satisfies readonly KindName[]

export function isReportName(value: string): value is ReportName {
  return REPORT_NAMES.some((name) => name === value)
}
