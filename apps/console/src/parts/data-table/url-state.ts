import type { Column, Facet, SortState, TableState } from './types.ts'

/** What of the query belongs to a table, and what it is when the query does not say. */
export interface UrlTableSpec {
  readonly sort: SortState
  /** Columns that can be sorted by; a query that names another is ignored. */
  readonly sortable: readonly string[]
  /** Ids of the facets; each is a parameter of its own. */
  readonly facets: readonly string[]
}

/** What most tables have: every column with a key for it sorts, and every facet is in the query. At module scope. */
export function urlTableSpec(
  columns: readonly Pick<Column<never>, 'id' | 'sortValue'>[],
  facets: readonly Pick<Facet<never>, 'id'>[],
  sort: SortState,
): UrlTableSpec {
  return {
    sort,
    sortable: columns.flatMap(({ id, sortValue }) => (sortValue ? [id] : [])),
    facets: facets.map(({ id }) => id),
  }
}

/** Longer than anything worth typing; the query is text from anywhere. */
const MAX_FILTER = 200

/** Reads `?filter=…&sort=age.desc&type=public,cloud`. */
export function readTableState(params: URLSearchParams, spec: UrlTableSpec): TableState {
  const [column = '', direction] = (params.get('sort') ?? '').split('.')
  return {
    filter: (params.get('filter') ?? '').slice(0, MAX_FILTER),
    sort: spec.sortable.includes(column)
      ? { column, direction: direction === 'desc' ? 'descending' : 'ascending' }
      : spec.sort,
    facets: Object.fromEntries(
      spec.facets.flatMap((id) => {
        const values = (params.get(id) ?? '').split(',').filter(Boolean)
        return values.length > 0 ? [[id, values]] : []
      }),
    ),
  }
}

/** The query with the table's part of it as the state says; what is as usual is left out, the rest stays. */
export function writeTableState(
  params: URLSearchParams,
  state: TableState,
  spec: UrlTableSpec,
): URLSearchParams {
  const next = new URLSearchParams(params)
  const set = (name: string, value: string): void => {
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  const { column, direction } = state.sort
  const usual = column === spec.sort.column && direction === spec.sort.direction
  set('filter', state.filter.slice(0, MAX_FILTER))
  set('sort', usual ? '' : `${column}.${direction === 'descending' ? 'desc' : 'asc'}`)
  for (const id of spec.facets) set(id, (state.facets[id] ?? []).join(','))
  return next
}
