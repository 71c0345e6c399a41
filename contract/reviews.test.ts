import { beforeAll, describe, expect, test } from 'vitest'
import { admin, Api } from './support/api.ts'
import { refusal } from './support/expectations.ts'
import { eventually } from './support/eventually.ts'
import { as, tokenFor } from './support/identity.ts'
import { core, eip, eips, freshNamespace, made, rbac, unique } from './support/objects.ts'
import { binding, eipRule, personWith, role } from './support/roles.ts'

const GROUP = 'kube-dc.com'

let namespace: string
let path: string

beforeAll(async () => {
  namespace = await freshNamespace('reviews')
  path = eips(namespace)
  await made(path, eip('one'))
})

describe('a question about access', () => {
  const ask = (api: Api, spec: object) =>
    api.create('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec,
    })
  const answer = (spec: object, status: object) => ({
    status: 201,
    body: {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec,
      status,
    },
  })

  test('is answered with the reason', async () => {
    const { name, role, api } = await personWith(namespace, path, eipRule('list'))
    const spec = { resourceAttributes: { namespace, verb: 'list', group: GROUP, resource: 'eips' } }
    expect(await ask(api, spec)).toEqual(
      answer(spec, {
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "${role}/${namespace}" of Role "${role}" to Group "nimbus:${name}"`,
      }),
    )
  })

  test('is answered by no where nothing allows it', async () => {
    const ada = await as('ada')
    for (const resourceAttributes of [
      { namespace, verb: 'list', group: GROUP, resource: 'eips' },
      { verb: 'list', group: GROUP, resource: 'eips' },
      { namespace: 'contract-none', verb: 'get', group: GROUP, resource: 'eips', name: 'one' },
      { namespace, verb: 'list', group: GROUP, resource: 'nothings' },
    ]) {
      expect(await ask(ada, { resourceAttributes })).toEqual(
        answer({ resourceAttributes }, { allowed: false }),
      )
    }
  })

  test('leaves empty parts out of what it repeats', async () => {
    const given = { namespace: '', verb: 'list', group: '', resource: 'pods', name: '' }
    expect(await ask(admin, { resourceAttributes: given })).toEqual(
      answer({ resourceAttributes: { verb: 'list', resource: 'pods' } }, { allowed: true }),
    )
  })

  test('may be about a path', async () => {
    const ada = await as('ada')
    const spec = { nonResourceAttributes: { path: '/logs', verb: 'get' } }
    expect(await ask(ada, spec)).toEqual(answer(spec, { allowed: false }))
  })

  test('must be a question', async () => {
    const cause = {
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
      field: 'spec.resourceAttributes',
    }
    expect(await ask(admin, {})).toEqual(
      refusal(422, 'Invalid', `.authorization.k8s.io "" is invalid: ${cause.field}: ${cause.message}`, {
        group: 'authorization.k8s.io',
        causes: [cause],
      }),
    )
  })

  test('may be about somebody else, for those who may ask it', async () => {
    const name = `contract-${unique()}`
    await made(core(namespace, 'serviceaccounts'), {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
    })
    await made(rbac(namespace, 'roles'), role(name, [eipRule('list')]))
    const given = binding(name, { kind: 'Role', name }, { kind: 'ServiceAccount', name, namespace })
    await made(rbac(namespace, 'rolebindings'), given)
    const spec = {
      resourceAttributes: { namespace, verb: 'list', group: GROUP, resource: 'eips' },
      user: `system:serviceaccount:${namespace}:${name}`,
    }
    const review = () =>
      admin.create('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec,
      })
    await eventually(async () => (await review()).text.includes('"allowed":true'))
    expect(await review()).toEqual({
      status: 201,
      body: {
        kind: 'SubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: {},
        spec,
        status: {
          allowed: true,
          reason: `RBAC: allowed by RoleBinding "${name}/${namespace}" of Role "${name}" to ServiceAccount "${name}/${namespace}"`,
        },
      },
    })
  })

  test('cannot be put about somebody else without the right to', async () => {
    const ada = await as('ada')
    const reply = await ada.create('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: 'nimbus:bob', resourceAttributes: { verb: 'list', resource: 'pods' } },
    })
    expect(reply).toEqual(
      refusal(
        403,
        'Forbidden',
        'subjectaccessreviews.authorization.k8s.io is forbidden: User "nimbus:ada" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope',
        { group: 'authorization.k8s.io', kind: 'subjectaccessreviews' },
      ),
    )
  })

  test('has no answer that could be read later', async () => {
    expect(await admin.get('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews')).toEqual(
      refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
    )
  })
})

describe('the rules that somebody has', () => {
  const rulesOf = (api: Api, where: string) =>
    api.create('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: where },
    })
  /** What everybody who has signed in may do. */
  const EVERYBODY = [
    {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    },
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  ]

  test('are listed as the roles say them', async () => {
    const { api } = await personWith(
      namespace,
      path,
      { apiGroups: [GROUP], resources: ['eips', 'fips'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['one'], verbs: ['get'] },
    )
    const reply = await rulesOf(api, namespace)
    expect(reply).toEqual({
      status: 201,
      body: {
        kind: 'SelfSubjectRulesReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: {},
        spec: {},
        status: {
          resourceRules: expect.any(Array),
          nonResourceRules: expect.any(Array),
          incomplete: false,
        },
      },
    })
    const wanted = [
      ...EVERYBODY,
      { verbs: ['get', 'list'], apiGroups: [GROUP], resources: ['eips', 'fips'] },
      { verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['one'] },
    ]
    expect(reply.body).toMatchObject({ status: { resourceRules: expect.arrayContaining(wanted) } })
    expect(reply.body).toHaveProperty('status.resourceRules.length', wanted.length)
  })

  test('of a namespace that is not there are what everybody may do', async () => {
    const ada = await as('ada')
    const reply = await rulesOf(ada, 'contract-none')
    expect(reply.body).toMatchObject({
      status: { resourceRules: expect.arrayContaining(EVERYBODY), incomplete: false },
    })
    expect(reply.body).toHaveProperty('status.resourceRules.length', EVERYBODY.length)
  })

  test('need a namespace', async () => {
    expect(await rulesOf(admin, '')).toEqual(refusal(400, 'BadRequest', 'no namespace on request'))
  })
})

describe('who somebody is', () => {
  const whoAmI = (api: Api) =>
    api.create('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    })

  test('carries the prefix of the realm', async () => {
    const ada = await as('ada', 'org-admin', 'user')
    expect(await whoAmI(ada)).toMatchObject({
      status: 201,
      body: {
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        status: {
          userInfo: {
            username: 'nimbus:ada',
            groups: ['nimbus:org-admin', 'nimbus:user', 'system:authenticated'],
          },
        },
      },
    })
  })

  test('cannot be chosen by claims that look like another realm’s', async () => {
    const token = await tokenFor({ username: 'platform:root', groups: ['system:masters', 'platform:admin'] })
    expect(await whoAmI(new Api(token))).toMatchObject({
      body: {
        status: {
          userInfo: {
            username: 'nimbus:platform:root',
            groups: ['nimbus:system:masters', 'nimbus:platform:admin', 'system:authenticated'],
          },
        },
      },
    })
  })
})
