import { beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { refusal, STORED, VERSION } from './support/expectations.ts'
import { configMap, core, eip, eips, freshNamespace, made, rbac } from './support/objects.ts'
import { binding, role } from './support/roles.ts'
import { z } from 'zod'

/** As kubectl asks. */
const TABLE = {
  accept:
    'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json',
}
const AGE = expect.stringMatching(/^\d+(s|m\d*s?)$/)

let namespace: string
let path: string

beforeAll(async () => {
  namespace = await freshNamespace('table')
  path = eips(namespace)
  await made(path, eip('one', { externalNetworkType: 'public' }))
  await admin.patch(`${path}/one/status`, {
    status: { ready: true, ipAddress: '203.0.113.14', ovnEIpRef: 'eip-one', ownershipType: 'Shared' },
  })
  await made(path, eip('two'))
})

const partial = (name: string, more: object = {}) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: { name, namespace, generation: 1, ...STORED, ...more },
})

/** The documentation of a standard field, in words of the server's own. */
const SOME_WORDS = expect.stringMatching(/\w/)

const table = z.object({
  columnDefinitions: z
    .array(z.object({ name: z.string(), type: z.string(), format: z.string(), priority: z.number() }))
    .nullish(),
  rows: z.array(z.looseObject({ cells: z.array(z.unknown()) })),
})

async function tableOf(url: string) {
  const reply = await admin.get(url, TABLE)
  return table.parse(JSON.parse(reply.text))
}

/** Columns of a kind's table: name, type, format, priority. */
async function columns(url: string) {
  const { columnDefinitions } = await tableOf(url)
  return columnDefinitions?.map(({ name, type, format, priority }) => [name, type, format, priority])
}

async function cells(url: string) {
  const { rows } = await tableOf(url)
  return rows.map((row) => row.cells)
}

describe('a Table', () => {
  test('of a custom kind has the columns of its definition', async () => {
    expect(await admin.get(path, TABLE)).toEqual({
      status: 200,
      body: {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: VERSION },
        columnDefinitions: [
          { name: 'Name', type: 'string', format: 'name', description: SOME_WORDS, priority: 0 },
          {
            name: 'External IP',
            type: 'string',
            format: '',
            description: 'Custom resource definition column (in JSONPath format): .status.ipAddress',
            priority: 0,
          },
          {
            name: 'Ready',
            type: 'boolean',
            format: '',
            description: 'Custom resource definition column (in JSONPath format): .status.ready',
            priority: 0,
          },
          {
            name: 'Age',
            type: 'date',
            format: '',
            description:
              'Custom resource definition column (in JSONPath format): .metadata.creationTimestamp',
            priority: 0,
          },
          {
            name: 'Ownership',
            type: 'string',
            format: '',
            description: 'Custom resource definition column (in JSONPath format): .status.ownershipType',
            priority: 0,
          },
        ],
        rows: [
          { cells: ['one', '203.0.113.14', true, AGE, 'Shared'], object: partial('one') },
          { cells: ['two', null, null, AGE, null], object: partial('two') },
        ],
      },
    })
  })

  test('of one object has one row and its version', async () => {
    const reply = await admin.get(`${path}/two`, TABLE)
    const { resourceVersion } = (await admin.get(`${path}/two`)).object.metadata
    expect(reply).toMatchObject({
      status: 200,
      body: {
        kind: 'Table',
        metadata: { resourceVersion },
        rows: [{ cells: ['two', null, null, AGE, null] }],
      },
    })
  })

  test('of a kind without columns of its own has the age', async () => {
    const projects = `/apis/kube-dc.com/v1/namespaces/${namespace}/projects`
    await made(projects, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'Project',
      metadata: { name: 'edge' },
      spec: { cidrBlock: '10.61.4.0/22', egressNetworkType: 'cloud' },
    })
    expect(await admin.get(projects, TABLE)).toMatchObject({
      body: {
        columnDefinitions: [
          { name: 'Name' },
          { name: 'Age', type: 'date', format: '', description: SOME_WORDS, priority: 0 },
        ],
        rows: [{ cells: ['edge', AGE] }],
      },
    })
  })

  test('goes on in pages', async () => {
    const first = await admin.get(`${path}?limit=1`, TABLE)
    expect(first.body).toMatchObject({
      metadata: { continue: expect.any(String), remainingItemCount: 1 },
      rows: [{ cells: ['one', '203.0.113.14', true, AGE, 'Shared'] }],
    })
  })

  test('may carry the whole object, or none', async () => {
    const rows = async (includeObject: string) =>
      (await tableOf(`${path}/two?includeObject=${includeObject}`)).rows
    expect(await rows('Object')).toMatchObject([{ object: { apiVersion: 'kube-dc.com/v1', kind: 'EIp' } }])
    expect(await rows('None')).toMatchObject([{ object: null }])
  })

  test('is not for refusals', async () => {
    expect(await admin.get(`${path}/none`, TABLE)).toEqual(
      refusal(404, 'NotFound', 'eips.kube-dc.com "none" not found', {
        name: 'none',
        group: 'kube-dc.com',
        kind: 'eips',
      }),
    )
  })

  test('answers a creation, too', async () => {
    const reply = await admin.create(`${path}?dryRun=All`, eip('three'), TABLE)
    expect(reply).toMatchObject({
      status: 201,
      body: { kind: 'Table', rows: [{ cells: ['three', null, null, AGE, null] }] },
    })
  })
})

