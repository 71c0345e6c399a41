import { beforeAll, describe, expect, test } from 'vitest'
import { admin, JSON_TYPE } from './support/api.ts'
import {
  invalid,
  PAGE_NOT_FOUND,
  refusal,
  RULES_NOT_CHECKED,
  STORED,
  TIME,
  UID,
  type Cause,
} from './support/expectations.ts'
import { configMap, core, eip, eips, fip, fips, freshNamespace, made, unique } from './support/objects.ts'

let namespace: string
let path: string

beforeAll(async () => {
  namespace = await freshNamespace('create')
  path = eips(namespace)
})

const GROUP = 'kube-dc.com'
const TYPE = { apiVersion: 'kube-dc.com/v1', kind: 'EIp' }
const DRY_RUN = 'dryRun=All'

/** Names that Kubernetes takes for most kinds, in its words. */
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end " +
  "with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
  "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

/** A refusal by a definition's schema with one cause of its own. */
function schemaRefusal(kind: string, name: string, cause: Required<Cause>) {
  return invalid({ kind, group: GROUP, name }, cause, RULES_NOT_CHECKED)
}

describe('creation', () => {
  test('answers 201 with what was stored', async () => {
    expect(await admin.create(path, eip('one', { externalNetworkType: 'public' }))).toEqual({
      status: 201,
      body: {
        ...TYPE,
        metadata: { name: 'one', namespace, generation: 1, ...STORED },
        spec: { externalNetworkType: 'public' },
      },
    })
    expect(await admin.get(`${path}/one`)).toMatchObject({ status: 200, body: { metadata: { name: 'one' } } })
  })

  test('of a built-in kind has no generation', async () => {
    expect(await admin.create(core(namespace, 'configmaps'), configMap('one', { a: 'b' }))).toEqual({
      status: 201,
      body: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: 'one', namespace, ...STORED },
        data: { a: 'b' },
      },
    })
  })

  test('of a name that is taken is a conflict', async () => {
    await made(path, eip('taken'))
    expect(await admin.create(path, eip('taken'))).toEqual(
      refusal(409, 'AlreadyExists', 'eips.kube-dc.com "taken" already exists', {
        name: 'taken',
        group: GROUP,
        kind: 'eips',
      }),
    )
  })

  test('ignores status and what the server keeps itself', async () => {
    const given = {
      ...eip('own', undefined, {
        uid: 'mine',
        generation: 7,
        creationTimestamp: '2020-01-01T00:00:00Z',
        deletionTimestamp: '2020-01-01T00:00:00Z',
      }),
      status: { ready: true, ovnEIpRef: 'x' },
    }
    expect(await admin.create(path, given)).toEqual({
      status: 201,
      body: { ...TYPE, metadata: { name: 'own', namespace, generation: 1, ...STORED } },
    })
  })

  test('in a namespace that is not there says so, whatever else is wrong', async () => {
    const missing = refusal(404, 'NotFound', 'namespaces "contract-none" not found', {
      name: 'contract-none',
      kind: 'namespaces',
    })
    expect(await admin.create(eips('contract-none'), eip('one'))).toEqual(missing)
    expect(await admin.create(eips('contract-none'), eip('one', { externalNetworkType: 5 }))).toEqual(missing)
  })

  test('of a namespaced object needs a namespace in the path', async () => {
    expect(await admin.create('/apis/kube-dc.com/v1/eips', eip('one'))).toEqual(PAGE_NOT_FOUND)
  })

  test('does not take a namespace that differs from the path', async () => {
    expect(await admin.create(path, eip('one', undefined, { namespace: 'elsewhere' }))).toEqual(
      refusal(
        400,
        'BadRequest',
        'the namespace of the provided object does not match the namespace sent on the request',
      ),
    )
  })

  test('does not take a version', async () => {
    expect(await admin.create(path, eip('versioned', undefined, { resourceVersion: '5' }))).toEqual(
      refusal(500, undefined, 'resourceVersion should not be set on objects to be created'),
    )
  })
})

