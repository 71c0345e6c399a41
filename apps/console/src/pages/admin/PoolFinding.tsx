import type { Finding as FindingFacts } from '@kube-dc/networking/rules/finding'
import { Finding } from '../../parts/Finding.tsx'
import { Text } from '../../parts/Text.tsx'
import { evidenceRows } from '../networking/evidence.tsx'
import { FINDING_STATES } from '../networking/finding-states.ts'

/** One thing that was noticed about a pool, with what proves it and the next step that harms nobody. */
export function PoolFinding({ finding, tinted = false }: { finding: FindingFacts; tinted?: boolean }) {
  const { severity, certainty, title, explanation, remedies } = finding
  return (
    <Finding
      state={FINDING_STATES[severity]}
      title={certainty === 'likely' ? `${title} (likely, not proven)` : title}
      tinted={tinted}
      evidence={evidenceRows(finding)}
      remedies={remedies.map(({ words }) => (
        <Text key={words} as="p" size="s">
          {words}
        </Text>
      ))}
    >
      <p>{explanation}</p>
    </Finding>
  )
}
