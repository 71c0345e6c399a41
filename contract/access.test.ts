import { beforeAll, describe, expect, test } from 'vitest'
import { admin, type Api } from './support/api.ts'
import { allows, eventually } from './support/eventually.ts'
import { invalid, refusal } from './support/expectations.ts'
import { as } from './support/identity.ts'
import { CLUSTER_RBAC, core, eip, eips, freshNamespace, made, rbac, unique } from './support/objects.ts'
import { binding, eipRule, personWith, RBAC, role } from './support/roles.ts'

const GROUP = 'kube-dc.com'

let namespace: string
let path: string

beforeAll(async () => {
  namespace = await freshNamespace('access')
  path = eips(namespace)
  await made(path, eip('one'))
  await made(path, eip('two'))
})

describe('without a role', () => {
  let ada: Api

  beforeAll(async () => {
    ada = await as('ada', 'nobodies')
  })

  const cannot = (verb: string, resource: string, group: string, where: string) =>
    `User "nimbus:ada" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`
  const inNamespace = (name = namespace) => `in the namespace "${name}"`

  test.each([
    ['list', 'GET', ''],
    ['watch', 'GET', '?watch=true'],
    ['create', 'POST', ''],
    ['deletecollection', 'DELETE', ''],
  ])('%s is refused', async (verb, method, suffix) => {
    const words = cannot(verb, 'eips', GROUP, inNamespace())
    expect(await ada.send(method, path + suffix, method === 'POST' ? eip('three') : undefined)).toEqual(
      refusal(403, 'Forbidden', `eips.kube-dc.com is forbidden: ${words}`, { group: GROUP, kind: 'eips' }),
    )
  })

  test.each([
    ['get', 'GET'],
    ['update', 'PUT'],
    ['patch', 'PATCH'],
    ['delete', 'DELETE'],
  ])('%s of one object is refused, whether it is there or not', async (verb, method) => {
    const words = cannot(verb, 'eips', GROUP, inNamespace())
    for (const name of ['one', 'none']) {
      expect(await ada.send(method, `${path}/${name}`, {})).toEqual(
        refusal(403, 'Forbidden', `eips.kube-dc.com "${name}" is forbidden: ${words}`, {
          name,
          group: GROUP,
          kind: 'eips',
        }),
      )
    }
  })

  test('the scope and the subresource are named', async () => {
    const everywhere = cannot('list', 'eips', GROUP, 'at the cluster scope')
    expect(await ada.get('/apis/kube-dc.com/v1/eips')).toEqual(
      refusal(403, 'Forbidden', `eips.kube-dc.com is forbidden: ${everywhere}`, {
        group: GROUP,
        kind: 'eips',
      }),
    )
    const status = cannot('patch', 'eips/status', GROUP, inNamespace())
    expect(await ada.patch(`${path}/one/status`, {})).toEqual(
      refusal(403, 'Forbidden', `eips.kube-dc.com "one" is forbidden: ${status}`, {
        name: 'one',
        group: GROUP,
        kind: 'eips',
      }),
    )
  })

  test('the core group is an empty one', async () => {
    const services = cannot('list', 'services', '', inNamespace())
    expect(await ada.get(core(namespace, 'services'))).toEqual(
      refusal(403, 'Forbidden', `services is forbidden: ${services}`, { kind: 'services' }),
    )
    const own = cannot('get', 'namespaces', '', inNamespace())
    expect(await ada.get(`/api/v1/namespaces/${namespace}`)).toEqual(
      refusal(403, 'Forbidden', `namespaces "${namespace}" is forbidden: ${own}`, {
        name: namespace,
        kind: 'namespaces',
      }),
    )
  })

  test('namespaces and kinds that are not there are refused like those that are', async () => {
    const nowhere = cannot('list', 'eips', GROUP, inNamespace('contract-none'))
    expect(await ada.get(eips('contract-none'))).toEqual(
      refusal(403, 'Forbidden', `eips.kube-dc.com is forbidden: ${nowhere}`, { group: GROUP, kind: 'eips' }),
    )
    const nothings = cannot('list', 'nothings', GROUP, inNamespace())
    expect(await ada.get(`/apis/kube-dc.com/v1/namespaces/${namespace}/nothings`)).toEqual(
      refusal(403, 'Forbidden', `nothings.kube-dc.com is forbidden: ${nothings}`, {
        group: GROUP,
        kind: 'nothings',
      }),
    )
  })

  test('paths outside of the resources are refused, but for what everybody may know', async () => {
    expect(await ada.get('/logs')).toEqual(
      refusal(403, 'Forbidden', 'forbidden: User "nimbus:ada" cannot get path "/logs"', {}),
    )
    for (const open of ['/api', '/apis', '/version', '/healthz', '/readyz', '/openapi/v3']) {
      expect((await ada.get(open)).status).toBe(200)
    }
  })
})

