import { beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { invalid, PAGE_NOT_FOUND, refusal, STORED, VERSION } from './support/expectations.ts'
import { configMap, core, eip, eips, freshNamespace, made } from './support/objects.ts'

const EVERYWHERE = '/apis/kube-dc.com/v1/eips'

let namespace: string
let path: string

beforeAll(async () => {
  namespace = await freshNamespace('list')
  path = eips(namespace)
  await made(path, eip('b', { externalNetworkType: 'public' }, { labels: { tier: 'front', zone: 'a' } }))
  await made(path, eip('a', { externalNetworkType: 'cloud' }, { labels: { tier: 'back', zone: 'a' } }))
  await made(path, eip('c', undefined, { labels: { tier: 'front' } }))
  await made(path, eip('d'))
})

const query = (parameters: Readonly<Record<string, string>>) =>
  `${path}?${new URLSearchParams(parameters).toString()}`

describe('a list', () => {
  test('holds whole objects with their types, ordered by name', async () => {
    expect(await admin.get(path)).toEqual({
      status: 200,
      body: {
        apiVersion: 'kube-dc.com/v1',
        kind: 'EIpList',
        metadata: { continue: '', resourceVersion: VERSION },
        items: [
          {
            apiVersion: 'kube-dc.com/v1',
            kind: 'EIp',
            metadata: { name: 'a', namespace, labels: { tier: 'back', zone: 'a' }, generation: 1, ...STORED },
            spec: { externalNetworkType: 'cloud' },
          },
          {
            apiVersion: 'kube-dc.com/v1',
            kind: 'EIp',
            metadata: {
              name: 'b',
              namespace,
              labels: { tier: 'front', zone: 'a' },
              generation: 1,
              ...STORED,
            },
            spec: { externalNetworkType: 'public' },
          },
          {
            apiVersion: 'kube-dc.com/v1',
            kind: 'EIp',
            metadata: { name: 'c', namespace, labels: { tier: 'front' }, generation: 1, ...STORED },
          },
          {
            apiVersion: 'kube-dc.com/v1',
            kind: 'EIp',
            metadata: { name: 'd', namespace, generation: 1, ...STORED },
          },
        ],
      },
    })
  })

  test('of a built-in kind does not repeat the type in its items', async () => {
    await made(core(namespace, 'configmaps'), configMap('one', { a: 'b' }, { labels: { only: 'this' } }))
    expect(await admin.get(`${core(namespace, 'configmaps')}?labelSelector=only%3Dthis`)).toEqual({
      status: 200,
      body: {
        kind: 'ConfigMapList',
        apiVersion: 'v1',
        metadata: { resourceVersion: VERSION },
        items: [
          { metadata: { name: 'one', namespace, labels: { only: 'this' }, ...STORED }, data: { a: 'b' } },
        ],
      },
    })
  })

  test('across namespaces is ordered by namespace, then name', async () => {
    const reply = await admin.get(EVERYWHERE)
    expect(reply.status).toBe(200)
    const ids = reply.list.items.map(({ metadata }) => `${String(metadata['namespace'])}\0${metadata.name}`)
    expect(ids).toEqual([...ids].sort())
    expect(ids).toContain(`${namespace}\0d`)
  })

  test('of an empty collection, or of a namespace that is not there, is empty', async () => {
    const empty = (kind: string) => ({
      status: 200,
      body: {
        apiVersion: 'kube-dc.com/v1',
        kind,
        metadata: { continue: '', resourceVersion: VERSION },
        items: [],
      },
    })
    expect(await admin.get(`/apis/kube-dc.com/v1/namespaces/${namespace}/fips`)).toEqual(empty('FIpList'))
    expect(await admin.get(eips('contract-none'))).toEqual(empty('EIpList'))
  })

  test('of a cluster-wide kind is not served below a namespace', async () => {
    expect(await admin.get(`/apis/kubeovn.io/v1/namespaces/${namespace}/subnets`)).toEqual(PAGE_NOT_FOUND)
    expect(
      await admin.get(`/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/clusterroles`),
    ).toEqual(refusal(404, 'NotFound', 'the server could not find the requested resource', {}))
  })
})

describe('a label selector', () => {
  test.each([
    ['tier=front', ['b', 'c']],
    ['tier==front', ['b', 'c']],
    ['tier!=front', ['a', 'd']],
    ['tier=front,zone=a', ['b']],
    ['tier', ['a', 'b', 'c']],
    ['!tier', ['d']],
    ['tier in (front,back)', ['a', 'b', 'c']],
    ['tier notin (front)', ['a', 'd']],
    ['tier=', []],
    ['zone=nowhere', []],
    ['', ['a', 'b', 'c', 'd']],
  ])('%s', async (labelSelector, names) => {
    const reply = await admin.get(query({ labelSelector }))
    expect({ status: reply.status, names: reply.names }).toEqual({ status: 200, names })
  })

  test('that cannot be read is refused', async () => {
    expect(await admin.get(query({ labelSelector: 'tier in front' }))).toEqual(
      refusal(400, 'BadRequest', "unable to parse requirement: found 'front' expected: '('"),
    )
    expect(await admin.get(query({ labelSelector: 'a b' }))).toEqual(
      refusal(
        400,
        'BadRequest',
        "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
      ),
    )
  })
})

describe('a field selector', () => {
  test.each([
    ['metadata.name=b', ['b']],
    ['metadata.name!=b', ['a', 'c', 'd']],
    ['metadata.name=nobody', []],
  ])('%s', async (fieldSelector, names) => {
    const reply = await admin.get(query({ fieldSelector }))
    expect({ status: reply.status, names: reply.names }).toEqual({ status: 200, names })
  })

  test('by namespace works across namespaces', async () => {
    const reply = await admin.get(`${EVERYWHERE}?fieldSelector=metadata.namespace%3D${namespace}`)
    expect(reply.names).toEqual(['a', 'b', 'c', 'd'])
  })

  test('for another field is refused', async () => {
    expect(await admin.get(query({ fieldSelector: 'spec.externalNetworkType=public' }))).toEqual(
      refusal(400, 'BadRequest', 'field label not supported: spec.externalNetworkType'),
    )
  })

  test('that cannot be read is refused', async () => {
    expect(await admin.get(query({ fieldSelector: 'metadata.name' }))).toEqual(
      refusal(400, 'BadRequest', "invalid selector: 'metadata.name'; can't understand 'metadata.name'"),
    )
  })
})

describe('events about an object', () => {
  test('are found by kind and name, and by uid', async () => {
    const event = (name: string, involvedObject: object) => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name },
      involvedObject: { apiVersion: 'kube-dc.com/v1', namespace, ...involvedObject },
      reason: 'Allocated',
      message: 'address 203.0.113.14',
      type: 'Normal',
      count: 1,
      firstTimestamp: '2026-08-01T10:00:00Z',
      lastTimestamp: '2026-08-01T10:00:00Z',
      source: { component: 'contract' },
    })
    const events = core(namespace, 'events')
    await made(events, event('a.1', { kind: 'EIp', name: 'a', uid: 'one' }))
    await made(events, event('a.2', { kind: 'FIp', name: 'a', uid: 'two' }))
    await made(events, event('b.1', { kind: 'EIp', name: 'b', uid: 'three' }))
    const names = async (fieldSelector: string) =>
      (await admin.get(`${events}?${new URLSearchParams({ fieldSelector, limit: '500' }).toString()}`)).names
    expect(await names('involvedObject.kind=EIp,involvedObject.name=a')).toEqual(['a.1'])
    expect(await names('involvedObject.uid=two')).toEqual(['a.2'])
    expect(await names('involvedObject.namespace=elsewhere')).toEqual([])
    expect(await names('reason=Allocated,type=Normal,involvedObject.kind=EIp')).toEqual(['a.1', 'b.1'])
  })

  test('cannot be found by other fields', async () => {
    expect(await admin.get(`${core(namespace, 'events')}?fieldSelector=message%3Dx`)).toEqual(
      refusal(400, 'BadRequest', 'field label not supported: message'),
    )
  })
})

