import type { Entry } from './row-view.ts'
import type { Selection } from './types.ts'

/** How many of the rows that may be chosen are; undefined where none may. */
export function chosenOf<T>(
  selection: Selection<T> | undefined,
  entries: readonly Entry<T>[],
): 'all' | 'some' | 'none' | undefined {
  if (!selection) return undefined
  if (selection.ids.size === 0) return 'none'
  const { blocked, ids } = selection
  return entries.every(({ id, row }) => ids.has(id) || blocked?.(row) !== undefined) ? 'all' : 'some'
}

/** All rows shown, or none where they all are chosen already. */
export function chooseAll<T>(selection: Selection<T>, entries: readonly Entry<T>[]): void {
  const free = entries.filter(({ row }) => selection.blocked?.(row) === undefined)
  selection.onChange(new Set(chosenOf(selection, entries) === 'all' ? [] : free.map(({ id }) => id)))
}

/** One row more, or one less. */
export function chooseOne<T>(selection: Selection<T>, entry: Entry<T>): void {
  if (selection.blocked?.(entry.row) !== undefined) return
  const ids = new Set(selection.ids)
  if (!ids.delete(entry.id)) ids.add(entry.id)
  selection.onChange(ids)
}
