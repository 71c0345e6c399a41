import { useState } from 'react'
import styles from './Folded.module.css'

/** So many are said in one line. */
const FEW = 3

/** What follows from a cause, folded under it: it is not trouble of its own. */
export function Folded({ consequences }: { consequences: readonly string[] }) {
  const [unfolded, setUnfolded] = useState(false)
  if (consequences.length === 0) return null
  const more = consequences.length - FEW
  return (
    <p className={styles.folded}>
      {`Folded under this: ${(unfolded ? consequences : consequences.slice(0, FEW)).join(', ')}`}
      {more > 0 && (
        <>
          {' '}
          <button
            type="button"
            className={styles.more}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            {unfolded ? 'Show fewer' : `and ${more.toLocaleString('en')} more`}
          </button>
        </>
      )}
    </p>
  )
}
