import type { PoolReport } from '@kube-dc/networking/pools/report'
import { count } from '@kube-dc/networking/words'
import { Card } from '../../../parts/Card.tsx'
import { Text } from '../../../parts/Text.tsx'
import { PoolFinding } from '../PoolFinding.tsx'
import styles from './Pools.module.css'

/** Findings that stand open on the page of one pool; the rest are one click away. */
const SHOWN = 5

/** What does not add up in a pool, worst first; nothing where all does. */
export function PoolFindings({ report: { findings, moreFindings } }: { report: PoolReport }) {
  if (findings.length === 0) return null
  const rest = findings.slice(SHOWN)
  return (
    <Card
      title="Reconciliation"
      sub={`${count(findings.length + moreFindings, 'difference', 'differences')} between objects`}
    >
      <div className={styles.pool}>
        {findings.slice(0, SHOWN).map((finding) => (
          <PoolFinding key={`${finding.rule} ${finding.title}`} finding={finding} />
        ))}
        {rest.length > 0 && (
          <details>
            <summary>{count(rest.length, 'more finding', 'more findings')}</summary>
            <div className={styles.pool}>
              {rest.map((finding) => (
                <PoolFinding key={`${finding.rule} ${finding.title}`} finding={finding} />
              ))}
            </div>
          </details>
        )}
        {moreFindings > 0 && (
          <Text as="p" size="s" tone="2">
            {count(moreFindings, 'more is', 'more are')} not listed until some of these are settled.
          </Text>
        )}
      </div>
    </Card>
  )
}
