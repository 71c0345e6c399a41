import { expect, test } from 'vitest'
import { humanDuration, printerColumn, since } from './columns.ts'
import type { Json } from './json.ts'
import type { KubeObject } from './object.ts'

const S = 1000
const M = 60 * S
const H = 60 * M
const D = 24 * H

test.each([
  [-2 * S, '<invalid>'],
  [-S, '0s'],
  [0, '0s'],
  [119 * S, '119s'],
  [120 * S, '2m'],
  [3 * M + 20 * S, '3m20s'],
  [10 * M + 59 * S, '10m'],
  [179 * M, '179m'],
  [5 * H + 12 * M, '5h12m'],
  [8 * H, '8h'],
  [47 * H, '47h'],
  [51 * H, '2d3h'],
  [8 * D + H, '8d'],
  [729 * D, '729d'],
  [1057 * D, '2y327d'],
  [3000 * D, '8y'],
])('%i ms is %s', (milliseconds, text) => {
  expect(humanDuration(milliseconds)).toBe(text)
})

test('a time that is missing is unknown', () => {
  expect(since(undefined, new Date())).toBe('<unknown>')
  expect(since('soon', new Date())).toBe('<invalid>')
})

const object: KubeObject = {
  kind: 'X',
  apiVersion: 'x/v1',
  metadata: { name: 'x', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { n: 5.7, list: ['a', 'b'], flag: false, text: 't', when: '2026-01-01T00:00:00Z' },
}

test.each<[string, string, Json]>([
  ['string', '.spec.text', 't'],
  ['string', '.spec.list', '["a","b"]'],
  ['string', '.spec.n', '5.7'],
  ['string', '.spec.nope', null],
  ['integer', '.spec.n', 5],
  ['number', '.spec.n', 5.7],
  ['integer', '.spec.text', null],
  ['boolean', '.spec.flag', false],
  ['boolean', '.spec.text', null],
  ['date', '.spec.when', '60s'],
  ['date', '.spec.n', null],
])('a %s column of %s', (type, jsonPath, cell) => {
  const column = printerColumn({ name: 'C', type, jsonPath })
  expect(column.value(object, new Date('2026-01-01T00:01:00Z'))).toEqual(cell)
})
