import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './StateText.module.css'
import type { GlyphState } from './StateGlyph.tsx'

/** The reason of a state in a row, cut off where there is no room: coloured only when it is not ready. */
export function StateText({ state, children }: { state: GlyphState; children: ReactNode }) {
  const title = typeof children === 'string' ? children : undefined
  return (
    <span className={classes(styles.text, styles[state])} title={title}>
      {children}
    </span>
  )
}
