import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Finding.module.css'
import { Folded } from './Folded.tsx'
import { StateGlyph, type GlyphState } from './StateGlyph.tsx'

/** One thing that proves a finding: whose field, its value as it stands there, or words. */
interface EvidenceRow {
  label: string
  value: ReactNode
  /** Object field values are monospace; sentences are not. */
  mono?: boolean
}

interface FindingProps {
  state: Extract<GlyphState, 'ok' | 'waiting' | 'broken' | 'unknown' | 'hidden' | 'info'>
  title: string
  /** Two lines of why. */
  children?: ReactNode
  evidence?: readonly EvidenceRow[]
  /** Buttons and links that help; the first is the best. */
  remedies?: ReactNode
  /** Titles of what follows from it, folded under it. */
  consequences?: readonly string[]
  /** Tinted when it is the reason for this page's subject; plain in lists of findings. */
  tinted?: boolean
}

/** One thing that was noticed: what is wrong, why, what shows it, and what to do. */
export function Finding(props: FindingProps) {
  const { state, title, children, evidence = [], remedies, consequences = [], tinted = false } = props
  return (
    <section className={classes(styles.finding, tinted && styles[`tint-${state}`])}>
      <h3 className={styles.title}>
        <StateGlyph state={state} named />
        <span>{title}</span>
      </h3>
      {children !== undefined && <div className={styles.why}>{children}</div>}
      {evidence.length > 0 && (
        <dl className={styles.evidence}>
          {evidence.map((row, index) => (
            <div key={index}>
              <dt>{row.label}</dt>
              <dd className={row.mono ? styles.mono : undefined}>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {remedies !== undefined && <div className={styles.remedies}>{remedies}</div>}
      {consequences.length > 0 && (
        <div className={styles.consequences}>
          <Folded consequences={consequences} />
        </div>
      )}
    </section>
  )
}
