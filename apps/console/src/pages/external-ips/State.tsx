import { MicroPath } from '../../parts/MicroPath.tsx'
import { Text } from '../../parts/Text.tsx'
import type { ExternalIpRow } from './rows.ts'
import styles from './State.module.css'

/** As many marks as the slot of the micro path holds. */
const MARKS = 4

/** The path in small, with the reason in words; the words take the state's colour only when something is to see to. */
export function State({ row: { state } }: { row: ExternalIpRow }) {
  const tone = state.state === 'broken' ? 'bad' : state.state === 'waiting' || state.notice ? 'wait' : '2'
  return (
    <span className={styles.state} title={state.reason}>
      <MicroPath hops={state.hops.slice(0, MARKS).map((hop) => hop.state)} />
      <span className={styles.reason}>
        <Text size="s" tone={tone}>
          {state.reason}
        </Text>
      </span>
    </span>
  )
}
