import type { Finding } from '@kube-dc/networking/rules/finding'
import { Network } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { withListState } from '../../../app/paths.ts'
import { Section } from '../../../parts/Card.tsx'
import { KeyValue } from '../../../parts/KeyValue.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { PoolFinding } from '../PoolFinding.tsx'

interface PartPanelProps {
  kind: string
  title: string
  /** Path of the list that it stands over. */
  list: string
  findings: readonly Finding[]
  /** `Fact`s. */
  facts: ReactNode
  /** Sections under the facts. */
  children: ReactNode
}

/** One listener or route over its list: what is wrong with it, what it is, and what the controller says. */
export function PartPanel({ kind, title, list, findings, facts, children }: PartPanelProps) {
  const { search } = useLocation()
  const navigate = useNavigate()
  return (
    <Panel
      kind={kind}
      icon={<Network size={16} strokeWidth={1.5} />}
      title={title}
      onClose={() => void navigate(withListState(list, search))}
    >
      {findings.length > 0 && (
        <Section>
          {findings.map((finding, index) => (
            <PoolFinding key={`${finding.rule} ${finding.title}`} finding={finding} tinted={index === 0} />
          ))}
        </Section>
      )}
      <Section title="What it is">
        <KeyValue>{facts}</KeyValue>
      </Section>
      {children}
    </Panel>
  )
}
