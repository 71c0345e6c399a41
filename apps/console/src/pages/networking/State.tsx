import { MicroPath } from '../../parts/MicroPath.tsx'
import { Text } from '../../parts/Text.tsx'
import type { Row } from './rows.ts'
import styles from './State.module.css'

/** The path in small, with the reason in words; the words take the state's colour only when something is to see to. */
export function State({ row: { state } }: { row: Row<unknown> }) {
  const tone = state.state === 'broken' ? 'bad' : state.state === 'waiting' || state.notice ? 'wait' : '2'
  return (
    <span className={styles.state} title={state.reason}>
      <MicroPath hops={state.marks} />
      <span className={styles.reason}>
        <Text size="s" tone={tone}>
          {state.reason}
        </Text>
      </span>
    </span>
  )
}
