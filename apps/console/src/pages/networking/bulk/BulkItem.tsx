import type { DeleteImpact } from '@kube-dc/networking/external-ips/delete'
import type { Verdict } from '@kube-dc/networking/verdict'
import { StateGlyph, type GlyphState } from '../../../parts/StateGlyph.tsx'
import { Text } from '../../../parts/Text.tsx'
import styles from './BulkDialog.module.css'
import type { BulkResult } from './use-bulk-run.ts'

interface BulkItemProps {
  name: string
  verdict: Verdict<DeleteImpact>
  /** What to say when it breaks nothing. */
  harmless: string
  /** Absent before it begins. */
  result: BulkResult | undefined
}

/** One of the things that are deleted together: what it breaks, and then what became of it. */
export function BulkItem({ name, verdict, harmless, result }: BulkItemProps) {
  const glyph = glyphOf(verdict, result)
  return (
    <li className={styles.item}>
      {glyph ? <StateGlyph state={glyph} /> : <span className={styles.dot} />}
      <div className={styles.words}>
        <Text strong>{name}</Text>
        {wordsOf(verdict, harmless, result).map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
    </li>
  )
}

function glyphOf(verdict: Verdict<DeleteImpact>, result: BulkResult | undefined): GlyphState | undefined {
  switch (result?.state) {
    case 'deleted':
      return 'ok'
    case 'failed':
      return 'broken'
    case 'doing':
    case 'waiting':
      return 'waiting'
    case undefined:
      return !verdict.allowed ? 'impossible' : verdict.info.breaks.length > 0 ? 'broken' : undefined
  }
}

function wordsOf(
  verdict: Verdict<DeleteImpact>,
  harmless: string,
  result: BulkResult | undefined,
): readonly string[] {
  switch (result?.state) {
    case 'deleted':
      return ['Deleted.']
    case 'doing':
      return ['Being deleted.']
    case 'failed':
      return [`Not deleted. ${result.words}`]
    case 'waiting':
    case undefined:
      if (!verdict.allowed) return [`Stays. ${verdict.reason}`]
      return [...(verdict.info.breaks.length > 0 ? verdict.info.breaks : [harmless]), ...verdict.info.lost]
  }
}
