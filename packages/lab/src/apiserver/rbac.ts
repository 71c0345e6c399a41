import { ADMIN_GROUP, type User } from './authentication.ts'
import { listAt, objectAt, textAt, textsAt, type Json, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import type { Registry } from './registry.ts'
import type { Change, Table } from './storage.ts'

/** What a request wants to do. Cluster-wide requests have an empty namespace. */
export type Attributes =
  | {
      readonly verb: string
      readonly group: string
      readonly resource: string
      readonly subresource: string
      readonly namespace: string
      readonly name: string
    }
  | { readonly verb: string; readonly path: string }

export interface Decision {
  readonly allowed: boolean
  /** Which binding allows it, or which roles of the user's bindings are missing. */
  readonly reason: string
}

/** One rule of a role; empty lists where it says nothing. */
export interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames: readonly string[]
  readonly nonResourceURLs: readonly string[]
}

interface Subject {
  readonly kind: string
  readonly name: string
  readonly namespace: string
}

interface Binding {
  readonly kind: 'ClusterRoleBinding' | 'RoleBinding'
  readonly name: string
  /** Empty for ClusterRoleBindings. */
  readonly namespace: string
  readonly role: { readonly kind: string; readonly name: string }
  readonly subjects: readonly Subject[]
}

/** A rule that applies to a user, and why. */
interface Grant {
  readonly rule: Rule
  readonly binding: Binding
  readonly subject: Subject
}

/** The API group of roles and bindings. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io'

/** Decides by the Role and binding objects in the storage, following every change of them. */
export class Rbac {
  readonly #roles: Table
  readonly #clusterRoles: Table
  readonly #rules = new WeakMap<KubeObject, Rule[]>()
  /** Bindings by `namespace` (empty: cluster-wide) and subject. */
  readonly #bindings = new Map<string, Map<string, Binding>>()

  constructor(registry: Registry) {
    this.#roles = registry.builtin(RBAC_GROUP, 'roles').table
    this.#clusterRoles = registry.builtin(RBAC_GROUP, 'clusterroles').table
    for (const plural of ['clusterrolebindings', 'rolebindings']) {
      const { table } = registry.builtin(RBAC_GROUP, plural)
      for (const { object } of table.list()) this.#index(object)
      table.subscribe((change) => this.#follow(change))
    }
  }

  /** Whether the user may do it. Members of system:masters may do everything. */
  authorize(user: User, attributes: Attributes): Decision {
    if (user.groups.includes(ADMIN_GROUP)) return { allowed: true, reason: '' }
    const missing = new Set<string>()
    const namespace = 'path' in attributes ? '' : attributes.namespace
    for (const grant of this.#grants(user, namespace, missing)) {
      if (covers(grant.rule, attributes)) return { allowed: true, reason: `RBAC: allowed by ${why(grant)}` }
    }
    return { allowed: false, reason: missing.size === 0 ? '' : `RBAC: ${aggregate(missing)}` }
  }

  /** All rules of a user in a namespace, as SelfSubjectRulesReview answers them. */
  rulesFor(
    user: User,
    namespace: string,
  ): { resourceRules: JsonObject[]; nonResourceRules: JsonObject[]; error: string } {
    const missing = new Set<string>()
    const resourceRules: JsonObject[] = []
    const nonResourceRules: JsonObject[] = []
    for (const { rule } of this.#grants(user, namespace, missing)) {
      if (rule.resources.length > 0) {
        resourceRules.push({
          verbs: [...rule.verbs],
          apiGroups: [...rule.apiGroups],
          resources: [...rule.resources],
          ...(rule.resourceNames.length > 0 && { resourceNames: [...rule.resourceNames] }),
        })
      }
      if (rule.nonResourceURLs.length > 0) {
        nonResourceRules.push({ verbs: [...rule.verbs], nonResourceURLs: [...rule.nonResourceURLs] })
      }
    }
    return { resourceRules, nonResourceRules, error: missing.size === 0 ? '' : aggregate(missing) }
  }

  /** Rules of everything bound to the user: cluster-wide first, then in the namespace. Notes roles that are missing. */
  *#grants(user: User, namespace: string, missing: Set<string>): Generator<Grant> {
    const subjects = [`User ${user.username}`, ...user.groups.map((group) => `Group ${group}`)]
    for (const scope of namespace === '' ? [''] : ['', namespace]) {
      for (const subject of subjects) {
        for (const binding of this.#bindings.get(`${scope} ${subject}`)?.values() ?? []) {
          const rules = this.#rulesOf(binding)
          const by = binding.subjects.find((item) => subjectKey(item) === subject)
          if (!rules)
            missing.add(`${binding.role.kind.toLowerCase()}.${RBAC_GROUP} "${binding.role.name}" not found`)
          else if (by) for (const rule of rules) yield { rule, binding, subject: by }
        }
      }
    }
  }

