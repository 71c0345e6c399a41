import { StateGlyph, type GlyphState } from './StateGlyph.tsx'
import styles from './StateLine.module.css'
import { StateText } from './StateText.tsx'

interface StateLineProps {
  state: GlyphState
  /** The reason; cut off where there is no room. */
  children: string
}

/** A state in one line of a table: its glyph, and the reason in words. */
export function StateLine({ state, children }: StateLineProps) {
  return (
    <span className={styles.line}>
      <StateGlyph state={state} />
      <StateText state={state}>{children}</StateText>
    </span>
  )
}
