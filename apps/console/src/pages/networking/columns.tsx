import { Age } from '../../parts/Age.tsx'
import type { Column, Facet } from '../../parts/data-table/types.ts'
import { needsAttention, stateRank, type Row } from './rows.ts'
import { State } from './State.tsx'

/** The column of states, as every list has it. */
export const STATE: Column<Row<unknown>> = {
  id: 'state',
  header: 'State',
  width: 268,
  grow: 2,
  cell: (row) => <State row={row} />,
  sortValue: ({ state }) => stateRank(state),
  searchText: ({ state }) => state.reason,
}

export const AGE: Column<Row<unknown>> = {
  id: 'age',
  header: 'Age',
  width: 68,
  align: 'end',
  leaves: 1,
  cell: ({ meta }) => <Age since={meta.createdAt} />,
  sortValue: ({ meta }) => -Date.parse(meta.createdAt),
  text: ({ meta }) => meta.createdAt,
}

export const ATTENTION: Facet<Row<unknown>> = {
  id: 'attention',
  label: 'Needs attention',
  glyph: 'broken',
  options: [{ value: 'yes', label: 'Needs attention' }],
  value: ({ state }) => (needsAttention(state) ? 'yes' : undefined),
}

export const TYPE_OPTIONS = [
  { value: 'public', label: 'Public' },
  { value: 'cloud', label: 'Cloud' },
  { value: 'unknown', label: 'Unknown' },
] as const
