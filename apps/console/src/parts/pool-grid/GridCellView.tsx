import type { GridCell } from '@kube-dc/networking/pools/grid'
import { usedOf } from '@kube-dc/networking/pools/grid'
import { memo } from 'react'
import { classes } from '../classes.ts'
import { CellFace, type Face } from './CellFace.tsx'
import styles from './GridCellView.module.css'

interface GridCellViewProps extends Face {
  index: number
  /** What is said of it in full. */
  name: string
  look: 'named' | 'small'
  /** The octet that a named cell shows. */
  label: string | undefined
  isTabStop: boolean
  isSelected: boolean
}

/** One cell. All it is given is plain values, so that a change renders those cells that come out different. */
export const GridCellView = memo(function GridCellView(props: GridCellViewProps) {
  const { index, name, isTabStop, isSelected, ...face } = props
  return (
    <div
      role="gridcell"
      tabIndex={isTabStop ? 0 : -1}
      aria-label={name}
      aria-selected={isSelected}
      {...(face.state === 'edge' && { 'aria-disabled': true })}
      data-index={index}
      className={classes(styles.cell, isSelected && styles.selected)}
    >
      <CellFace {...face} />
    </div>
  )
})

/** How a cell is drawn. */
export function faceOf(cell: GridCell): Face {
  if (cell.kind === 'edge') return { state: 'edge' }
  if (cell.kind === 'address') {
    const { state, isExcluded } = cell
    return { state, isLate: isExcluded && state !== 'excluded' && state !== 'gateway' }
  }
  const { whole, parts } = cell.tally
  return {
    state: 'block',
    used: percent(usedOf(cell.tally), whole),
    excluded: percent(parts.excluded, whole),
    hasProblem: parts.problems > 0,
  }
}

/** Whole per cent, but never nothing for something nor all for less. */
function percent(part: number, whole: number): number {
  if (part === 0 || part === whole) return part === 0 ? 0 : 100
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)))
}