describe('a role', () => {
  test('gives exactly its verbs', async () => {
    const { api } = await personWith(namespace, path, eipRule('get', 'list', 'create'))
    expect((await api.get(`${path}/one`)).status).toBe(200)
    expect((await api.create(`${path}?dryRun=All`, eip('three'))).status).toBe(201)
    expect((await api.get(`${path}?watch=true`)).status).toBe(403)
    expect((await api.delete(`${path}/one`)).status).toBe(403)
    expect((await api.patch(`${path}/one`, {})).status).toBe(403)
  })

  test('holds in its namespace only', async () => {
    const { api } = await personWith(namespace, path, eipRule('get', 'list'))
    expect((await api.get(eips(await freshNamespace('access')))).status).toBe(403)
    expect((await api.get('/apis/kube-dc.com/v1/eips')).status).toBe(403)
  })

  test('for named objects is for those only, and for lists that ask for one of them', async () => {
    const named = { ...eipRule('get', 'list', 'watch', 'create'), resourceNames: ['one'] }
    const { api } = await personWith(namespace, `${path}/one`, named)
    expect((await api.get(`${path}/two`)).status).toBe(403)
    expect((await api.get(path)).status).toBe(403)
    expect((await api.get(`${path}?fieldSelector=metadata.name%3Done`)).names).toEqual(['one'])
    expect((await api.get(`${path}?fieldSelector=metadata.name%3Dtwo`)).status).toBe(403)
    // Nobody knows the name of what is yet to be created.
    expect((await api.create(path, eip('one'))).status).toBe(403)
  })

  test('for all of a kind is not for its subresources; for everything it is', async () => {
    const some = await personWith(namespace, path, eipRule('*'))
    expect((await some.api.get(`${path}/one/status`)).status).toBe(403)
    const all = await personWith(namespace, path, { apiGroups: ['*'], resources: ['*'], verbs: ['*'] })
    expect((await all.api.get(`${path}/one/status`)).status).toBe(200)
    expect((await all.api.get(core(namespace, 'secrets'))).status).toBe(200)
  })

  test('for a subresource is for that only', async () => {
    const rule = { ...eipRule('get'), resources: ['eips/status'] }
    const { api } = await personWith(namespace, `${path}/one/status`, rule)
    expect((await api.get(`${path}/one`)).status).toBe(403)
  })

  test('ends with its binding', async () => {
    const { api, binding } = await personWith(namespace, path, eipRule('list'))
    await admin.delete(binding)
    await eventually(async () => (await api.get(path)).status === 403)
  })

  test('may be given before it exists, by name to one person', async () => {
    const name = `contract-${unique()}`
    const subject = { kind: 'User', name: `nimbus:${name}` } as const
    await made(rbac(namespace, 'rolebindings'), binding(name, { kind: 'Role', name }, subject))
    const api = await as(name)
    expect((await api.get(path)).status).toBe(403)
    await made(rbac(namespace, 'roles'), role(name, [eipRule('list')]))
    await eventually(allows(api, path))
  })

  test('of the cluster may be given in one namespace, or everywhere', async () => {
    const name = `contract-${unique()}`
    const roleRef = { kind: 'ClusterRole', name }
    const subject = { kind: 'Group', name: `nimbus:${name}` } as const
    await made(`${CLUSTER_RBAC}/clusterroles`, { ...role(name, [eipRule('list')]), kind: 'ClusterRole' })
    await made(rbac(namespace, 'rolebindings'), binding(name, roleRef, subject))
    const api = await as('bob', name)
    await eventually(allows(api, path))
    expect((await api.get('/apis/kube-dc.com/v1/eips')).status).toBe(403)
    const everywhere = binding(name, roleRef, subject, 'ClusterRoleBinding')
    await made(`${CLUSTER_RBAC}/clusterrolebindings`, everywhere)
    await eventually(allows(api, '/apis/kube-dc.com/v1/eips'))
  })
})

