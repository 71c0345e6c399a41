import {
  depthOf,
  gridCells,
  indexIn,
  pathTo,
  windowBeside,
  type GridCell,
  type GridWindow,
  type HeldCell,
} from '@kube-dc/networking/pools/grid'
import { nameOf } from '@kube-dc/networking/pools/grid-words'
import type { PoolBlock } from '@kube-dc/networking/pools/pool'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { announce } from '../announcer.ts'
import { useStable } from '../use-stable.ts'
import { GridLevel, isFocusFree } from './GridLevel.tsx'
import { HeldList } from './HeldList.tsx'
import styles from './PoolGrid.module.css'

export interface PoolGridProps {
  block: PoolBlock
  /** As a ledger has them: ascending, of any family; the same objects where nothing changed. */
  held: readonly HeldCell[]
  /** CIDR of the window that is open, such as `100.72.3.0/24`; fit for a URL. What is no window opens none. */
  zoom?: string | undefined
  onZoom: (cidr: string | undefined) => void
  selected?: bigint | undefined
  /** Of a host address, never of the network's or broadcast's. */
  onSelect: (address: bigint) => void
  /** All that is said of a host address. The same function as long as its answers are. */
  describe: (address: bigint) => string
}

/**
 * A pool, one cell per address. A larger one is a picture of its /24s with the open one beside it, and so on, at most
 * four pictures of 256 cells: no canvas is needed, whatever the size. IPv6 is not drawn but listed.
 */
export function PoolGrid(props: PoolGridProps) {
  const { block, held, selected, onSelect } = props
  if (depthOf(block) > 0) return <Levels {...props} />
  return <HeldList block={block} held={held} selected={selected} onSelect={onSelect} />
}

const HINT = 'Point at a cell, or move with the arrow keys.'
const BLOCKS_HINT = `${HINT} Enter opens a block, Esc closes it.`

interface Place {
  readonly depth: number
  readonly index: number
}

interface Level {
  readonly window: GridWindow
  readonly cells: readonly GridCell[]
}

function Levels({ block, held, zoom, onZoom, selected, onSelect, describe }: PoolGridProps) {
  const root = useRef<HTMLDivElement>(null)
  const path = useMemo(() => pathTo(block, zoom), [block, zoom])
  const levels = useMemo(
    () => path.map((window): Level => ({ window, cells: gridCells(block, window, held) })),
    [block, path, held],
  )
  const [focused, setFocused] = useState<Place>()
  const [pointed, setPointed] = useState<Place>()
  /** The window that was asked for by key, which takes focus when it is there. */
  const awaited = useRef<string>(undefined)

  useLayoutEffect(() => {
    const depth = path.findIndex(({ cidr }) => cidr === awaited.current)
    if (depth < 0) return
    awaited.current = undefined
    focusIn(root.current, depth)
  }, [path])

  /** The cell whose address is open by being picked here: focus returns to it, and not to the row of the same address. */
  const picked = useRef<Place>(undefined)
  useEffect(() => {
    if (selected !== undefined || !picked.current) return
    const { depth, index } = picked.current
    picked.current = undefined
    if (isFocusFree()) focusIn(root.current, depth, index)
  }, [selected])

  function wordsAt(place: Place | undefined): string | undefined {
    const cell = place && levels[place.depth]?.cells[place.index]
    return cell && (cell.kind === 'address' ? describe(cell.address) : nameOf(cell))
  }

  const onHint = useStable((of: 'focus' | 'pointer', depth: number, index: number | undefined) => {
    const set = of === 'focus' ? setFocused : setPointed
    set(index === undefined ? undefined : { depth, index })
  })

  const onPick = useStable((depth: number, index: number, by: 'key' | 'pointer') => {
    const cell = levels[depth]?.cells[index]
    if (cell?.kind === 'address') {
      picked.current = { depth, index }
      onSelect(cell.address)
    }
    if (cell?.kind !== 'block') return
    if (by === 'key' && path[depth + 1]?.cidr === cell.text) focusIn(root.current, depth + 1)
    else if (by === 'key') awaited.current = cell.text
    onZoom(cell.text)
  })

  const onEscape = useStable((depth: number) => {
    const [open, around] = [path.at(-1), path.at(-2)]
    if (!open || !around) return false
    if (depth === path.length - 1) focusIn(root.current, depth - 1, indexIn(around, open.from))
    onZoom(path.length > 2 ? around.cidr : undefined)
    return true
  })

  const onBeside = useStable((depth: number, by: -1 | 1) => {
    const window = path[depth]
    const beside = depth > 0 && window ? windowBeside(block, window, by) : undefined
    if (beside === undefined) return depth > 0
    onZoom(beside)
    announce(beside)
    return true
  })

  const depth = depthOf(block)
  return (
    <div ref={root}>
      <div className={depth > 1 ? styles.levels : undefined}>
        {levels.map(({ window, cells }, at) => (
          <GridLevel
            key={at}
            depth={at}
            window={window}
            cells={cells}
            selected={selectedIn(window, path[at + 1], selected)}
            isTitled={depth > 1}
            describe={describe}
            onHint={onHint}
            onPick={onPick}
            onEscape={onEscape}
            onBeside={onBeside}
          />
        ))}
        {closedBelow(path.at(-1)).map((prefix) => (
          <p key={prefix} className={styles.closed}>{`Open a /${prefix} to see what is in it.`}</p>
        ))}
      </div>
      {/* Focus is announced by the cell's own name. */}
      <p className={styles.hint} aria-hidden="true">
        {wordsAt(pointed) ?? wordsAt(focused) ?? (depth > 1 ? BLOCKS_HINT : HINT)}
      </p>
    </div>
  )
}

/** Prefixes of the windows that could be open behind the last one: each has its place from the start, so that nothing moves. */
function closedBelow(last: GridWindow | undefined): readonly number[] {
  const next = last?.cellPrefix ?? 32
  return [8, 16, 24].filter((prefix) => prefix >= next)
}

/** Of a picture of blocks the one that is open, of a picture of addresses the one that is selected. */
function selectedIn(window: GridWindow, open: GridWindow | undefined, selected: bigint | undefined) {
  if (open) return indexIn(window, open.from)
  return window.step === 1n && selected !== undefined ? indexIn(window, selected) : undefined
}

function focusIn(root: HTMLElement | null, depth: number, index?: number): void {
  const cell = index === undefined ? '[tabindex="0"]' : `[data-index="${index}"]`
  root?.querySelector<HTMLElement>(`[data-level="${depth}"] ${cell}`)?.focus()
}
