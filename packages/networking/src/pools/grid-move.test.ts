import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movedTo, type GridMove } from './grid-move.ts'

describe('a move in a picture of 20 cells in rows of 8', () => {
  it.each<[GridMove, number, number]>([
    ['after', 7, 8],
    ['after', 19, 19],
    ['before', 8, 7],
    ['before', 0, 0],
    ['up', 9, 1],
    ['up', 1, 1],
    ['down', 9, 17],
    ['down', 13, 13],
    ['row-start', 13, 8],
    ['row-end', 9, 15],
    ['row-end', 17, 19],
    ['first', 13, 0],
    ['last', 3, 19],
    ['top', 18, 2],
    ['bottom', 2, 18],
    ['bottom', 6, 14],
  ])('%s of %i is %i', (move, from, to) => {
    expect(movedTo(from, move, 20, 8)).toBe(to)
  })

  it('never leaves the picture', () => {
    const moves = fc.constantFrom<GridMove>(
      'before',
      'after',
      'up',
      'down',
      'row-start',
      'row-end',
      'top',
      'bottom',
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 256 }),
        fc.integer({ min: 1, max: 32 }),
        fc.nat(),
        moves,
        (count, columns, seed, move) => {
          const to = movedTo(seed % count, move, count, columns)
          expect(to).toBeGreaterThanOrEqual(0)
          expect(to).toBeLessThan(count)
        },
      ),
    )
  })
})