describe('roles and bindings', () => {
  const attempt = (who: string, what: string) =>
    `user "nimbus:${who}" (groups=["nimbus:${who}" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n${what}`
  const GRANTING = {
    apiGroups: [RBAC],
    resources: ['roles', 'rolebindings'],
    verbs: ['create', 'get', 'list'],
  }

  test('cannot be given by somebody who does not have what is in them', async () => {
    const { name, api } = await personWith(namespace, path, GRANTING, eipRule('list'))
    const roles = rbac(namespace, 'roles')
    const wanted = `contract-${unique()}`
    expect((await api.create(roles, role(`${wanted}-list`, [eipRule('list')]))).status).toBe(201)
    const missing = '{APIGroups:["kube-dc.com"], Resources:["eips"], Verbs:["delete"]}'
    expect(await api.create(roles, role(wanted, [eipRule('delete')]))).toEqual(
      refusal(403, 'Forbidden', `roles.${RBAC} "${wanted}" is forbidden: ${attempt(name, missing)}`, {
        name: wanted,
        group: RBAC,
        kind: 'roles',
      }),
    )
    const everything = binding(
      wanted,
      { kind: 'ClusterRole', name: 'cluster-admin' },
      { kind: 'User', name: 'nimbus:ada' },
    )
    const all = '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}'
    expect(await api.create(rbac(namespace, 'rolebindings'), everything)).toEqual(
      refusal(403, 'Forbidden', `rolebindings.${RBAC} "${wanted}" is forbidden: ${attempt(name, all)}`, {
        name: wanted,
        group: RBAC,
        kind: 'rolebindings',
      }),
    )
  })

  test('cannot be widened so either, whatever else is wrong with the change', async () => {
    const change = { ...GRANTING, verbs: ['create', 'update'] }
    const { name, api } = await personWith(namespace, path, change, eipRule('list'))
    const roles = rbac(namespace, 'roles')
    const wanted = `contract-${unique()}`
    await made(roles, role(wanted, [eipRule('list')]))
    const stale = { name: wanted, resourceVersion: '1' }
    const missing = '{APIGroups:["kube-dc.com"], Resources:["eips"], Verbs:["delete"]}'
    const wider = { ...role(wanted, [eipRule('delete'), eipRule()]), metadata: stale }
    expect(await api.replace(`${roles}/${wanted}`, wider)).toEqual(
      refusal(403, 'Forbidden', `roles.${RBAC} "${wanted}" is forbidden: ${attempt(name, missing)}`, {
        name: wanted,
        group: RBAC,
        kind: 'roles',
      }),
    )
    expect((await api.replace(`${roles}/${wanted}`, { ...wider, rules: [eipRule('list')] })).status).toBe(409)
  })

  test('can be given beyond that by those who may escalate and bind', async () => {
    const rules = { apiGroups: [RBAC], resources: ['roles', 'rolebindings'], verbs: ['*'] }
    const { api } = await personWith(namespace, path, rules, eipRule('list'))
    const name = `contract-${unique()}`
    expect((await api.create(rbac(namespace, 'roles'), role(name, [eipRule('delete')]))).status).toBe(201)
    const given = binding(name, { kind: 'Role', name }, { kind: 'User', name: 'nimbus:ada' })
    expect((await api.create(rbac(namespace, 'rolebindings'), given)).status).toBe(201)
  })

  test('a binding cannot be turned to another role', async () => {
    const { binding: url, role: name } = await personWith(namespace, path, eipRule('list'))
    expect(await admin.patch(url, { roleRef: { name: 'other' } })).toEqual(
      invalid(
        { kind: 'RoleBinding', group: RBAC, name },
        {
          reason: 'FieldValueInvalid',
          message:
            'Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: cannot change roleRef',
          field: 'roleRef',
        },
      ),
    )
  })
})

describe('an open watch', () => {
  test('outlives the permission that it was opened with', async () => {
    const { api, binding } = await personWith(namespace, path, eipRule('list', 'watch'))
    const { resourceVersion } = (await api.get(path)).list.metadata
    const watch = await api.watch(path, { resourceVersion })
    await admin.delete(binding)
    await eventually(async () => (await api.get(path)).status === 403)
    const name = `eip-${unique()}`
    await made(path, eip(name))
    expect(await watch.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name } } })
    watch.stop()
  })
})

describe('a path', () => {
  test('is decoded before it is taken apart: an encoded slash is a slash', async () => {
    expect(await admin.get(`${path}/one%2Fstatus`)).toEqual(await admin.get(`${path}/one/status`))
    const { api } = await personWith(namespace, path, eipRule('get', 'list'))
    expect((await api.get(`${path}/one%2Fstatus`)).status).toBe(403)
  })

  test('has no way up', async () => {
    const other = await freshNamespace('access')
    await made(eips(other), eip('secret'))
    const { api } = await personWith(namespace, path, eipRule('get', 'list'))
    for (const up of ['..', '%2e%2e']) {
      expect(await admin.get(`${path}/${up}`)).toEqual(
        refusal(400, 'BadRequest', `Name parameter invalid: "..": may not be '..'`),
      )
      const way = `${path}/${up}/${up}/${other}/eips/secret`
      expect(await admin.get(way)).toEqual(
        refusal(404, 'NotFound', 'eips.kube-dc.com ".." not found', {
          name: '..',
          group: GROUP,
          kind: 'eips',
        }),
      )
      expect((await api.get(way)).status).toBe(403)
    }
  })
})
