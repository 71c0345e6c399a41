import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { externalIp } from '../test/objects.ts'
import { Replica } from './replica.ts'

const uids = (objects: readonly { meta: { uid: string } }[]) => objects.map(({ meta }) => meta.uid)

describe('a replica', () => {
  it('gives the same list until something changes, and a new one after', () => {
    const replica = new Replica()
    replica.apply([externalIp('a')], [])
    const list = replica.list()
    expect(replica.list()).toBe(list)
    replica.apply([externalIp('b')], [])
    expect(uids(list)).toEqual(['uid-a'])
    expect(uids(replica.list())).toEqual(['uid-a', 'uid-b'])
  })

  it('keeps every other object at its place when one goes', () => {
    const replica = new Replica()
    replica.apply(
      ['a', 'b', 'c', 'd'].map((name) => externalIp(name)),
      [],
    )
    replica.apply([], ['uid-b'])
    expect(uids(replica.list())).toEqual(['uid-a', 'uid-d', 'uid-c'])
    replica.apply([], ['uid-c', 'uid-unknown'])
    expect(uids(replica.list())).toEqual(['uid-a', 'uid-d'])
  })

  it('tells what was before and after', () => {
    const replica = new Replica()
    const old = externalIp('a')
    const young = externalIp('a')
    expect(replica.apply([old], [])).toEqual([{ before: undefined, after: old }])
    expect(replica.apply([young], [])).toEqual([{ before: old, after: young }])
    expect(replica.apply([], ['uid-a'])).toEqual([{ before: young, after: undefined }])
    expect(replica.apply([], ['uid-a'])).toEqual([])
  })

  it('lets removal win over a change in the same batch: a uid never comes back', () => {
    const replica = new Replica()
    replica.apply([externalIp('a')], ['uid-a'])
    expect(replica.list()).toEqual([])
  })

  it('finds the successor of a name, whichever news of the two comes first', () => {
    const old = externalIp('web', { meta: { uid: 'old', createdAt: '2026-08-01T10:00:00Z' } })
    const young = externalIp('web', { meta: { uid: 'young', createdAt: '2026-08-02T10:00:00Z' } })
    const replica = new Replica()
    replica.apply([young, old], [])
    expect(replica.find('web')).toBe(young)
    replica.apply([], ['old'])
    expect(replica.find('web')).toBe(young)
    replica.apply([], ['young'])
    expect(replica.find('web')).toBeUndefined()
  })

  it('trusts equal versions of one run of the server only', () => {
    const replica = new Replica()
    const object = externalIp('a')
    replica.apply([object], [])
    expect(replica.replace([{ ...object }], true)).toEqual([])
    expect(replica.find('a')).toBe(object)
    expect(replica.replace([{ ...object }], false)).toHaveLength(1)
    expect(replica.find('a')).not.toBe(object)
  })

  it('agrees with a plain map after any changes', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const batch = fc.record({ changed: fc.array(name), removed: fc.array(name), whole: fc.boolean() })
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 20 }), (batches) => {
        const replica = new Replica()
        const plain = new Map<string, unknown>()
        for (const { changed, removed, whole } of batches) {
          const objects = [...new Set(changed)].map((each) => externalIp(each))
          if (whole) {
            plain.clear()
            replica.replace(objects, true)
          } else {
            replica.apply(
              objects,
              removed.map((each) => `uid-${each}`),
            )
          }
          for (const object of objects) plain.set(object.meta.uid, object)
          if (!whole) for (const each of removed) plain.delete(`uid-${each}`)
          expect(new Set(replica.list())).toEqual(new Set(plain.values()))
          for (const [uid, object] of plain) {
            expect(replica.get(uid)).toBe(object)
            expect(replica.find(uid.slice(4))).toBe(object)
          }
        }
      }),
    )
  })
})
