import type { GridWindow } from '@kube-dc/networking/pools/grid'

export interface GridLayout {
  readonly look: 'named' | 'small'
  readonly columns: 4 | 8 | 16 | 32
}

/** Most cells that are large enough for their octet. */
const NAMED = 64

/**
 * How the cells of a window are laid out in so many pixels: names need 33, small cells 11 and their axis 34.
 * Rows are powers of two, so that a row begins at an octet that means something. 0 pixels: not measured yet.
 */
export function layoutOf({ count }: Pick<GridWindow, 'count'>, width: number): GridLayout {
  if (count <= NAMED)
    return { look: 'named', columns: isUnder(width, 726) ? (isUnder(width, 290) ? 4 : 8) : 16 }
  return { look: 'small', columns: isUnder(width, 434) ? 16 : 32 }
}

function isUnder(width: number, least: number): boolean {
  return width > 0 && width < least
}
