import type { ReactNode } from 'react'
import type { GlyphState } from '../StateGlyph.tsx'

/** One column, declared at module scope: cells are given the row and nothing else, so they render only when it changes. */
export interface Column<T> {
  readonly id: string
  readonly header: string
  /** Pixels; the least where the column also grows. */
  readonly width: number
  /** Share of the width that is left; columns without it keep their width. At least one column grows. */
  readonly grow?: number
  readonly align?: 'start' | 'end'
  /** Columns with the highest number leave first when there is no room; those without one always stay. */
  readonly leaves?: number
  readonly cell: (row: T) => ReactNode
  /** This column names the row: its cell is the link to the row's details. Exactly one column has it. */
  readonly names?: boolean
  /** Stands after the link of a naming column, such as a chip. */
  readonly aside?: (row: T) => ReactNode
  /** Makes the column sortable; computed once per row object. Numbers before texts, undefined last. */
  readonly sortValue?: (row: T) => string | number | undefined
  /** What the filter box finds this row by; computed once per row object. */
  readonly searchText?: (row: T) => string
}

export interface FacetOption {
  readonly value: string
  readonly label: string
}

/** A filter with a few values. */
export interface Facet<T> {
  readonly id: string
  readonly label: string
  readonly options: readonly FacetOption[]
  /** The values that a row has; computed once per row object. */
  readonly value: (row: T) => string | readonly string[] | undefined
  /** A facet of one option is a button to switch on and off, with the number of its rows: "Needs attention 3". */
  readonly glyph?: GlyphState
}

export interface SortState {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** What the person has chosen; it belongs in the URL (`useUrlTableState`). */
export interface TableState {
  readonly filter: string
  /** Chosen values by facet id; absent and empty mean all. */
  readonly facets: Readonly<Record<string, readonly string[]>>
  readonly sort: SortState
}

export interface Selection {
  readonly ids: ReadonlySet<string>
  onChange(ids: ReadonlySet<string>): void
  /** Why a row cannot be selected, by row id; such rows have no checkbox but the reason. */
  blocked?(id: string): string | undefined
}
