import { expect, test } from 'vitest'
import {
  configKey,
  dnsLabel,
  dnsSubdomain,
  generateName,
  labelValue,
  pathSegment,
  qualifiedName,
} from './names.ts'

test.each([
  ['uplink-a', true],
  ['a.b-c.d', true],
  ['a'.repeat(253), true],
  ['a'.repeat(254), false],
  ['', false],
  ['-a', false],
  ['a-', false],
  ['Upper', false],
  ['..', false],
  ['a_b', false],
  ['ü', false],
  ['<b>', false],
])('tells whether %j is a subdomain', (name, valid) => {
  expect(dnsSubdomain(name, false).length === 0).toBe(valid)
})

test('lets a prefix of a generated name end in a dash', () => {
  expect(dnsSubdomain('gen-', true)).toEqual([])
  expect(dnsSubdomain('-', true)).not.toEqual([])
  expect(dnsLabel('gen-', true)).toEqual([])
})

test('words a wrong label as the API server does', () => {
  expect(dnsLabel('T_1', false)).toEqual([
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  ])
  expect(dnsLabel('a'.repeat(64), false)).toEqual(['must be no more than 63 characters'])
})

test('takes for a path segment whatever fits one', () => {
  expect(pathSegment('x:y_Z', false)).toEqual([])
  expect(pathSegment('a/b%', false)).toEqual(["may not contain '/'", "may not contain '%'"])
  expect(pathSegment('..', false)).toEqual(["may not be '..'"])
})

test.each([
  ['app', 0],
  ['kubernetes.io/metadata.name', 0],
  ['a b', 1],
  ['a/b/c', 1],
  ['/x', 1],
  ['x/', 2],
  ['UPPER.io/x', 1],
  [`a/${'x'.repeat(64)}`, 1],
])('finds in the qualified name %j %i problems', (name, problems) => {
  expect(qualifiedName(name)).toHaveLength(problems)
})

test('takes empty and plain label values and no others', () => {
  expect(labelValue('')).toEqual([])
  expect(labelValue('a_b.C-1')).toEqual([])
  expect(labelValue('not ok')).toHaveLength(1)
  expect(labelValue('x'.repeat(64))).toEqual(['must be no more than 63 characters'])
})

test('takes file names as keys of a ConfigMap', () => {
  expect(configKey('plans.yaml')).toEqual([])
  expect(configKey('_x')).toEqual([])
  expect(configKey('a b')).toHaveLength(1)
  expect(configKey('..')).toEqual(["must not be '..'"])
  expect(configKey('..a')).toEqual(["must not start with '..'"])
})

test('generates a name that is a label even from a long base', () => {
  const name = generateName('a'.repeat(100))
  expect(name).toHaveLength(63)
  expect(dnsLabel(name, false)).toEqual([])
  expect(generateName('slb-', () => 0)).toBe('slb-bbbbb')
})
