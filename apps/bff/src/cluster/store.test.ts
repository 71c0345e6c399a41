import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVERY_NAMESPACE, ObjectStore, type Scope, type StoredObject } from './store.ts'

function object(
  name: string,
  resourceVersion: string,
  namespace = 'nimbus-edge',
  uid = `uid-${name}`,
): StoredObject {
  return { meta: { name, namespace, uid, resourceVersion, createdAt: '2026-08-01T00:00:00Z' } }
}

function names(store: ObjectStore<StoredObject>, scope: Scope): string[] {
  return Array.from(store.entries(scope), (entry) => entry.object.meta.name).sort()
}

describe('ObjectStore', () => {
  it('keeps namespaces apart', () => {
    const store = new ObjectStore()
    store.replace([object('a', '1'), object('b', '1', 'harbor-gate')])
    expect(names(store, { namespace: 'nimbus-edge' })).toEqual(['a'])
    expect(names(store, { namespace: EVERY_NAMESPACE })).toEqual(['a', 'b'])
    expect(names(store, { namespace: 'none' })).toEqual([])
    expect(store.get({ namespace: 'nimbus-edge' }, 'uid-b')).toBeUndefined()
  })

  it('makes the JSON of an object once, until nobody is sent it any more', () => {
    const store = new ObjectStore()
    let made = 0
    const counted = { ...object('a', '1'), toJSON: () => (made += 1) }
    store.replace([counted, object('b', '1', 'harbor-gate')])
    const json = () => store.get({ namespace: 'nimbus-edge' }, 'uid-a')?.json()
    expect([json(), json()]).toEqual(['1', '1'])
    store.forgetJson({ namespace: 'harbor-gate' })
    expect(json()).toBe('1')
    store.forgetJson({ namespace: 'nimbus-edge' })
    expect(json()).toBe('2')
  })

  it('does not take an unchanged object of a new list for a change', () => {
    const store = new ObjectStore()
    store.replace([object('a', '1'), object('b', '1')])
    const before = store.version({ namespace: 'nimbus-edge' })
    const told: string[] = []
    store.listen(({ type, object: { meta } }) => told.push(`${type} ${meta.name}`))
    store.replace([object('b', '2'), object('a', '1')])
    expect(told).toEqual(['set b'])
    expect(store.changesSince({ namespace: 'nimbus-edge' }, before)?.changed).toHaveLength(1)
    store.replace([object('a', '1')])
    expect(told).toEqual(['set b', 'removed b'])
  })

  it('makes the JSON of an object once', () => {
    const store = new ObjectStore()
    store.replace([object('a', '1')])
    const [entry] = store.entries({ namespace: 'nimbus-edge' })
    expect(entry?.json()).toBe(JSON.stringify(object('a', '1')))
    expect(store.get({ namespace: 'nimbus-edge' }, 'uid-a')).toBe(entry)
  })

  it('narrows changes and removals to one name', () => {
    const store = new ObjectStore()
    store.replace([object('a', '1'), object('b', '1')])
    const since = store.version({ namespace: 'nimbus-edge' })
    store.apply('MODIFIED', object('a', '2'))
    store.apply('DELETED', object('b', '1'))
    const scope = { namespace: 'nimbus-edge', name: 'a' }
    const delta = store.changesSince(scope, since)
    expect(delta?.changed.map((entry) => entry.object.meta.name)).toEqual(['a'])
    expect(delta?.removed).toEqual([])
  })

  it('says so when removals are forgotten or a position is from the future', () => {
    const store = new ObjectStore()
    const scope = { namespace: 'nimbus-edge' }
    store.apply('ADDED', object('keep', '1'))
    const since = store.version(scope)
    for (let i = 0; i < 300; i += 1) {
      store.apply('ADDED', object(`n${i}`, '1'))
      store.apply('DELETED', object(`n${i}`, '1'))
    }
    expect(store.changesSince(scope, since)).toBeUndefined()
    expect(store.changesSince({ namespace: EVERY_NAMESPACE }, since)).toBeUndefined()
    expect(store.changesSince(scope, store.version(scope) - 10)).toBeDefined()
    expect(store.changesSince(scope, store.version(scope) + 1)).toBeUndefined()
  })

  it('brings any reader from any position to the present state', () => {
    const step = fc.record({
      action: fc.constantFrom('set', 'set', 'set', 'delete', 'read', 'relist'),
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      namespace: fc.constantFrom('nimbus-edge', 'harbor-gate'),
    })
    const scopes = fc.constantFrom<Scope>(
      { namespace: 'nimbus-edge' },
      { namespace: EVERY_NAMESPACE },
      { namespace: 'harbor-gate', name: 'a' },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), scopes, (steps, scope) => {
        const store = new ObjectStore()
        const reader = new Map<string, string>()
        let position = 0
        const read = () => {
          const delta = store.changesSince(scope, position)
          for (const {
            object: { meta },
          } of delta?.changed ?? [])
            reader.set(meta.uid, meta.resourceVersion)
          for (const uid of delta?.removed ?? []) reader.delete(uid)
          position = store.version(scope)
        }
        for (const [index, { action, name, namespace }] of steps.entries()) {
          // A uid never comes back: each incarnation has its own.
          const known = [...store.entries({ namespace, name })][0]?.object
          const uid = known?.meta.uid ?? `uid-${namespace}-${name}-${index}`
          if (action === 'set') store.apply('MODIFIED', object(name, String(index), namespace, uid))
          else if (action === 'delete' && known) store.apply('DELETED', known)
          else if (action === 'read') read()
          else if (action === 'relist') {
            const all = Array.from(store.entries({ namespace: EVERY_NAMESPACE }), (entry) => entry.object)
            store.replace(all.filter(({ meta }) => meta.name !== name))
          }
        }
        read()
        const expected = Array.from(store.entries(scope), ({ object: { meta } }) => [
          meta.uid,
          meta.resourceVersion,
        ])
        expect([...reader].sort()).toEqual(expected.sort())
      }),
    )
  })
})
