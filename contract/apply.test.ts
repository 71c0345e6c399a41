import { beforeAll, describe, expect, test } from 'vitest'
import { admin, type Api, APPLY_PATCH } from './support/api.ts'
import { invalid, refusal, STORED, type Cause } from './support/expectations.ts'
import { managers } from './support/managers.ts'
import { configMap, core, eip, eips, freshNamespace, made, rbac, unique } from './support/objects.ts'
import { eipRule, personWith, RBAC } from './support/roles.ts'

let namespace: string
let path: string
let maps: string

beforeAll(async () => {
  namespace = await freshNamespace('apply')
  path = eips(namespace)
  maps = core(namespace, 'configmaps')
})

const newName = () => `one-${unique()}`

function apply(url: string, manager: string, body: unknown, query = '', api: Api = admin) {
  return api.patch(`${url}?fieldManager=${manager}${query}`, body, APPLY_PATCH)
}

describe('an update', () => {
  test('makes its writer the owner of what it changes', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    const metadata = {
      labels: { l: '1' },
      annotations: { n: '1' },
      finalizers: ['contract.test/a', 'contract.test/b'],
    }
    const created = await admin.create(maps, configMap(name, { x: '1', y: '2' }, metadata))
    expect(managers(created)).toEqual({
      'contract Update': {
        'f:data': { '.': {}, 'f:x': {}, 'f:y': {} },
        'f:metadata': {
          'f:annotations': { '.': {}, 'f:n': {} },
          'f:finalizers': { '.': {}, 'v:"contract.test/a"': {}, 'v:"contract.test/b"': {} },
          'f:labels': { '.': {}, 'f:l': {} },
        },
      },
    })
    const next = configMap(
      name,
      { x: '1', y: '3', z: '4' },
      { labels: { l: '1' }, finalizers: ['contract.test/b'] },
    )
    const replaced = await admin.replace(`${url}?fieldManager=other`, next)
    expect(managers(replaced)).toEqual({
      'contract Update': {
        'f:data': { '.': {}, 'f:x': {} },
        'f:metadata': {
          'f:finalizers': { '.': {}, 'v:"contract.test/b"': {} },
          'f:labels': { '.': {}, 'f:l': {} },
        },
      },
      'other Update': { 'f:data': { 'f:y': {}, 'f:z': {} } },
    })
  })

  test('that changes nothing makes nobody the owner', async () => {
    const name = newName()
    const created = await admin.create(maps, configMap(name, { x: '1' }))
    const again = await admin.replace(`${maps}/${name}?fieldManager=other`, configMap(name, { x: '1' }))
    expect(again.text).toBe(created.text)
  })

  test('is known by its user agent where it does not say who it is', async () => {
    const name = newName()
    const agent = { 'user-agent': 'tool/v1.2 (linux)' }
    expect(managers(await admin.create(maps, configMap(name, { x: '1' }), agent))).toEqual({
      'tool Update': { 'f:data': { '.': {}, 'f:x': {} } },
    })
  })

  test('of the status is kept apart, defaults included', async () => {
    const name = newName()
    await made(path, eip(name, { externalNetworkType: 'cloud' }))
    const url = `${path}/${name}/status?fieldManager=controller`
    expect(managers(await admin.patch(url, { status: { ready: true, ovnEIpRef: 'x' } }))).toEqual({
      'contract Update': { 'f:spec': { '.': {}, 'f:externalNetworkType': {} } },
      'controller Update status': {
        'f:status': { '.': {}, 'f:ovnEIpRef': {}, 'f:ownershipType': {}, 'f:ready': {} },
      },
    })
  })

  test('may forget the owners, or say who they are', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    await made(maps, configMap(name, { x: '1' }))
    expect(managers(await admin.patch(url, { metadata: { managedFields: [{}] } }))).toEqual({})
    expect(managers(await admin.patch(url, { data: { x: '2' } }))).toEqual({})
    const entry = { manager: 'me', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1' }
    const managedFields = [{ ...entry, fieldsV1: { 'f:data': { 'f:x': {} } } }]
    expect(managers(await admin.patch(url, { metadata: { managedFields } }))).toEqual({
      'me Update': { 'f:data': { 'f:x': {} } },
    })
    const wrong = [{ ...entry, operation: 'Guess', fieldsV1: {} }]
    expect(managers(await admin.patch(url, { metadata: { managedFields: wrong } }))).toEqual({
      'me Update': { 'f:data': { 'f:x': {} } },
    })
  })

  test('counts values that are one as one', async () => {
    const created = await admin.create(rbac(namespace, 'rolebindings'), {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: newName() },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'r' },
      subjects: [{ kind: 'User', name: 'u' }],
    })
    expect(managers(created)).toEqual({ 'contract Update': { 'f:roleRef': {}, 'f:subjects': {} } })
  })
})

