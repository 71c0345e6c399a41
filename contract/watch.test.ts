import { beforeEach, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { invalid, refusal, STORED, TIME, UID, VERSION } from './support/expectations.ts'
import { configMap, core, eip, eips, freshNamespace, made } from './support/objects.ts'
import type { WatchEvent } from './support/watch.ts'

let namespace: string
let path: string

beforeEach(async () => {
  namespace = await freshNamespace('watch')
  path = eips(namespace)
})

/** Where a watch begins: the version of a list. */
async function now(): Promise<string> {
  return (await admin.get(path)).list.metadata.resourceVersion
}

const stored = (name: string, more: object = {}) => ({
  apiVersion: 'kube-dc.com/v1',
  kind: 'EIp',
  metadata: { name, namespace, generation: 1, ...STORED, ...more },
})

const BOOKMARK = {
  type: 'BOOKMARK',
  object: { apiVersion: 'kube-dc.com/v1', kind: 'EIp', metadata: { resourceVersion: VERSION } },
}

function versionOf(event: WatchEvent | undefined): string {
  const object: unknown = event?.object
  const metadata: unknown =
    typeof object === 'object' && object !== null && 'metadata' in object && object.metadata
  if (typeof metadata !== 'object' || metadata === null || !('resourceVersion' in metadata))
    throw new Error('no version')
  return String(metadata.resourceVersion)
}

describe('a watch since a list', () => {
  test('tells every change in order, with the whole object', async () => {
    const watch = await admin.watch(path, { resourceVersion: await now() })
    await made(path, eip('one', { externalNetworkType: 'cloud' }))
    await admin.patch(`${path}/one`, { metadata: { labels: { a: 'b' } } })
    await admin.patch(`${path}/one`, { spec: { childRef: '' } })
    await admin.patch(`${path}/one/status`, { status: { ovnEIpRef: 'x' } })
    await admin.delete(`${path}/one`)
    const events = await watch.take(5)
    watch.stop()
    const status = { ovnEIpRef: 'x', ownershipType: 'Released', ready: false }
    const first = { ...stored('one'), spec: { externalNetworkType: 'cloud' } }
    const second = { ...stored('one', { labels: { a: 'b' } }), spec: { externalNetworkType: 'cloud' } }
    const third = {
      ...stored('one', { labels: { a: 'b' }, generation: 2 }),
      spec: { externalNetworkType: 'cloud', childRef: '' },
    }
    expect(events).toEqual([
      { type: 'ADDED', object: first },
      { type: 'MODIFIED', object: second },
      { type: 'MODIFIED', object: third },
      { type: 'MODIFIED', object: { ...third, status } },
      { type: 'DELETED', object: { ...third, status } },
    ])
    const versions = events.map((event) => Number(versionOf(event)))
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    expect(new Set(versions).size).toBe(5)
  })

  test('is JSON, one event a line', async () => {
    const watch = await admin.watch(path, { resourceVersion: await now() })
    expect(watch.headers).toMatchObject({
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    })
    watch.stop()
  })

  test('says nothing of a write that changes nothing', async () => {
    await made(path, eip('one'))
    const watch = await admin.watch(path, { resourceVersion: await now() })
    await admin.patch(`${path}/one`, {})
    await admin.patch(`${path}/one`, { metadata: { labels: null } })
    await made(path, eip('two'))
    expect(await watch.next()).toEqual({ type: 'ADDED', object: stored('two') })
    watch.stop()
  })

  test('goes on from any version it has told', async () => {
    const watch = await admin.watch(path, { resourceVersion: await now() })
    for (const name of ['a', 'b']) await made(path, eip(name))
    await admin.delete(`${path}/a`)
    await made(path, eip('c'))
    const [, second, third] = await watch.take(4)
    watch.stop()
    const since = async (event: WatchEvent | undefined, count: number) => {
      const again = await admin.watch(path, { resourceVersion: versionOf(event) })
      const events = await again.take(count)
      again.stop()
      return events
    }
    expect(await since(second, 2)).toEqual([
      { type: 'DELETED', object: stored('a') },
      { type: 'ADDED', object: stored('c') },
    ])
    expect(await since(third, 1)).toEqual([{ type: 'ADDED', object: stored('c') }])
  })

  test('tells of a deletion that waits for finalizers as a change first', async () => {
    await made(path, eip('held', undefined, { finalizers: ['contract.test/hold'] }))
    const watch = await admin.watch(path, { resourceVersion: await now() })
    await admin.delete(`${path}/held`)
    await admin.patch(`${path}/held`, { metadata: { finalizers: null } })
    const deleting = { deletionTimestamp: TIME, deletionGracePeriodSeconds: 0, generation: 2 }
    expect(await watch.take(2)).toEqual([
      { type: 'MODIFIED', object: stored('held', { ...deleting, finalizers: ['contract.test/hold'] }) },
      // As it was stored last: the write that took the finalizer away deleted the object instead.
      { type: 'DELETED', object: stored('held', { ...deleting, finalizers: ['contract.test/hold'] }) },
    ])
    watch.stop()
  })

  test('of all namespaces has the changes of each', async () => {
    const other = eips(await freshNamespace('watch'))
    const watch = await admin.watch('/apis/kube-dc.com/v1/eips', { resourceVersion: await now() })
    await made(path, eip('here'))
    await made(other, eip('there'))
    const names = new Set<string>()
    // Other tests change things meanwhile.
    while (!(names.has('here') && names.has('there'))) {
      const { type, object } = await watch.next()
      if (type === 'ADDED' && JSON.stringify(object).includes('contract-watch-')) {
        names.add(JSON.stringify(object).includes('"name":"here"') ? 'here' : 'there')
      }
    }
    watch.stop()
  })

  test('of a built-in kind is the same', async () => {
    const maps = core(namespace, 'configmaps')
    const { metadata } = await made(maps, configMap('one'))
    const watch = await admin.watch(maps, {
      resourceVersion: metadata.resourceVersion ?? '',
      labelSelector: 'app=contract',
    })
    await made(maps, configMap('two', { a: 'b' }, { labels: { app: 'contract' } }))
    expect(await watch.next()).toEqual({
      type: 'ADDED',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: 'two', namespace, labels: { app: 'contract' }, ...STORED },
        data: { a: 'b' },
      },
    })
    watch.stop()
  })

  test('of a namespace that is not there says nothing until its time is over', async () => {
    const watch = await admin.watch(eips('contract-none'), {
      resourceVersion: await now(),
      timeoutSeconds: '1',
    })
    expect(await watch.rest()).toEqual([])
  })
})

