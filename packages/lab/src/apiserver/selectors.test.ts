import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatLabelSelector,
  matchesLabels,
  parseFieldSelector,
  parseLabelSelector,
  type Requirement,
} from './selectors.ts'

const labels = { app: 'web', tier: 'front', n: '5' }

test.each([
  ['', true],
  ['app=web', true],
  ['app==web', true],
  ['app!=web', false],
  ['other!=web', true],
  ['app in (web, api)', true],
  ['app notin (web,api)', false],
  ['other notin (web)', true],
  ['app', true],
  ['!app', false],
  ['!other', true],
  ['n>4,n<6', true],
  ['n>5', false],
  ['app>1', false],
  ['app=', false],
  ['app=web,tier=back', false],
  ['app in (web),tier', true],
])('%s selects: %s', (text, selected) => {
  expect(matchesLabels(parseLabelSelector(text), labels)).toBe(selected)
})

test('an object without labels has none of them', () => {
  expect(matchesLabels(parseLabelSelector('app'), undefined)).toBe(false)
  expect(matchesLabels(parseLabelSelector('toString'), {})).toBe(false)
})

test.each([
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
  ['==', "found '==', expected: !, identifier, or 'end of string'"],
  ['a=!x', "unable to parse requirement: found '!', expected: identifier"],
  [
    'k>abc',
    "unable to parse requirement: values[0]: Invalid value: \"abc\": for 'Gt', 'Lt' operators, the value must be an integer",
  ],
  [
    `k=${'x'.repeat(64)}`,
    `unable to parse requirement: values[0][k]: Invalid value: "${'x'.repeat(64)}": must be no more than 63 characters`,
  ],
])('refuses %j', (text, message) => {
  expect(() => parseLabelSelector(text)).toThrow(message)
})

const key = fc
  .stringMatching(/^[a-z][a-z0-9]{0,8}(\/[a-z]{1,5})?$/)
  .filter((text) => text !== 'in' && text !== 'notin')
const value = fc.stringMatching(/^([a-z0-9][a-z0-9_.-]{0,8}[a-z0-9])?$/)
const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({
    key,
    operator: fc.constantFrom('in' as const, 'notin' as const),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    key,
    operator: fc.constantFrom('exists' as const, 'absent' as const),
    values: fc.constant([]),
  }),
  fc.record({
    key,
    operator: fc.constantFrom('gt' as const, 'lt' as const),
    values: fc.nat().map((n) => [String(n)]),
  }),
)

test('reads back what it writes', () => {
  fc.assert(
    fc.property(fc.array(requirement, { maxLength: 5 }), (requirements) => {
      expect(parseLabelSelector(formatLabelSelector(requirements))).toEqual(requirements)
    }),
  )
})

test('parses field selectors with their escapes', () => {
  expect(parseFieldSelector('metadata.name=a,type!=Warning,reason==x')).toEqual([
    { field: 'metadata.name', value: 'a', negated: false },
    { field: 'type', value: 'Warning', negated: true },
    { field: 'reason', value: 'x', negated: false },
  ])
  expect(parseFieldSelector('a=x\\,y\\=z')).toEqual([{ field: 'a', value: 'x,y=z', negated: false }])
  expect(() => parseFieldSelector('foo')).toThrow("invalid selector: 'foo'; can't understand 'foo'")
})
