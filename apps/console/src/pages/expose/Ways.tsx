import type { Advice, MethodAdvice, MethodVerdict } from '@kube-dc/networking/methods/advise'
import { methodTable } from '@kube-dc/networking/methods/methods'
import type { Method } from '@kube-dc/networking/joins/views'
import { Check, Info, X } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { Card } from '../../parts/Card.tsx'
import { GlyphLine } from '../../parts/GlyphLine.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'
import styles from './Expose.module.css'

const VERDICTS: Readonly<Record<MethodVerdict, { readonly words: string; readonly possible: boolean }>> = {
  recommended: { words: 'Recommended', possible: true },
  possible: { words: 'Possible', possible: true },
  'not-now': { words: 'Not possible now', possible: false },
  'does-not-fit': { words: 'Does not fit', possible: false },
}

const TONES = { for: Check, note: Info, against: X } as const

interface WaysProps {
  advice: Advice
  chosen: Method | undefined
  onChange: (method: Method) => void
}

/** Every method, judged: the recommended with its reasons, the others with why not. */
export function Ways({ advice, chosen, onChange }: WaysProps) {
  return (
    <Card title="Four ways, judged for it" flush>
      <div role="radiogroup" aria-label="Methods">
        {advice.methods.map((one) => (
          <Way key={one.method} advice={one} chosen={one.method === chosen} onChange={onChange} />
        ))}
      </div>
    </Card>
  )
}

interface WayProps {
  advice: MethodAdvice
  chosen: boolean
  onChange: (method: Method) => void
}

function Way({ advice: { method, verdict, reasons, publicAddresses }, chosen, onChange }: WayProps) {
  const { installation } = useSession()
  const { params } = useProject()
  const { title } = methodTable(installation)[method]
  const { words, possible } = VERDICTS[verdict]
  return (
    <label className={styles.way}>
      <input
        type="radio"
        name="method"
        value={method}
        checked={chosen}
        aria-disabled={!possible || undefined}
        aria-label={`${title}: ${words}`}
        onChange={() => {
          if (possible) onChange(method)
        }}
      />
      <span className={styles.title}>
        {title}
        <span className={styles.verdict}>
          <GlyphLine glyph={<StateGlyph state={possible ? 'ok' : 'impossible'} />}>{words}</GlyphLine>
        </span>
      </span>
      <ul className={styles.reasons}>
        {reasons.map(({ tone, text, see }) => {
          const Icon = TONES[tone]
          return (
            <li key={text} data-tone={tone}>
              <GlyphLine glyph={<Icon size={16} strokeWidth={1.5} aria-hidden />}>
                {text}
                {see && (
                  <>
                    {' '}
                    <Link to={paths.organization(params.organization, { type: 'public' })}>
                      See who holds them
                    </Link>
                  </>
                )}
              </GlyphLine>
            </li>
          )
        })}
      </ul>
      <span className={styles.cost}>Public IPv4 +{publicAddresses}</span>
    </label>
  )
}
