import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Part, Resource } from '../resource.ts'
import { StatusError } from '../status.ts'
import { testApi } from '../testing.ts'
import { applyTo } from './apply.ts'
import { fromFieldsV1, NO_FIELDS, pathsOf } from './field-set.ts'
import { sameButTimes } from './managers.ts'
import { trackCreate, trackUpdate, withManagers, type Tracking } from './tracking.ts'

let maps: Resource
let lamps: Resource

beforeAll(async () => {
  const api = await testApi()
  maps = api.resource('ConfigMap')
  lamps = api.resource('Lamp', 'test.io/v1')
})

interface Writing {
  readonly resource?: Resource
  readonly part?: Part
  readonly second?: number
}

function by(manager: string, { resource = maps, part = 'main', second = 1 }: Writing = {}): Tracking {
  return { resource, part, manager, now: `2026-11-23T12:00:0${second}Z` }
}

const map = (data?: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'one', ...metadata },
  ...(data && { data }),
})

function read(body: JsonObject, resource = maps): KubeObject {
  return resource.rules.decode(body, [])
}

const created = (body: JsonObject, manager = 'maker') => withUid(trackCreate(by(manager), read(body)))

function withUid(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, uid: 'u' } }
}

function applied(
  tracking: Tracking,
  stored: KubeObject | undefined,
  patch: JsonObject,
  force = false,
): KubeObject {
  const { object, managers } = applyTo(tracking, stored, patch, force)
  return withUid(withManagers(read(object, tracking.resource), managers))
}

/** Who owns what, as `name operation: paths`. */
function owners({ metadata }: KubeObject): string[] {
  return (metadata.managedFields ?? []).map((entry) => {
    const words = ['manager', 'operation', 'subresource'].map((key) => textAt(entry, key))
    const fields = fromFieldsV1(objectAt(entry, 'fieldsV1')) ?? NO_FIELDS
    return `${words.filter((word) => word !== '').join(' ')}: ${pathsOf(fields).join(' ')}`
  })
}

describe('an update', () => {
  test('owns what it changes and takes it from others', () => {
    const one = created(map({ x: '1', y: '2' }, { labels: { a: '1' } }))
    const two = trackUpdate(
      by('other', { second: 2 }),
      one,
      read(map({ x: '1', y: '3' }, { labels: { a: '1' }, managedFields: one.metadata.managedFields ?? [] })),
    )
    expect(owners(one)).toEqual(['maker Update: .data .data.x .data.y .metadata.labels .metadata.labels.a'])
    expect(owners(two)).toEqual([
      'maker Update: .data .data.x .metadata.labels .metadata.labels.a',
      'other Update: .data.y',
    ])
  })

  test('that changes nothing owns nothing', () => {
    const one = created(map({ x: '1' }))
    expect(trackUpdate(by('other'), one, read(map({ x: '1' }))).metadata.managedFields).toEqual(
      one.metadata.managedFields,
    )
  })

  test('of the status is kept apart from the spec', () => {
    const body = {
      apiVersion: 'test.io/v1',
      kind: 'Lamp',
      metadata: { name: 'one' },
      spec: { watts: 1 },
      status: { lit: true },
    }
    const one = withUid(trackCreate(by('maker', { resource: lamps }), read(body, lamps)))
    const two = trackUpdate(
      by('switch', { resource: lamps, part: 'status', second: 2 }),
      { ...one, status: {} },
      read({ ...body, spec: { watts: 2 } }, lamps),
    )
    expect(owners(one)).toEqual(['maker Update: .spec .spec.watts'])
    expect(owners(two)).toEqual(['maker Update: .spec .spec.watts', 'switch Update status: .status.lit'])
  })

  test('may forget or set the owners, but not through the status', () => {
    const one = created(map({ x: '1' }))
    const entry = {
      manager: 'me',
      operation: 'Update',
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:data': { 'f:x': {} } },
    }
    const write = (managedFields: Json[], part: Part = 'main') =>
      trackUpdate(by('other', { part }), one, read(map({ x: '1' }, { managedFields })))
    expect(owners(write([{}]))).toEqual([])
    expect(owners(write([]))).toEqual([])
    expect(owners(write([entry]))).toEqual(['me Update: .data.x'])
    expect(owners(write([{ ...entry, operation: 'Guess' }]))).toEqual(owners(one))
    expect(owners(write([entry], 'status'))).toEqual(owners(one))
  })

  test('without known owners makes none', () => {
    expect(owners(trackUpdate(by('other'), withUid(read(map({ x: '1' }))), read(map({ x: '2' }))))).toEqual(
      [],
    )
  })

  test('counts the oldest of many as one', () => {
    let object = created(map({ k0: '0' }))
    for (let n = 1; n <= 11; n += 1) {
      const data = Object.fromEntries(Array.from({ length: n + 1 }, (_, k) => [`k${k}`, '0'] as const))
      object = withUid(
        trackUpdate(
          by(`m${String(n).padStart(2, '0')}`, { second: Math.min(n, 9) }),
          object,
          read(map(data)),
        ),
      )
    }
    expect(owners(object)).toHaveLength(10)
    expect(owners(object)[0]).toBe('ancient-changes Update: .data .data.k0 .data.k1 .data.k2')
  })
})

