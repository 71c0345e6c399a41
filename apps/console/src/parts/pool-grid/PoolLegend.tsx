import { CellFace, type Face } from './CellFace.tsx'
import styles from './PoolLegend.module.css'

const ENTRIES: readonly (Face & { readonly words: string })[] = [
  { state: 'free', words: 'free' },
  { state: 'shared', words: 'shared' },
  { state: 'exclusive', words: 'exclusive' },
  { state: 'released', words: 'released' },
  { state: 'gateway', words: 'gateway' },
  { state: 'router-port', words: 'router port, anchor, VIP' },
  { state: 'excluded', words: 'excluded' },
  { state: 'shared', isLate: true, words: 'excluded, yet held' },
  { state: 'leaked', words: 'leaked' },
  { state: 'conflict', words: 'conflict' },
]

/** What the colours and patterns of a `PoolGrid` mean. */
export function PoolLegend() {
  return (
    <ul className={styles.legend} aria-label="What the cells mean">
      {ENTRIES.map(({ words, ...face }) => (
        <li key={words}>
          <span className={styles.swatch}>
            <CellFace {...face} look="small" />
          </span>
          {words}
        </li>
      ))}
    </ul>
  )
}