  /** Every rule that a user has in a namespace, and which roles of their bindings are missing. */
  held(user: User, namespace: string): { rules: Rule[]; missing: string[] } {
    const missing = new Set<string>()
    const rules = [...this.#grants(user, namespace, missing)].map(({ rule }) => rule)
    return { rules, missing: [...missing] }
  }

  #rulesOf({ role, namespace }: Binding): readonly Rule[] | undefined {
    return this.rulesOfRole(role, namespace)
  }

  /** Rules of a Role of the namespace or of a ClusterRole; undefined when there is none of that name. */
  rulesOfRole(role: Binding['role'], namespace: string): readonly Rule[] | undefined {
    const stored =
      role.kind === 'Role' ? this.#roles.get(`${namespace}/${role.name}`) : this.#clusterRoles.get(role.name)
    if (!stored) return undefined
    const known = this.#rules.get(stored.object)
    if (known) return known
    const rules = listAt(stored.object, 'rules').map(parseRule)
    this.#rules.set(stored.object, rules)
    return rules
  }

  #follow({ type, current, previous }: Change): void {
    if (previous) this.#unindex(previous.object)
    if (type !== 'DELETED') this.#index(current.object)
  }

  #index(object: KubeObject): void {
    const binding = parseBinding(object)
    for (const subject of binding.subjects) {
      const key = `${binding.namespace} ${subjectKey(subject)}`
      const bindings = this.#bindings.get(key) ?? new Map<string, Binding>()
      this.#bindings.set(key, bindings.set(binding.name, binding))
    }
  }

  #unindex(object: KubeObject): void {
    const binding = parseBinding(object)
    for (const subject of binding.subjects) {
      const key = `${binding.namespace} ${subjectKey(subject)}`
      this.#bindings.get(key)?.delete(binding.name)
      if (this.#bindings.get(key)?.size === 0) this.#bindings.delete(key)
    }
  }
}

export function parseRule(value: Json): Rule {
  return {
    verbs: textsAt(value, 'verbs'),
    apiGroups: textsAt(value, 'apiGroups'),
    resources: textsAt(value, 'resources'),
    resourceNames: textsAt(value, 'resourceNames'),
    nonResourceURLs: textsAt(value, 'nonResourceURLs'),
  }
}

function parseBinding(object: KubeObject): Binding {
  const namespace = object.metadata.namespace ?? ''
  const role = objectAt(object, 'roleRef')
  return {
    kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
    name: object.metadata.name,
    namespace,
    role: { kind: textAt(role, 'kind'), name: textAt(role, 'name') },
    subjects: listAt(object, 'subjects').map((subject) => ({
      kind: textAt(subject, 'kind'),
      name: textAt(subject, 'name'),
      namespace: textAt(subject, 'namespace') || namespace,
    })),
  }
}

function subjectKey({ kind, name, namespace }: Subject): string {
  return kind === 'ServiceAccount' ? `User system:serviceaccount:${namespace}:${name}` : `${kind} ${name}`
}

/** Whether a rule covers a request (k8s.io/kubernetes pkg/apis/rbac/v1/evaluation_helpers.go). */
function covers(rule: Rule, attributes: Attributes): boolean {
  const has = (list: readonly string[], item: string) => list.includes('*') || list.includes(item)
  if (!has(rule.verbs, attributes.verb)) return false
  if ('path' in attributes) {
    return rule.nonResourceURLs.some((url) =>
      url.endsWith('*') ? attributes.path.startsWith(url.slice(0, -1)) : url === attributes.path,
    )
  }
  const { group, resource, subresource, name } = attributes
  const full = subresource === '' ? resource : `${resource}/${subresource}`
  return (
    has(rule.apiGroups, group) &&
    (has(rule.resources, full) || (subresource !== '' && rule.resources.includes(`*/${subresource}`))) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  )
}

function why({ binding, subject }: Grant): string {
  const by = binding.namespace === '' ? `"${binding.name}"` : `"${binding.name}/${binding.namespace}"`
  const to =
    subject.kind === 'ServiceAccount' ? `"${subject.name}/${subject.namespace}"` : `"${subject.name}"`
  return `${binding.kind} ${by} of ${binding.role.kind} "${binding.role.name}" to ${subject.kind} ${to}`
}

function aggregate(texts: ReadonlySet<string>): string {
  return texts.size === 1 ? [...texts].join('') : `[${[...texts].join(', ')}]`
}

/** What a 403 says after the subject. */
export function refusal(user: User, attributes: Attributes, reason: string): string {
  const tail = reason === '' ? '' : `: ${reason}`
  if ('path' in attributes)
    return `User "${user.username}" cannot ${attributes.verb} path "${attributes.path}"${tail}`
  const { verb, group, resource, subresource, namespace } = attributes
  const full = subresource === '' ? resource : `${resource}/${subresource}`
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return `User "${user.username}" cannot ${verb} resource "${full}" in API group "${group}" ${where}${tail}`
}
