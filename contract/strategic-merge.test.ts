import { beforeAll, describe, expect, test } from 'vitest'
import { admin, STRATEGIC_PATCH } from './support/api.ts'
import { refusal } from './support/expectations.ts'
import { managers } from './support/managers.ts'
import { configMap, core, freshNamespace, made, unique } from './support/objects.ts'

let services: string
let maps: string
let deployments: string

beforeAll(async () => {
  const namespace = await freshNamespace('strategic')
  services = core(namespace, 'services')
  maps = core(namespace, 'configmaps')
  deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
})

const newName = () => `one-${unique()}`
const port = (number: number) => ({ name: `p${number}`, port: number })
const patch = (url: string, body: unknown) => admin.patch(url, body, STRATEGIC_PATCH)

async function service(...ports: readonly number[]): Promise<string> {
  const name = newName()
  const spec = { ports: ports.map(port), selector: { a: 'b' } }
  await made(services, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec })
  return `${services}/${name}`
}

async function portsAfter(url: string, spec: unknown): Promise<unknown> {
  const { object } = await patch(url, { spec })
  return object['spec']
}

const ports = (...numbers: readonly number[]): unknown =>
  expect.objectContaining({
    ports: numbers.map((number): unknown => expect.objectContaining(port(number))),
  })

describe('the ports of a Service', () => {
  test('are told apart by their number', async () => {
    const url = await service(80, 443)
    expect(await portsAfter(url, { ports: [port(8080)] })).toEqual(ports(8080, 80, 443))
    expect(await portsAfter(url, { ports: [{ port: 443, targetPort: 8443 }] })).toMatchObject({
      ports: [port(8080), port(80), { ...port(443), targetPort: 8443 }],
    })
    expect(await portsAfter(url, { ports: [{ port: 80, $patch: 'delete' }] })).toEqual(ports(8080, 443))
    expect(await portsAfter(url, { ports: [{ $patch: 'replace' }, port(1)] })).toEqual(ports(1))
  })

  test('come in the order that the client says', async () => {
    const url = await service(80, 443)
    expect(
      await portsAfter(url, {
        '$setElementOrder/ports': [{ port: 9090 }, { port: 443 }, { port: 80 }],
        ports: [port(9090)],
      }),
    ).toEqual(ports(9090, 443, 80))
  })

  test('have their owners by number and protocol', async () => {
    const url = await service(80)
    const reply = await patch(`${url}?fieldManager=other`, {
      spec: { ports: [port(443)], selector: { c: 'd' } },
    })
    expect(reply).toMatchObject({ status: 200, body: { spec: { selector: { a: 'b', c: 'd' } } } })
    expect(managers(reply)['other Update']).toEqual({
      'f:spec': {
        'f:ports': {
          'k:{"port":443,"protocol":"TCP"}': {
            '.': {},
            'f:name': {},
            'f:port': {},
            'f:protocol': {},
            'f:targetPort': {},
          },
        },
        'f:selector': {},
      },
    })
  })
})

test('a Deployment is merged down to the variables of its containers', async () => {
  const name = newName()
  const template = (container: object) => ({
    spec: { template: { spec: { containers: [{ name: 'c', ...container }] } } },
  })
  const volumeMounts = [{ name: 'v', mountPath: '/a' }]
  const env = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ]
  const containers = [
    { name: 'c', image: 'i', args: ['x'], ports: [{ containerPort: 80 }], env, volumeMounts },
  ]
  await made(deployments, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: { a: 'b' } },
      template: {
        metadata: { labels: { a: 'b' } },
        spec: { containers, volumes: [{ name: 'v', emptyDir: {} }] },
      },
    },
  })
  const change = template({
    args: ['y'],
    env: [
      { name: 'B', $patch: 'delete' },
      { name: 'C', value: '3' },
    ],
    ports: [{ containerPort: 81 }],
    volumeMounts: [{ name: 'v', mountPath: '/b' }],
  })
  expect(await patch(`${deployments}/${name}`, change)).toMatchObject({
    status: 200,
    body: template({
      image: 'i',
      args: ['y'],
      env: [
        { name: 'C', value: '3' },
        { name: 'A', value: '1' },
      ],
      ports: [{ containerPort: 81 }, { containerPort: 80 }],
      volumeMounts: [{ mountPath: '/b' }, { mountPath: '/a' }],
    }),
  })
})

