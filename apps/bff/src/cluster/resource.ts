import { KINDS, KIND_NAMES, type KindName } from '@kube-dc/networking/model/kinds'

/** An API resource, as far as its address goes. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
}

const RBAC = { group: 'rbac.authorization.k8s.io', version: 'v1' } as const

/** The resources that rights are decided by; changes of them make the server ask anew who may see what. */
export const RBAC_RESOURCES: readonly Resource[] = [
  { ...RBAC, plural: 'roles' },
  { ...RBAC, plural: 'rolebindings' },
  { ...RBAC, plural: 'clusterroles' },
  { ...RBAC, plural: 'clusterrolebindings' },
]

/** What is asked of a resource that is followed. */
export const FOLLOWING_VERBS = ['list', 'watch'] as const

/**
 * Everything that the server follows with its own identity: the kinds of the model, and RBAC. Nothing else is asked with
 * it, and `deploy/clusterrole.yaml` allows just this; a test holds the two together.
 */
export const FOLLOWED: readonly Resource[] = [...KIND_NAMES.map((kind) => KINDS[kind]), ...RBAC_RESOURCES]

/**
 * Path of a collection (`namespace` absent: of the whole cluster) or of one object in it.
 *
 * @throws {Error} for a name that would lead out of the collection.
 */
export function resourcePath(resource: Resource, namespace?: string, name?: string): string {
  const root =
    resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  const inNamespace = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  const one = name === undefined ? '' : `/${encodeURIComponent(name)}`
  if ([namespace, name].some((part) => part === '' || part === '.' || part === '..')) {
    throw new Error(`“${namespace}” and “${name}” are no names of objects`)
  }
  return `${root}${inNamespace}/${resource.plural}${one}`
}

/** The API version of a kind, as manifests write it. */
export function apiVersion(kind: KindName): string {
  const { group, version } = KINDS[kind]
  return group === '' ? version : `${group}/${version}`
}
