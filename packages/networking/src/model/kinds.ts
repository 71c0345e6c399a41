import type { z } from 'zod'
import { externalIp, type ExternalIp } from './external-ip.ts'
import { organization, type Organization } from './organization.ts'
import { project, type Project } from './project.ts'

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

/** Kinds that the console follows live, by the names that channels and URLs use. A new one is added in this file only. */
export const KIND_NAMES = ['external-ips', 'organizations', 'projects'] as const

export type KindName = (typeof KIND_NAMES)[number]

/** Parsed type of each kind. */
export interface Kinds {
  'external-ips': ExternalIp
  organizations: Organization
  projects: Project
}

/** How each kind is found and read. */
export const KINDS: { readonly [K in KindName]: KindDefinition<Kinds[K]> } = {
  'external-ips': {
    group: 'kube-dc.com',
    version: 'v1',
    plural: 'eips',
    resourceKind: 'EIp',
    namespaced: true,
    schema: externalIp,
  },
  organizations: {
    group: 'kube-dc.com',
    version: 'v1',
    plural: 'organizations',
    resourceKind: 'Organization',
    namespaced: true,
    schema: organization,
  },
  projects: {
    group: 'kube-dc.com',
    version: 'v1',
    plural: 'projects',
    resourceKind: 'Project',
    namespaced: true,
    schema: project,
  },
}

export function isKindName(value: string): value is KindName {
  return Object.hasOwn(KINDS, value)
}
