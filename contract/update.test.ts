import { beforeAll, describe, expect, test } from 'vitest'
import { admin, APPLY_PATCH, JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH } from './support/api.ts'
import { invalid, refusal, RULES_NOT_CHECKED, STORED } from './support/expectations.ts'
import { configMap, core, eip, eips, freshNamespace, made, unique } from './support/objects.ts'

let namespace: string
let path: string
let maps: string

beforeAll(async () => {
  namespace = await freshNamespace('update')
  path = eips(namespace)
  maps = core(namespace, 'configmaps')
})

const GROUP = 'kube-dc.com'
const EIP = { kind: 'EIp', group: GROUP }

const notFound = (name: string) =>
  refusal(404, 'NotFound', `eips.kube-dc.com "${name}" not found`, { name, group: GROUP, kind: 'eips' })

const modified = (name: string) =>
  refusal(
    409,
    'Conflict',
    `Operation cannot be fulfilled on eips.kube-dc.com "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { name, group: GROUP, kind: 'eips' },
  )

/** An External IP of the type `cloud` that no other test knows, as it was answered. */
async function fresh(metadata: object = {}) {
  const name = `eip-${unique()}`
  const object = await made(path, eip(name, { externalNetworkType: 'cloud' }, { ...metadata }))
  return { name, url: `${path}/${name}`, object, version: object.metadata.resourceVersion ?? '' }
}

describe('a replacement', () => {
  test('answers 200 with what is stored now; a change of the spec is a new generation', async () => {
    const { name, url, object } = await fresh()
    const reply = await admin.replace(url, {
      ...object,
      spec: { externalNetworkType: 'cloud', childRef: '' },
    })
    expect(reply).toEqual({
      status: 200,
      body: {
        apiVersion: 'kube-dc.com/v1',
        kind: 'EIp',
        metadata: { name, namespace, ...STORED, generation: 2 },
        spec: { externalNetworkType: 'cloud', childRef: '' },
      },
    })
    expect(reply.object.metadata.uid).toBe(object.metadata.uid)
    expect(Number(reply.object.metadata.resourceVersion)).toBeGreaterThan(
      Number(object.metadata.resourceVersion),
    )
  })

  test('of labels alone is no new generation', async () => {
    const { url, object } = await fresh()
    const reply = await admin.replace(url, {
      ...object,
      metadata: { ...object.metadata, labels: { a: 'b' } },
    })
    expect(reply.object.metadata).toMatchObject({ generation: 1, labels: { a: 'b' } })
  })

  test('by the same changes nothing, not even the version', async () => {
    const { url, object, version } = await fresh()
    expect((await admin.replace(url, object)).object.metadata.resourceVersion).toBe(version)
  })

  test('of an old version is a conflict', async () => {
    const { name, url, object } = await fresh()
    await admin.patch(url, { metadata: { labels: { a: 'b' } } })
    expect(await admin.replace(url, object)).toEqual(modified(name))
  })

  test('of a custom object needs a version', async () => {
    const { name, url, object } = await fresh()
    const { resourceVersion: _, ...metadata } = object.metadata
    expect(await admin.replace(url, { ...object, metadata })).toEqual(
      invalid(
        { kind: 'eips', group: GROUP, name },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ),
    )
  })

  test('of a built-in object does not', async () => {
    await made(maps, configMap('unconditional', { a: 'b' }))
    expect(
      await admin.replace(`${maps}/unconditional`, configMap('unconditional', { c: 'd' })),
    ).toMatchObject({
      status: 200,
      body: { data: { c: 'd' } },
    })
  })

  test('of another object of that name is a conflict', async () => {
    const { name, url, object } = await fresh()
    const other = '00000000-0000-0000-0000-000000000000'
    const message = `Operation cannot be fulfilled on eips.kube-dc.com "${name}": StorageError: invalid object, Code: 4, Key: /registry/kube-dc.com/eips/${namespace}/${name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${other}, UID in object meta: ${object.metadata.uid ?? ''}`
    expect(await admin.replace(url, { ...object, metadata: { ...object.metadata, uid: other } })).toEqual(
      refusal(409, 'Conflict', message, { name, group: GROUP, kind: 'eips' }),
    )
  })

  test('must be of the object in the path', async () => {
    const { name, url, object } = await fresh()
    expect(await admin.replace(url, { ...object, metadata: { ...object.metadata, name: 'other' } })).toEqual(
      refusal(
        400,
        'BadRequest',
        `the name of the object (other) does not match the name on the URL (${name})`,
      ),
    )
    expect(await admin.replace(`${path}/none`, eip('none', undefined, { resourceVersion: '5' }))).toEqual(
      notFound('none'),
    )
  })

  test('does not change the status, nor what cannot change', async () => {
    const { url, object } = await fresh()
    const changed = {
      ...object,
      metadata: { ...object.metadata, creationTimestamp: '2020-01-01T00:00:00Z', generation: 9 },
      status: { ready: true, ovnEIpRef: 'x' },
    }
    const reply = await admin.replace(url, changed)
    expect(reply.status).toBe(200)
    expect(reply.object).toEqual(object)
  })

  test('obeys the rules about old and new', async () => {
    const { name, url, object } = await fresh()
    expect(await admin.replace(url, { ...object, spec: { externalNetworkType: 'public' } })).toEqual(
      invalid(
        { ...EIP, name },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "string": externalNetworkType is immutable',
          field: 'spec.externalNetworkType',
        },
      ),
    )
    // The rule holds only while the field is there (kube-dc.md §2.1).
    expect((await admin.patch(url, { spec: { externalNetworkType: null } })).status).toBe(200)
    expect((await admin.patch(url, { spec: { externalNetworkType: 'public' } })).status).toBe(200)
  })

  test('can be tried', async () => {
    const { url, object } = await fresh()
    const wanted = { ...object, spec: { externalNetworkType: 'cloud', childRef: '' } }
    expect(await admin.replace(`${url}?dryRun=All`, wanted)).toMatchObject({
      status: 200,
      body: { metadata: { generation: 2 }, spec: { childRef: '' } },
    })
    expect((await admin.get(url)).object).toEqual(object)
  })
})

describe('a merge patch', () => {
  test('sets, replaces and removes by null', async () => {
    const { url } = await fresh({
      labels: { keep: 'yes', change: 'old', drop: 'x' },
      annotations: { a: 'b' },
    })
    const reply = await admin.patch(url, {
      metadata: { labels: { change: 'new', drop: null, add: 'more' }, annotations: null },
    })
    expect(reply.status).toBe(200)
    expect(reply.object.metadata).toMatchObject({
      labels: { keep: 'yes', change: 'new', add: 'more' },
      generation: 1,
    })
    expect(reply.object.metadata).not.toHaveProperty('annotations')
  })

  test('replaces lists as a whole', async () => {
    const { url } = await fresh({ finalizers: ['contract.test/a', 'contract.test/b'] })
    const reply = await admin.patch(url, { metadata: { finalizers: ['contract.test/c'] } })
    expect(reply.object.metadata).toMatchObject({ finalizers: ['contract.test/c'] })
  })

  test('without a change changes nothing', async () => {
    const { url, object } = await fresh()
    expect((await admin.patch(url, { metadata: { labels: { none: null } } })).object).toEqual(object)
  })

  test('may say which version it is meant for', async () => {
    const { name, url, version } = await fresh()
    const once = { metadata: { resourceVersion: version, labels: { a: 'b' } } }
    expect((await admin.patch(url, once)).status).toBe(200)
    expect(await admin.patch(url, { metadata: { resourceVersion: version, labels: { a: 'c' } } })).toEqual(
      modified(name),
    )
  })

  test('may say which object it is meant for', async () => {
    const { name, url, object } = await fresh()
    const ours = { metadata: { uid: object.metadata.uid, labels: { a: 'b' } } }
    expect((await admin.patch(url, ours)).status).toBe(200)
    const cause = {
      reason: 'FieldValueInvalid',
      message: 'Invalid value: "other": field is immutable',
      field: 'metadata.uid',
    }
    expect(await admin.patch(url, { metadata: { uid: 'other' } })).toEqual(
      invalid({ ...EIP, name }, cause, cause),
    )
  })

  test('needs an object that is there', async () => {
    expect(await admin.patch(`${path}/none`, { metadata: { labels: { a: 'b' } } })).toEqual(notFound('none'))
  })

  test('cannot rename or move', async () => {
    const { name, url } = await fresh()
    expect(await admin.patch(url, { metadata: { name: 'other' } })).toEqual(
      refusal(
        400,
        'BadRequest',
        `the name of the object (other) does not match the name on the URL (${name})`,
      ),
    )
    expect(await admin.patch(url, { metadata: { namespace: 'other' } })).toEqual(
      refusal(
        400,
        'BadRequest',
        'the namespace of the provided object does not match the namespace sent on the request',
      ),
    )
  })

  test('must be an object', async () => {
    const { url } = await fresh()
    const bad = (why: string) => refusal(400, 'BadRequest', `error decoding patch: ${why}`)
    expect(await admin.patch(url, '[]')).toEqual(
      bad('json: cannot unmarshal array into Go value of type map[string]interface {}'),
    )
    expect(await admin.patch(url, '{')).toEqual(bad('unexpected end of JSON input'))
  })

  test('is checked like any object', async () => {
    const { name, url } = await fresh()
    expect(await admin.patch(url, { spec: { childRef: 5 } })).toEqual(
      invalid(
        { ...EIP, name },
        {
          reason: 'FieldValueTypeInvalid',
          message: 'Invalid value: "integer": spec.childRef in body must be of type string: "integer"',
          field: 'spec.childRef',
        },
        RULES_NOT_CHECKED,
      ),
    )
  })

  test('warns of unknown fields', async () => {
    const { url } = await fresh()
    expect(await admin.patch(url, { spec: { foo: 1 } })).toMatchObject({
      status: 200,
      warning: '299 - "unknown field \\"spec.foo\\""',
    })
  })

  test('can be tried', async () => {
    const { url, object } = await fresh()
    expect(await admin.patch(`${url}?dryRun=All`, { metadata: { labels: { a: 'b' } } })).toMatchObject({
      status: 200,
      body: { metadata: { labels: { a: 'b' } } },
    })
    expect((await admin.get(url)).object).toEqual(object)
  })
})

describe('a patch of a built-in object', () => {
  test('merges like any other', async () => {
    await made(maps, configMap('merged', { a: '1', b: '2' }))
    expect(await admin.patch(`${maps}/merged`, { data: { b: null, c: '3' } })).toMatchObject({
      status: 200,
      body: { data: { a: '1', c: '3' } },
    })
  })

  test('may be strategic, as kubectl sends it', async () => {
    await made(maps, configMap('strategic', { a: '1', b: '2' }))
    const reply = await admin.patch(`${maps}/strategic`, { data: { b: null, c: '3' } }, STRATEGIC_PATCH)
    expect(reply).toEqual({
      status: 200,
      body: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: 'strategic', namespace, ...STORED },
        data: { a: '1', c: '3' },
      },
    })
  })

  test('may remove everything at once, strategically', async () => {
    await made(maps, configMap('emptied', { a: '1', b: '2' }))
    const reply = await admin.patch(
      `${maps}/emptied`,
      { data: { $patch: 'replace', c: '3' } },
      STRATEGIC_PATCH,
    )
    expect(reply).toMatchObject({ status: 200, body: { data: { c: '3' } } })
    const gone = await admin.patch(`${maps}/emptied`, { data: null }, STRATEGIC_PATCH)
    expect(gone.status).toBe(200)
    expect(gone.body).not.toHaveProperty('data')
  })

  test('counts Events up, as controllers do', async () => {
    const events = core(namespace, 'events')
    await made(events, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'counted' },
      involvedObject: { apiVersion: 'kube-dc.com/v1', kind: 'EIp', name: 'one', namespace },
      reason: 'NoAvailableAddress',
      message: 'no free address',
      type: 'Warning',
      count: 1,
      firstTimestamp: '2026-08-01T10:00:00Z',
      lastTimestamp: '2026-08-01T10:00:00Z',
      source: { component: 'contract' },
      reportingComponent: 'contract',
      reportingInstance: '',
    })
    expect(
      await admin.patch(`${events}/counted`, { count: 2, lastTimestamp: '2026-08-01T10:05:00Z' }),
    ).toEqual({
      status: 200,
      body: {
        kind: 'Event',
        apiVersion: 'v1',
        metadata: { name: 'counted', namespace, ...STORED },
        involvedObject: { apiVersion: 'kube-dc.com/v1', kind: 'EIp', name: 'one', namespace },
        reason: 'NoAvailableAddress',
        message: 'no free address',
        source: { component: 'contract' },
        firstTimestamp: '2026-08-01T10:00:00Z',
        lastTimestamp: '2026-08-01T10:05:00Z',
        count: 2,
        type: 'Warning',
        eventTime: null,
        reportingComponent: 'contract',
        reportingInstance: '',
      },
    })
  })
})

describe('a JSON patch', () => {
  test('adds, replaces, removes and tests', async () => {
    const { url } = await fresh({ labels: { a: '1', b: '2' } })
    const reply = await admin.patch(
      url,
      [
        { op: 'test', path: '/spec/externalNetworkType', value: 'cloud' },
        { op: 'replace', path: '/metadata/labels/a', value: 'one' },
        { op: 'remove', path: '/metadata/labels/b' },
        { op: 'add', path: '/metadata/labels/contract.test~1c', value: '3' },
      ],
      JSON_PATCH,
    )
    expect(reply.status).toBe(200)
    expect(reply.object.metadata).toMatchObject({ labels: { a: 'one', 'contract.test/c': '3' } })
    expect(reply.object.metadata['labels']).not.toHaveProperty('b')
  })

  test.each([
    ['a test that fails', [{ op: 'test', path: '/spec/externalNetworkType', value: 'public' }]],
    ['a removal of what is not there', [{ op: 'remove', path: '/spec/childRef' }]],
    ['an operation that is none', [{ op: 'push', path: '/spec/childRef', value: 'x' }]],
  ])('fails as a whole by %s', async (_, patch) => {
    const { url } = await fresh()
    expect(await admin.patch(url, patch, JSON_PATCH)).toEqual(
      refusal(422, 'Invalid', 'the server rejected our request due to an error in our request', {}),
    )
  })

  test('must be a list', async () => {
    const { url } = await fresh()
    expect(await admin.patch(url, {}, JSON_PATCH)).toEqual(
      refusal(
        400,
        'BadRequest',
        'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
      ),
    )
  })
})

describe('the type of a patch', () => {
  const unknown = (...types: readonly string[]) =>
    refusal(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
    )

  test('must be known; custom objects have no strategic ones', async () => {
    const { url } = await fresh()
    const known = [JSON_PATCH, MERGE_PATCH, APPLY_PATCH]
    expect(await admin.patch(url, {}, STRATEGIC_PATCH)).toEqual(unknown(...known))
    expect(await admin.patch(url, {}, 'application/json')).toEqual(unknown(...known))
    await made(maps, configMap('typed'))
    expect(await admin.patch(`${maps}/typed`, {}, 'application/json')).toEqual(
      refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}),
    )
  })
})

describe('the status', () => {
  const status = {
    ready: true,
    ipAddress: '203.0.113.14',
    ovnEIpRef: 'eip-one',
    ownershipType: 'Shared',
    owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }],
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Allocated',
        message: 'address 203.0.113.14',
        lastTransitionTime: '2026-08-01T10:00:00Z',
      },
    ],
  }

  test('has a path of its own, and changes nothing else', async () => {
    const { url, object } = await fresh()
    const patch = { metadata: { labels: { a: 'b' } }, spec: { externalNetworkType: 'public' }, status }
    const reply = await admin.patch(`${url}/status`, patch)
    expect(reply).toEqual({
      status: 200,
      body: { ...object, metadata: { ...object.metadata, ...STORED }, status },
    })
    expect(reply.object.metadata.generation).toBe(1)
    expect((await admin.get(`${url}/status`)).body).toEqual(reply.body)
  })

  test('is not changed by other ways', async () => {
    const { url } = await fresh()
    await admin.patch(`${url}/status`, { status })
    const reply = await admin.patch(url, { metadata: { labels: { a: 'b' } }, status: { ready: false } })
    expect(reply).toMatchObject({ status: 200, body: { metadata: { labels: { a: 'b' } }, status } })
  })

  test('can be replaced', async () => {
    const { url, object } = await fresh()
    expect(await admin.replace(`${url}/status`, { ...object, status })).toMatchObject({
      status: 200,
      body: { status },
    })
  })

  test('is checked by the schema', async () => {
    const { name, url } = await fresh()
    expect(await admin.patch(`${url}/status`, { status: { ready: 'yes' } })).toEqual(
      invalid(
        { ...EIP, name },
        {
          reason: 'FieldValueTypeInvalid',
          message: 'Invalid value: "string": ready in body must be of type boolean: "string"',
          field: 'status.ready',
        },
        { reason: 'FieldValueRequired', message: 'Required value', field: 'status.ovnEIpRef' },
        RULES_NOT_CHECKED,
      ),
    )
  })

  test('has only the verbs to read and change it', async () => {
    const { url, object } = await fresh()
    const not = (verb: string) =>
      refusal(405, 'MethodNotAllowed', `${verb} is not supported on resources of kind "eips.kube-dc.com"`, {
        group: GROUP,
        kind: 'eips',
      })
    expect(await admin.create(`${url}/status`, object)).toEqual(not('create'))
    expect(await admin.delete(`${url}/status`)).toEqual(not('delete'))
  })
})

describe('a verb', () => {
  test('needs a name where it is about one object', async () => {
    expect(await admin.replace(path, eip('one'))).toEqual(refusal(400, 'BadRequest', 'name must be provided'))
    expect(await admin.replace(maps, configMap('one'))).toEqual(
      refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
    )
  })
})
