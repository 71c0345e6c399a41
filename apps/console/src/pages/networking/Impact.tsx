import type { RemovalImpact } from '@kube-dc/networking/intents/removal'
import { Consequences } from '../../parts/ConfirmDialog.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'

type ImpactProps = Pick<RemovalImpact, 'breaks' | 'lost'> & Partial<Pick<RemovalImpact, 'stays'>>

/** What a removal does: what breaks, what stays all the same, and what cannot be had back. */
export function Impact({ breaks, stays = [], lost }: ImpactProps) {
  return (
    <>
      {breaks.length === 0 ? (
        <p>Nothing uses it.</p>
      ) : (
        <Consequences>
          {breaks.map((sentence) => (
            <li key={sentence}>
              <StateGlyph state="broken" />
              <span>{sentence}</span>
            </li>
          ))}
        </Consequences>
      )}
      {[...stays, ...lost].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  )
}
