import { beforeEach, expect, test } from 'vitest'
import type { User } from './authentication.ts'
import type { JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import { refusal, type Attributes } from './rbac.ts'
import { testApi, type TestApi } from './testing.ts'

const RBAC = 'rbac.authorization.k8s.io/v1'
const user = (username: string, ...groups: string[]): User => ({
  username,
  uid: '',
  groups: [...groups, 'system:authenticated'],
})
const may = (
  verb: string,
  resource: string,
  namespace: string,
  more: Partial<Attributes> = {},
): Attributes => ({
  verb,
  resource,
  namespace,
  group: 'test.io',
  subresource: '',
  name: '',
  ...more,
})

let api: TestApi

beforeEach(async () => {
  api = await testApi()
})

const role = (name: string, rules: JsonObject[], namespace = 'test') =>
  api.create({ apiVersion: RBAC, kind: 'Role', metadata: { name, namespace }, rules })
const bind = (name: string, roleRef: JsonObject, subjects: JsonObject[], namespace = 'test') =>
  api.create({ apiVersion: RBAC, kind: 'RoleBinding', metadata: { name, namespace }, roleRef, subjects })
const decide = (who: User, what: Attributes) => api.api.rbac.authorize(who, what)

const reader = [{ apiGroups: ['test.io'], resources: ['lamps'], verbs: ['get', 'list'] }]
const group = { kind: 'Group', name: 'nimbus:user' }
const ROLE = { kind: 'Role', name: 'reader' }

test('allows what a bound role says, in its namespace and nothing else, and tells why', async () => {
  await role('reader', reader)
  await bind('readers', ROLE, [group])
  const someone = user('nimbus:ada', 'nimbus:user')
  expect(decide(someone, may('list', 'lamps', 'test'))).toEqual({
    allowed: true,
    reason: 'RBAC: allowed by RoleBinding "readers/test" of Role "reader" to Group "nimbus:user"',
  })
  expect(decide(someone, may('watch', 'lamps', 'test'))).toEqual({ allowed: false, reason: '' })
  expect(decide(someone, may('list', 'lamps', 'other')).allowed).toBe(false)
  expect(decide(someone, may('list', 'lamps', '')).allowed).toBe(false)
  expect(decide(someone, may('list', 'lamps', 'test', { group: '' })).allowed).toBe(false)
  expect(decide(someone, may('get', 'lamps', 'test', { subresource: 'status' })).allowed).toBe(false)
  expect(decide(user('harbor:bob', 'harbor:user'), may('list', 'lamps', 'test')).allowed).toBe(false)
})

test('follows every change at once', async () => {
  const someone = user('ada', 'nimbus:user')
  const allowed = () => decide(someone, may('list', 'lamps', 'test')).allowed
  const binding = await bind('readers', ROLE, [group])
  expect(decide(someone, may('list', 'lamps', 'test'))).toEqual({
    allowed: false,
    reason: 'RBAC: role.rbac.authorization.k8s.io "reader" not found',
  })
  const made = await role('reader', reader)
  expect(allowed()).toBe(true)
  const changed = await api.patch(binding, { subjects: [{ kind: 'User', name: 'eve' }] })
  expect(allowed()).toBe(false)
  await api.patch(changed, { subjects: [group] })
  expect(allowed()).toBe(true)
  await api.patch(made, { rules: [{ apiGroups: ['test.io'], resources: ['lamps'], verbs: ['get'] }] })
  expect(allowed()).toBe(false)
  await api.patch(made, { rules: reader })
  expect(allowed()).toBe(true)
  await api.delete(binding)
  expect(allowed()).toBe(false)
})

test('two bindings of one subject are independent', async () => {
  await role('reader', reader)
  const first = await bind('first', ROLE, [group])
  await bind('second', ROLE, [group])
  await api.delete(first)
  expect(decide(user('ada', 'nimbus:user'), may('list', 'lamps', 'test')).allowed).toBe(true)
})

test('ServiceAccounts are users of their own, with the namespace of the binding unless they name one', async () => {
  await role('reader', reader)
  await bind('accounts', ROLE, [{ kind: 'ServiceAccount', name: 'bot', namespace: 'kube-system' }])
  expect(decide(user('system:serviceaccount:kube-system:bot'), may('list', 'lamps', 'test')).allowed).toBe(
    true,
  )
  expect(decide(user('system:serviceaccount:test:bot'), may('list', 'lamps', 'test')).allowed).toBe(false)
})

test.each<[string, JsonObject, Attributes, boolean]>([
  ['wildcards', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, may('delete', 'lamps', 'test'), true],
  [
    'a subresource',
    { apiGroups: ['test.io'], resources: ['lamps/status'], verbs: ['patch'] },
    may('patch', 'lamps', 'test', { subresource: 'status' }),
    true,
  ],
  [
    'a subresource of any kind',
    { apiGroups: ['test.io'], resources: ['*/status'], verbs: ['patch'] },
    may('patch', 'lamps', 'test', { subresource: 'status' }),
    true,
  ],
  [
    'a name',
    { apiGroups: ['test.io'], resources: ['lamps'], verbs: ['get'], resourceNames: ['a'] },
    may('get', 'lamps', 'test', { name: 'a' }),
    true,
  ],
  [
    'another name',
    { apiGroups: ['test.io'], resources: ['lamps'], verbs: ['get'], resourceNames: ['a'] },
    may('get', 'lamps', 'test', { name: 'b' }),
    false,
  ],
  [
    'a list without a name',
    { apiGroups: ['test.io'], resources: ['lamps'], verbs: ['list'], resourceNames: ['a'] },
    may('list', 'lamps', 'test'),
    false,
  ],
])('a rule for %s', async (_title, rule, attributes, allowed) => {
  await role('reader', [rule])
  await bind('readers', ROLE, [group])
  expect(decide(user('ada', 'nimbus:user'), attributes).allowed).toBe(allowed)
})

test('cluster-wide bindings hold everywhere, paths included', async () => {
  const subjects = [group]
  const roleRef = { kind: 'ClusterRole', name: 'all' }
  const rules = [...reader, { nonResourceURLs: ['/metrics', '/logs/*'], verbs: ['get'] }]
  await api.create({ apiVersion: RBAC, kind: 'ClusterRole', metadata: { name: 'all' }, rules })
  await api.create({
    apiVersion: RBAC,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'all' },
    roleRef,
    subjects,
  })
  const someone = user('ada', 'nimbus:user')
  expect(decide(someone, may('list', 'lamps', '')).allowed).toBe(true)
  expect(decide(someone, may('list', 'lamps', 'kube-system')).allowed).toBe(true)
  expect(decide(someone, { verb: 'get', path: '/metrics' }).allowed).toBe(true)
  expect(decide(someone, { verb: 'get', path: '/logs/a/b' }).allowed).toBe(true)
  expect(decide(someone, { verb: 'get', path: '/metricsx' }).allowed).toBe(false)
})

