import type { Manifest } from './resources.ts'
import { resources, typeOf } from './resources.ts'

export interface PolicyRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

export const PROJECT_ROLES = ['admin', 'developer', 'project-manager', 'user'] as const

export type ProjectRole = (typeof PROJECT_ROLES)[number]

/** Verbs in the letters of kube-dc.md §8.3; `*` is all of them, empty is no right. */
const VERB: Readonly<Record<string, string>> = {
  c: 'create',
  g: 'get',
  l: 'list',
  w: 'watch',
  u: 'update',
  p: 'patch',
  d: 'delete',
  '*': '*',
}

function verbsOf(letters: string): string[] {
  return letters.split('').flatMap((letter) => VERB[letter] ?? [])
}

type Row = readonly [
  group: string,
  plurals: string,
  admin: string,
  developer: string,
  manager: string,
  user: string,
]

/** The table of kube-dc.md §8.3, row by row; kinds that have no CRD here yet are in it all the same. */
const MATRIX: readonly Row[] = [
  ['kube-dc.com', 'eips fips', 'cglwd', 'cglwd', 'glw', 'gl'],
  ['', 'services', '*', '*', 'glw', 'gl'],
  ['', 'endpoints', 'glw', 'glw', 'glw', 'gl'],
  ['discovery.k8s.io', 'endpointslices', 'gl', 'gl', 'gl', 'gl'],
  ['', 'events', 'glw', 'glw', 'glw', 'gl'],
  ['', 'pods', 'cglwd', 'cglwd', 'glw', 'gl'],
  ['', 'secrets', '*', 'gl', 'gl', ''],
  ['', 'configmaps', '*', '*', 'glw', 'gl'],
  ['', 'resourcequotas limitranges', 'glw', 'glw', 'glw', 'gl'],
  ['kubevirt.io', 'virtualmachines virtualmachineinstances', '*', '*', 'glw', 'gl'],
  ['subresources.kubevirt.io', 'virtualmachineinstances/guestosinfo', 'g', 'g', 'g', 'g'],
  ['k8s.cni.cncf.io', 'network-attachment-definitions', 'gl', 'gl', 'gl', 'gl'],
  ['gateway.networking.k8s.io', 'httproutes tlsroutes grpcroutes', 'cglwupd', 'cglwupd', 'glw', 'gl'],
  ['gateway.envoyproxy.io', 'backends', 'glw', 'glw', 'glw', 'gl'],
  ['networking.k8s.io', 'ingresses', 'cglwd', 'cglwd', 'glw', 'gl'],
  ['cert-manager.io', 'issuers certificates', 'cglwd', 'cglwd', 'glw', 'gl'],
  ['acme.cert-manager.io', 'challenges', 'glwd', 'glwd', 'glw', 'gl'],
  ['db.kube-dc.com', 'kdcdatabases', 'cglwupd', 'cglwupd', 'glw', 'gl'],
  ['k8s.kube-dc.com', 'kdcclusters', 'cglwupd', 'cglwupd', 'glw', 'gl'],
  ['rbac.authorization.k8s.io', 'roles rolebindings', '*', '', '', ''],
]

/** Rules of one of the four Roles that every backing namespace has. */
export function projectRules(role: ProjectRole): PolicyRule[] {
  const column = 2 + PROJECT_ROLES.indexOf(role)
  return MATRIX.flatMap((row) => {
    const verbs = verbsOf(row[column] ?? '')
    return verbs.length > 0 ? [{ apiGroups: [row[0]], resources: row[1].split(' '), verbs }] : []
  })
}

const ORGANIZATION = (resources: string, letters: string): PolicyRule => ({
  apiGroups: ['kube-dc.com'],
  resources: resources.split(' '),
  verbs: verbsOf(letters),
})

/** Rules of the Roles `<org>-admin` and `<org>-user` in the Organization's namespace (kube-dc.md §8.2). */
export const ORGANIZATION_RULES = {
  admin: [ORGANIZATION('organizations', 'glwup'), ORGANIZATION('projects organizationgroups', '*')],
  user: [ORGANIZATION('organizations', 'g'), ORGANIZATION('projects', 'gl')],
} as const

/** ClusterRole that lets Organization admins bind VLANs (kube-dc.md §8.3); the platform makes it once. */
export const VLAN_TENANT_ROLE = 'kube-dc:projectnetwork-tenant'

/** A group of an Organization's realm, as the API server knows it after prefixing (kube-dc.md §8.1). */
export function groupOf(organization: string, group: string): string {
  return `${organization}:${group}`
}

export function role(namespace: string, name: string, rules: readonly PolicyRule[]): Manifest {
  return { ...typeOf(resources.roles), metadata: { name, namespace }, rules }
}

function groupSubject(group: string): object {
  return { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }
}

export interface BindingWish {
  readonly namespace: string
  readonly name: string
  readonly role: string
  /** With the prefix of the realm. */
  readonly group: string
  readonly labels?: Readonly<Record<string, string>>
}

export function roleBinding({ namespace, name, role, group, labels }: BindingWish): Manifest {
  return {
    ...typeOf(resources.roleBindings),
    metadata: { name, namespace, ...(labels && { labels }) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [groupSubject(group)],
  }
}

export function clusterRoleBinding(name: string, clusterRole: string, group: string): Manifest {
  return {
    ...typeOf(resources.clusterRoleBindings),
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole },
    subjects: [groupSubject(group)],
  }
}
