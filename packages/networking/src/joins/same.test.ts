import fc from 'fast-check'
import { expect, it } from 'vitest'
import { same } from './same.ts'

it.each([
  [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: undefined }, { b: undefined }, false],
  [[1], { 0: 1 }, false],
  [null, {}, false],
  [[1, 2], [1], false],
])('of %j and %j is %j', (a, b, expected) => {
  expect(same(a, b)).toBe(expected)
})

it('is so for a copy', () => {
  fc.assert(fc.property(fc.json(), (text) => same(JSON.parse(text), JSON.parse(text))))
})
