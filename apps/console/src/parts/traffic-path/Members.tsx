import { useState } from 'react'
import { Link } from 'react-router'
import { StateGlyph } from '../StateGlyph.tsx'
import { glyphOf } from './path-words.ts'
import styles from './TrafficPath.module.css'
import type { PathMember } from './types.ts'

/** So many are read at a glance; more are folded away. */
const FEW = 3
/** Nobody reads further in a picture; the list of the object has them all. */
const MOST = 50

interface MembersProps {
  /** Name of their hop: "12 of 14 ready". */
  of: string
  members: readonly PathMember[]
}

/** What stands side by side at one hop, folded where it is many. */
export function Members({ of, members }: MembersProps) {
  const [unfolded, setUnfolded] = useState(false)
  const folds = members.length > FEW
  const shown = folds && !unfolded ? [] : members.slice(0, MOST)
  const count = members.length.toLocaleString('en')
  return (
    <div className={styles.members}>
      {folds && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? 'Show fewer' : `Show all ${count}`}
        </button>
      )}
      {shown.length > 0 && (
        <ul aria-label={of}>
          {shown.map((member, index) => (
            <Member key={index} member={member} />
          ))}
        </ul>
      )}
      {shown.length > 0 && members.length > MOST && (
        <p>and {(members.length - MOST).toLocaleString('en')} more</p>
      )}
    </div>
  )
}

function Member({ member: { state, name, href, detail, reason } }: { member: PathMember }) {
  return (
    <li className={styles.member}>
      <StateGlyph state={glyphOf(state)} size={12} named />
      <span>
        {href === undefined ? name : <Link to={href}>{name}</Link>}{' '}
        {detail !== undefined && <span className={styles.detail}>{detail}</span>} {reason}
      </span>
    </li>
  )
}
