import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Folded } from './Folded.tsx'
import styles from './FindingList.module.css'
import { StateGlyph, type GlyphState } from './StateGlyph.tsx'

export interface FindingLine {
  readonly id: string
  readonly state: Extract<GlyphState, 'ok' | 'waiting' | 'broken' | 'unknown' | 'hidden' | 'info'>
  readonly title: string
  /** The details of what it is about. */
  readonly to?: string
  /** One or two sentences of why. */
  readonly why: string
  /** Titles of what follows from it. */
  readonly consequences?: readonly string[]
  /** The best remedy, as a button or a link. */
  readonly action?: ReactNode
}

/** Root causes, worst first, each with what follows from it; plain, as none of them is the subject of the page. */
export function FindingList({ label, findings }: { label: string; findings: readonly FindingLine[] }) {
  return (
    <ul aria-label={label}>
      {findings.map(({ id, state, title, to, why, consequences = [], action }) => (
        <li key={id} className={styles.line}>
          <StateGlyph state={state} named />
          <div className={styles.words}>
            <h3>{to === undefined ? title : <Link to={to}>{title}</Link>}</h3>
            <p className={styles.why}>{why}</p>
            <Folded consequences={consequences} />
          </div>
          {action !== undefined && <div className={styles.action}>{action}</div>}
        </li>
      ))}
    </ul>
  )
}
