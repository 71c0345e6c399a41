import { METHODS, methodTable, type MethodWords } from '@kube-dc/networking/methods/methods'
import type { MethodAdvice } from '@kube-dc/networking/methods/advise'
import { GlyphLine } from '../../parts/GlyphLine.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'
import styles from './Learn.module.css'
import { useStandings } from './use-advice.ts'

const FEATURES: readonly { readonly label: string; readonly of: (words: MethodWords) => string }[] = [
  { label: 'Best for', of: ({ bestFor }) => bestFor },
  { label: 'Protocols', of: ({ protocols }) => protocols },
  { label: 'TLS', of: ({ tls }) => tls },
  { label: 'Address', of: ({ address }) => address },
]

/** The methods side by side, with how each stands in this Project now. */
export function MethodTable() {
  const { installation } = useSession()
  const { project } = useProject()
  const standings = useStandings()
  const table = methodTable(installation)
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Methods compared">
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {METHODS.map((method) => (
              <th key={method} scope="col">
                {table[method].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FEATURES.map(({ label, of }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {METHODS.map((method) => (
                <td key={method}>{of(table[method])}</td>
              ))}
            </tr>
          ))}
          <tr className={styles.today}>
            <th scope="row">In {project.name}, now</th>
            {METHODS.map((method) => (
              <td key={method}>
                <Standing advice={standings.get(method)} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** Whether the method can be had here, with the first reason that says why. */
function Standing({ advice }: { advice: MethodAdvice | undefined }) {
  if (!advice) return null
  const isPossible = advice.verdict === 'recommended' || advice.verdict === 'possible'
  const against = advice.reasons.find(({ tone }) => tone === 'against')
  const last = advice.reasons.at(-1)
  return (
    <GlyphLine glyph={<StateGlyph state={isPossible ? 'ok' : 'impossible'} />}>
      {against?.text ?? last?.text ?? 'Possible.'}
    </GlyphLine>
  )
}
