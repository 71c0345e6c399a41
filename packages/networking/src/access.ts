import { KIND_NAMES, KIND_TITLES, KINDS, type KindName } from './model/kinds.ts'
import { list } from './words.ts'

/** The roles that Kube-DC makes in every backing namespace, weakest first (kube-dc.md §8.2). */
export const STANDARD_ROLES = ['user', 'project-manager', 'developer', 'admin'] as const

export type StandardRole = (typeof STANDARD_ROLES)[number]

/** What a person may do in one namespace, as far as the console predicts it. The cluster decides. */
export interface Access {
  /** Verbs per live kind; a kind without any is absent. */
  readonly verbs: Readonly<Partial<Record<KindName, readonly string[]>>>
  /** There are rules that the verbs do not show: what is absent may still be allowed. */
  readonly incomplete: boolean
  /** Can keep a journal in a ConfigMap, which changes of several steps need; absent: not told. */
  readonly journal?: boolean | undefined
  /** The standard role that the rules amount to; absent for custom roles and platform staff. */
  readonly role?: StandardRole | undefined
}

/** One rule of a SelfSubjectRulesReview's `status.resourceRules`. */
export interface ResourceRule {
  readonly verbs: readonly string[]
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  /** Not empty: the rule is about objects of these names only. */
  readonly resourceNames: readonly string[]
}

export interface Rules {
  readonly rules: readonly ResourceRule[]
  readonly incomplete: boolean
}

// What `*` stands for, so that callers never deal with it [Kubernetes].
const EVERY_VERB = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']

interface Resource {
  readonly group: string
  readonly plural: string
}

function isAbout(rule: ResourceRule, { group, plural }: Resource): boolean {
  const names = (values: readonly string[], value: string) => values.includes('*') || values.includes(value)
  return names(rule.apiGroups, group) && names(rule.resources, plural)
}

function verbsOn(rules: readonly ResourceRule[], resource: Resource): string[] {
  const verbs = rules
    .filter((rule) => rule.resourceNames.length === 0 && isAbout(rule, resource))
    .flatMap((rule) => (rule.verbs.includes('*') ? EVERY_VERB : rule.verbs))
  return [...new Set(verbs)].sort()
}

/**
 * Translates the rules of a person in a namespace. A rule for single names grants nothing here, because verbs are per
 * kind; it makes the answer incomplete instead, so that nothing is denied that the cluster would allow.
 */
export function accessFromRules({ rules, incomplete }: Rules): Access {
  const verbs: Partial<Record<KindName, readonly string[]>> = {}
  for (const kind of KIND_NAMES) {
    const granted = verbsOn(rules, KINDS[kind])
    if (granted.length > 0) verbs[kind] = granted
  }
  const byName = rules.some(
    (rule) => rule.resourceNames.length > 0 && KIND_NAMES.some((kind) => isAbout(rule, KINDS[kind])),
  )
  const role = standardRole(rules)
  const onJournals = verbsOn(rules, CONFIG_MAPS)
  const journal = JOURNAL_VERBS.every((verb) => onJournals.includes(verb))
  return { verbs, incomplete: incomplete || byName, journal, ...(role && { role }) }
}

const CONFIG_MAPS: Resource = { group: '', plural: 'configmaps' }
const JOURNAL_VERBS = ['create', 'get', 'list', 'patch', 'delete']

const READ = ['get', 'list']
const FOLLOW = ['get', 'list', 'watch']
const OWN = ['create', 'delete', 'get', 'list', 'watch']

/** Resources whose verbs tell the standard roles apart (kube-dc.md §8.3). */
const TELLTALES: readonly (Resource & {
  readonly verbs: Readonly<Record<StandardRole, readonly string[]>>
})[] = [
  {
    group: 'kube-dc.com',
    plural: 'eips',
    verbs: { user: READ, 'project-manager': FOLLOW, developer: OWN, admin: OWN },
  },
  {
    group: '',
    plural: 'services',
    verbs: { user: READ, 'project-manager': FOLLOW, developer: EVERY_VERB, admin: EVERY_VERB },
  },
  {
    group: '',
    plural: 'secrets',
    verbs: { user: [], 'project-manager': READ, developer: READ, admin: EVERY_VERB },
  },
  {
    group: 'rbac.authorization.k8s.io',
    plural: 'rolebindings',
    verbs: { user: [], 'project-manager': [], developer: [], admin: EVERY_VERB },
  },
]

/**
 * The standard role that rules amount to, by verbs and not by names, as a name proves nothing. Each role holds the verbs
 * of the weaker ones, so several bindings amount to the strongest. Any other set of verbs is a custom role.
 */
export function standardRole(rules: readonly ResourceRule[]): StandardRole | undefined {
  return STANDARD_ROLES.find((role) =>
    TELLTALES.every((resource) => {
      const granted = verbsOn(rules, resource)
      const expected = resource.verbs[role]
      return granted.length === expected.length && expected.every((verb) => granted.includes(verb))
    }),
  )
}

/** Who may change what by the platform's own roles (kube-dc.md §8.2, §8.3), where it is not developers and admins. */
const CHANGED_BY: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  projects: ['organization admin'],
  organizations: ['platform admin'],
  'resource-quotas': ['platform admin'],
  subnets: ['platform admin'],
  vlans: ['platform admin'],
  'ovn-eips': ['platform admin'],
}

const DEVELOPERS: readonly string[] = ['developer', 'admin']

/** The verbs of Kubernetes that change something and that the console has a button for. */
export type ChangeVerb = 'create' | 'patch' | 'delete'

const VERB_WORDS: Readonly<Record<ChangeVerb, string>> = {
  create: 'create',
  patch: 'change',
  delete: 'delete',
}

function roleWords({ role }: Access): string {
  return role === undefined ? 'Your role here' : `Your role, ${role},`
}

/**
 * Why a person may not do something, or undefined where nothing says that they may not: then the cluster decides.
 *
 * @param access `undefined` while it is not known.
 */
export function deniedReason(
  access: Access | undefined,
  verb: ChangeVerb,
  kind: KindName,
): string | undefined {
  if (!access || access.incomplete || access.verbs[kind]?.includes(verb)) return undefined
  const who = CHANGED_BY[kind] ?? DEVELOPERS
  const [first = ''] = who
  const article = /^[aeiou]/.test(first) ? 'An' : 'A'
  return `${roleWords(access)} cannot ${VERB_WORDS[verb]} ${KIND_TITLES[kind]}. ${article} ${list(who, 'or')} can.`
}

/**
 * Why a person may not make a change of several steps, or undefined where nothing says that they may not.
 *
 * @param access `undefined` while it is not known.
 */
export function journalDeniedReason(access: Access | undefined): string | undefined {
  if (!access || access.incomplete || access.journal !== false) return undefined
  return `${roleWords(access)} cannot keep ConfigMaps. A change of several steps writes down in one how far it is, so that it can be finished or undone. A ${list(DEVELOPERS, 'or')} can.`
}
