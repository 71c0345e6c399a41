import type { GridCell, GridWindow } from '@kube-dc/networking/pools/grid'
import { movedTo } from '@kube-dc/networking/pools/grid-move'
import { nameOf, octetOf } from '@kube-dc/networking/pools/grid-words'
import {
  memo,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { useSize } from '../use-size.ts'
import { faceOf, GridCellView } from './GridCellView.tsx'
import styles from './GridLevel.module.css'
import { layoutOf } from './layout.ts'
import { moveOf } from './keys.ts'

interface GridLevelProps {
  /** 0 for the whole block, one more for each window that is open. */
  depth: number
  window: GridWindow
  cells: readonly GridCell[]
  /** The address that is selected, or the smaller block that is open. */
  selected: number | undefined
  /** The only level has no need to say what it shows. */
  isTitled: boolean
  describe: (address: bigint) => string
  onHint: (of: 'focus' | 'pointer', depth: number, index: number | undefined) => void
  onPick: (depth: number, index: number, by: 'key' | 'pointer') => void
  onEscape: (depth: number) => boolean
  /** @returns whether there is a window beside. */
  onBeside: (depth: number, by: -1 | 1) => boolean
}

/** One picture of at most 256 cells: one tab stop, arrows move in it. */
export const GridLevel = memo(function GridLevel(props: GridLevelProps) {
  const { depth, window, cells, selected, isTitled, describe, onHint, onPick } = props
  const root = useRef<HTMLDivElement>(null)
  const { look, columns } = layoutOf(window, useSize(root).width)
  const [active, setActive] = useState<number>()
  const stop = Math.min(active ?? selected ?? 0, cells.length - 1)
  const title = useId()
  const hasFocus = useRef(false)

  // Cells of another width stand in other rows, so the one that has focus is made anew, and focus with it.
  useLayoutEffect(() => {
    if (hasFocus.current && isFocusFree()) cellAt(root.current, stop)?.focus({ preventScroll: true })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only rows that are laid out anew lose focus
  }, [columns])

  function onKeyDown(event: KeyboardEvent): void {
    const at = indexOf(event)
    if (at !== undefined && act(event, at)) event.preventDefault()
  }

  /** @returns whether the key meant something. */
  function act(event: KeyboardEvent, at: number): boolean {
    if (event.key === 'Enter' || event.key === ' ') onPick(depth, at, 'key')
    else if (event.key === 'Escape') return props.onEscape(depth)
    else if (event.key === 'PageUp' && props.onBeside(depth, -1)) return true
    else if (event.key === 'PageDown' && props.onBeside(depth, 1)) return true
    else {
      const move = moveOf(event)
      if (!move) return false
      cellAt(root.current, movedTo(at, move, cells.length, columns))?.focus()
    }
    return true
  }

  function onFocus(event: FocusEvent): void {
    hasFocus.current = true
    setActive(indexOf(event))
    onHint('focus', depth, indexOf(event))
  }

  function onBlur(event: FocusEvent): void {
    // A cell that is taken away lets nobody else have focus.
    if (event.relatedTarget !== null) hasFocus.current = false
    onHint('focus', depth, undefined)
  }

  function onClick(event: MouseEvent): void {
    const at = indexOf(event)
    if (at !== undefined) onPick(depth, at, 'pointer')
  }

  return (
    <div className={styles.level} ref={root}>
      <p id={title} className={isTitled ? styles.title : styles.untitled}>
        <b>{depth === 0 && isTitled ? `All of ${window.cidr}` : window.cidr}</b> {meaningOf(window)}
      </p>
      <div
        role="grid"
        aria-labelledby={title}
        data-level={depth}
        className={styles.grid}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
        onClick={onClick}
        onPointerOver={(event) => onHint('pointer', depth, indexOf(event))}
        onPointerLeave={() => onHint('pointer', depth, undefined)}
      >
        {rowsOf(cells, columns).map((row, number) => (
          <div key={number} role="row" className={`${styles.row} ${styles[`${look}-${columns}`]}`}>
            {look === 'small' && (
              <span className={styles.axis} aria-hidden="true">
                {row[0] && octetOf(row[0], window)}
              </span>
            )}
            {row.map((cell, place) => {
              const index = number * columns + place
              return (
                <GridCellView
                  key={index}
                  index={index}
                  name={cell.kind === 'address' ? describe(cell.address) : nameOf(cell)}
                  look={look}
                  label={look === 'named' ? octetOf(cell, window) : undefined}
                  isTabStop={index === stop}
                  isSelected={index === selected}
                  {...faceOf(cell)}
                />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
})

function meaningOf({ step, cellPrefix }: GridWindow): string {
  return step === 1n ? 'one cell is an address' : `one cell is a /${cellPrefix}, filled as far as it is used`
}

function rowsOf(cells: readonly GridCell[], columns: number): readonly (readonly GridCell[])[] {
  return Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns),
  )
}

/** Which cell an event is about. */
function indexOf({ target }: { readonly target: EventTarget }): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return cell ? Number(cell.dataset['index']) : undefined
}

function cellAt(root: HTMLElement | null, index: number): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
}

/** Nobody has focus, as after what had it was taken away. */
export function isFocusFree(): boolean {
  return document.activeElement === document.body
}
