import { deniedReason } from '@kube-dc/networking/access'
import type { KindName } from '@kube-dc/networking/model/kind-names'
import { Plus } from 'lucide-react'
import { useLocation } from 'react-router'
import { withListState } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { useProject } from '../project/project-context.ts'

interface CreateActionProps {
  /** Of the object that is made. */
  kind: KindName
  to: string
  /** Verb and thing: "Create load balancer". */
  children: string
}

/** The way to something new; where this person may not make it, it says why. */
export function CreateAction({ kind, to, children }: CreateActionProps) {
  const { project, namespace } = useProject()
  const { search } = useLocation()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const notReady =
    project.ready === false ? `${project.name} is not ready: nothing can be made in it before.` : undefined
  return (
    <ActionButton
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={withListState(to, search)}
      disabledReason={deniedReason(access, 'create', kind) ?? notReady ?? offline}
    >
      {children}
    </ActionButton>
  )
}