test('finalizers are a set, owners are told apart by uid', async () => {
  const owner = await made(maps, configMap(newName()))
  const reference = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: owner.metadata.name,
    uid: owner.metadata.uid,
  }
  const name = newName()
  const url = `${maps}/${name}`
  await made(
    maps,
    configMap(name, undefined, { finalizers: ['contract.test/a'], ownerReferences: [reference] }),
  )
  const metadata = {
    finalizers: ['contract.test/b'],
    ownerReferences: [{ uid: reference.uid, blockOwnerDeletion: true }],
  }
  expect((await patch(url, { metadata })).object.metadata).toMatchObject({
    finalizers: ['contract.test/b', 'contract.test/a'],
    ownerReferences: [{ ...reference, blockOwnerDeletion: true }],
  })
  const less = {
    '$deleteFromPrimitiveList/finalizers': ['contract.test/a'],
    ownerReferences: [{ uid: reference.uid, $patch: 'delete' }],
  }
  const left = (await patch(url, { metadata: less })).object.metadata
  expect(left).toMatchObject({ finalizers: ['contract.test/b'] })
  expect(left).not.toHaveProperty('ownerReferences')
})

test('a map may be retained by its keys, or deleted', async () => {
  const name = newName()
  const url = `${maps}/${name}`
  await made(maps, configMap(name, { a: '1', b: '2' }, { labels: { a: '1' } }))
  expect((await patch(url, { data: { $retainKeys: ['c'], c: '3' } })).object['data']).toEqual({ c: '3' })
  expect(
    (await patch(url, { metadata: { labels: { $patch: 'delete' } } })).object.metadata,
  ).not.toHaveProperty('labels')
})

describe('a strategic patch', () => {
  let url: string

  beforeAll(async () => {
    const name = newName()
    const owner = (await made(maps, configMap(newName()))).metadata
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: owner.name, uid: owner.uid }
    await made(maps, configMap(name, { a: '1' }, { ownerReferences: [reference] }))
    url = `${maps}/${name}`
  })

  test.each<[string, unknown, number, string]>([
    ['that is no JSON', '{', 400, 'unexpected end of JSON input'],
    [
      'that is a list',
      '[]',
      400,
      'json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
    [
      'that retains what it does not name',
      { data: { $retainKeys: ['z'], k: '1' } },
      400,
      'invalid patch format of retainKeys',
    ],
    [
      'with an unknown directive',
      { data: { $patch: 'foo', k: '1' } },
      500,
      'unknown patch type: foo in map: map[$patch:foo k:1]',
    ],
    [
      'with an entry without its key',
      { metadata: { ownerReferences: [{ name: 'x' }, { name: 'x' }] } },
      500,
      'map: map[name:x] does not contain declared merge key: uid',
    ],
  ])('%s is refused', async (_, body, code, message) => {
    expect(await patch(url, body)).toEqual(refusal(code, code === 400 ? 'BadRequest' : undefined, message))
  })

  test('names unknown fields', async () => {
    expect(await patch(url, { foo: 1 })).toMatchObject({
      status: 200,
      warning: '299 - "unknown field \\"foo\\""',
    })
    const message = 'Invalid value: "map[foo:1]": strict decoding error: unknown field "foo"'
    expect(await patch(`${url}?fieldValidation=Strict`, { foo: 1 })).toEqual(
      refusal(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
        causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
      }),
    )
  })

  test('may not take the object away', async () => {
    expect(await patch(url, { $patch: 'delete' })).toMatchObject({ status: 400 })
    expect(await patch(url, null)).toMatchObject({ status: 200, body: { data: { a: '1' } } })
  })
})
