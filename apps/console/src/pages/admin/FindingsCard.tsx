import type { Finding } from '@kube-dc/networking/rules/finding'
import { count } from '@kube-dc/networking/words'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import styles from './FindingsCard.module.css'
import { PoolFinding } from './PoolFinding.tsx'

/** Findings that stand open; the rest are one click away. */
const SHOWN = 5

interface FindingsCardProps {
  title: string
  sub?: ReactNode
  /** Worst first. */
  findings: readonly Finding[]
  /** Under the findings. */
  foot?: ReactNode
}

/** What was noticed about one thing of the provider; nothing where nothing was. */
export function FindingsCard({ title, sub, findings, foot }: FindingsCardProps) {
  if (findings.length === 0) return null
  const rest = findings.slice(SHOWN)
  return (
    <Card title={title} sub={sub}>
      <div className={styles.findings}>
        <Shown findings={findings.slice(0, SHOWN)} />
        {rest.length > 0 && (
          <details>
            <summary>{count(rest.length, 'more finding', 'more findings')}</summary>
            <div className={styles.findings}>
              <Shown findings={rest} />
            </div>
          </details>
        )}
        {foot}
      </div>
    </Card>
  )
}

function Shown({ findings }: { findings: readonly Finding[] }) {
  return findings.map((finding) => <PoolFinding key={`${finding.rule} ${finding.title}`} finding={finding} />)
}
