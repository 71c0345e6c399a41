import { beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { eventually, isGone } from './support/eventually.ts'
import { invalid, refusal, STORED, TIME, UID } from './support/expectations.ts'
import { configMap, core, eip, eips, freshNamespace, made, unique } from './support/objects.ts'

let namespace: string
let path: string
let maps: string

beforeAll(async () => {
  namespace = await freshNamespace('delete')
  path = eips(namespace)
  maps = core(namespace, 'configmaps')
})

const GROUP = 'kube-dc.com'
const HOLD = 'contract.test/hold'
const OTHER_UID = '00000000-0000-0000-0000-000000000000'

const notFound = (name: string) =>
  refusal(404, 'NotFound', `eips.kube-dc.com "${name}" not found`, { name, group: GROUP, kind: 'eips' })

/** The answer to a deletion that is complete. */
const gone = (name: string, resource: { kind: string; group?: string } = { kind: 'eips', group: GROUP }) => ({
  status: 200,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...resource, uid: UID },
  },
})

async function fresh(metadata: object = {}) {
  const name = `eip-${unique()}`
  const object = await made(path, eip(name, undefined, { ...metadata }))
  return { name, url: `${path}/${name}`, object, uid: object.metadata.uid ?? '' }
}

function owner(name: string, uid: string, more: object = {}) {
  return { ownerReferences: [{ apiVersion: 'kube-dc.com/v1', kind: 'EIp', name, uid, ...more }] }
}

