import { KINDS, type KindName } from '@kube-dc/networking/model/kinds'

/** A namespaced API resource, as far as its address goes. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
}

/** Path of a collection (`namespace` absent: of the whole cluster) or of one object in it. */
export function resourcePath(resource: Resource, namespace?: string, name?: string): string {
  const root =
    resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`
  const inNamespace = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  const one = name === undefined ? '' : `/${encodeURIComponent(name)}`
  return `${root}${inNamespace}/${resource.plural}${one}`
}

/** The API version of a kind, as manifests write it. */
export function apiVersion(kind: KindName): string {
  return `${KINDS[kind].group}/${KINDS[kind].version}`
}
