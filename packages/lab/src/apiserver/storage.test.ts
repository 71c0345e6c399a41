import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubeObject } from './object.ts'
import { Store, type Change, type Table } from './storage.ts'

function object(name: string, namespace: string, value: string): KubeObject {
  return { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name, namespace }, data: { value } }
}

const keysOf = (table: Table, namespace?: string) => table.list(namespace).map(({ key }) => key)

test('lists in order of keys, a namespace without its neighbours', () => {
  const store = new Store()
  const table = store.table('configmaps')
  for (const key of ['b/x', 'a/z', 'a-b/y', 'a/a', 'a0/q', 'aa/r']) {
    const [namespace = '', name = ''] = key.split('/')
    store.insert(table, key, object(name, namespace, ''))
  }
  expect(keysOf(table)).toEqual(['a-b/y', 'a/a', 'a/z', 'a0/q', 'aa/r', 'b/x'])
  expect(keysOf(table, 'a')).toEqual(['a/a', 'a/z'])
  expect(keysOf(table, 'none')).toEqual([])
})

test('writes the revision into the object, one count for all kinds', () => {
  const store = new Store()
  const first = store.insert(store.table('a'), 'x', object('x', '', ''))
  const second = store.insert(store.table('b'), 'x', object('x', '', ''))
  expect(second?.revision).toBe((first?.revision ?? 0) + 1)
  expect(second?.object.metadata.resourceVersion).toBe(String(second?.revision))
})

test('refuses writes that are based on an old state', () => {
  const store = new Store()
  const table = store.table('a')
  const old = store.insert(table, 'x', object('x', '', '1'))
  expect(old && store.replace(table, old, object('x', '', '2'))).toBeDefined()
  expect(old && store.replace(table, old, object('x', '', '3'))).toBeUndefined()
  expect(old && store.remove(table, old)).toBeUndefined()
  expect(store.insert(table, 'x', object('x', '', '4'))).toBeUndefined()
})

test('a deletion tells the last state at the revision of the deletion', () => {
  const store = new Store()
  const table = store.table('a')
  const changes: Change[] = []
  table.subscribe((change) => changes.push(change))
  const stored = store.insert(table, 'x', object('x', '', '1'))
  if (stored) store.remove(table, stored)
  expect(changes.map(({ type }) => type)).toEqual(['ADDED', 'DELETED'])
  expect(changes[1]?.current.object).toMatchObject({
    data: { value: '1' },
    metadata: { resourceVersion: String(store.revision) },
  })
})

test('forgets history by number and when told', () => {
  const store = new Store(10)
  const table = store.table('a')
  for (let n = 0; n < 30; n += 1) store.insert(table, `k${n}`, object(`k${n}`, '', ''))
  expect(table.changesSince(1)).toBeUndefined()
  expect(table.changesSince(store.revision - 3)).toHaveLength(3)
  const before = store.revision
  store.compact()
  expect(table.changesSince(before)).toEqual([])
  store.insert(table, 'after', object('after', '', ''))
  expect(table.changesSince(before)).toHaveLength(1)
  expect(table.changesSince(before - 1)).toBeUndefined()
  expect(table.listAt(before - 1)).toBeUndefined()
  expect(table.listAt(before)).toHaveLength(30)
})

test('tells of the time before a kind existed that there was nothing, but has nothing to watch from there', () => {
  const store = new Store()
  store.insert(store.table('a'), 'x', object('x', '', ''))
  const late = store.table('late')
  expect(late.listAt(1)).toEqual([])
  expect(late.changesSince(1)).toBeUndefined()
  expect(late.changesSince(store.revision)).toEqual([])
})

type Step = readonly ['put' | 'remove', string, string]
const key = fc.constantFrom('a/x', 'a/y', 'a/z', 'b/x', 'b/y')
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(fc.constantFrom('put' as const, 'remove' as const), key, fc.string({ maxLength: 3 })),
  { maxLength: 40 },
)

function perform(store: Store, table: Table, [what, at, value]: Step): void {
  const [namespace = '', name = ''] = at.split('/')
  const current = table.get(at)
  if (what === 'remove') {
    if (current) store.remove(table, current)
  } else if (current) store.replace(table, current, object(name, namespace, value))
  else store.insert(table, at, object(name, namespace, value))
}

const texts = (table: Table, namespace?: string) => table.list(namespace).map(({ text }) => text)

test('tells any earlier state as it was', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(undefined, 'a', 'b'), (list, namespace) => {
      const store = new Store()
      const table = store.table('things')
      const past = [{ revision: store.revision, texts: texts(table, namespace) }]
      for (const step of list) {
        perform(store, table, step)
        past.push({ revision: store.revision, texts: texts(table, namespace) })
      }
      for (const { revision, texts: then } of past) {
        expect(table.listAt(revision, namespace)?.map(({ text }) => text)).toEqual(then)
      }
    }),
  )
})

test('the changes since any revision lead from the state then to the state now', () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 40 }), (list, cut) => {
      const store = new Store()
      const table = store.table('things')
      for (const step of list.slice(0, cut)) perform(store, table, step)
      const revision = store.revision
      const state = new Map(table.list().map((stored) => [stored.key, stored.text]))
      for (const step of list.slice(cut)) perform(store, table, step)
      for (const { type, current } of table.changesSince(revision) ?? []) {
        if (type === 'DELETED') state.delete(current.key)
        else state.set(current.key, current.text)
      }
      expect([...state.values()].sort()).toEqual(texts(table).sort())
    }),
  )
})
