import type { ReactNode } from 'react'
import styles from './GlyphLine.module.css'

/** Words after a glyph or an icon; where they take two lines, both stand beside it. */
export function GlyphLine({ glyph, children }: { glyph: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.line}>
      {glyph}
      <span>{children}</span>
    </span>
  )
}
