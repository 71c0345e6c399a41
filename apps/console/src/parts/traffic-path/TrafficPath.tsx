import { useRef, type KeyboardEvent } from 'react'
import { classes } from '../classes.ts'
import { useSize } from '../use-size.ts'
import { Hop } from './Hop.tsx'
import { connectorAfter, pathWords } from './path-words.ts'
import styles from './TrafficPath.module.css'
import type { Path } from './types.ts'

/** The least that a hop needs beside others, in pixels: five of them stand in a row from a window of 760 on. */
const LEAST_HOP = 120
/** More than these are read from top to bottom. */
const MOST_IN_A_ROW = 7

export interface TrafficPathProps extends Path {
  /** What the path is of: "The way out". */
  label: string
  /** `vertical` in panels; otherwise in a row wherever there is room. */
  direction?: 'vertical' | 'fitting'
  /** The sentences in place of the picture. */
  asText?: boolean
}

/**
 * The way of a connection: its hops in the order of travel, each with its own proven state, and between them whether
 * traffic passes. One picture for details, Overview, Learn and reviews.
 */
export function TrafficPath({
  label,
  hops,
  connectors,
  direction = 'fitting',
  asText = false,
}: TrafficPathProps) {
  const root = useRef<HTMLDivElement>(null)
  const { width } = useSize(root)
  const row = direction === 'fitting' && hops.length <= MOST_IN_A_ROW && width >= hops.length * LEAST_HOP
  const path = { hops, connectors }
  const words = pathWords(path)
  return (
    <div
      ref={root}
      role="group"
      aria-label={asText ? label : `${label}. ${words}`}
      className={classes(styles.frame, row && styles.row)}
    >
      {asText ? (
        <p className={styles.text}>{words}</p>
      ) : (
        <ol className={styles.path} onKeyDown={moveAlong}>
          {hops.map((hop, index) => (
            <Hop
              key={index}
              hop={hop}
              connector={index < hops.length - 1 ? connectorAfter(path, index) : undefined}
            />
          ))}
        </ol>
      )}
    </div>
  )
}

/** Arrows go from hop to hop, whichever way the path is drawn. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hop]')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  if (at < 0) return
  const target = targetOf(event.key, at, stops.length - 1)
  if (target === undefined) return
  event.preventDefault()
  stops[target]?.focus()
}

function targetOf(key: string, at: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(at + 1, last)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
