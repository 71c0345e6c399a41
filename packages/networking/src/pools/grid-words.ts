import type { CellState } from './cell-states.ts'
import { usedOf, type GridCell, type GridWindow, type Tally } from './grid.ts'

/** What an address is, in a word or two. */
export const CELL_WORDS: Readonly<Record<CellState, string>> = {
  exclusive: 'exclusive',
  shared: 'shared',
  released: 'released',
  gateway: 'gateway',
  'router-port': 'router port',
  platform: 'held by the platform',
  excluded: 'excluded',
  leaked: 'leaked',
  conflict: 'conflict',
  free: 'free',
}

/** The number that tells a cell from its neighbours, as it is written in the picture: `.28`. */
export function octetOf({ address }: Pick<GridCell, 'address'>, { step }: GridWindow): string {
  return `.${(address / step) & 255n}`
}

/** A cell in full, without who holds it: `203.0.113.28, conflict`. */
export function nameOf(cell: GridCell): string {
  if (cell.kind === 'edge') return `${cell.text}, ${cell.edge} address`
  if (cell.kind === 'block') return `${cell.text}, ${tallyWords(cell.tally)}`
  const late = cell.isExcluded && cell.state !== 'excluded' && cell.state !== 'gateway'
  return `${cell.text}, ${CELL_WORDS[cell.state]}${late ? ', excluded' : ''}`
}

function tallyWords(tally: Tally): string {
  const { excluded, problems, free } = tally.parts
  return [
    `${count(usedOf(tally))} in use`,
    ...(problems > 0 ? [`${count(problems)} of them with problems`] : []),
    ...(excluded > 0 ? [`${count(excluded)} excluded`] : []),
    `${count(free)} free of ${count(tally.whole)}`,
  ].join(', ')
}

/** Made once: a picture asks for hundreds of figures at a time. */
const FIGURES = new Intl.NumberFormat('en')

function count(value: number): string {
  return FIGURES.format(value)
}
