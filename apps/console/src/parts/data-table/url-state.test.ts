import { describe, expect, it } from 'vitest'
import { readTableState, writeTableState, type UrlTableSpec } from './url-state.ts'

const spec: UrlTableSpec = {
  sort: { column: 'state', direction: 'ascending' },
  sortable: ['state', 'age'],
  facets: ['type', 'ownership'],
}
const usual = { filter: '', facets: {}, sort: spec.sort }

describe('reading the query', () => {
  it.each([
    ['', usual],
    ['filter=up%20link', { ...usual, filter: 'up link' }],
    ['sort=age.desc', { ...usual, sort: { column: 'age', direction: 'descending' } }],
    ['sort=age', { ...usual, sort: { column: 'age', direction: 'ascending' } }],
    ['sort=__proto__.desc', usual],
    ['type=public,cloud&ownership=', { ...usual, facets: { type: ['public', 'cloud'] } }],
    ['other=1', usual],
  ])('%j', (query, expected) => {
    expect(readTableState(new URLSearchParams(query), spec)).toEqual(expected)
  })

  it('does not take a filter longer than anybody types', () => {
    expect(readTableState(new URLSearchParams({ filter: 'x'.repeat(5000) }), spec).filter).toHaveLength(200)
  })
})

describe('writing the query', () => {
  it('leaves out what is as usual, and what is not the table’s as it is', () => {
    const written = writeTableState(new URLSearchParams('tab=yaml&filter=old&sort=age.desc'), usual, spec)
    expect(written.toString()).toBe('tab=yaml')
  })

  it('is read again as it was', () => {
    const state = {
      filter: 'a & b',
      facets: { type: ['public'] },
      sort: { column: 'age', direction: 'descending' } as const,
    }
    expect(readTableState(writeTableState(new URLSearchParams(), state, spec), spec)).toEqual(state)
  })
})
