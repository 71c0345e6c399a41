import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from './json.ts'
import { mergePatch } from './patch.ts'
import type { Schema } from './schema/schema.ts'
import { StatusError } from './status.ts'
import { strategicMerge, strategicPatch } from './strategic-merge.ts'

const keyed = (key: string): Schema => ({
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': [key],
  items: {
    type: 'object',
    properties: {
      env: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
    },
  },
})

const SCHEMA: Schema = {
  type: 'object',
  properties: {
    ports: keyed('port'),
    containers: keyed('name'),
    names: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    args: { type: 'array', items: { type: 'string' } },
  },
}

const port = (number: number, name?: string) => ({ port: number, ...(name !== undefined && { name }) })

test.each<[string, JsonObject, JsonObject, Json]>([
  ['maps by key', { data: { a: '1', b: '2' } }, { data: { b: null, c: '3' } }, { data: { a: '1', c: '3' } }],
  ['a new map without its nulls', {}, { data: { a: '1', b: null } }, { data: { a: '1' } }],
  ['a map replaced', { data: { a: '1' } }, { data: { $patch: 'replace', b: '2' } }, { data: { b: '2' } }],
  ['a map deleted', { data: { a: '1' } }, { data: { $patch: 'delete' } }, { data: {} }],
  ['a map that is not there deleted', {}, { data: { $patch: 'delete' } }, {}],
  ['the keys to retain', { s: { a: '1', b: '2' } }, { s: { $retainKeys: ['c'], c: '3' } }, { s: { c: '3' } }],
  ['lists as a whole', { args: ['a'] }, { args: ['b'] }, { args: ['b'] }],
  [
    'lists by their key',
    { ports: [port(1, 'a'), port(2, 'b')] },
    { ports: [port(2, 'c')] },
    { ports: [port(1, 'a'), port(2, 'c')] },
  ],
  ['new entries first', { ports: [port(1)] }, { ports: [port(2)] }, { ports: [port(2), port(1)] }],
  [
    'entries deleted',
    { ports: [port(1), port(2)] },
    { ports: [{ $patch: 'delete', port: 1 }] },
    { ports: [port(2)] },
  ],
  [
    'a list replaced',
    { ports: [port(1)] },
    { ports: [{ $patch: 'replace' }, port(3)] },
    { ports: [port(3)] },
  ],
  [
    'lists within lists',
    { containers: [{ name: 'c', env: [{ name: 'A', value: '1' }] }] },
    { containers: [{ name: 'c', env: [{ name: 'B', value: '2' }] }] },
    {
      containers: [
        {
          name: 'c',
          env: [
            { name: 'B', value: '2' },
            { name: 'A', value: '1' },
          ],
        },
      ],
    },
  ],
  ['sets', { names: ['a', 'b'] }, { names: ['b', 'c'] }, { names: ['a', 'b', 'c'] }],
  [
    'entries of sets deleted',
    { names: ['a', 'b'] },
    { '$deleteFromPrimitiveList/names': ['a'] },
    { names: ['b'] },
  ],
  [
    'entries in the order of the client',
    { ports: [port(1), port(2), port(3)] },
    { '$setElementOrder/ports': [port(3), port(1)], ports: [port(1, 'a')] },
    { ports: [port(2), port(3), port(1, 'a')] },
  ],
  ['nothing', { a: 1 }, {}, { a: 1 }],
])('merges %s', (_, original, patch, result) => {
  expect(strategicMerge(original, patch, SCHEMA)).toEqual(result)
})

test.each<[string, JsonObject, number, string]>([
  [
    'an unknown directive',
    { data: { $patch: 'foo' } },
    500,
    'unknown patch type: foo in map: map[$patch:foo]',
  ],
  [
    'an unknown directive in a list',
    { ports: [{ $patch: 'foo' }] },
    500,
    'unknown patch type: foo in map: map[$patch:foo]',
  ],
  [
    'an entry without its key',
    { ports: [{ name: 'x' }] },
    500,
    'map: map[name:x] does not contain declared merge key: port',
  ],
  [
    'keys that are not to be retained',
    { data: { $retainKeys: ['a'], b: 1 } },
    400,
    'invalid patch format of retainKeys',
  ],
  [
    'an order that is none',
    { '$setElementOrder/ports': 1 },
    500,
    'expected a []interface {}, but received a int64',
  ],
])('refuses %s', (_, patch, code, message) => {
  const original = { data: { x: 1 }, ports: [port(1)] }
  expect(() => strategicMerge(original, patch, SCHEMA)).toThrow(message)
  try {
    strategicMerge(original, patch, SCHEMA)
  } catch (error) {
    expect(error).toBeInstanceOf(StatusError)
    expect(error).toMatchObject({ code })
  }
})

test.each([
  ['{', 'unexpected end of JSON input'],
  ['[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
])('the body %s is no patch', (text, message) => {
  expect(() => strategicPatch(text, SCHEMA)).toThrow(new StatusError(400, 'BadRequest', message))
})

const values = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 2 }, fc.integer(), fc.array(fc.integer()), tie('object')),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
})).object

test('without lists to merge it is a JSON merge patch', () => {
  fc.assert(
    fc.property(values, values, (original, patch) => {
      expect(strategicMerge(original, patch, {})).toEqual(mergePatch(original, patch))
    }),
  )
})

test('a second time changes nothing', () => {
  const lists = fc.record({
    names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    ports: fc.uniqueArray(fc.record({ port: fc.constantFrom(1, 2, 3), name: fc.constantFrom('x', 'y') }), {
      selector: (item) => item.port,
    }),
  })
  fc.assert(
    fc.property(lists, lists, (original, patch) => {
      const once = strategicMerge(original, patch, SCHEMA)
      expect(strategicMerge(once, patch, SCHEMA)).toEqual(once)
    }),
  )
})
