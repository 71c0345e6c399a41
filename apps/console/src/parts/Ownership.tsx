import type { ReactNode } from 'react'
import styles from './Ownership.module.css'

const SHAPES: Readonly<Record<string, ReactNode>> = {
  Shared: (
    <>
      <circle cx="6" cy="8" r="3.6" />
      <circle cx="10" cy="8" r="3.6" />
    </>
  ),
  Exclusive: <circle cx="8" cy="8" r="3.6" fill="currentColor" />,
  Released: <circle cx="8" cy="8" r="3.6" strokeDasharray="1.9 1.87" />,
}

/** How an address is held, as a glyph and the word; a word that the console does not know is shown as it is. */
export function Ownership({ ownership }: { ownership: string }) {
  const shape = Object.hasOwn(SHAPES, ownership) ? SHAPES[ownership] : undefined
  return (
    <span className={styles.ownership}>
      {shape && (
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          {shape}
        </svg>
      )}
      {ownership}
    </span>
  )
}
