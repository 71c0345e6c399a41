import type { OperationStep, OperationView } from '@kube-dc/api/operations'
import { StateGlyph, type GlyphState } from '../parts/StateGlyph.tsx'
import { Text } from '../parts/Text.tsx'
import { stepStateWords, stepWords } from './operation-words.ts'
import styles from './Steps.module.css'

/** Steps that nothing has happened to have no state to show: an empty ring. */
const GLYPHS: Readonly<Record<OperationStep['state'], GlyphState | undefined>> = {
  waiting: undefined,
  doing: 'waiting',
  done: 'ok',
  failed: 'broken',
  kept: 'end',
  undone: undefined,
}

/** Every step in the order in which it is done, with how far it is. */
export function Steps({ operation: { plan, steps, phase } }: { operation: OperationView }) {
  return (
    <ol className={styles.steps} aria-label="Steps">
      {plan.steps.map((step, index) => {
        const now = steps[index]
        const here = now?.state === 'doing' || now?.state === 'failed'
        return (
          <li key={index} aria-current={here ? 'step' : undefined}>
            <Mark state={now?.state} />
            <div className={styles.words}>
              <Text strong={here}>{stepWords(step)}</Text>
              {now && (
                <Text as="p" size="s" tone={now.state === 'failed' ? 'bad' : '2'}>
                  {stepStateWords(now, phase)}
                </Text>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function Mark({ state }: { state: OperationStep['state'] | undefined }) {
  const glyph = state && GLYPHS[state]
  return glyph ? <StateGlyph state={glyph} /> : <span className={styles.ring} />
}
