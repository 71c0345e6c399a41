import fc from 'fast-check'
import library from 'fast-json-patch'
import { expect, test } from 'vitest'
import { isObject, parseJson, type Json, type JsonObject } from './json.ts'
import { JSON_PATCH, MERGE_PATCH, mergePatch, parsePatch } from './patch.ts'

/** The examples of RFC 7386, appendix A. */
test.each([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('merges %s with %s', (target, patch, result) => {
  expect(mergePatch(parseJson(target), parseJson(patch))).toEqual(parseJson(result))
})

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ maxLength: 4 }),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd/e', 'f~g', ''), tie('json'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}))
const object = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd/e', 'f~g'), json, {
  maxKeys: 4,
  noNullPrototype: true,
})

/** The patch that RFC 7386 makes of two objects; nulls inside cannot be expressed. */
function difference(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {}
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null
  for (const [key, value] of Object.entries(to)) {
    const before = from[key]
    patch[key] = isObject(before) && isObject(value) ? difference(before, value) : value
  }
  return patch
}

const hasNull = (value: Json): boolean =>
  value === null || (Array.isArray(value) ? false : isObject(value) && Object.values(value).some(hasNull))

test('a merge patch that tells the difference leads to the other object', () => {
  fc.assert(
    fc.property(
      object,
      object.filter((value) => !hasNull(value)),
      (from, to) => {
        expect(mergePatch(from, difference(from, to))).toEqual(to)
      },
    ),
  )
})

test('merging changes neither the object nor the patch, and doing it twice changes nothing more', () => {
  fc.assert(
    fc.property(object, object, (target, patch) => {
      const before = JSON.stringify([target, patch])
      const once = mergePatch(target, patch)
      expect(mergePatch(once, patch)).toEqual(once)
      expect(JSON.stringify([target, patch])).toBe(before)
    }),
  )
})

test('a JSON patch that tells the difference leads to the other object', () => {
  fc.assert(
    fc.property(object, object, (from, to) => {
      const before = JSON.stringify(from)
      const patch = parsePatch(JSON_PATCH, JSON.stringify(library.compare(from, to)))
      expect(patch(from)).toEqual(to)
      expect(JSON.stringify(from)).toBe(before)
    }),
  )
})

const apply = (operations: Json, target: JsonObject) =>
  parsePatch(JSON_PATCH, JSON.stringify(operations))(target)

test('adds to lists, moves, copies and tests', () => {
  const target = { list: [1, 2], a: { b: 'c' } }
  expect(apply([{ op: 'add', path: '/list/-', value: 3 }], target)).toMatchObject({ list: [1, 2, 3] })
  expect(apply([{ op: 'add', path: '/list/0', value: 0 }], target)).toMatchObject({ list: [0, 1, 2] })
  expect(apply([{ op: 'move', from: '/a/b', path: '/m' }], target)).toMatchObject({ a: {}, m: 'c' })
  expect(apply([{ op: 'copy', from: '/a', path: '/k' }], target)).toMatchObject({ k: { b: 'c' } })
  expect(apply([{ op: 'test', path: '/a/b', value: 'c' }], target)).toEqual(target)
})

test('replaces a field that is not there by adding it, as the API server does', () => {
  expect(apply([{ op: 'replace', path: '/a/x', value: 1 }], { a: {} })).toEqual({ a: { x: 1 } })
})

test.each([
  [[{ op: 'remove', path: '/nope' }]],
  [[{ op: 'test', path: '/a', value: 2 }]],
  [[{ op: 'add', path: '/nope/x/y', value: 1 }]],
  [[{ op: 'jump', path: '/a' }]],
  [[{ op: 'move', path: '/a' }]],
  [[{ op: 'replace', path: '', value: 1 }]],
  [['x']],
])('rejects %j without saying why', (operations) => {
  expect(() => apply(operations, { a: 1 })).toThrow(
    'the server rejected our request due to an error in our request',
  )
})

test.each([
  [MERGE_PATCH, '{', 'error decoding patch: unexpected end of JSON input'],
  [
    MERGE_PATCH,
    '[]',
    'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  ],
  [
    JSON_PATCH,
    '{}',
    'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  ],
] as const)('cannot decode %s of %s', (type, text, message) => {
  expect(() => parsePatch(type, text)).toThrow(message)
})

test('a patch cannot reach the prototype of objects', () => {
  parsePatch(
    MERGE_PATCH,
    '{"__proto__":{"polluted":true},"a":{"\\u005f_proto__":{"polluted":true}}}',
  )({ a: {} })
  expect(() => apply([{ op: 'add', path: '/__proto__/polluted', value: true }], {})).toThrow()
  expect('polluted' in {}).toBe(false)
})