describe('a generated name', () => {
  test('has five letters and digits after what was given', async () => {
    const { metadata } = await made(path, { ...TYPE, metadata: { generateName: 'slb-web-' } })
    expect(metadata).toEqual({
      generateName: 'slb-web-',
      name: expect.stringMatching(/^slb-web-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
      namespace,
      generation: 1,
      ...STORED,
    })
  })
})

describe('a name', () => {
  test.each([['Upper'], ['-dash'], ['under_score'], ['..'], ['a/b'], ['<b>'], ['ünlaut'], ['dot.'], [' ']])(
    '%j is refused',
    async (name) => {
      expect(await admin.create(path, eip(name))).toEqual(
        invalid(
          { kind: 'EIp', group: GROUP, name },
          {
            reason: 'FieldValueInvalid',
            message: `Invalid value: ${JSON.stringify(name)}: ${SUBDOMAIN}`,
            field: 'metadata.name',
          },
        ),
      )
    },
  )

  test('is required', async () => {
    const cause = {
      reason: 'FieldValueRequired',
      message: 'Required value: name or generateName is required',
      field: 'metadata.name',
    }
    const refused = schemaRefusal('EIp', '', cause)
    expect(await admin.create(path, { ...TYPE, metadata: {} })).toEqual(refused)
    expect(await admin.create(path, eip(''))).toEqual(refused)
    expect(await admin.create(path, TYPE)).toEqual(refused)
  })

  test('has at most 253 characters', async () => {
    const name = 'a'.repeat(254)
    expect(await admin.create(path, eip(name))).toEqual(
      invalid(
        { kind: 'EIp', group: GROUP, name },
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: "${name}": must be no more than 253 characters`,
          field: 'metadata.name',
        },
      ),
    )
    expect((await admin.create(`${path}?${DRY_RUN}`, eip('a'.repeat(253)))).status).toBe(201)
  })

  test('of a namespace is stricter', async () => {
    const refused = (name: string, why: string) =>
      invalid(
        { kind: 'Namespace', name },
        { reason: 'FieldValueInvalid', message: `Invalid value: "${name}": ${why}`, field: 'metadata.name' },
      )
    const namespaced = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
    expect(await admin.create('/api/v1/namespaces', namespaced('Upper'))).toEqual(refused('Upper', LABEL))
    expect(await admin.create('/api/v1/namespaces', namespaced('dots.here'))).toEqual(
      refused('dots.here', 'must not contain dots'),
    )
    const long = 'a'.repeat(64)
    const tooLong = (field: string) => ({
      reason: 'FieldValueInvalid',
      message: `Invalid value: "${long}": must be no more than 63 characters`,
      field,
    })
    expect(await admin.create('/api/v1/namespaces', namespaced(long))).toEqual(
      // The name becomes a label, too.
      invalid({ kind: 'Namespace', name: long }, tooLong('metadata.name'), tooLong('metadata.labels')),
    )
  })
})

describe('labels, annotations and finalizers', () => {
  const VALUE =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
    "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

  test('a label value is checked', async () => {
    expect(await admin.create(path, eip('one', undefined, { labels: { note: 'not ok!' } }))).toEqual(
      invalid(
        { kind: 'EIp', group: GROUP, name: 'one' },
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: "not ok!": ${VALUE}`,
          field: 'metadata.labels',
        },
      ),
    )
  })

  test('values must be texts', async () => {
    expect(await admin.create(path, eip('one', undefined, { labels: { note: 5 } }))).toEqual(
      refusal(
        400,
        'BadRequest',
        'EIp in version "v1" cannot be handled as a EIp: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
      ),
    )
  })

  test('a finalizer had better have the name of who owns it', async () => {
    const reply = await admin.create(`${path}?${DRY_RUN}`, eip('held', undefined, { finalizers: ['hold'] }))
    expect(reply).toEqual({
      status: 201,
      warning:
        '299 - "metadata.finalizers: \\"hold\\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers"',
      body: {
        ...TYPE,
        metadata: {
          name: 'held',
          namespace,
          generation: 1,
          finalizers: ['hold'],
          uid: UID,
          creationTimestamp: TIME,
        },
      },
    })
  })
})

