import { type Api } from './api.ts'
import { allows, eventually } from './eventually.ts'
import { as } from './identity.ts'
import { made, rbac, unique } from './objects.ts'

export const RBAC = 'rbac.authorization.k8s.io'

export interface Rule {
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
  readonly verbs: readonly string[]
}

export const eipRule = (...verbs: readonly string[]): Rule => ({
  apiGroups: ['kube-dc.com'],
  resources: ['eips'],
  verbs,
})

export function role(name: string, rules: readonly Rule[]) {
  return { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name }, rules }
}

export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount'
  readonly name: string
  readonly namespace?: string
}

/** Gives a Role or ClusterRole to a subject, in a namespace or (as a ClusterRoleBinding) everywhere. */
export function binding(
  name: string,
  roleRef: { kind: string; name: string },
  subject: Subject,
  kind = 'RoleBinding',
) {
  return {
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name },
    roleRef: { apiGroup: RBAC, ...roleRef },
    subjects: [subject.kind === 'ServiceAccount' ? subject : { apiGroup: RBAC, ...subject }],
  }
}

export interface Person {
  /** The server knows them as `nimbus:<name>`, and their only group by the same name. */
  readonly name: string
  readonly api: Api
  /** Name of their Role and RoleBinding. */
  readonly role: string
  /** Path of the RoleBinding. */
  readonly binding: string
}

/**
 * Somebody in a group of their own that has these rules in the namespace.
 *
 * @param path Readable by these rules: the person is returned when the server knows of them.
 */
export async function personWith(
  namespace: string,
  path: string,
  ...rules: readonly Rule[]
): Promise<Person> {
  const name = `ada-${unique()}`
  const roleName = `contract-${unique()}`
  await made(rbac(namespace, 'roles'), role(roleName, rules))
  await made(
    rbac(namespace, 'rolebindings'),
    binding(roleName, { kind: 'Role', name: roleName }, { kind: 'Group', name: `nimbus:${name}` }),
  )
  const api = await as(name, name)
  await eventually(allows(api, path))
  return { name, api, role: roleName, binding: `${rbac(namespace, 'rolebindings')}/${roleName}` }
}
