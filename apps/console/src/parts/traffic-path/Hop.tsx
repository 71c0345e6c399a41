import { useId } from 'react'
import { Link } from 'react-router'
import { classes } from '../classes.ts'
import { StateGlyph } from '../StateGlyph.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import { Members } from './Members.tsx'
import { connectorWords, glyphOf, hopName, hopWords, stateWord } from './path-words.ts'
import styles from './TrafficPath.module.css'
import type { PathConnector, PathHop } from './types.ts'

interface HopProps {
  hop: PathHop
  /** To the next hop; the last has none. */
  connector: PathConnector | undefined
}

/** One station and the line that leaves it. It is one tab stop: the link, or itself where it leads nowhere. */
export function Hop({ hop, connector }: HopProps) {
  const id = useId()
  const { state, kind, href, detail, reason, members } = hop
  const name = hopName(hop)
  const stop =
    href === undefined
      ? ({ 'data-hop': true, tabIndex: 0, role: 'group', 'aria-label': hopWords(hop) } as const)
      : {}
  return (
    <li className={styles.hop}>
      <span className={styles.glyph}>
        <StateGlyph state={glyphOf(state)} size={20} />
      </span>
      <div className={styles.words} id={id} {...stop}>
        {state !== 'end' && hop.name !== undefined && <VisuallyHidden>{stateWord(state)}: </VisuallyHidden>}
        <span className={styles.kind}>{kind}</span>
        {href === undefined ? (
          <span className={styles.name}>{name}</span>
        ) : (
          <Link to={href} data-hop className={styles.name ?? ''} aria-describedby={id}>
            {name}
          </Link>
        )}
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
        {reason !== undefined && (
          <span className={classes(styles.reason, styles[`reason-${glyphOf(state)}`])}>{reason}</span>
        )}
      </div>
      {members && <Members of={name} members={members} />}
      {connector && <Connector connector={connector} />}
    </li>
  )
}

function Connector({ connector }: { connector: PathConnector }) {
  const { state, label } = connector
  return (
    <>
      <span className={classes(styles.connector, styles[`line-${state}`])} aria-hidden="true" />
      {/* The words of the label stand in the picture; the whole sentence is for those who do not see the line. */}
      {label !== undefined && (
        <span className={styles.label} title={label} aria-hidden="true">
          {label}
        </span>
      )}
      <VisuallyHidden>{connectorWords(connector)}.</VisuallyHidden>
    </>
  )
}