describe('a schema', () => {
  test('has types', async () => {
    expect(await admin.create(path, eip('one', { externalNetworkType: 5 }))).toEqual(
      schemaRefusal('EIp', 'one', {
        reason: 'FieldValueTypeInvalid',
        message:
          'Invalid value: "integer": spec.externalNetworkType in body must be of type string: "integer"',
        field: 'spec.externalNetworkType',
      }),
    )
    expect(await admin.create(path, eip('one', 'text'))).toEqual(
      schemaRefusal('EIp', 'one', {
        reason: 'FieldValueTypeInvalid',
        message: 'Invalid value: "string": spec in body must be of type object: "string"',
        field: 'spec',
      }),
    )
  })

  test('has enumerations', async () => {
    const spec = { externalNetworkType: 'foo', ipAddress: '10.61.4.5' }
    expect(await admin.create(fips(namespace), fip('one', spec))).toEqual(
      schemaRefusal('FIp', 'one', {
        reason: 'FieldValueNotSupported',
        message: 'Unsupported value: "foo": supported values: "public", "cloud"',
        field: 'spec.externalNetworkType',
      }),
    )
  })

  test('has required fields', async () => {
    expect(await admin.create(fips(namespace), fip('one', { vmTarget: {} }))).toEqual(
      schemaRefusal('FIp', 'one', {
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: 'spec.vmTarget.vmName',
      }),
    )
    const project = { apiVersion: 'kube-dc.com/v1', kind: 'Project', metadata: { name: 'edge' }, spec: {} }
    const missing = (field: string) => ({ reason: 'FieldValueRequired', message: 'Required value', field })
    expect(await admin.create(`/apis/kube-dc.com/v1/namespaces/${namespace}/projects`, project)).toEqual(
      invalid(
        { kind: 'Project', group: GROUP, name: 'edge' },
        missing('spec.cidrBlock'),
        missing('spec.egressNetworkType'),
        RULES_NOT_CHECKED,
      ),
    )
  })

  test('has lengths and patterns', async () => {
    const path = `/apis/kube-dc.com/v1/namespaces/${namespace}/organizations`
    const organization = (spec: object) => ({
      apiVersion: 'kube-dc.com/v1',
      kind: 'Organization',
      metadata: { name: 'nimbus' },
      spec,
    })
    const named = { kind: 'Organization', group: GROUP, name: 'nimbus' }
    expect(await admin.create(path, organization({ email: 'a@b' }))).toEqual(
      invalid(named, {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: "a@b": spec.email in body should be at least 5 chars long',
        field: 'spec.email',
      }),
    )
    expect(
      await admin.create(path, organization({ email: 'a@b.test', description: 'x'.repeat(129) })),
    ).toEqual(
      invalid(named, {
        reason: 'FieldValueTooLong',
        message: 'Too long: may not be more than 128 bytes',
        field: 'spec.description',
      }),
    )
    expect(await admin.create(path, organization({ email: 'a@b.test', description: '<b>' }))).toEqual(
      invalid(named, {
        reason: 'FieldValueInvalid',
        message: `Invalid value: "<b>": spec.description in body should match '^[A-Za-z0-9 .,'-]*$'`,
        field: 'spec.description',
      }),
    )
  })

  test('takes null for a field that is not there', async () => {
    expect(
      await admin.create(`${path}?${DRY_RUN}`, eip('null', { externalNetworkType: null })),
    ).toMatchObject({
      status: 201,
      body: { spec: {} },
    })
  })
})

describe('rules of a definition', () => {
  test('refuse with their message', async () => {
    expect(await admin.create(path, eip('one', { externalNetworkType: 'cloud', childRef: 'x' }))).toEqual(
      invalid(
        { kind: 'EIp', group: GROUP, name: 'one' },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "object": externalNetworkType and childRef cannot be set at the same time',
          field: 'spec',
        },
      ),
    )
  })

  test('refuse all at once', async () => {
    const spec = {
      eip: 'one',
      externalNetworkType: 'public',
      ipAddress: '10.61.4.5',
      vmTarget: { vmName: 'broker-1' },
    }
    const causes = [
      'eip and externalNetworkType cannot be set at the same time',
      'ipAddress and vmTarget cannot be set at the same time',
    ].map((words) => ({
      reason: 'FieldValueInvalid',
      message: `Invalid value: "object": ${words}`,
      field: 'spec',
    }))
    expect(await admin.create(fips(namespace), fip('one', spec))).toEqual(
      invalid({ kind: 'FIp', group: GROUP, name: 'one' }, ...causes),
    )
  })

  test('do not run for parts that are not there', async () => {
    expect((await admin.create(`${fips(namespace)}?${DRY_RUN}`, fip('one'))).status).toBe(201)
    expect(await admin.create(fips(namespace), fip('one', {}))).toEqual(
      invalid(
        { kind: 'FIp', group: GROUP, name: 'one' },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "object": either ipAddress or vmTarget must be specified',
          field: 'spec',
        },
      ),
    )
  })
})

