import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../json.ts'
import type { Schema } from '../schema/schema.ts'
import { isEmpty, pathsOf, union } from './field-set.ts'
import { goText, typeErrors } from './typed-errors.ts'
import { compare, fieldsOf, merge, without, withNamedParents } from './typed-value.ts'

const text: Schema = { type: 'string' }

const SCHEMA: Schema = {
  type: 'object',
  properties: {
    labels: { type: 'object', additionalProperties: text },
    count: { type: 'integer' },
    on: { type: 'boolean' },
    plain: { type: 'array', items: text },
    names: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      items: {
        type: 'object',
        properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' }, name: text },
      },
    },
    selector: { type: 'object', additionalProperties: text, 'x-kubernetes-map-type': 'atomic' },
    anything: { 'x-kubernetes-preserve-unknown-fields': true },
  },
}

const set = (value: Json) => pathsOf(fieldsOf(value, SCHEMA))

describe('the fields of a value', () => {
  test.each<[string, Json, string[]]>([
    ['a number', { count: 1 }, ['.count']],
    ['entries of a map', { labels: { a: '1' } }, ['.labels.a']],
    ['an empty map', { labels: {} }, ['.labels']],
    ['nothing of an empty set', { names: [] }, []],
    ['a list as one', { plain: ['a', 'b'] }, ['.plain']],
    ['entries of a set', { names: ['a', 'b'] }, ['.names[="a"]', '.names[="b"]']],
    [
      'entries of a list by keys, with defaults',
      { ports: [{ port: 80, name: 'x' }] },
      [
        '.ports[port=80,protocol="TCP"]',
        '.ports[port=80,protocol="TCP"].name',
        '.ports[port=80,protocol="TCP"].port',
      ],
    ],
    ['an atomic map as one', { selector: { a: 'b' } }, ['.selector']],
    ['null', { count: null }, ['.count']],
    ['what no schema describes', { anything: { a: { b: [1] } } }, ['.anything.a', '.anything.a.b']],
  ])('are %s', (_, value, paths) => {
    expect(set(value)).toEqual(paths)
  })
})

describe('a comparison', () => {
  const told = (before: Json, after: Json) => {
    const { added, modified, removed } = compare(before, after, SCHEMA)
    return { added: pathsOf(added), modified: pathsOf(modified), removed: pathsOf(removed) }
  }

  test('tells what is new, other and gone', () => {
    expect(told({ count: 1, labels: { a: '1', b: '2' } }, { count: 2, labels: { a: '1', c: '3' } })).toEqual({
      added: ['.labels.c'],
      modified: ['.count'],
      removed: ['.labels.b'],
    })
  })

  test('tells parents that come and go', () => {
    expect(told({ labels: { a: '1' } }, { names: ['x'] })).toEqual({
      added: ['.names', '.names[="x"]'],
      modified: [],
      removed: ['.labels', '.labels.a'],
    })
  })

  test('sees entries of lists whatever their order', () => {
    const ports = [{ port: 80 }, { port: 443, name: 'x' }]
    expect(told({ ports }, { ports: [...ports].reverse() })).toEqual({ added: [], modified: [], removed: [] })
  })
})

describe('a merge', () => {
  test.each<[string, Json, Json, Json]>([
    [
      'entries of maps',
      { labels: { a: '1', b: '2' } },
      { labels: { b: '3', c: '4' } },
      { labels: { a: '1', b: '3', c: '4' } },
    ],
    ['no lists as a whole', { plain: ['a'] }, { plain: ['b'] }, { plain: ['b'] }],
    ['sets', { names: ['a', 'b'] }, { names: ['c', 'a'] }, { names: ['c', 'a', 'b'] }],
    [
      'entries where they are',
      { names: ['a', 'b', 'c'] },
      { names: ['b', 'd'] },
      { names: ['a', 'b', 'c', 'd'] },
    ],
    [
      'new entries before the shared one they come before',
      { names: ['a', 'b'] },
      { names: ['x', 'b'] },
      { names: ['a', 'x', 'b'] },
    ],
    [
      'lists by their keys',
      {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, protocol: 'UDP' },
        ],
      },
      { ports: [{ port: 80, protocol: 'TCP', name: 'b' }] },
      {
        ports: [
          { port: 80, protocol: 'TCP', name: 'b' },
          { port: 80, protocol: 'UDP' },
        ],
      },
    ],
    ['no atomic maps', { selector: { a: '1' } }, { selector: { b: '2' } }, { selector: { b: '2' } }],
    ['nothing with an empty map', { labels: { a: '1' } }, { labels: {} }, { labels: { a: '1' } }],
  ])('is of %s', (_, value, patch, result) => {
    expect(merge(value, patch, SCHEMA)).toEqual(result)
  })
})

