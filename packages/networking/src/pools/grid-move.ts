/** Where a key leads in a picture of rows. */
export type GridMove =
  'before' | 'after' | 'up' | 'down' | 'row-start' | 'row-end' | 'first' | 'last' | 'top' | 'bottom'

/**
 * The cell that a move leads to: addresses go on in the next row, so `after` the end of a row is its next row's start;
 * `top` and `bottom` stay in the column. Where there is no such cell it is the one it was.
 *
 * @param columns cells of a full row; the last one may be shorter.
 */
export function movedTo(index: number, move: GridMove, count: number, columns: number): number {
  const start = index - (index % columns)
  const target = {
    before: index - 1,
    after: index + 1,
    up: index - columns,
    down: index + columns,
    'row-start': start,
    'row-end': Math.min(start + columns, count) - 1,
    first: 0,
    last: count - 1,
    top: index % columns,
    bottom: lastInColumn(index % columns, count, columns),
  }[move]
  return target >= 0 && target < count ? target : index
}

function lastInColumn(column: number, count: number, columns: number): number {
  return column + columns * Math.floor((count - 1 - column) / columns)
}