test('everybody who is signed in may look at versions and ask about themselves; system:masters may everything', () => {
  const nobody = user('nobody')
  expect(decide(nobody, { verb: 'get', path: '/version' }).allowed).toBe(true)
  expect(decide(nobody, { verb: 'get', path: '/apis/kube-dc.com/v1' }).allowed).toBe(true)
  const review = may('create', 'selfsubjectaccessreviews', '', { group: 'authorization.k8s.io' })
  expect(decide(nobody, review).allowed).toBe(true)
  expect(decide(nobody, may('list', 'secrets', 'test', { group: '' })).allowed).toBe(false)
  expect(decide(user('root', 'system:masters'), may('delete', 'anything', 'test')).allowed).toBe(true)
})

test('tells all rules of a user in a namespace, and which roles are missing', async () => {
  await role('reader', reader)
  await bind('readers', ROLE, [group])
  await bind('broken', { kind: 'ClusterRole', name: 'nope' }, [group])
  const { resourceRules, nonResourceRules, error } = api.api.rbac.rulesFor(user('ada', 'nimbus:user'), 'test')
  expect(resourceRules).toContainEqual({
    verbs: ['get', 'list'],
    apiGroups: ['test.io'],
    resources: ['lamps'],
  })
  expect(nonResourceRules).toHaveLength(2)
  expect(error).toBe('clusterrole.rbac.authorization.k8s.io "nope" not found')
})

test.each<[Attributes, string, string]>([
  [
    may('list', 'eips', 'y', { group: 'kube-dc.com' }),
    '',
    'User "x" cannot list resource "eips" in API group "kube-dc.com" in the namespace "y"',
  ],
  [
    may('list', 'pods', '', { group: '' }),
    '',
    'User "x" cannot list resource "pods" in API group "" at the cluster scope',
  ],
  [
    may('patch', 'eips', 'y', { group: 'g', subresource: 'status' }),
    'RBAC: why',
    'User "x" cannot patch resource "eips/status" in API group "g" in the namespace "y": RBAC: why',
  ],
  [{ verb: 'get', path: '/metrics' }, '', 'User "x" cannot get path "/metrics"'],
])('words a refusal as the API server does', (attributes, reason, text) => {
  expect(refusal(user('x'), attributes, reason)).toBe(text)
})

test.each<[string, JsonObject, string]>([
  [
    'Role',
    { rules: [{ verbs: [], apiGroups: [''], resources: ['x'] }] },
    'rules[0].verbs: Required value: verbs must contain at least one value',
  ],
  [
    'Role',
    { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] },
    'namespaced rules cannot apply to non-resource URLs',
  ],
  [
    'RoleBinding',
    { roleRef: { kind: 'Foo', name: 'x' } },
    'roleRef.kind: Unsupported value: "Foo": supported values: "Role", "ClusterRole"',
  ],
  [
    'RoleBinding',
    { roleRef: ROLE, subjects: [{ kind: 'Bar', name: '' }] },
    'subjects[0].name: Required value',
  ],
])('refuses a wrong %s', async (kind, fields, text) => {
  const body = { apiVersion: RBAC, kind, metadata: { name: 'wrong', namespace: 'test' }, ...fields }
  await expect(api.create(body)).rejects.toThrow(text)
})

test('the role of a binding cannot be changed', async () => {
  const binding: KubeObject = await bind('readers', ROLE, [group])
  await expect(api.patch(binding, { roleRef: { name: 'other' } })).rejects.toThrow('cannot change roleRef')
})