describe('unknown fields', () => {
  const given = eip('unknown', { externalNetworkType: 'cloud', foo: 1 })
  const kept = {
    ...TYPE,
    metadata: { name: 'unknown', uid: UID, creationTimestamp: TIME, generation: 1 },
    spec: { externalNetworkType: 'cloud' },
  }

  test('are left out with a warning', async () => {
    expect(await admin.create(`${path}?${DRY_RUN}`, given)).toEqual({
      status: 201,
      warning: '299 - "unknown field \\"spec.foo\\""',
      body: { ...kept, metadata: { ...kept.metadata, namespace } },
    })
  })

  test('are left out in silence where that is asked for', async () => {
    expect(await admin.create(`${path}?${DRY_RUN}&fieldValidation=Ignore`, given)).toEqual({
      status: 201,
      body: { ...kept, metadata: { ...kept.metadata, namespace } },
    })
  })

  test('are refused by the strict', async () => {
    expect(await admin.create(`${path}?${DRY_RUN}&fieldValidation=Strict`, given)).toEqual(
      refusal(
        400,
        'BadRequest',
        'EIp in version "v1" cannot be handled as a EIp: strict decoding error: unknown field "spec.foo"',
      ),
    )
  })

  test('and fields that come twice, too', async () => {
    const text =
      '{"apiVersion":"kube-dc.com/v1","kind":"EIp","metadata":{"name":"twice"},"spec":{"childRef":"a","childRef":"b"}}'
    expect(await admin.create(`${path}?${DRY_RUN}&fieldValidation=Strict`, text)).toEqual(
      refusal(
        400,
        'BadRequest',
        'EIp in version "v1" cannot be handled as a EIp: strict decoding error: duplicate field "spec.childRef"',
      ),
    )
    expect(await admin.create(`${path}?${DRY_RUN}`, text)).toMatchObject({
      status: 201,
      warning: '299 - "duplicate field \\"spec.childRef\\""',
      body: { spec: { childRef: 'b' } },
    })
  })

  test('of built-in kinds are named as well', async () => {
    const object = { ...configMap('one'), spec: { foo: 1 } }
    expect(
      await admin.create(`${core(namespace, 'configmaps')}?${DRY_RUN}&fieldValidation=Strict`, object),
    ).toEqual(
      refusal(
        400,
        'BadRequest',
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "spec"',
      ),
    )
  })

  test('are kept where the definition says so', async () => {
    const object = {
      apiVersion: 'kubeovn.io/v1',
      kind: 'Subnet',
      metadata: { name: `contract-${unique()}` },
      spec: { cidrBlock: '10.0.0.0/24', unheardOf: { a: [1, null] } },
    }
    const reply = await admin.create(`/apis/kubeovn.io/v1/subnets?${DRY_RUN}&fieldValidation=Strict`, object)
    expect(reply).toMatchObject({ status: 201, body: { spec: object.spec } })
  })
})

describe('defaults', () => {
  test('are stored, inside of what is there only', async () => {
    await made(path, eip('defaulted'))
    const reply = await admin.patch(`${path}/defaulted/status`, { status: { ovnEIpRef: 'x' } })
    expect(reply).toMatchObject({
      status: 200,
      body: { status: { ovnEIpRef: 'x', ownershipType: 'Released', ready: false } },
    })
    expect((await admin.get(`${path}/one`)).body).not.toHaveProperty('status')
  })

  test('of built-in kinds are stored', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'one' },
      stringData: { password: 'ä' },
    }
    expect(await admin.create(core(namespace, 'secrets'), secret)).toEqual({
      status: 201,
      body: {
        kind: 'Secret',
        apiVersion: 'v1',
        metadata: { name: 'one', namespace, ...STORED },
        data: { password: 'w6Q=' },
        type: 'Opaque',
      },
    })
  })
})

