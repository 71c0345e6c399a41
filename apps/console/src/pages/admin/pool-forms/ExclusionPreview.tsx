import type { FieldWord } from '@kube-dc/networking/intents/judgement'
import type { ExclusionPreview as Preview } from '@kube-dc/networking/pool-changes/exclusions'
import { holderWords } from '@kube-dc/networking/pools/holder-words'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { list } from '@kube-dc/networking/words'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { GlyphLine } from '../../../parts/GlyphLine.tsx'
import { Fact, KeyValue } from '../../../parts/KeyValue.tsx'
import { StateGlyph } from '../../../parts/StateGlyph.tsx'
import { Text } from '../../../parts/Text.tsx'
import { cellWords } from '../pools/allocations.ts'
import { addressCount } from './exclusion-words.ts'
import styles from './PoolForms.module.css'
import type { HeldCell } from './use-exclusions.ts'

interface ExclusionPreviewProps {
  pool: string
  preview: Preview<HeldCell>
  warnings: readonly FieldWord[]
}

/** Holders that are named; the rest are counted. */
const MOST_NAMED = 20

/** What a change of the exclusions comes to, and who it concerns. */
export function ExclusionPreview({ pool, preview, warnings }: ExclusionPreviewProps) {
  const { changed, count, free } = preview
  return (
    <div className={styles.preview} role="group" aria-label="What comes of it">
      <KeyValue>
        <Fact label="Changes">
          {addressCount(count)}: <Text mono>{list(changed)}</Text>
        </Fact>
        <Fact label="Free">
          {free.before.toLocaleString('en')} now, {free.after.toLocaleString('en')} afterwards
        </Fact>
      </KeyValue>
      {warnings.map(({ field, message }) => (
        <Text key={`${field} ${message}`} as="div" size="s">
          <GlyphLine glyph={<StateGlyph state="waiting" />}>{message}</GlyphLine>
        </Text>
      ))}
      <HeldList pool={pool} held={preview.held} />
    </div>
  )
}

/** Who holds addresses of what was typed, with the way to each. */
export function HeldList({ pool, held }: { pool: string; held: readonly HeldCell[] }) {
  const more = held.length - MOST_NAMED
  if (held.length === 0) return null
  return (
    <ul className={styles.held} aria-label="Who holds them">
      {held.slice(0, MOST_NAMED).map((cell) => (
        <li key={cell.text}>
          <Link to={paths.adminAddress(pool, cell.text)}>
            <Text mono>{cell.text}</Text>
          </Link>{' '}
          {cell.holders.map((holder) => (
            <Holder key={holder.meta.uid} holder={holder} />
          ))}
          {/* Of a router port the words say so already. */}
          {cell.state !== 'router-port' && `, ${cellWords(cell)}`}
        </li>
      ))}
      {more > 0 && <li>and {more.toLocaleString('en')} more</li>}
    </ul>
  )
}

function Holder({ holder }: { holder: AddressReport }) {
  const { project, eip } = holder
  const words = holderWords(holder)
  if (!project || !eip) return <span>{words}</span>
  const at = { organization: project.organization, project: project.project }
  return <Link to={paths.externalIp(at, eip.name)}>{words}</Link>
}
