import { expect, it } from 'vitest'
import { fitColumns, tracks } from './fit-columns.ts'
import type { Column } from './types.ts'

function column(id: string, width: number, more: Partial<Column<object>> = {}): Column<object> {
  return { id, header: id, width, cell: () => null, ...more }
}

const columns = [
  column('name', 200, { grow: 1 }),
  column('ownership', 100, { leaves: 2 }),
  column('usedBy', 100, { leaves: 3 }),
  column('age', 60, { leaves: 1 }),
]

it.each([
  [0, 0, 'name ownership usedBy age'],
  [460, 0, 'name ownership usedBy age'],
  [459, 0, 'name ownership age'],
  [460, 1, 'name ownership age'],
  [359, 0, 'name age'],
  [200, 0, 'name'],
  [100, 0, 'name'],
])('at %i px (%i before them) shows %s', (width, leading, expected) => {
  expect(
    fitColumns(columns, width, leading)
      .map(({ id }) => id)
      .join(' '),
  ).toBe(expected)
})

it('gives the expander and the checkbox their room', () => {
  expect(tracks(columns.slice(0, 1), 1000, 2)).toEqual(['36px', '36px', 'minmax(200px, 1fr)'])
})

it('gives every row the same tracks', () => {
  expect(tracks(columns, 1000, 1)).toEqual(['36px', 'minmax(200px, 1fr)', '100px', '100px', '60px'])
})

it('never makes rows wider than the table', () => {
  expect(
    tracks([column('name', 200, { grow: 1 }), column('type', 80), column('state', 300, { grow: 3 })], 400, 0),
  ).toEqual(['minmax(0, 200fr)', '80px', 'minmax(0, 300fr)'])
})