describe('a watch with a selector', () => {
  test('tells of objects that come into it as new, and of those that leave it as gone', async () => {
    await made(path, eip('one', undefined, { labels: { tier: 'back' } }))
    const watch = await admin.watch(path, { resourceVersion: await now(), labelSelector: 'tier=front' })
    await admin.patch(`${path}/one`, { metadata: { labels: { tier: 'front' } } })
    await admin.patch(`${path}/one`, { metadata: { labels: { more: 'yes' } } })
    await admin.patch(`${path}/one`, { metadata: { labels: { tier: 'back' } } })
    await admin.delete(`${path}/one`)
    await made(path, eip('two', undefined, { labels: { tier: 'front' } }))
    expect(await watch.take(4)).toEqual([
      { type: 'ADDED', object: stored('one', { labels: { tier: 'front' } }) },
      { type: 'MODIFIED', object: stored('one', { labels: { tier: 'front', more: 'yes' } }) },
      // As it was when it still belonged, at the version of the change that took it out.
      { type: 'DELETED', object: stored('one', { labels: { tier: 'front', more: 'yes' } }) },
      { type: 'ADDED', object: stored('two', { labels: { tier: 'front' } }) },
    ])
    watch.stop()
  })

  test('for one name has that object only', async () => {
    const watch = await admin.watch(path, {
      resourceVersion: await now(),
      fieldSelector: 'metadata.name=two',
    })
    await made(path, eip('one'))
    await made(path, eip('two'))
    expect(await watch.next()).toEqual({ type: 'ADDED', object: stored('two') })
    watch.stop()
  })
})

describe('a watch from no version', () => {
  test.each([
    ['no version', {}],
    ['version 0', { resourceVersion: '0' }],
  ])('begins with what there is: %s', async (_, query) => {
    for (const name of ['b', 'a']) await made(path, eip(name))
    // Version 0 is whatever the server has at hand; a list at the latest version brings it up to date.
    await now()
    const watch = await admin.watch(path, query)
    expect(await watch.take(2)).toEqual([
      { type: 'ADDED', object: stored('a') },
      { type: 'ADDED', object: stored('b') },
    ])
    await made(path, eip('c'))
    expect(await watch.next()).toEqual({ type: 'ADDED', object: stored('c') })
    watch.stop()
  })
})