describe('server-side apply', () => {
  test('creates, and owns what it says', async () => {
    const name = newName()
    const reply = await apply(
      `${path}/${name}`,
      'app',
      eip(name, { externalNetworkType: 'cloud' }, { labels: { a: '1' } }),
    )
    expect(reply).toEqual({
      status: 201,
      body: {
        ...eip(name, { externalNetworkType: 'cloud' }),
        metadata: { name, namespace, generation: 1, labels: { a: '1' }, ...STORED },
      },
    })
    expect(managers(reply)).toEqual({
      'app Apply': {
        'f:metadata': { 'f:labels': { 'f:a': {} } },
        'f:spec': { 'f:externalNetworkType': {} },
      },
    })
  })

  test('of the same again changes nothing', async () => {
    const name = newName()
    const first = await apply(`${maps}/${name}`, 'app', configMap(name, { x: '1' }))
    const again = await apply(`${maps}/${name}`, 'app', configMap(name, { x: '1' }))
    expect(again).toEqual({ status: 200, body: first.body })
    expect(managers(again)).toEqual(managers(first))
  })

  test('removes what it no longer says, unless another manager does', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    await apply(url, 'app', configMap(name, { x: '1', y: '2', z: '3' }, { labels: { a: '1' } }))
    await apply(url, 'two', configMap(name, { x: '1' }))
    await admin.patch(`${url}?fieldManager=updater`, { data: { other: 'kept' } })
    const reply = await apply(url, 'app', configMap(name, { y: '2' }))
    expect(reply).toMatchObject({ status: 200, body: { data: { x: '1', y: '2', other: 'kept' } } })
    expect(reply.object['data']).not.toHaveProperty('z')
    expect(reply.object.metadata).not.toHaveProperty('labels')
    expect(managers(reply)).toEqual({
      'app Apply': { 'f:data': { 'f:y': {} } },
      'two Apply': { 'f:data': { 'f:x': {} } },
      'updater Update': { 'f:data': { 'f:other': {} } },
    })
  })

  test('merges sets, in the order of who applies', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    const holding = (...names: readonly string[]) =>
      configMap(name, undefined, { finalizers: names.map((one) => `contract.test/${one}`) })
    await apply(url, 'app', holding('a', 'b'))
    expect((await apply(url, 'two', holding('c', 'a'))).object.metadata['finalizers']).toEqual([
      'contract.test/c',
      'contract.test/a',
      'contract.test/b',
    ])
    expect((await apply(url, 'app', holding('a'))).object.metadata['finalizers']).toEqual([
      'contract.test/c',
      'contract.test/a',
    ])
  })

  test('gives what nobody is known to own to a manager of its own', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    await made(maps, configMap(name, { x: '1' }))
    await admin.patch(url, { metadata: { managedFields: [{}] } })
    expect(managers(await apply(url, 'app', configMap(name, { y: '2' })))).toEqual({
      'app Apply': { 'f:data': { 'f:y': {} } },
      'before-first-apply Update': { 'f:data': { '.': {}, 'f:x': {} } },
    })
  })

  test('does not change what others own', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    await apply(url, 'app', configMap(name, { x: '1' }))
    const cause = (field: string, message: string): Cause => ({
      reason: 'FieldManagerConflict',
      message,
      field,
    })
    expect(await apply(url, 'two', configMap(name, { x: '2' }))).toEqual(
      refusal(409, 'Conflict', 'Apply failed with 1 conflict: conflict with "app": .data.x', {
        causes: [cause('.data.x', 'conflict with "app"')],
      }),
    )
    await admin.patch(`${url}?fieldManager=updater`, { data: { x: '3', q: '1' } })
    expect(await apply(url, 'two', configMap(name, { x: '2', q: '2' }))).toEqual(
      refusal(
        409,
        'Conflict',
        'Apply failed with 2 conflicts: conflicts with "updater" using v1:\n- .data.q\n- .data.x',
        {
          causes: [
            cause('.data.q', 'conflict with "updater" using v1'),
            cause('.data.x', 'conflict with "updater" using v1'),
          ],
        },
      ),
    )
  })

  test('takes over by force', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    await made(maps, configMap(name, { x: '1', y: '1' }))
    const tried = await apply(url, 'app', configMap(name, { x: '2' }), '&force=true&dryRun=All')
    expect(tried).toMatchObject({ status: 200, body: { data: { x: '2', y: '1' } } })
    expect((await admin.get(url)).body).toMatchObject({ data: { x: '1', y: '1' } })
    expect(managers(await apply(url, 'app', configMap(name, { x: '2' }), '&force=true'))).toEqual({
      'app Apply': { 'f:data': { 'f:x': {} } },
      'contract Update': { 'f:data': { '.': {}, 'f:y': {} } },
    })
  })

  test('of the status is kept apart', async () => {
    const name = newName()
    const url = `${path}/${name}/status`
    const status = { ready: true, ovnEIpRef: 'x' }
    const body = { ...eip(name, { externalNetworkType: 'cloud' }), status }
    expect(await apply(url, 'app', body)).toMatchObject({ status: 404 })
    expect(await apply(`${path}/${name}`, 'app', body)).toMatchObject({ status: 201 })
    const reply = await apply(url, 'app', body)
    expect(reply).toMatchObject({ status: 200, body: { status } })
    expect(managers(reply)).toEqual({
      'app Apply': { 'f:spec': { 'f:externalNetworkType': {} } },
      'app Apply status': { 'f:status': { 'f:ovnEIpRef': {}, 'f:ready': {} } },
    })
    const other = { ...eip(name), status: { ...status, ready: false } }
    expect(await apply(url, 'two', other)).toMatchObject({
      status: 409,
      body: {
        message: 'Apply failed with 1 conflict: conflict with "app" with subresource "status": .status.ready',
      },
    })
  })

  test('takes YAML', async () => {
    const name = newName()
    const body = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  x: "1"\n  x: "2"\n`
    expect(await apply(`${maps}/${name}`, 'app', body)).toMatchObject({
      status: 201,
      body: { data: { x: '2' } },
      warning: '299 - "line 7: key \\"x\\" already set in map"',
    })
    expect(await apply(`${maps}/${name}`, 'app', body, '&fieldValidation=Strict')).toEqual(
      refusal(
        400,
        'BadRequest',
        'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 7: key "x" already set in map',
      ),
    )
  })

  test('goes by a resourceVersion that the manifest says', async () => {
    const name = newName()
    const url = `${maps}/${name}`
    const { resourceVersion } = (await made(maps, configMap(name, { x: '1' }))).metadata
    expect(await apply(url, 'app', configMap(name, { y: '1' }, { resourceVersion }))).toMatchObject({
      status: 200,
    })
    expect(await apply(url, 'app', configMap(name, { y: '2' }, { resourceVersion }))).toEqual(
      refusal(
        409,
        'Conflict',
        `Operation cannot be fulfilled on configmaps "${name}": the object has been modified; please apply your changes to the latest version and try again`,
        { name, kind: 'configmaps' },
      ),
    )
  })

  test('keeps the annotation of client-side apply up to date for kubectl, and forgives it that it was there', async () => {
    const name = newName()
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration'
    const annotations = { [annotation]: JSON.stringify(configMap(name, { x: '1' })) }
    await admin.create(
      `${maps}?fieldManager=kubectl-client-side-apply`,
      configMap(name, { x: '1' }, { annotations }),
    )
    expect(await apply(`${maps}/${name}`, 'other', configMap(name, { x: '2' }))).toMatchObject({
      status: 409,
    })
    expect(await apply(`${maps}/${name}`, 'kubectl', configMap(name, { x: '2' }))).toMatchObject({
      status: 200,
      body: {
        data: { x: '2' },
        metadata: {
          annotations: {
            [annotation]: `{"apiVersion":"v1","data":{"x":"2"},"kind":"ConfigMap","metadata":{"name":"${name}"}}\n`,
          },
        },
      },
    })
  })

  test('needs the right to create where it creates', async () => {
    const ada = await personWith(namespace, path, eipRule('get', 'list', 'patch'))
    const name = newName()
    expect(await apply(`${path}/${name}`, 'app', eip(name), '', ada.api)).toEqual(
      refusal(
        403,
        'Forbidden',
        `eips.kube-dc.com "${name}" is forbidden: User "nimbus:${ada.name}" cannot create resource "eips" in API group "kube-dc.com" in the namespace "${namespace}"`,
        { name, group: 'kube-dc.com', kind: 'eips' },
      ),
    )
    await made(path, eip(name))
    expect(await apply(`${path}/${name}`, 'app', eip(name), '', ada.api)).toMatchObject({ status: 200 })
  })
})

describe('an application', () => {
  const OPTIONS = { kind: 'PatchOptions', group: 'meta.k8s.io', name: '' }

  test('says who applies, and only it may use force', async () => {
    expect(await admin.patch(`${maps}/x`, configMap('x'), APPLY_PATCH)).toEqual(
      invalid(OPTIONS, {
        reason: 'FieldValueRequired',
        message: 'Required value: is required for apply patch',
        field: 'fieldManager',
      }),
    )
    expect(await admin.patch(`${maps}/x?force=true`, {})).toEqual(
      invalid(OPTIONS, {
        reason: 'FieldValueForbidden',
        message: 'Forbidden: may not be specified for non-apply patch',
        field: 'force',
      }),
    )
    expect(await admin.patch(`${maps}/x?fieldManager=a%0Ab`, {})).toEqual(
      invalid(OPTIONS, {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: "a\\nb": invalid character U+000A (at position 1)',
        field: 'fieldManager',
      }),
    )
  })

  test.each<[string, unknown, string]>([
    ['of nothing', {}, 'invalid object type: /, Kind='],
    ['of another kind', { ...configMap('x'), kind: 'Secret' }, 'invalid object type: /v1, Kind=Secret'],
    [
      'of another version',
      { ...configMap('x'), apiVersion: 'v2' },
      'invalid object type: /v2, Kind=ConfigMap',
    ],
    ['of another name', configMap('y'), 'the name of the object (y) does not match the name on the URL (x)'],
    [
      'without a name',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      'the name of the object (x based on URL) was undeterminable: name must be provided',
    ],
    [
      'to another namespace',
      configMap('x', undefined, { namespace: 'default' }),
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    ['of owners', configMap('x', undefined, { managedFields: [{}] }), 'metadata.managedFields must be nil'],
    [
      'of a list',
      [],
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
  ])('%s is refused', async (_, body, message) => {
    expect(await apply(`${maps}/x`, 'app', body)).toEqual(refusal(400, 'BadRequest', message))
  })

  test.each<[string, object, string]>([
    ['an unknown field', { foo: 1 }, '.foo: field not declared in schema'],
    [
      'a number for a text',
      { data: { x: 8 } },
      '.data.x: expected string, got &value.valueUnstructured{Value:8}',
    ],
    ['a text for a map', { data: 'x' }, '.data: expected map, got &{x}'],
    ['a text for a boolean', { immutable: 'x' }, '.immutable: expected boolean, got &{x}'],
    [
      'an entry twice',
      { metadata: { name: 'x', finalizers: ['a', 'a'] } },
      '.metadata.finalizers: duplicate entries for key [="a"]',
    ],
  ])('with %s does not fit the schema', async (_, fields, message) => {
    expect(await apply(`${maps}/x`, 'app', { ...configMap('x'), ...fields })).toEqual(
      refusal(500, undefined, `failed to create typed patch object (/x; /v1, Kind=ConfigMap): ${message}`),
    )
  })

  test('is validated like everything', async () => {
    const name = newName()
    expect(
      await apply(`${path}/${name}`, 'app', eip(name, { externalNetworkType: 'cloud', childRef: 'x' })),
    ).toEqual(
      invalid(
        { kind: 'EIp', group: 'kube-dc.com', name },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "object": externalNetworkType and childRef cannot be set at the same time',
          field: 'spec',
        },
      ),
    )
  })
})
