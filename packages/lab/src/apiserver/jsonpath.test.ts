import { expect, test } from 'vitest'
import { compileJsonPath } from './jsonpath.ts'

const object = {
  metadata: { name: 'x', labels: { 'a.b/c': 'dotted' } },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Other', status: 'False' },
    ],
    ips: ['1.1.1.1', '2.2.2.2'],
    nothing: null,
  },
}

test.each([
  ['.metadata.name', ['x']],
  ['metadata.name', ['x']],
  ['.metadata.labels.a\\.b/c', ['dotted']],
  [".metadata.labels['a.b/c']", ['dotted']],
  ['.status.ips[1]', ['2.2.2.2']],
  ['.status.ips[*]', ['1.1.1.1', '2.2.2.2']],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  [".status.conditions[?(@.type == 'Other')].status", ['False']],
  ['.status.nothing', []],
  ['.nope.deeper', []],
  ['.status.ips[7]', []],
  ['.metadata.constructor', []],
])('%s', (path, found) => {
  expect(compileJsonPath(path)(object)).toEqual(found)
})

test('says what it cannot read', () => {
  expect(() => compileJsonPath('.a[(@.length-1)]')).toThrow(
    'cannot read the JSONPath ".a[(@.length-1)]" from "[(@.length-1)]" on',
  )
})
