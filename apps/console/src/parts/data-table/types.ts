import type { ReactNode } from 'react'
import type { Words } from '../Hint.tsx'
import type { GlyphState } from '../StateGlyph.tsx'

/** One column, declared at module scope: cells are given the row and nothing else, so they render only when it changes. */
export interface Column<T> {
  readonly id: string
  /** Empty for a column of buttons, which assistive technology hears as “Actions”. */
  readonly header: string
  /** What the word at its head means, for whoever stays on it. */
  readonly hint?: Words
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
  /** Makes the column sortable; read once per row object. Undefined sorts last in both directions. */
  readonly sortValue?: (row: T) => string | number | undefined
  /** What the filter box finds this row by; read once per row object. */
  readonly searchText?: (row: T) => string
  /** What stands in an exported file, where that is not `searchText`. Columns with neither are not exported. */
  readonly text?: (row: T) => string | undefined
  /** Not shown until somebody chooses it. Like columns that may leave, it is the person's choice. */
  readonly offered?: boolean
}

/** What a row can show under itself, at module scope. */
export interface Expansion<T> {
  /** Names the control in each row: "Endpoints". */
  readonly label: string
  readonly content: (row: T) => ReactNode
}

/** The lines of a row's card under 760 px, below its name. */
export interface CardLines {
  /** At the right of the name: the address. */
  readonly corner?: ReactNode
  /** State with its reason. */
  readonly line: ReactNode
  /** Chips; at their right, the age. */
  readonly foot?: ReactNode
  readonly footEnd?: ReactNode
}

export interface FacetOption {
  readonly value: string
  readonly label: string
}

/** A filter with a few values, as its control shows it. */
export interface FacetChoice {
  readonly id: string
  readonly label: string
  /** One option makes a switch that tells its count, "Needs attention 3"; several make a menu. */
  readonly options: readonly FacetOption[]
  /** Stands before the label of a switch. */
  readonly glyph?: GlyphState
}

/** A filter with a few values. */
export interface Facet<T> extends FacetChoice {
  /** The values that a row has; read once per row object. */
  readonly value: (row: T) => string | readonly string[] | undefined
}

export interface SortState {
  /** Id of a column with a `sortValue`. */
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

/** Rows chosen for a bulk action. */
export interface Selection<T> {
  readonly ids: ReadonlySet<string>
  readonly onChange: (ids: ReadonlySet<string>) => void
  /** Why a row cannot be chosen; its checkbox says so and stays off. */
  readonly blocked?: (row: T) => string | undefined
}