describe('a removal', () => {
  test.each<[string, Json, Json, Json]>([
    ['entries of maps', { labels: { a: '1', b: '2' } }, { labels: { a: '' } }, { labels: { b: '2' } }],
    ['entries of sets', { names: ['a', 'b'] }, { names: ['a'] }, { names: ['b'] }],
    [
      'a map that it empties',
      { labels: { a: '1' }, count: 1 },
      { labels: { a: '' } },
      { labels: null, count: 1 },
    ],
  ])('is of %s', (_, value, fields, result) => {
    expect(without(value, fieldsOf(fields, SCHEMA), SCHEMA)).toEqual(result)
  })

  test('takes named parents along when they are members', () => {
    const fields = withNamedParents(fieldsOf({ labels: { a: '' } }, SCHEMA), SCHEMA)
    expect(pathsOf(fields)).toEqual(['.labels', '.labels.a'])
    expect(without({ labels: { a: '1', b: '2' }, count: 1 }, fields, SCHEMA)).toEqual({ count: 1 })
  })
})

test.each<[string, Json, string[]]>([
  ['a field that is not declared', { foo: 1 }, ['.foo: field not declared in schema']],
  [
    'a number for a text',
    { names: [1] },
    ['.names[=1]: expected string, got &value.valueUnstructured{Value:1}'],
  ],
  ['a text for a number', { count: 'x' }, ['.count: expected numeric (int or float), got string']],
  ['a text for a boolean', { on: 'x' }, ['.on: expected boolean, got &{x}']],
  ['a text for a map', { labels: 'x' }, ['.labels: expected map, got &{x}']],
  ['a map for a list', { names: {} }, ['.names: expected list, got &{map[]}']],
  ['an entry twice', { names: ['a', 'a'] }, ['.names: duplicate entries for key [="a"]']],
  ['nothing where nulls are', { count: null, labels: { a: null } }, []],
  ['nothing where nothing is declared', { anything: { a: [1] } }, []],
])('an applied object may not hold %s', (_, value, errors) => {
  expect(typeErrors(value, SCHEMA)).toEqual(errors)
})

test('values are printed as Go prints them', () => {
  expect(goText({ b: ['x', 1, null], a: { c: true } })).toBe('map[a:map[c:true] b:[x 1 <nil>]]')
})

const letters = fc.constantFrom('a', 'b', 'c', 'd')
const values: fc.Arbitrary<Json> = fc.record(
  {
    count: fc.integer({ min: 0, max: 3 }),
    labels: fc.dictionary(letters, letters, { noNullPrototype: true }),
    names: fc.uniqueArray(letters),
    plain: fc.array(letters),
    ports: fc.uniqueArray(fc.record({ port: fc.constantFrom(1, 2, 3), name: letters }), {
      selector: ({ port }) => port,
    }),
    selector: fc.dictionary(letters, letters, { noNullPrototype: true }),
  },
  { requiredKeys: [], noNullPrototype: true },
)

test('a value differs from itself in nothing, and from another in what its fields are', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const same = compare(a, a, SCHEMA)
      expect(isEmpty(union(union(same.added, same.modified), same.removed))).toBe(true)
      const there = compare(a, b, SCHEMA)
      const back = compare(b, a, SCHEMA)
      expect(pathsOf(there.added)).toEqual(pathsOf(back.removed))
      expect(pathsOf(there.modified)).toEqual(pathsOf(back.modified))
    }),
  )
})

test('what is merged is there, and merging it again changes nothing', () => {
  fc.assert(
    fc.property(values, values, (a, patch) => {
      const merged = merge(a, patch, SCHEMA)
      expect(merge(merged, patch, SCHEMA)).toEqual(merged)
      const left = compare(merged, merge(a, merged, SCHEMA), SCHEMA)
      expect(pathsOf(union(left.modified, left.removed))).toEqual([])
    }),
  )
})
