import { Link } from 'react-router'
import { classes } from './classes.ts'
import styles from './Counts.module.css'
import { StateGlyph, type GlyphState } from './StateGlyph.tsx'

export interface CountFact {
  /** Of what: "External IPs". */
  readonly label: string
  /** Where they are listed. */
  readonly to: string
  /** Absent while it is not known, or where it may not be. */
  readonly count?: number | undefined
  /** The worst among them, said first: "1 without an address". */
  readonly state: Extract<GlyphState, 'ok' | 'waiting' | 'broken' | 'unknown' | 'hidden'>
  readonly words: string
}

/** How many there are of each kind and what is the matter with them, as links to the lists. */
export function Counts({ label, counts }: { label: string; counts: readonly CountFact[] }) {
  return (
    <ul aria-label={label} className={styles.counts}>
      {counts.map((fact) => (
        <li key={fact.to}>
          <Link to={fact.to} className={styles.count ?? ''}>
            <span className={styles.number}>{fact.count?.toLocaleString('en') ?? '–'}</span>{' '}
            <span className={styles.label}>{fact.label}</span>{' '}
            <span className={classes(styles.words, styles[fact.state])}>
              {fact.state !== 'ok' && <StateGlyph state={fact.state} size={12} />} {fact.words}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
