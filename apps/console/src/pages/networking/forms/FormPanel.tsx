import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Panel } from '../../../parts/Panel.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { NetworkingIcon } from '../../../shell/NetworkingIcon.tsx'
import { LearnLink } from '../../learn/LearnLink.tsx'
import type { Subject } from '../../learn/paragraphs.ts'
import { useSettled } from './use-settled.ts'

interface FormPanelProps {
  kind: string
  title: string
  /** What Learn is asked about it. */
  about: Subject
  /** Where closing leads. */
  back: string
  children: ReactNode
}

/** The panel of a form that makes something, which begins when what it suggests from is here. */
export function FormPanel({ kind, title, about, back, children }: FormPanelProps) {
  const navigate = useNavigate()
  const settled = useSettled()
  return (
    <Panel
      kind={kind}
      icon={<NetworkingIcon size={16} />}
      title={title}
      foot={<LearnLink about={about} />}
      onClose={() => void navigate(back)}
    >
      {settled ? children : <SkeletonRows columns={['1fr']} rows={6} />}
    </Panel>
  )
}
