import type { Views } from '@kube-dc/networking/joins/views'
import { reachedFrom, type Reached } from '@kube-dc/networking/methods/reached'
import { Link } from 'react-router'
import { GlyphLine } from '../../parts/GlyphLine.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { LISTS } from '../../app/lists.ts'
import { useView } from '../networking/network-context.ts'
import { useJudged } from '../networking/use-judged.ts'
import { useProject } from '../project/project-context.ts'
import styles from './Expose.module.css'

interface AlreadyReachableProps {
  /** What the target is called. */
  target: string
  reached: readonly Reached[]
}

/** What leads to a target already, each with its state and a link, so that nobody makes a second way unknowingly. */
export function AlreadyReachable({ target, reached }: AlreadyReachableProps) {
  if (reached.length === 0) return null
  return (
    <div className={styles.reached} role="status">
      <p>{target} is exposed already:</p>
      <ul>
        {reached.map((way) => (
          <Way key={`${way.list}/${way.name}`} way={way} />
        ))}
      </ul>
    </div>
  )
}

function Way({ way }: { way: Reached }) {
  const view = useView(way.list, way.name)
  return view ? <Judged way={way} view={view} /> : null
}

interface JudgedProps<K extends Reached['list']> {
  way: Reached & { readonly list: K }
  view: Views[K]
}

function Judged<K extends Reached['list']>({ way, view }: JudgedProps<K>) {
  const { params } = useProject()
  const { state, reason } = useJudged(way.list, view)
  const { name, where, url, networkType, list } = way
  return (
    <li>
      <GlyphLine glyph={<StateGlyph state={state} />}>
        {url === undefined ? (
          (where ?? 'No address yet')
        ) : (
          <a href={url} target="_blank" rel="noreferrer">
            {url}
          </a>
        )}
        {url === undefined && where !== undefined && ` ${reachedFrom(networkType)}`}, through{' '}
        {LISTS[list].thing} <Link to={LISTS[list].one(params, name)}>{name}</Link> ({reason})
      </GlyphLine>
    </li>
  )
}