describe('a list in pages', () => {
  test('goes on where it stopped and says how much is left', async () => {
    const first = await admin.get(query({ limit: '2' }))
    expect(first.body).toMatchObject({
      metadata: { continue: expect.stringMatching(/.+/), remainingItemCount: 2 },
    })
    expect(first.names).toEqual(['a', 'b'])
    const { resourceVersion, continue: token = '' } = first.list.metadata
    const second = await admin.get(query({ limit: '2', continue: token }))
    expect(second.names).toEqual(['c', 'd'])
    expect(second.list.metadata).toEqual({ continue: '', resourceVersion })
  })

  test('shows the collection as it was when the list began', async () => {
    const own = eips(await freshNamespace('pages'))
    for (const name of ['a', 'c', 'e']) await made(own, eip(name))
    const first = await admin.get(`${own}?limit=1`)
    await admin.delete(`${own}/c`)
    await made(own, eip('b'))
    const rest = await admin.get(
      `${own}?limit=5&continue=${encodeURIComponent(first.list.metadata.continue ?? '')}`,
    )
    expect(rest.names).toEqual(['c', 'e'])
    expect(rest.list.metadata.resourceVersion).toBe(first.list.metadata.resourceVersion)
  })

  test('does not say how much is left when it is selected', async () => {
    const reply = await admin.get(query({ limit: '1', labelSelector: 'tier' }))
    expect(reply.names).toEqual(['a'])
    expect(reply.list.metadata).toEqual({ continue: expect.stringMatching(/.+/), resourceVersion: VERSION })
  })

  test('does not take a token that is none', async () => {
    expect(await admin.get(query({ limit: '2', continue: 'none' }))).toEqual(
      refusal(
        400,
        'BadRequest',
        expect.stringMatching(/^invalid continue token: continue key is not valid: /),
      ),
    )
  })

  test('does not take a version beside a token', async () => {
    const first = await admin.get(query({ limit: '2' }))
    const token = first.list.metadata.continue ?? ''
    expect(await admin.get(query({ continue: token, resourceVersion: '5' }))).toEqual(
      refusal(400, 'BadRequest', 'specifying resource version is not allowed when using continue'),
    )
  })
})

