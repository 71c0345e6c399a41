import { Plus } from 'lucide-react'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useProject } from '../project/project-context.ts'

/** The way for those who do not know yet which method they want. */
export function ExposeButton() {
  const { params } = useProject()
  return (
    <ActionButton
      look="primary"
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={paths.expose(params)}
    >
      Expose something
    </ActionButton>
  )
}