describe('applying', () => {
  test('owns what is said, and removes what is no longer', () => {
    const one = applied(by('app'), undefined, map({ x: '1', y: '2' }, { labels: { a: '1' } }))
    expect(owners(one)).toEqual(['app Apply: .data.x .data.y .metadata.labels.a'])
    const two = applied(by('app', { second: 2 }), one, map({ x: '1' }))
    expect(two).toMatchObject({ data: { x: '1' } })
    expect(two.metadata).not.toHaveProperty('labels')
    expect(owners(two)).toEqual(['app Apply: .data.x'])
  })

  test('leaves what others own or nobody does', () => {
    const one = applied(by('app'), created(map({ x: '1', mine: '0' })), map({ mine: '0', y: '2' }))
    const two = applied(by('two'), one, map({ y: '2' }))
    expect(applied(by('app'), two, map())).toMatchObject({ data: { x: '1', mine: '0', y: '2' } })
  })

  test('of the same again changes nothing, not even the time', () => {
    const one = applied(by('app'), undefined, map({ x: '1' }))
    expect(applied(by('app', { second: 5 }), one, map({ x: '1' }))).toEqual(one)
  })

  test('gives what was there before to a manager of its own', () => {
    const one = applied(by('app'), withUid(read(map({ x: '1' }))), map({ y: '2' }))
    expect(owners(one)).toEqual(['app Apply: .data.y', 'before-first-apply Update: .data .data.x'])
  })

  test('refuses to change what others own, unless forced', () => {
    const one = applied(by('app'), created(map({ x: '1' })), map({ y: '2' }))
    const attempt = () => applied(by('two'), one, map({ x: '9', y: '9' }))
    expect(attempt).toThrow(
      'Apply failed with 2 conflicts: conflicts with "app":\n- .data.y\nconflicts with "maker" using v1:\n- .data.x',
    )
    const forced = applied(by('two'), one, map({ x: '9', y: '9' }), true)
    expect(forced).toMatchObject({ data: { x: '9', y: '9' } })
    expect(owners(forced)).toEqual(['two Apply: .data.x .data.y', 'maker Update: .data'])
  })

  test('forgives kubectl what it set by applying on its own side', () => {
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration'
    const old = map({ x: '1' })
    const one = created(
      map({ x: '1' }, { annotations: { [annotation]: JSON.stringify(old) } }),
      'kubectl-client-side-apply',
    )
    expect(() => applied(by('other'), one, map({ x: '2' }))).toThrow(StatusError)
    const two = applied(by('kubectl'), one, map({ x: '2' }))
    expect(two).toMatchObject({ data: { x: '2' } })
    expect(two.metadata.annotations?.[annotation]).toBe(
      '{"apiVersion":"v1","data":{"x":"2"},"kind":"ConfigMap","metadata":{"name":"one"}}\n',
    )
  })
})

const letters = fc.constantFrom('a', 'b', 'c', 'd')
const manifests = fc
  .record({
    data: fc.dictionary(letters, letters, { noNullPrototype: true }),
    labels: fc.dictionary(letters, letters, { noNullPrototype: true }),
  })
  .map(({ data, labels }) => map(data, { labels }))
const contentOf = ({ data = {}, metadata }: KubeObject) => ({ data, labels: metadata.labels ?? {} })

describe('whatever is applied', () => {
  test('twice is as once', () => {
    fc.assert(
      fc.property(manifests, manifests, (before, patch) => {
        const one = applied(by('app'), created(before), patch, true)
        expect(sameButTimes(applied(by('app', { second: 2 }), one, patch), one)).toBe(true)
      }),
    )
  })

  test('and then no more leaves what was there besides', () => {
    fc.assert(
      fc.property(manifests, manifests, (before, patch) => {
        const start = created(before)
        const fresh = Object.entries(patch['data'] ?? {}).filter(
          ([key]) => !isObject(before['data']) || !(key in before['data']),
        )
        const one = applied(by('app'), start, map(Object.fromEntries(fresh)))
        expect(contentOf(applied(by('app'), one, map()))).toEqual(contentOf(start))
      }),
    )
  })

  test('and updated, every field has an owner', () => {
    fc.assert(
      fc.property(manifests, manifests, manifests, (before, patch, next) => {
        const one = applied(by('app'), created(before), patch, true)
        const two = trackUpdate(by('other'), one, read(next))
        const owned = owners(two).flatMap((line) => line.split(' '))
        const { data, labels } = contentOf(two)
        for (const key of Object.keys(data ?? {})) expect(owned).toContain(`.data.${key}`)
        for (const key of Object.keys(labels)) expect(owned).toContain(`.metadata.labels.${key}`)
      }),
    )
  })
})
