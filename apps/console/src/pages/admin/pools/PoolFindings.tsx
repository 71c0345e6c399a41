import type { PoolReport } from '@kube-dc/networking/pools/report'
import { count } from '@kube-dc/networking/words'
import { Text } from '../../../parts/Text.tsx'
import { FindingsCard } from '../FindingsCard.tsx'

/** What does not add up in a pool, worst first; nothing where all does. */
export function PoolFindings({ report: { findings, moreFindings } }: { report: PoolReport }) {
  return (
    <FindingsCard
      title="Reconciliation"
      sub={`${count(findings.length + moreFindings, 'difference', 'differences')} between objects`}
      findings={findings}
      foot={
        moreFindings > 0 && (
          <Text as="p" size="s" tone="2">
            {count(moreFindings, 'more is', 'more are')} not listed until some of these are settled.
          </Text>
        )
      }
    />
  )
}
