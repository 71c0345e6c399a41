import type { Part } from '@kube-dc/networking/pools/cell'
import type { Census } from '@kube-dc/networking/pools/census'
import { classes } from './classes.ts'
import styles from './UtilizationBar.module.css'

export type Utilization = Pick<Census, 'whole' | 'parts'>

const SEGMENTS: readonly { readonly part: Part; readonly words: string }[] = [
  { part: 'exclusive', words: 'exclusive' },
  { part: 'shared', words: 'shared' },
  { part: 'released', words: 'released' },
  { part: 'platform', words: 'platform' },
  { part: 'excluded', words: 'excluded' },
  { part: 'problems', words: 'with problems' },
  { part: 'free', words: 'free' },
]

/** How a pool is used, part by part; none that is not nothing is under 2 px. As text it is the same figures. */
export function UtilizationBar({ of }: { of: Utilization }) {
  const shown = SEGMENTS.filter(({ part }) => of.parts[part] > 0n)
  const words = shown.map((segment) => `${figure(of.parts[segment.part])} ${segment.words}`)
  return (
    <div
      role="img"
      aria-label={of.whole === 0n ? 'No addresses' : `${words.join(', ')} of ${figure(of.whole)}`}
      className={styles.bar}
    >
      {shown.map(({ part }) => (
        <span
          key={part}
          className={classes(styles.segment, styles[part])}
          style={{ flexGrow: weight(of.parts[part], of.whole) }}
        />
      ))}
    </div>
  )
}

/** "4 free of 30". */
export function FreeCount({ of: { whole, parts } }: { of: Utilization }) {
  return (
    <span className={styles.count}>
      <b>{figure(parts.free)} free</b> of {figure(whole)}
    </span>
  )
}

/** What is not free, in figures; under a bar. */
export function UtilizationFigures({ of: { parts } }: { of: Utilization }) {
  const figures = [
    { words: 'in use', count: parts.exclusive + parts.shared, always: true },
    { words: 'released', count: parts.released },
    { words: 'platform', count: parts.platform },
    { words: 'excluded', count: parts.excluded },
    { words: 'need attention', count: parts.problems, bad: true },
  ].filter(({ count, always }) => always === true || count > 0n)
  return (
    <ul className={styles.figures}>
      {figures.map(({ words, count, bad }) => (
        <li key={words} className={classes(bad === true && styles.bad)}>
          <b>{figure(count)}</b> {words === 'need attention' && count === 1n ? 'needs attention' : words}
        </li>
      ))}
    </ul>
  )
}

/** In millionths, as a number: 128 bits do not fit into one. */
function weight(part: bigint, whole: bigint): number {
  return Number((part * 1_000_000n) / whole)
}

function figure(count: bigint): string {
  return count.toLocaleString('en')
}
