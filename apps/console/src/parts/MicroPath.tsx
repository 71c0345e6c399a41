import styles from './MicroPath.module.css'
import type { GlyphState } from './StateGlyph.tsx'

/**
 * One station. `partly`: drawn as waiting, but traffic passes (2 of 3 endpoints); `idle`: nothing stands there, because
 * nothing uses what comes before or the hop before is broken.
 */
export type MicroHop =
  Extract<GlyphState, 'ok' | 'waiting' | 'broken' | 'unknown' | 'hidden'> | 'partly' | 'idle'

/** Pixels of a mark, from mark to mark, and of the slot: four marks fill it. */
const MARK = 9
const STEP = 15
const SLOT = 54

/**
 * The stations of a path, one mark each, in a slot of 54 px so that the words after it align; more than four stand
 * closer together. Hidden from assistive technology: the reason always stands beside it in words.
 */
export function MicroPath({ hops }: { hops: readonly MicroHop[] }) {
  const last = Math.max(0, hops.length - 1)
  const step = last * STEP + MARK > SLOT ? (SLOT - MARK) / last : STEP
  const width = MARK + last * step
  return (
    <span className={styles.slot} aria-hidden="true">
      <svg viewBox={`0 0 ${width} 12`} width={width} height="12">
        {hops.map((hop, index) => (
          <g key={index} transform={`translate(${index * step} 0)`}>
            {index > 0 && <Connector before={hops[index - 1]} after={hop} step={step} />}
            <Mark hop={hop} />
          </g>
        ))}
      </svg>
    </span>
  )
}

function carries(hop: MicroHop | undefined): boolean {
  return hop === 'ok' || hop === 'partly'
}

interface ConnectorProps {
  before: MicroHop | undefined
  after: MicroHop
  step: number
}

/** Solid where traffic is proven to pass, dotted where it does not or nobody can tell. */
function Connector({ before, after, step }: ConnectorProps) {
  const passes = carries(before) && carries(after)
  const length = Math.max(0, step - 10.4)
  return <path d={`M${-0.2 - length} 6h${length}`} className={passes ? styles.passes : styles.stops} />
}

function Mark({ hop }: { hop: MicroHop }) {
  switch (hop) {
    case 'ok':
      return <circle cx="5" cy="6" r="3.5" className={styles.ok} />
    case 'waiting':
    case 'partly':
      return (
        <>
          <circle cx="5" cy="6" r="3.6" className={styles.waitingRing} />
          <path d="M5 2.8a3.2 3.2 0 0 1 0 6.4z" className={styles.waiting} />
        </>
      )
    case 'broken':
      return (
        <rect
          x="1.6"
          y="2.6"
          width="6.8"
          height="6.8"
          rx=".8"
          transform="rotate(45 5 6)"
          className={styles.broken}
        />
      )
    case 'hidden':
      return (
        <>
          <rect x="1.7" y="2.7" width="6.6" height="6.6" rx="1" className={styles.hiddenBox} />
          <path d="M3 8 7 4" className={styles.hatch} />
        </>
      )
    case 'unknown':
      return <circle cx="5" cy="6" r="3.2" className={styles.unknown} />
    case 'idle':
      return <circle cx="5" cy="6" r="3.2" className={styles.idle} />
  }
}
