import type { AdmissionPlugin, AdmissionRequest } from './admission.ts'
import { ADMIN_GROUP } from './authentication.ts'
import { equal, listAt, objectAt, textAt } from './json.ts'
import { parseRule, RBAC_GROUP, type Rbac, type Rule } from './rbac.ts'
import { byPlural } from './resource.ts'
import { forbidden, notFound } from './status.ts'

/**
 * Nobody gives by a role what they do not have themselves, unless they may `escalate` roles or `bind` this one
 * (pkg/registry/rbac: policybased storage, and validation/rule.go for what covers what).
 */
export function escalationCheck(rbac: Rbac): AdmissionPlugin {
  return {
    name: 'RBACEscalation',
    validate(request) {
      const { resource, operation, subresource, user } = request
      if (resource.group !== RBAC_GROUP || operation === 'DELETE' || subresource !== '') return undefined
      if (user.groups.includes(ADMIN_GROUP)) return undefined
      const wanted = resource.plural.endsWith('bindings')
        ? boundRules(rbac, request)
        : givenRules(rbac, request)
      const { rules, missing } = rbac.held(user, request.namespace)
      const beyond = wanted.flatMap(breakDown).filter((rule) => !rules.some((held) => covers(held, rule)))
      if (beyond.length === 0) return undefined
      const groups = user.groups.map((group) => JSON.stringify(group)).join(' ')
      const told = compact(beyond).sort(byText).map(shown).join('\n')
      const errors = missing.length === 0 ? '' : `; resolution errors: [${missing.join(' ')}]`
      throw forbidden(
        byPlural(resource),
        request.name,
        `user ${JSON.stringify(user.username)} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${told}${errors}`,
      )
    },
  }
}

/** Rules of a role that is written; none where they stay as they are, or where the user may escalate. */
function givenRules(
  rbac: Rbac,
  { user, resource, namespace, operation, name, object, oldObject }: AdmissionRequest,
): Rule[] {
  const rules = listAt(object, 'rules')
  if (oldObject && equal(rules, listAt(oldObject, 'rules'))) return []
  const target = { group: RBAC_GROUP, resource: resource.plural, subresource: '', namespace }
  // A request that creates names no object.
  const asked = { ...target, verb: 'escalate', name: operation === 'CREATE' ? '' : name }
  return rbac.authorize(user, asked).allowed ? [] : rules.map(parseRule)
}

/** Rules of the role that is bound; none where the user may bind it. */
function boundRules(rbac: Rbac, { user, namespace, object }: AdmissionRequest): readonly Rule[] {
  const reference = objectAt(object, 'roleRef')
  const role = { kind: textAt(reference, 'kind'), name: textAt(reference, 'name') }
  const resource = role.kind === 'Role' ? 'roles' : 'clusterroles'
  const asked = { verb: 'bind', group: RBAC_GROUP, resource, subresource: '', namespace, name: role.name }
  if (rbac.authorize(user, asked).allowed) return []
  const rules = rbac.rulesOfRole(role, namespace)
  if (!rules) throw notFound({ group: RBAC_GROUP, name: resource }, role.name)
  return rules
}

/** The rule as rules of one verb on one resource of one group each. */
function breakDown(rule: Rule): Rule[] {
  const none = { apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] }
  return rule.verbs.flatMap((verb) => [
    ...rule.apiGroups.flatMap((group) =>
      rule.resources.flatMap((resource) => {
        const one = { ...none, verbs: [verb], apiGroups: [group], resources: [resource] }
        if (rule.resourceNames.length === 0) return [one]
        return rule.resourceNames.map((name) => ({ ...one, resourceNames: [name] }))
      }),
    ),
    ...rule.nonResourceURLs.map((url) => ({ ...none, verbs: [verb], nonResourceURLs: [url] })),
  ])
}

function covers(held: Rule, wanted: Rule): boolean {
  const has = (list: readonly string[], items: readonly string[]) =>
    list.includes('*') || items.every((item) => list.includes(item))
  const resource = (item: string) =>
    held.resources.includes(item) ||
    (item.includes('/') && held.resources.includes(`*/${item.split('/')[1] ?? ''}`))
  const url = (item: string) =>
    held.nonResourceURLs.some(
      (own) => own === item || (own.endsWith('*') && item.startsWith(own.slice(0, -1))),
    )
  return (
    has(held.verbs, wanted.verbs) &&
    has(held.apiGroups, wanted.apiGroups) &&
    (held.resources.includes('*') || wanted.resources.every(resource)) &&
    (held.resourceNames.length === 0 ||
      (wanted.resourceNames.length > 0 &&
        wanted.resourceNames.every((name) => held.resourceNames.includes(name)))) &&
    wanted.nonResourceURLs.every(url)
  )
}

/** Rules for the same resource in one, as long as they name no objects. */
function compact(rules: readonly Rule[]): Rule[] {
  const simple = new Map<string, Rule>()
  const others: Rule[] = []
  for (const rule of rules) {
    if (rule.resources.length === 0 || rule.resourceNames.length > 0) {
      others.push(rule)
      continue
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources])
    const known = simple.get(key)
    simple.set(key, known ? { ...known, verbs: [...known.verbs, ...rule.verbs] } : rule)
  }
  return [...others, ...simple.values()]
}

/** Rules are told in the order of their Go form, which begins with the verbs. */
function byText(a: Rule, b: Rule): number {
  const text = (rule: Rule) =>
    [rule.verbs, rule.apiGroups, rule.resources, rule.resourceNames, rule.nonResourceURLs]
      .map((items) => `[${items.join(' ')}]`)
      .join(',')
  return text(a) < text(b) ? -1 : 1
}

function shown(rule: Rule): string {
  const parts: [string, readonly string[]][] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ]
  const told = parts
    .filter(([, items]) => items.length > 0)
    .map(([name, items]) => `${name}:[${items.map((item) => JSON.stringify(item)).join(' ')}]`)
  return `{${told.join(', ')}}`
}
