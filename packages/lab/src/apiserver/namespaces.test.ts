import { expect, test, vi } from 'vitest'
import { listAt, objectAt, textAt } from './json.ts'
import { testApi } from './testing.ts'

const until = (check: () => void) => vi.waitFor(check, { interval: 1, timeout: 3000 })
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

test('gives every namespace its default ServiceAccount', async () => {
  const api = await testApi()
  const accounts = api.resource('ServiceAccount').table
  await until(() => {
    expect(accounts.get('test/default')).toBeDefined()
    expect(accounts.get('kube-system/default')).toBeDefined()
  })
})

test('a namespace is active, bears its name as a label, and nobody takes that away', async () => {
  const api = await testApi()
  const made = await api.create(namespace('made'))
  expect(made).toMatchObject({
    metadata: { labels: { 'kubernetes.io/metadata.name': 'made' } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  })
  const patched = await api.patch(made, {
    metadata: { labels: null },
    spec: { finalizers: [] },
    status: { phase: 'X' },
  })
  expect(patched).toMatchObject({
    metadata: { labels: { 'kubernetes.io/metadata.name': 'made' } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  })
})

test('a deleted namespace takes its content along, waits for finalizers and says so', async () => {
  const api = await testApi()
  const [home] = api
    .resource('Namespace')
    .table.list()
    .filter(({ key }) => key === 'test')
  if (!home) throw new Error('no namespace')
  await api.lamp('plain')
  const held = await api.lamp('held', { finalizers: ['lamp.test.io/finalizer'] })
  await api.delete(home.object)
  expect(api.read(home.object)).toMatchObject({ status: { phase: 'Terminating' } })
  await until(() => expect(api.lamps()).toEqual(['held']))
  await until(() => {
    const conditions = listAt(objectAt({ ...api.read(home.object) }, 'status'), 'conditions')
    const messages = Object.fromEntries(
      conditions.map((item) => [textAt(item, 'type'), textAt(item, 'message')]),
    )
    expect(messages).toMatchObject({
      NamespaceContentRemaining: 'Some resources are remaining: lamps.test.io has 1 resource instances',
      NamespaceFinalizersRemaining:
        'Some content in the namespace has finalizers remaining: lamp.test.io/finalizer in 1 resource instances',
    })
  })
  await expect(api.lamp('late')).rejects.toThrow(
    'lamps.test.io "late" is forbidden: unable to create new content in namespace test because it is being terminated',
  )
  await api.patch(held, { metadata: { finalizers: null } })
  await until(() => expect(api.read(home.object)).toBeUndefined())
})

test('refuses objects in a namespace that does not exist, and the deletion of the system’s own', async () => {
  const api = await testApi()
  await expect(api.lamp('a', { namespace: 'nope' })).rejects.toThrow('namespaces "nope" not found')
  const system = api.resource('Namespace').table.get('kube-system')
  if (!system) throw new Error('no kube-system')
  await expect(api.delete(system.object)).rejects.toThrow(
    'namespaces "kube-system" is forbidden: this namespace may not be deleted',
  )
})

test('what came into a namespace at the last moment goes too', async () => {
  const api = await testApi()
  const home = api.resource('Namespace').table.get('test')
  if (!home) throw new Error('no namespace')
  const held = await api.lamp('held', { finalizers: ['a.b/c'] })
  await api.delete(home.object)
  // As a creation that was admitted before the deletion and stored after it.
  const { table } = api.resource('Lamp', 'test.io/v1')
  await until(() => expect(api.read(held)?.metadata.deletionTimestamp).toBeDefined())
  const { deletionTimestamp: _mark, finalizers: _held, ...metadata } = held.metadata
  api.api.store.insert(table, 'test/late', { ...held, metadata: { ...metadata, name: 'late', uid: 'late' } })
  await until(() => expect(api.lamps()).toEqual(['held']))
  await api.patch(held, { metadata: { finalizers: null } })
  await until(() => expect(api.read(home.object)).toBeUndefined())
})
