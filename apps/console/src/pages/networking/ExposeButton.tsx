import type { Answer } from '@kube-dc/networking/methods/methods'
import { Plus } from 'lucide-react'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useProject } from '../project/project-context.ts'

interface ExposeButtonProps {
  /** What somebody most likely exposes who comes from here. */
  answer?: Answer | undefined
}

/** The way for those who do not know yet which method they want. */
export function ExposeButton({ answer }: ExposeButtonProps) {
  const { params } = useProject()
  return (
    <ActionButton
      look="primary"
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={paths.expose(params, { answer })}
    >
      Expose something
    </ActionButton>
  )
}