describe('a dry run', () => {
  test('answers as the real one and stores nothing', async () => {
    expect(await admin.create(`${path}?${DRY_RUN}`, eip('dry', { externalNetworkType: 'cloud' }))).toEqual({
      status: 201,
      body: {
        ...TYPE,
        metadata: { name: 'dry', namespace, generation: 1, uid: UID, creationTimestamp: TIME },
        spec: { externalNetworkType: 'cloud' },
      },
    })
    expect((await admin.get(`${path}/dry`)).status).toBe(404)
  })

  test('finds what is taken and what is wrong', async () => {
    await made(path, eip('dry-taken'))
    expect(await admin.create(`${path}?${DRY_RUN}`, eip('dry-taken'))).toMatchObject({
      status: 409,
      body: { reason: 'AlreadyExists' },
    })
    expect(await admin.create(`${path}?${DRY_RUN}`, eip('Bad'))).toMatchObject({ status: 422 })
  })
})

describe('options', () => {
  const options = (cause: { reason: string; message: string; field: string }) =>
    invalid({ kind: 'CreateOptions', group: 'meta.k8s.io', name: '' }, cause)

  test('that do not exist are refused', async () => {
    expect(await admin.create(`${path}?dryRun=Some`, eip('one'))).toEqual(
      options({
        reason: 'FieldValueNotSupported',
        message: 'Unsupported value: ["Some"]: supported values: "All"',
        field: 'dryRun',
      }),
    )
    expect(await admin.create(`${path}?fieldValidation=Some`, eip('one'))).toEqual(
      options({
        reason: 'FieldValueNotSupported',
        message: 'Unsupported value: "Some": supported values: "", "Ignore", "Strict", "Warn"',
        field: 'fieldValidation',
      }),
    )
    expect(await admin.create(`${path}?fieldManager=${'m'.repeat(129)}`, eip('one'))).toEqual(
      options({
        reason: 'FieldValueTooLong',
        message: 'Too long: may not be more than 128 bytes',
        field: 'fieldManager',
      }),
    )
  })
})

describe('a body', () => {
  const bad = (message: string) => refusal(400, 'BadRequest', message)
  const unrecognized = (why: string) =>
    bad(`the object provided is unrecognized (must be of type EIp): ${why}`)

  test('must be an object of that kind', async () => {
    expect(await admin.create(path, { metadata: { name: 'one' } })).toEqual(
      unrecognized(`Object 'Kind' is missing in '{"metadata":{"name":"one"}}' ({"metadata":{"name":"one"}})`),
    )
    expect(await admin.create(path, { ...eip('one'), kind: 'FIp' })).toEqual(
      invalid(
        { kind: 'FIp', group: GROUP, name: 'one' },
        { reason: 'FieldValueInvalid', message: 'Invalid value: "FIp": must be EIp', field: 'kind' },
      ),
    )
    expect(await admin.create(path, { ...eip('one'), apiVersion: 'kube-dc.com/v2' })).toEqual(
      bad(
        'the API version in the data (kube-dc.com/v2) does not match the expected API version (kube-dc.com/v1)',
      ),
    )
  })

  test('must be JSON', async () => {
    expect(await admin.create(path, '{nope')).toEqual(
      unrecognized(
        "couldn't get version/kind; json parse error: invalid character 'n' looking for beginning of object key string ({nope)",
      ),
    )
    expect(await admin.create(path, '')).toEqual(
      unrecognized("couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"),
    )
  })

  test('must be of a known media type', async () => {
    expect(await admin.create(path, 'x', { 'content-type': 'text/plain' })).toEqual(
      refusal(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      ),
    )
  })

  test('may say more about its media type', async () => {
    const headers = { 'content-type': `${JSON_TYPE}; charset=utf-8` }
    expect((await admin.create(`${path}?${DRY_RUN}`, eip('one-more'), headers)).status).toBe(201)
  })

  test('of more than three megabytes is refused', async () => {
    const reply = await admin.create(path, eip('large', { externalNetworkType: 'x'.repeat(3 * 1024 * 1024) }))
    expect(reply).toEqual(refusal(413, 'RequestEntityTooLarge', 'Request entity too large: limit is 3145728'))
  })
})
