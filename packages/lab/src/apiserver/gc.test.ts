import { expect, test, vi } from 'vitest'
import { testApi, type TestApi } from './testing.ts'
import type { KubeObject } from './object.ts'

const ownedBy = (owner: KubeObject, blockOwnerDeletion = false) => ({
  ownerReferences: [
    {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      name: owner.metadata.name,
      uid: owner.metadata.uid ?? '',
      ...(blockOwnerDeletion && { blockOwnerDeletion }),
    },
  ],
})

const until = (check: () => void) => vi.waitFor(check, { interval: 1 })

/** An owner, what it owns, and what that owns. */
async function family(api: TestApi) {
  const owner = await api.lamp('owner')
  const child = await api.lamp('child', ownedBy(owner, true))
  const grandchild = await api.lamp('grandchild', ownedBy(child, true))
  return { owner, child, grandchild }
}

test('takes along what belonged to a deleted object, to the last generation', async () => {
  const api = await testApi()
  const { owner } = await family(api)
  await api.lamp('stranger')
  await api.delete(owner)
  await until(() => expect(api.lamps()).toEqual(['stranger']))
})

test('deletes in the foreground: the owner waits until what blocks it is gone', async () => {
  const api = await testApi()
  const { owner, child } = await family(api)
  const held = await api.lamp('held', { ...ownedBy(child, true), finalizers: ['x.y/z'] })
  await api.delete(owner, { propagation: 'Foreground' })
  expect(api.read(owner)?.metadata.finalizers).toEqual(['foregroundDeletion'])
  await until(() => expect(api.lamps()).toEqual(['child', 'held', 'owner']))
  expect(api.read(child)?.metadata.deletionTimestamp).toBeDefined()
  await api.patch(held, { metadata: { finalizers: null } })
  await until(() => expect(api.lamps()).toEqual([]))
})

test('orphans: the owner goes, its dependents lose the reference and stay', async () => {
  const api = await testApi()
  const { owner, child } = await family(api)
  await api.delete(owner, { propagation: 'Orphan' })
  await until(() => expect(api.lamps()).toEqual(['child', 'grandchild']))
  expect(api.read(child)?.metadata.ownerReferences).toBeUndefined()
})

test('deletes what refers to an owner that never was', async () => {
  const api = await testApi()
  await api.lamp('lost', {
    ownerReferences: [{ apiVersion: 'test.io/v1', kind: 'Lamp', name: 'gone', uid: 'no-such-uid' }],
  })
  await until(() => expect(api.lamps()).toEqual([]))
})

test('keeps what has another owner and removes the reference to the one that is gone', async () => {
  const api = await testApi()
  const first = await api.lamp('first')
  const second = await api.lamp('second')
  const shared = await api.lamp('shared', {
    ownerReferences: [...ownedBy(first).ownerReferences, ...ownedBy(second).ownerReferences],
  })
  await api.delete(first)
  await until(() => expect(api.read(shared)?.metadata.ownerReferences).toHaveLength(1))
  await api.delete(second)
  await until(() => expect(api.lamps()).toEqual([]))
})

test('follows references that are added later', async () => {
  const api = await testApi()
  const owner = await api.lamp('owner')
  const child = await api.lamp('child')
  await api.patch(child, { metadata: ownedBy(owner) })
  await api.delete(owner)
  await until(() => expect(api.lamps()).toEqual([]))
})