describe('a deletion', () => {
  test('is done at once where nothing holds the object', async () => {
    const { name, url, uid } = await fresh()
    const reply = await admin.delete(url)
    expect(reply).toEqual(gone(name))
    expect(reply.body).toMatchObject({ details: { uid } })
    expect(await admin.get(url)).toEqual(notFound(name))
    expect(await admin.delete(url)).toEqual(notFound(name))
  })

  test('of a built-in object says the same of most kinds', async () => {
    await made(maps, configMap('one'))
    expect(await admin.delete(`${maps}/one`)).toEqual(gone('one', { kind: 'configmaps' }))
  })

  test('of a service account answers with the object', async () => {
    const accounts = core(namespace, 'serviceaccounts')
    await made(accounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } })
    expect(await admin.delete(`${accounts}/robot`)).toEqual({
      status: 200,
      body: { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'robot', namespace, ...STORED } },
    })
  })

  test('can be meant for one object only, whatever its name', async () => {
    const { name, url, uid } = await fresh()
    expect(await admin.delete(url, { preconditions: { uid: OTHER_UID } })).toEqual(
      refusal(
        409,
        'Conflict',
        `Operation cannot be fulfilled on EIp.kube-dc.com "${name}": the UID in the precondition (${OTHER_UID}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
        { name, group: GROUP, kind: 'EIp' },
      ),
    )
    expect(await admin.delete(url, { preconditions: { uid } })).toEqual(gone(name))
  })

  test('can be meant for one version only', async () => {
    const { name, url, object } = await fresh()
    const current = object.metadata.resourceVersion ?? ''
    expect(await admin.delete(url, { preconditions: { resourceVersion: '1' } })).toEqual(
      refusal(
        409,
        'Conflict',
        `Operation cannot be fulfilled on EIp.kube-dc.com "${name}": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${current}). The object might have been modified`,
        { name, group: GROUP, kind: 'EIp' },
      ),
    )
    expect(await admin.delete(url, { preconditions: { resourceVersion: current } })).toEqual(gone(name))
  })

  test('can be tried', async () => {
    const { name, url, uid } = await fresh()
    expect(await admin.delete(`${url}?dryRun=All`)).toEqual(gone(name))
    expect(await admin.delete(url, { dryRun: ['All'], preconditions: { uid } })).toEqual(gone(name))
    expect(await admin.delete(url, { dryRun: ['All'], preconditions: { uid: OTHER_UID } })).toMatchObject({
      status: 409,
    })
    expect((await admin.get(url)).status).toBe(200)
  })

  test('with options in the body does not look at those in the query', async () => {
    const { name, url, uid } = await fresh()
    expect(await admin.delete(`${url}?dryRun=All`, { preconditions: { uid } })).toEqual(gone(name))
    expect(await admin.get(url)).toEqual(notFound(name))
  })

  test('does not take options that do not exist', async () => {
    const { url } = await fresh()
    expect(await admin.delete(url, { propagationPolicy: 'Sideways' })).toEqual(
      invalid(
        { kind: 'DeleteOptions', group: 'meta.k8s.io', name: '' },
        {
          reason: 'FieldValueNotSupported',
          message:
            'Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"',
          field: 'propagationPolicy',
        },
      ),
    )
    expect(await admin.delete(`${url}?dryRun=Some`)).toEqual(
      invalid(
        { kind: 'DeleteOptions', group: 'meta.k8s.io', name: '' },
        {
          reason: 'FieldValueNotSupported',
          message: 'Unsupported value: ["Some"]: supported values: "All"',
          field: 'dryRun',
        },
      ),
    )
  })
})

describe('a finalizer', () => {
  test('holds the object, which says since when it is being deleted', async () => {
    const { url, object } = await fresh({ finalizers: [HOLD] })
    const deleting = {
      status: 200,
      body: {
        ...object,
        metadata: {
          ...object.metadata,
          ...STORED,
          generation: 2,
          deletionTimestamp: TIME,
          deletionGracePeriodSeconds: 0,
        },
      },
    }
    expect(await admin.delete(url)).toEqual(deleting)
    const again = await admin.delete(url)
    expect(again).toEqual(deleting)
    expect((await admin.get(url)).body).toEqual(again.body)
  })

  test('lets go by being taken away', async () => {
    const { name, url } = await fresh({ finalizers: [HOLD] })
    await admin.delete(url)
    const reply = await admin.patch(url, { metadata: { finalizers: null } })
    expect(reply.status).toBe(200)
    expect(reply.object.metadata).not.toHaveProperty('finalizers')
    expect(await admin.get(url)).toEqual(notFound(name))
  })

  test('keeps the name taken', async () => {
    const { name, url } = await fresh({ finalizers: [HOLD] })
    await admin.delete(url)
    expect(await admin.create(path, eip(name))).toEqual(
      refusal(409, 'AlreadyExists', `object is being deleted: eips.kube-dc.com "${name}" already exists`, {
        name,
        group: GROUP,
        kind: 'eips',
      }),
    )
  })

  test('cannot be added while the object is being deleted', async () => {
    const { name, url } = await fresh({ finalizers: [HOLD] })
    await admin.delete(url)
    const cause = {
      reason: 'FieldValueForbidden',
      message:
        'Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"contract.test/more"}',
      field: 'metadata.finalizers',
    }
    expect(await admin.patch(url, { metadata: { finalizers: [HOLD, 'contract.test/more'] } })).toEqual(
      invalid({ kind: 'EIp', group: GROUP, name }, cause, cause),
    )
  })

  test('leaves everything else changeable, but for the deletion itself', async () => {
    const { url } = await fresh({ finalizers: [HOLD] })
    await admin.delete(url)
    const reply = await admin.patch(url, { metadata: { labels: { a: 'b' }, deletionTimestamp: null } })
    expect(reply.object.metadata).toMatchObject({ labels: { a: 'b' }, deletionTimestamp: TIME })
  })

  test('holds a deletion that is only tried as well', async () => {
    const { url } = await fresh({ finalizers: [HOLD] })
    expect((await admin.delete(`${url}?dryRun=All`)).object.metadata).toMatchObject({
      deletionTimestamp: TIME,
    })
    expect((await admin.get(url)).object.metadata.deletionTimestamp).toBeUndefined()
  })
})

describe('a deletion of a collection', () => {
  test('takes what is selected and answers with it', async () => {
    for (const name of ['c1', 'c2']) await made(path, eip(name, undefined, { labels: { batch: 'yes' } }))
    const { url } = await fresh()
    const reply = await admin.delete(`${path}?labelSelector=batch%3Dyes`)
    expect({ status: reply.status, names: reply.names }).toEqual({ status: 200, names: ['c1', 'c2'] })
    expect(await isGone(`${path}/c1`)).toBe(true)
    expect(await isGone(`${path}/c2`)).toBe(true)
    expect(await isGone(url)).toBe(false)
  })

  test('is not there for namespaces', async () => {
    expect(await admin.delete('/api/v1/namespaces?labelSelector=none')).toEqual(
      refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
    )
  })
})

describe('garbage collection', () => {
  test('removes what belonged to a deleted object', async () => {
    const parent = await fresh()
    const child = await fresh(owner(parent.name, parent.uid))
    const grandchild = await fresh(owner(child.name, child.uid))
    await made(maps, configMap('owned', undefined, owner(parent.name, parent.uid)))
    expect(await admin.delete(parent.url)).toEqual(gone(parent.name))
    await eventually(() => isGone(`${maps}/owned`))
    await eventually(() => isGone(grandchild.url))
    expect(await isGone(child.url)).toBe(true)
  })

  test('keeps what still has another owner', async () => {
    const [one, two] = [await fresh(), await fresh()]
    const both = [...owner(one.name, one.uid).ownerReferences, ...owner(two.name, two.uid).ownerReferences]
    const child = await fresh({ ownerReferences: both })
    await admin.delete(one.url)
    await eventually(async () => {
      const { metadata } = (await admin.get(child.url)).object
      return !JSON.stringify(metadata['ownerReferences']).includes(one.uid)
    })
    expect((await admin.get(child.url)).object.metadata).toMatchObject(owner(two.name, two.uid))
  })

  test('in the foreground removes the owner last', async () => {
    const parent = await fresh()
    const child = await fresh({
      finalizers: [HOLD],
      ...owner(parent.name, parent.uid, { blockOwnerDeletion: true }),
    })
    const reply = await admin.delete(parent.url, { propagationPolicy: 'Foreground' })
    expect(reply.object.metadata).toMatchObject({
      deletionTimestamp: TIME,
      finalizers: ['foregroundDeletion'],
    })
    await eventually(async () => (await admin.get(child.url)).object.metadata.deletionTimestamp !== undefined)
    expect(await isGone(parent.url)).toBe(false)
    await admin.patch(child.url, { metadata: { finalizers: null } })
    await eventually(() => isGone(parent.url))
    expect(await isGone(child.url)).toBe(true)
  })

  test('can be told to orphan', async () => {
    const parent = await fresh()
    const child = await fresh(owner(parent.name, parent.uid))
    const reply = await admin.delete(parent.url, { propagationPolicy: 'Orphan' })
    expect(reply.object.metadata).toMatchObject({ deletionTimestamp: TIME, finalizers: ['orphan'] })
    await eventually(() => isGone(parent.url))
    expect((await admin.get(child.url)).object.metadata).not.toHaveProperty('ownerReferences')
  })

  test('removes what names an owner that was never there', async () => {
    const child = await fresh(owner('nobody', OTHER_UID))
    await eventually(() => isGone(child.url))
  })
})

describe('the end of a namespace', () => {
  test('empties it first, and nothing new gets in', async () => {
    const name = await freshNamespace('terminating')
    const held = eip('held', undefined, { finalizers: [HOLD] })
    await made(eips(name), held)
    await made(core(name, 'configmaps'), configMap('inside'))
    const url = `/api/v1/namespaces/${name}`
    expect(await admin.delete(url)).toEqual({
      status: 200,
      body: {
        kind: 'Namespace',
        apiVersion: 'v1',
        metadata: {
          name,
          labels: { 'kubernetes.io/metadata.name': name },
          ...STORED,
          deletionTimestamp: TIME,
        },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Terminating' },
      },
    })
    expect(await admin.create(eips(name), eip('late'))).toEqual(
      refusal(
        403,
        'Forbidden',
        `eips.kube-dc.com "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
        {
          name: 'late',
          group: GROUP,
          kind: 'eips',
          causes: [
            {
              reason: 'NamespaceTerminating',
              message: `namespace ${name} is being terminated`,
              field: 'metadata.namespace',
            },
          ],
        },
      ),
    )
    await eventually(() => isGone(`${core(name, 'configmaps')}/inside`))
    await eventually(
      async () => (await admin.get(`${eips(name)}/held`)).object.metadata.deletionTimestamp !== undefined,
    )
    expect((await admin.get(url)).body).toMatchObject({ status: { phase: 'Terminating' } })
    await admin.patch(`${eips(name)}/held`, { metadata: { finalizers: null } })
    await eventually(() => isGone(url))
  })

  test('is not for those that the cluster needs', async () => {
    for (const name of ['default', 'kube-system', 'kube-public']) {
      expect(await admin.delete(`/api/v1/namespaces/${name}`)).toEqual(
        refusal(403, 'Forbidden', `namespaces "${name}" is forbidden: this namespace may not be deleted`, {
          name,
          kind: 'namespaces',
        }),
      )
    }
  })
})

describe('a new namespace', () => {
  test('has its name as a label, and gets a service account', async () => {
    const name = await freshNamespace('new')
    expect(await admin.get(`/api/v1/namespaces/${name}`)).toEqual({
      status: 200,
      body: {
        kind: 'Namespace',
        apiVersion: 'v1',
        metadata: { name, labels: { 'kubernetes.io/metadata.name': name }, ...STORED },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      },
    })
    await eventually(async () => !(await isGone(`${core(name, 'serviceaccounts')}/default`)))
  })

  test('gets the authority of the API server in a ConfigMap', async () => {
    const name = await freshNamespace('new')
    const url = `${core(name, 'configmaps')}/kube-root-ca.crt`
    await eventually(async () => !(await isGone(url)))
    expect((await admin.get(url)).body).toMatchObject({
      data: { 'ca.crt': expect.stringMatching(/^-----BEGIN CERTIFICATE-----/) },
    })
  })
})
