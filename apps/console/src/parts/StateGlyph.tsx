import type { ReactNode } from 'react'
import styles from './StateGlyph.module.css'

/**
 * How far something is proven. `end`: where the world ends (Internet, client); `new`: will be made, only in reviews;
 * `impossible`: only in choices; `info`: not a state, only good to know.
 */
export type GlyphState =
  'ok' | 'waiting' | 'broken' | 'unknown' | 'hidden' | 'end' | 'new' | 'impossible' | 'info'

const ring = <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />

const SHAPES: Readonly<Record<GlyphState, ReactNode>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3 7 10.5l4.3-4.8" className={styles.cut} />
    </>
  ),
  waiting: (
    <>
      {ring}
      <path d="M8 4a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  broken: (
    <>
      <rect
        x="2.4"
        y="2.4"
        width="11.2"
        height="11.2"
        rx="1.6"
        transform="rotate(45 8 8)"
        fill="currentColor"
      />
      <path d="m6 6 4 4m0-4-4 4" className={styles.cut} />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.2" className={styles.line} strokeDasharray="2.6 2.27" />
      <path d="M6.4 6.6a1.6 1.6 0 1 1 2.3 1.5c-.5.2-.7.5-.7.9" className={styles.thin} />
      <circle cx="8" cy="11" r=".9" fill="currentColor" />
    </>
  ),
  hidden: (
    <>
      <rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2.4" className={styles.line} />
      <path d="M2.5 8.5 8.5 2.5M3 13 13 3M7.5 13.5l6-6" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  end: (
    <>
      {ring}
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  new: (
    <>
      {ring}
      <path d="M8 5.2v5.6M5.2 8h5.6" className={styles.line} />
    </>
  ),
  impossible: (
    <>
      {ring}
      <path d="M4 12 12 4" className={styles.line} />
    </>
  ),
  info: (
    <>
      {ring}
      <path d="M8 7.4v3.6" className={styles.line} />
      <circle cx="8" cy="5" r=".9" fill="currentColor" />
    </>
  ),
}

/** The word that stands for a state where nothing nearby says it. */
export const STATE_WORDS: Readonly<Record<GlyphState, string>> = {
  ok: 'Ready',
  waiting: 'Waiting',
  broken: 'Broken',
  unknown: 'Unknown',
  hidden: 'Not visible to you',
  end: 'Outside',
  new: 'Will be made',
  impossible: 'Not possible',
  info: 'Good to know',
}

interface StateGlyphProps {
  state: GlyphState
  /** Pixels: 12 in tabs and field messages, 16 in text, 20 in paths. */
  size?: 12 | 16 | 20
  /** Give it the state's word where no words beside it say the state; otherwise it is hidden from assistive technology. */
  named?: boolean
}

/** A state as a shape and a colour; it always stands beside words. */
export function StateGlyph({ state, size = 16, named = false }: StateGlyphProps) {
  const accessible = named
    ? ({ role: 'img', 'aria-label': STATE_WORDS[state] } as const)
    : ({ 'aria-hidden': true } as const)
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={`${styles.glyph} ${styles[state]}`}
      data-state={state}
      {...accessible}
    >
      {SHAPES[state]}
    </svg>
  )
}
