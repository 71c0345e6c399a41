import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRowView } from './row-view.ts'
import type { Column, Facet, TableState } from './types.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly rank: number | undefined
  readonly kind: 'a' | 'b'
}

const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 100,
    cell: (row) => row.name,
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  { id: 'rank', header: 'Rank', width: 100, cell: (row) => row.rank, sortValue: (row) => row.rank },
]
const facets: readonly Facet<Row>[] = [
  {
    id: 'kind',
    label: 'Kind',
    options: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ],
    value: (row) => row.kind,
  },
]
const spec = { columns, facets, rowId: (row: Row) => row.id }

function row(id: string, change: Partial<Row> = {}): Row {
  return { id, name: id, rank: 0, kind: 'a', ...change }
}

function state(change: Partial<TableState> = {}): TableState {
  return { filter: '', facets: {}, sort: { column: 'name', direction: 'ascending' }, ...change }
}

function shown(rows: readonly Row[], chosen: TableState): readonly string[] {
  return createRowView(spec)(rows, chosen).entries.map(({ id }) => id)
}

describe('order', () => {
  it('is that of numbers inside names, and the id decides between equals', () => {
    expect(shown([row('uplink-10'), row('uplink-9'), row('Uplink-9')], state())).toEqual([
      'Uplink-9',
      'uplink-9',
      'uplink-10',
    ])
  })

  it('has rows without a value last in both directions', () => {
    const rows = [row('none', { rank: undefined }), row('two', { rank: 2 }), row('one', { rank: 1 })]
    const by = (direction: 'ascending' | 'descending') => state({ sort: { column: 'rank', direction } })
    expect(shown(rows, by('ascending'))).toEqual(['one', 'two', 'none'])
    expect(shown(rows, by('descending'))).toEqual(['two', 'one', 'none'])
  })
})

describe('filter', () => {
  const rows = [row('uplink-a'), row('uplink-b', { kind: 'b' }), row('slb-web')]

  it.each([
    ['UPLINK', ['uplink-a', 'uplink-b']],
    ['up  b', ['uplink-b']],
    ['  ', ['slb-web', 'uplink-a', 'uplink-b']],
    ['nothing', []],
    ['.*', []],
  ])('%j leaves %j', (filter, expected) => {
    expect(shown(rows, state({ filter }))).toEqual(expected)
  })

  it('and facets both have to match', () => {
    expect(shown(rows, state({ filter: 'uplink', facets: { kind: ['b'] } }))).toEqual(['uplink-b'])
    expect(shown(rows, state({ facets: { kind: ['a', 'b'] } }))).toHaveLength(3)
    expect(shown(rows, state({ facets: { kind: [] } }))).toHaveLength(3)
  })
})

describe('following changes', () => {
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      name: fc.string({ unit: fc.constantFrom('a', 'b', 'B', '-'), maxLength: 4 }),
      rank: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      kind: fc.constantFrom('a' as const, 'b' as const),
    }),
    { selector: ({ id }) => id, maxLength: 120 },
  )
  const chosen = fc.record({
    filter: fc.constantFrom('', 'a', 'ab', 'ab b', 'B', 'b a', 'b-a', '  ', 'c'),
    facets: fc.constantFrom({}, { kind: ['a'] }),
    sort: fc.record({
      column: fc.constantFrom('name', 'rank'),
      direction: fc.constantFrom('ascending' as const, 'descending' as const),
    }),
  })

  it('gives what sorting and filtering from scratch gives, after any rows and choices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(rows, fc.array(fc.boolean()), chosen), { minLength: 1, maxLength: 8 }),
        (steps) => {
          const view = createRowView(spec)
          let last: readonly Row[] = []
          for (const [next, keep, choice] of steps) {
            // Some rows stay the very same objects, as in a live list.
            const before = new Map(last.map((one) => [one.id, one]))
            last = next.map(
              (one, index) => (keep[index % Math.max(1, keep.length)] && before.get(one.id)) || one,
            )
            const followed = view(last, choice)
            const fresh = createRowView(spec)(last, choice)
            expect(followed.entries.map((entry) => entry.row)).toEqual(
              fresh.entries.map((entry) => entry.row),
            )
            expect(followed.total).toBe(last.length)
            for (const kind of ['a', 'b']) {
              const count = last.filter((one) => one.kind === kind).length
              expect(followed.counts.get('kind')?.get(kind) ?? 0).toBe(count)
            }
          }
        },
      ),
    )
  })

  it('keeps what did not change: the list, the counts, and the entries of other rows', () => {
    const view = createRowView(spec)
    const first = [row('a'), row('b'), row('c')]
    const before = view(first, state())
    expect(view(first, state())).toEqual(before)
    expect(view(first, state()).entries).toBe(before.entries)

    const changed = first.map((one) => (one.id === 'b' ? row('b', { rank: 7 }) : one))
    const after = view(changed, state())
    expect(after.counts).toBe(before.counts)
    expect(after.entries[0]).toBe(before.entries[0])
    expect(after.entries[1]).not.toBe(before.entries[1])
  })

  it('tells what came into a table that was already shown', () => {
    const view = createRowView(spec)
    const a = row('a')
    expect(view([a], state()).entries[0]?.arrivedAt).toBeUndefined()
    const [old, added] = view([a, row('b')], state()).entries
    expect(old?.arrivedAt).toBeUndefined()
    expect(added?.arrivedAt).toBeTypeOf('number')
  })

  it('looks only at what a filter left while it grows', () => {
    const view = createRowView(spec)
    const rows = ['alpha', 'beta', 'alto'].map((id) => row(id))
    const facets = {}
    const looked: string[] = []
    for (const entry of view(rows, state({ facets })).entries) {
      const { id, search } = entry
      Object.defineProperty(entry, 'search', { get: () => (looked.push(id), search) })
    }
    const after = (filter: string) => {
      looked.length = 0
      return view(rows, state({ facets, filter })).entries.map(({ id }) => id)
    }
    expect(after('al')).toEqual(['alpha', 'alto'])
    expect(looked).toHaveLength(3)
    expect(after('alt')).toEqual(['alto'])
    expect(looked).toHaveLength(2)
    expect(after('al')).toEqual(['alpha', 'alto'])
    expect(looked).toHaveLength(3)
  })

  it('sorts 10,000 rows no further for a change of one', () => {
    let reads = 0
    const counting = createRowView({
      ...spec,
      columns: [
        {
          id: 'name',
          header: 'Name',
          width: 1,
          cell: () => null,
          sortValue: (one: Row) => ((reads += 1), one.name),
        },
      ],
    })
    const many = Array.from({ length: 10_000 }, (_, index) => row(`row-${index}`))
    counting(many, state())
    expect(reads).toBe(10_000)
    const next = many.with(5000, row('row-5000', { name: 'zzz' }))
    expect(counting(next, state()).entries.at(-1)?.id).toBe('row-5000')
    expect(reads).toBe(10_001)
  })
})
