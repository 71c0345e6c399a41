import { coreKinds } from './builtins/core.ts'
import { crdKind } from './builtins/crd.ts'
import { builtinResource } from './builtins/definition.ts'
import { endpoints, endpointSlices } from './builtins/endpoints.ts'
import { nodes } from './builtins/nodes.ts'
import { pods } from './builtins/pods.ts'
import { quotaKinds } from './builtins/quota.ts'
import { rbacKinds } from './builtins/rbac.ts'
import { services } from './builtins/services.ts'
import { workloadKinds } from './builtins/workloads.ts'
import { apiVersionOf } from './object.ts'
import type { Resource } from './resource.ts'
import type { Store } from './storage.ts'

/** A kind that is answered and not stored: the reviews. */
export interface VirtualResource {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly singular: string
  readonly kind: string
  readonly namespaced: boolean
}

const review = (group: string, kind: string): VirtualResource => ({
  group,
  version: 'v1',
  plural: `${kind.toLowerCase()}s`,
  singular: kind.toLowerCase(),
  kind,
  namespaced: false,
})

/** Reviews that clients ask for: who am I, what may I, may somebody else. */
export const REVIEWS: readonly VirtualResource[] = [
  review('authentication.k8s.io', 'SelfSubjectReview'),
  review('authorization.k8s.io', 'SelfSubjectAccessReview'),
  review('authorization.k8s.io', 'SelfSubjectRulesReview'),
  review('authorization.k8s.io', 'SubjectAccessReview'),
]

/** One served version of an API group. */
export interface GroupVersion {
  readonly group: string
  readonly version: string
  /** Held by CustomResourceDefinitions only. */
  readonly custom: boolean
  readonly resources: readonly Resource[]
  readonly reviews: readonly VirtualResource[]
}

const KINDS = [
  ...coreKinds,
  ...quotaKinds,
  ...workloadKinds,
  endpoints,
  endpointSlices,
  nodes,
  pods,
  services,
  ...rbacKinds,
  crdKind,
]

/** Every kind this server knows, built-in and custom. */
export class Registry {
  readonly #resources = new Map<string, Resource>()
  /** Counts up with every change, so that derived documents can be kept until then. */
  generation = 0

  constructor(store: Store) {
    for (const row of KINDS) this.add(builtinResource(row, store))
  }

  add(resource: Resource): void {
    this.#resources.set(keyOf(resource.group, resource.version, resource.plural), resource)
    this.generation += 1
  }

  remove(group: string, plural: string): void {
    for (const [key, resource] of this.#resources) {
      if (resource.group === group && resource.plural === plural) this.#resources.delete(key)
    }
    this.generation += 1
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.#resources.get(keyOf(group, version, plural))
  }

  /**
   * A kind that is always there.
   *
   * @throws {Error} when it is not: a mistake of this program.
   */
  builtin(group: string, plural: string): Resource {
    const found = this.find(group, 'v1', plural)
    if (!found) throw new Error(`no built-in kind ${plural} in group "${group}"`)
    return found
  }

  findReview(group: string, version: string, plural: string): VirtualResource | undefined {
    return REVIEWS.find((item) => item.group === group && item.version === version && item.plural === plural)
  }

  /** The resource that an owner reference means. */
  findKind(group: string, kind: string): Resource | undefined {
    return this.all().find((resource) => resource.group === group && resource.kind === kind)
  }

  all(): Resource[] {
    return [...this.#resources.values()]
  }

  /** Groups in the order of discovery: core, built-in groups, custom groups. */
  groupVersions(): GroupVersion[] {
    const found = new Map<
      string,
      { group: string; version: string; resources: Resource[]; reviews: VirtualResource[] }
    >()
    const entry = (group: string, version: string) => {
      const key = apiVersionOf(group, version)
      const known = found.get(key) ?? { group, version, resources: [], reviews: [] }
      found.set(key, known)
      return known
    }
    for (const item of REVIEWS) entry(item.group, item.version).reviews.push(item)
    for (const resource of this.#resources.values())
      entry(resource.group, resource.version).resources.push(resource)
    return [...found.values()]
      .map((item) => ({
        ...item,
        custom: item.reviews.length === 0 && item.resources.every((resource) => resource.custom),
        resources: item.resources.sort((a, b) => (a.plural < b.plural ? -1 : 1)),
      }))
      .sort((a, b) => rank(a) - rank(b))
  }
}

function rank({ group, custom }: { group: string; custom: boolean }): number {
  return group === '' ? 0 : custom ? 2 : 1
}

function keyOf(group: string, version: string, plural: string): string {
  return `${group}/${version}/${plural}`
}