describe('a watch as a list', () => {
  const AS_LIST = {
    sendInitialEvents: 'true',
    resourceVersionMatch: 'NotOlderThan',
    allowWatchBookmarks: 'true',
  }

  test('begins with what there is and says by a bookmark when that was all', async () => {
    for (const name of ['a', 'b']) await made(path, eip(name))
    const watch = await admin.watch(path, AS_LIST)
    const end = { resourceVersion: VERSION, annotations: { 'k8s.io/initial-events-end': 'true' } }
    expect(await watch.take(3)).toEqual([
      { type: 'ADDED', object: stored('a') },
      { type: 'ADDED', object: stored('b') },
      { type: 'BOOKMARK', object: { ...BOOKMARK.object, metadata: end } },
    ])
    await made(path, eip('c'))
    expect(await watch.next()).toEqual({ type: 'ADDED', object: stored('c') })
    watch.stop()
  })

  test('needs the rule of matching', async () => {
    const { resourceVersionMatch: _, ...without } = AS_LIST
    const query = new URLSearchParams({ watch: 'true', ...without }).toString()
    expect(await admin.get(`${path}?${query}`)).toEqual(
      invalid(
        { kind: 'ListOptions', group: 'meta.k8s.io', name: '' },
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
          field: 'resourceVersionMatch',
        },
      ),
    )
  })
})

describe('the end of a watch', () => {
  test('comes when its time is over, without a word', async () => {
    const started = Date.now()
    const watch = await admin.watch(path, { resourceVersion: await now(), timeoutSeconds: '2' })
    expect(await watch.rest()).toEqual([])
    expect(Date.now() - started).toBeGreaterThan(1_500)
    expect(Date.now() - started).toBeLessThan(4_500)
  })

  test('is preceded by a bookmark for those who want it, from which the next watch goes on', async () => {
    const watch = await admin.watch(path, {
      resourceVersion: await now(),
      timeoutSeconds: '4',
      allowWatchBookmarks: 'true',
    })
    await made(path, eip('one'))
    const [added, ...bookmarks] = await watch.rest()
    expect(added).toEqual({ type: 'ADDED', object: stored('one') })
    // One before the end; another one now and then.
    expect(bookmarks).toContainEqual(BOOKMARK)
    expect(bookmarks.every(({ type }) => type === 'BOOKMARK')).toBe(true)
    const again = await admin.watch(path, { resourceVersion: versionOf(bookmarks.at(-1)) })
    await made(path, eip('two'))
    expect(await again.next()).toEqual({ type: 'ADDED', object: stored('two') })
    again.stop()
  })
})

describe('a watch from a version', () => {
  test('that is forgotten is accepted and told so by an event', async () => {
    const watch = await admin.watch(path, { resourceVersion: '1' })
    const message = expect.stringMatching(/^too old resource version: 1 \(\d+\)$/)
    const { body } = refusal(410, 'Expired', message)
    expect(await watch.rest()).toEqual([{ type: 'ERROR', object: body }])
  })

  test('of the future is accepted and waits', async () => {
    const future = String(Number(await now()) + 1_000_000)
    const watch = await admin.watch(path, { resourceVersion: future, timeoutSeconds: '1' })
    await made(path, eip('one'))
    expect(await watch.rest()).toEqual([])
  })

  test('that is no number is a failure', async () => {
    expect(await admin.get(`${path}?watch=true&resourceVersion=latest`)).toEqual(
      refusal(
        500,
        undefined,
        'resourceVersion: Invalid value: "latest": strconv.ParseUint: parsing "latest": invalid syntax',
      ),
    )
  })
})

describe('a watch that cannot be', () => {
  test('needs a readable selector', async () => {
    expect(await admin.get(`${path}?watch=true&labelSelector=%3D`)).toEqual(
      refusal(400, 'BadRequest', "found '=', expected: !, identifier, or 'end of string'"),
    )
    expect(await admin.get(`${path}?watch=true&fieldSelector=spec.childRef%3Dx`)).toEqual(
      refusal(400, 'BadRequest', 'field label not supported: spec.childRef'),
    )
  })

  test('needs a readable time limit', async () => {
    expect(await admin.get(`${path}?watch=true&timeoutSeconds=long`)).toEqual(
      refusal(400, 'BadRequest', 'strconv.ParseInt: parsing "long": invalid syntax'),
    )
  })
})

describe('a watch as a Table', () => {
  test('has a row an event, and the columns with the first one only', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
    const watch = await admin.watch(path, { resourceVersion: await now() }, { accept })
    for (const name of ['one', 'two']) await made(path, eip(name))
    const table = (name: string, columnDefinitions: unknown) => ({
      type: 'ADDED',
      object: {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: VERSION },
        columnDefinitions,
        rows: [
          {
            cells: [name, null, null, expect.stringMatching(/^\ds$/), null],
            object: {
              kind: 'PartialObjectMetadata',
              apiVersion: 'meta.k8s.io/v1',
              metadata: { name, namespace, generation: 1, ...STORED, uid: UID },
            },
          },
        ],
      },
    })
    const columns = ['Name', 'External IP', 'Ready', 'Age', 'Ownership'].map((name): unknown =>
      expect.objectContaining({ name }),
    )
    expect(await watch.take(2)).toEqual([table('one', columns), table('two', null)])
    watch.stop()
  })
})
