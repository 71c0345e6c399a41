import { expect, it } from 'vitest'
import { quantity } from './quantity.ts'

it.each([
  ['5', 5],
  ['250m', 0.25],
  ['8Gi', 8 * 2 ** 30],
  ['1.5k', 1500],
  ['', undefined],
  [undefined, undefined],
  ['5 apples', undefined],
  ['5constructor', undefined],
  ['-1', undefined],
])('%s is %s', (text, expected) => {
  expect(quantity(text)).toBe(expected)
})