describe('a list at a version', () => {
  test('0 is whatever the server has at hand', async () => {
    expect((await admin.get(query({ resourceVersion: '0' }))).names).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is not older than that version', async () => {
    const { metadata } = await made(path, eip('late'))
    const reply = await admin.get(query({ resourceVersion: metadata.resourceVersion ?? '' }))
    expect(reply.names).toEqual(['a', 'b', 'c', 'd', 'late'])
    await admin.delete(`${path}/late`)
  })

  test('of the future waits for a while and gives up', async () => {
    const current = (await admin.get(path)).list.metadata.resourceVersion
    const future = String(Number(current) + 1_000_000)
    const message = expect.stringMatching(
      new RegExp(`^Timeout: Too large resource version: ${future}, current: [0-9]+$`),
    )
    expect(await admin.get(query({ resourceVersion: future }))).toEqual(
      refusal(504, 'Timeout', message, {
        causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
        retryAfterSeconds: 1,
      }),
    )
  })

  test('that is no number is refused', async () => {
    const message =
      'invalid resource version: resourceVersion: Invalid value: "latest": strconv.ParseUint: parsing "latest": invalid syntax'
    expect(await admin.get(query({ resourceVersion: 'latest' }))).toEqual(refusal(400, 'BadRequest', message))
  })

  test('with a rule of matching but no version is refused', async () => {
    expect(await admin.get(query({ resourceVersionMatch: 'Exact' }))).toEqual(
      invalid(
        { kind: 'ListOptions', group: 'meta.k8s.io', name: '' },
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
          field: 'resourceVersionMatch',
        },
      ),
    )
  })
})
