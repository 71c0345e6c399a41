import type { CellState } from '@kube-dc/networking/pools/cell-states'
import type { ReactNode } from 'react'
import { classes } from '../classes.ts'
import styles from './CellFace.module.css'

export interface Face {
  /** `edge`: network or broadcast address; `block`: many addresses, filled from the bottom. */
  readonly state: CellState | 'edge' | 'block'
  /** Excluded after somebody had it. */
  readonly isLate?: boolean
  /** Per cent of a block in use, and above that excluded. */
  readonly used?: number
  readonly excluded?: number
  /** Somewhere in a block. */
  readonly hasProblem?: boolean
}

interface CellFaceProps extends Face {
  /** `named` is 44 high and has a label; `small` is 11 to 16 px and shows the same in fewer strokes. */
  look: 'named' | 'small'
  label?: string | undefined
}

/** Drawn in the corner of a named cell; a small one has its mark from the style sheet. */
const MARKS: Partial<Record<Face['state'], ReactNode>> = {
  shared: (
    <path d="M3.9 8a3.6 3.6 0 1 0 7.2 0 3.6 3.6 0 1 0-7.2 0m4.5 0a3.6 3.6 0 1 0 7.2 0 3.6 3.6 0 1 0-7.2 0" />
  ),
  exclusive: <circle cx="11.5" cy="8" r="3.8" className={styles.solid} />,
  gateway: <path d="M6 8h8m-3-3 3 3-3 3" />,
  leaked: <path d="m10.5 3.5 4.5 4.5-4.5 4.5-4.5-4.5z" className={styles.solid} />,
  conflict: <path d="m7 4 8 8m0-8-8 8" />,
}

/** What an address is, as colour and pattern; words for it stand in the name of its cell or beside it. */
export function CellFace(props: CellFaceProps) {
  const { state, look, label, isLate = false, used = 0, excluded = 0, hasProblem = false } = props
  const mark = look === 'named' ? MARKS[state] : undefined
  return (
    <span
      className={classes(styles.face, styles[look], styles[state], isLate && styles.late)}
      data-state={state}
      aria-hidden="true"
    >
      {used > 0 && <span className={styles.used} style={{ height: `${used}%` }} />}
      {excluded > 0 && <span className={styles.out} style={{ height: `${excluded}%`, bottom: `${used}%` }} />}
      {hasProblem && <span className={styles.problem} />}
      {label !== undefined && <span className={styles.label}>{label}</span>}
      {mark !== undefined && (
        <svg viewBox="0 0 16 16" width="16" height="16" className={styles.mark}>
          {mark}
        </svg>
      )}
    </span>
  )
}
