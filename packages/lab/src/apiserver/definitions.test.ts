import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../definitions.ts'
import { SERVER } from './api.ts'
import { listAt, textAt, type JsonObject } from './json.ts'
import { StatusError } from './status.ts'
import { testApi, type TestApi } from './testing.ts'
import { updateObject } from './writes.ts'

let api: TestApi

beforeAll(async () => {
  api = await testApi({ definitions: await definitions() })
})

let count = 0

const made = (kind: string, spec: JsonObject | undefined) =>
  api.create({
    apiVersion: 'kube-dc.com/v1',
    kind,
    metadata: { name: `x${(count += 1)}`, namespace: 'test' },
    ...(spec && { spec }),
  })

/** What is wrong, as `field: message`; an empty list when nothing is. */
async function problems(work: Promise<unknown>): Promise<string[]> {
  try {
    await work
    return []
  } catch (error) {
    if (!(error instanceof StatusError) || !error.details) throw error
    return listAt(error.details, 'causes')
      .map((cause) => `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`)
      .filter((text) => !text.startsWith('<nil>'))
      .sort()
  }
}

/** kube-dc.md §2.1 to §2.5. */
test.each<[string, JsonObject | undefined, string[]]>([
  ['EIp', undefined, []],
  ['EIp', {}, []],
  ['EIp', { externalNetworkType: 'foo' }, []],
  ['EIp', { externalNetworkType: '', childRef: 'x' }, []],
  [
    'EIp',
    { externalNetworkType: 'cloud', childRef: 'x' },
    ['spec: Invalid value: "object": externalNetworkType and childRef cannot be set at the same time'],
  ],
  ['FIp', undefined, []],
  ['FIp', {}, ['spec: Invalid value: "object": either ipAddress or vmTarget must be specified']],
  ['FIp', { ipAddress: '' }, []],
  ['FIp', { ipAddress: '10.0.0.5', externalNetworkType: 'public' }, []],
  [
    'FIp',
    { ipAddress: '10.0.0.5', externalNetworkType: 'foo' },
    ['spec.externalNetworkType: Unsupported value: "foo": supported values: "public", "cloud"'],
  ],
  [
    'FIp',
    { eip: 'a', externalNetworkType: 'cloud', ipAddress: '1', vmTarget: { vmName: 'v' } },
    [
      'spec: Invalid value: "object": eip and externalNetworkType cannot be set at the same time',
      'spec: Invalid value: "object": ipAddress and vmTarget cannot be set at the same time',
    ],
  ],
  ['FIp', { vmTarget: {} }, ['spec.vmTarget.vmName: Required value']],
  ['Project', {}, ['spec.cidrBlock: Required value', 'spec.egressNetworkType: Required value']],
  ['Project', { cidrBlock: 'any', egressNetworkType: 'cloud' }, []],
  ['Organization', {}, ['spec.email: Required value']],
  [
    'Organization',
    { email: 'a@b' },
    ['spec.email: Invalid value: "a@b": spec.email in body should be at least 5 chars long'],
  ],
  [
    'Organization',
    { email: 'a@b.c', description: 'no!' },
    ["spec.description: Invalid value: \"no!\": spec.description in body should match '^[A-Za-z0-9 .,'-]*$'"],
  ],
  ['OrganizationGroup', { permissions: [{ project: 'edge', roles: ['developer'] }] }, []],
  [
    'OrganizationGroup',
    { permissions: [{ project: 'edge' }] },
    ['spec.permissions[0].roles: Required value'],
  ],
])('%s %j', async (kind, spec, expected) => {
  expect(await problems(made(kind, spec))).toEqual(expected)
})

test.each([
  ['EIp', 'externalNetworkType', { externalNetworkType: 'cloud' }, { externalNetworkType: 'public' }],
  ['EIp', 'childRef', { childRef: 'a' }, { childRef: 'b' }],
  [
    'FIp',
    'externalNetworkType',
    { ipAddress: '1', externalNetworkType: 'cloud' },
    { externalNetworkType: 'public' },
  ],
  [
    'Project',
    'egressNetworkType',
    { cidrBlock: 'c', egressNetworkType: 'cloud' },
    { egressNetworkType: 'public' },
  ],
])('in %s the field %s is immutable', async (kind, field, before, after) => {
  const object = await made(kind, before)
  expect(await problems(api.patch(object, { spec: after }))).toEqual([
    `spec.${field}: Invalid value: "string": ${field} is immutable`,
  ])
})

test('an unset type of an EIp may be set once, and a set one be removed', async () => {
  const object = await made('EIp', {})
  const set = await api.patch(object, { spec: { externalNetworkType: 'cloud' } })
  expect(set).toMatchObject({ spec: { externalNetworkType: 'cloud' }, metadata: { generation: 2 } })
  expect(await api.patch(set, { spec: { externalNetworkType: null } })).toMatchObject({ spec: {} })
})

test('the status of an EIp has its defaults, and only once it is there', async () => {
  const object = await made('EIp', { externalNetworkType: 'cloud' })
  expect(object['status']).toBeUndefined()
  const resource = api.resource('EIp', 'kube-dc.com/v1')
  const status = { ovnEIpRef: 'eip-a' }
  const { object: reported } = await updateObject(
    api.api,
    resource,
    'test',
    object.metadata.name,
    'status',
    (stored) => resource.rules.decode({ ...stored.object, status, spec: { childRef: 'ignored' } }, []),
    { user: SERVER, dryRun: false },
  )
  expect(reported).toMatchObject({
    metadata: { generation: 1 },
    spec: { externalNetworkType: 'cloud' },
    status: { ovnEIpRef: 'eip-a', ownershipType: 'Released', ready: false },
  })
})

test('a write of the main object leaves the status alone', async () => {
  const object = await made('EIp', {})
  const patched = await api.patch(object, { status: { ovnEIpRef: 'x' }, metadata: { labels: { a: 'b' } } })
  expect(patched['status']).toBeUndefined()
  expect(patched.metadata).toMatchObject({ labels: { a: 'b' }, generation: 1 })
})
