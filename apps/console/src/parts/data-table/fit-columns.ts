import type { Column } from './types.ts'

/** Width of each column before the first: the expander, the checkbox. */
export const LEAD = 36

/**
 * The columns that fit into a width, in their order. Those that may leave do so by their number, the highest first; a
 * width of 0 is not known yet and takes nothing away.
 *
 * @param leading how many narrow columns stand before them.
 */
export function fitColumns<T>(
  columns: readonly Column<T>[],
  width: number,
  leading: number,
): readonly Column<T>[] {
  if (width === 0) return columns
  const leaving = columns
    .filter((column) => column.leaves !== undefined)
    .sort((a, b) => (b.leaves ?? 0) - (a.leaves ?? 0))
  let room = width - leading * LEAD - columns.reduce((sum, column) => sum + column.width, 0)
  const gone = new Set<string>()
  for (const column of leaving) {
    if (room >= 0) break
    gone.add(column.id)
    room += column.width
  }
  return gone.size === 0 ? columns : columns.filter((column) => !gone.has(column.id))
}

/**
 * CSS tracks of every row: widths that are the same in all rows, however long the contents. Columns that grow also give
 * way, in proportion to their widths, where those that always stay need more than there is.
 */
export function tracks<T>(columns: readonly Column<T>[], width: number, leading: number): readonly string[] {
  const needed = leading * LEAD + columns.reduce((sum, column) => sum + column.width, 0)
  const tight = width > 0 && needed > width
  const own = columns.map((column) => {
    if (column.grow === undefined) return `${column.width}px`
    return tight ? `minmax(0, ${column.width}fr)` : `minmax(${column.width}px, ${column.grow}fr)`
  })
  return [...Array<string>(leading).fill(`${LEAD}px`), ...own]
}
