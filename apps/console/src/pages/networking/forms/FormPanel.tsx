import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Panel } from '../../../parts/Panel.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { NetworkingIcon } from '../../../shell/NetworkingIcon.tsx'
import { useSettled } from './use-settled.ts'

interface FormPanelProps {
  kind: string
  title: string
  /** Where closing leads. */
  back: string
  children: ReactNode
}

/** The panel of a form that makes something, which begins when what it suggests from is here. */
export function FormPanel({ kind, title, back, children }: FormPanelProps) {
  const navigate = useNavigate()
  const settled = useSettled()
  return (
    <Panel kind={kind} icon={<NetworkingIcon size={16} />} title={title} onClose={() => void navigate(back)}>
      {settled ? children : <SkeletonRows columns={['1fr']} rows={6} />}
    </Panel>
  )
}
