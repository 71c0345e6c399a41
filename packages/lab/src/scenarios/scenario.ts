import type { Place } from './place.ts'

/** One way to break a healthy exposure, and nothing else of it. */
export interface Scenario {
  /** Rows of failures.md that it shows. */
  readonly rows: readonly number[]
  readonly name: string
  /** Object at which the fault is to be found. */
  readonly at: { readonly kind: string; readonly name: string }
  /** Breaks what `standUp` made and found healthy. */
  readonly breaks: (place: Place) => Promise<void>
  /** Makes good what `breaks` did, as a person would. */
  readonly heals: (place: Place) => Promise<void>
  /** Whether the objects show it by now. */
  readonly shows: (place: Place) => Promise<boolean>
}
