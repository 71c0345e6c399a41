import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  difference,
  elementText,
  fieldSet,
  fromFieldsV1,
  intersection,
  isEmpty,
  NO_FIELDS,
  pathsOf,
  toFieldsV1,
  union,
  withoutField,
} from './field-set.ts'

const paths = fc.array(
  fc.array(fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"', 'v:1'), { minLength: 1, maxLength: 4 }),
  { maxLength: 8 },
)
const sets = paths.map((list) => fieldSet(...list))

test('a member above others is written as a dot', () => {
  const fields = fieldSet(['f:data'], ['f:data', 'f:x'], ['f:metadata', 'f:labels', 'f:a'])
  expect(toFieldsV1(fields)).toEqual({
    'f:data': { '.': {}, 'f:x': {} },
    'f:metadata': { 'f:labels': { 'f:a': {} } },
  })
})

test('fields come before entries of lists, each in order', () => {
  const fields = fieldSet(['v:"b"'], ['v:"a"'], ['k:{"name":"x"}'], ['f:b'], ['f:a'])
  expect(Object.keys(toFieldsV1(fields))).toEqual(['f:a', 'f:b', 'k:{"name":"x"}', 'v:"a"', 'v:"b"'])
})

test.each([
  ['text', 'x'],
  ['an unknown kind of element', { 'z:a': {} }],
  ['an element without its kind', { a: {} }],
  ['keys that are no object', { 'k:1': {} }],
  ['keys that are no JSON', { 'k:{': {} }],
  ['a value that is no JSON', { 'v:x': {} }],
  ['a leaf that is no object', { 'f:a': null }],
])('%s is no set', (_, value) => {
  expect(fromFieldsV1(value)).toBeUndefined()
})

test.each([
  ['f:name', '.name'],
  ['f:a.b/c', '.a.b/c'],
  ['v:"x"', '[="x"]'],
  ['v:1', '[=1]'],
  ['k:{"port":80,"protocol":"TCP"}', '[port=80,protocol="TCP"]'],
])('%s is told as %s', (element, words) => {
  expect(elementText(element)).toBe(words)
})

test('paths are told level by level', () => {
  const fields = fieldSet(['f:a', 'f:z'], ['f:b'], ['f:a', 'f:y', 'v:1'])
  expect(pathsOf(fields)).toEqual(['.b', '.a.z', '.a.y[=1]'])
})

test('a field goes with all below it', () => {
  const fields = fieldSet(['f:status'], ['f:status', 'f:ready'], ['f:spec'])
  expect(withoutField(fields, 'f:status')).toEqual(fieldSet(['f:spec']))
})

test('what a parent is a member of says nothing about its children', () => {
  const child = fieldSet(['f:a', 'f:b'])
  const parent = fieldSet(['f:a'])
  expect(difference(child, parent)).toEqual(child)
  expect(difference(parent, child)).toEqual(parent)
  expect(intersection(parent, child)).toEqual(NO_FIELDS)
})

test('the JSON form says everything', () => {
  fc.assert(
    fc.property(sets, (fields) => {
      expect(fromFieldsV1(toFieldsV1(fields))).toEqual(fields)
    }),
  )
})

test('union, intersection and difference are those of the sets of paths', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const inA = pathsOf(a)
      const inB = pathsOf(b)
      expect(new Set(pathsOf(union(a, b)))).toEqual(new Set([...inA, ...inB]))
      expect(pathsOf(intersection(a, b))).toEqual(inA.filter((path) => inB.includes(path)))
      expect(pathsOf(difference(a, b))).toEqual(inA.filter((path) => !inB.includes(path)))
      expect(isEmpty(difference(a, a))).toBe(true)
    }),
  )
})