describe('the Table of a built-in kind', () => {
  test('Namespace', async () => {
    const url = `/api/v1/namespaces/${namespace}`
    expect(await columns(url)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Status', 'string', '', 0],
      ['Age', 'string', '', 0],
    ])
    expect(await cells(url)).toEqual([[namespace, 'Active', AGE]])
  })

  test('ConfigMap', async () => {
    await made(core(namespace, 'configmaps'), configMap('one', { a: '1', b: '2' }))
    const url = `${core(namespace, 'configmaps')}/one`
    expect(await columns(url)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Data', 'string', '', 0],
      ['Age', 'string', '', 0],
    ])
    expect(await cells(url)).toEqual([['one', 2, AGE]])
  })

  test('Secret', async () => {
    await made(core(namespace, 'secrets'), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'one' },
      stringData: { a: '1' },
    })
    const url = `${core(namespace, 'secrets')}/one`
    expect(await columns(url)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Type', 'string', '', 0],
      ['Data', 'string', '', 0],
      ['Age', 'string', '', 0],
    ])
    expect(await cells(url)).toEqual([['one', 'Opaque', 1, AGE]])
  })

  test('ServiceAccount', async () => {
    await made(core(namespace, 'serviceaccounts'), {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'one' },
    })
    const url = `${core(namespace, 'serviceaccounts')}/one`
    expect(await columns(url)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Secrets', 'string', '', 0],
      ['Age', 'string', '', 0],
    ])
    expect(await cells(url)).toEqual([['one', 0, AGE]])
  })

  test('Event', async () => {
    await made(core(namespace, 'events'), {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'one' },
      involvedObject: { apiVersion: 'kube-dc.com/v1', kind: 'EIp', name: 'one', namespace },
      reason: 'Allocated',
      message: 'address 203.0.113.14',
      type: 'Normal',
      count: 2,
      firstTimestamp: new Date(Date.now() - 90_000).toISOString(),
      lastTimestamp: new Date(Date.now() - 30_000).toISOString(),
      source: { component: 'kube-dc-manager' },
    })
    const url = `${core(namespace, 'events')}/one`
    expect(await columns(url)).toEqual([
      ['Last Seen', 'string', '', 0],
      ['Type', 'string', '', 0],
      ['Reason', 'string', '', 0],
      ['Object', 'string', '', 0],
      ['Subobject', 'string', '', 1],
      ['Source', 'string', '', 1],
      ['Message', 'string', '', 0],
      ['First Seen', 'string', '', 1],
      ['Count', 'string', '', 1],
      ['Name', 'string', 'name', 1],
    ])
    expect(await cells(url)).toEqual([
      [AGE, 'Normal', 'Allocated', 'eip/one', '', 'kube-dc-manager', 'address 203.0.113.14', AGE, 2, 'one'],
    ])
  })

  test('Role and RoleBinding', async () => {
    await made(rbac(namespace, 'roles'), role('one', []))
    await made(
      rbac(namespace, 'rolebindings'),
      binding('one', { kind: 'Role', name: 'one' }, { kind: 'Group', name: 'nimbus:user' }),
    )
    expect(await columns(`${rbac(namespace, 'roles')}/one`)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Created At', 'date', '', 0],
    ])
    expect(await cells(`${rbac(namespace, 'roles')}/one`)).toEqual([['one', STORED.creationTimestamp]])
    expect(await columns(`${rbac(namespace, 'rolebindings')}/one`)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Role', 'string', '', 0],
      ['Age', 'string', '', 0],
      ['Users', 'string', '', 1],
      ['Groups', 'string', '', 1],
      ['ServiceAccounts', 'string', '', 1],
    ])
    expect(await cells(`${rbac(namespace, 'rolebindings')}/one`)).toEqual([
      ['one', 'Role/one', AGE, '', 'nimbus:user', ''],
    ])
  })

  test('CustomResourceDefinition', async () => {
    const url = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/eips.kube-dc.com'
    expect(await columns(url)).toEqual([
      ['Name', 'string', 'name', 0],
      ['Created At', 'date', '', 0],
    ])
    expect(await cells(url)).toEqual([['eips.kube-dc.com', STORED.creationTimestamp]])
  })
})

describe('metadata alone', () => {
  const accept = (kind: string) => ({ accept: `application/json;as=${kind};v=v1;g=meta.k8s.io` })

  test('can be had of one object and of a list', async () => {
    expect(await admin.get(`${path}/two`, accept('PartialObjectMetadata'))).toEqual({
      status: 200,
      body: partial('two'),
    })
    expect(await admin.get(path, accept('PartialObjectMetadataList'))).toEqual({
      status: 200,
      body: {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: VERSION },
        items: [partial('one'), partial('two')],
      },
    })
  })
})

describe('what a client accepts', () => {
  test('must be something the server has', async () => {
    const reply = await admin.get(path, { accept: 'text/html' })
    expect(reply).toEqual(
      refusal(
        406,
        'NotAcceptable',
        'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      ),
    )
  })

  test('is JSON where it does not matter', async () => {
    for (const accept of ['*/*', 'application/*', 'text/html, */*;q=0.1', 'application/json;charset=utf-8']) {
      const reply = await admin.get(`${path}/two`, { accept })
      expect([accept, reply.status, reply.headers['content-type']]).toEqual([accept, 200, 'application/json'])
    }
  })

  test('browsers, curl and those who ask for it get it indented', async () => {
    const indented = async (suffix: string, headers = {}) =>
      (await admin.get(`${path}/two${suffix}`, headers)).text.startsWith('{\n  "')
    expect(await indented('?pretty=true')).toBe(true)
    expect(await indented('', { 'user-agent': 'curl/8.0' })).toBe(true)
    expect(await indented('', { 'user-agent': 'Mozilla/5.0 (X11)' })).toBe(true)
    expect(await indented('', { 'user-agent': 'kube-dc-networking-console' })).toBe(false)
  })
})
