import type { Intent } from '@kube-dc/networking/intents/intent'
import type { RemovalImpact } from '@kube-dc/networking/intents/removal'
import type { Verdict } from '@kube-dc/networking/verdict'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../app/paths.ts'
import { useLocationState } from '../app/use-location-state.ts'
import { Impact } from '../pages/networking/Impact.tsx'
import { LISTS, type ListKind } from '../app/lists.ts'
import { useProject } from '../pages/project/project-context.ts'
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'
import { useOfflineReason } from '../session/use-access.ts'
import { useStartOperation } from './use-start-operation.ts'

const navigation = z.object({ from: z.enum(['row', 'panel']).optional() }).catch({})

interface RemovalDialogProps {
  kind: ListKind
  name: string
  /** "Delete broker-direct", "Remove the route of web": begins the question, and names the button. */
  verb: string
  verdict: Verdict<RemovalImpact>
  /** What is asked for when the person confirms. */
  intent: Intent
}

/** Asks before something is removed, with what breaks and what stays; over the details of it. */
export function RemovalDialog({ kind, name, verb, verdict, intent }: RemovalDialogProps) {
  const { params } = useProject()
  const { search } = useLocation()
  const { from } = useLocationState(navigation)
  const navigate = useNavigate()
  const offline = useOfflineReason()
  const { send, pending, problem } = useStartOperation()
  const toList = () => void navigate(withListState(LISTS[kind].list(params), search))
  const toPanel = () => void navigate(withListState(LISTS[kind].one(params, name), search))

  async function remove(): Promise<void> {
    const started = await send(intent)
    if (!started) return
    if (started.operation)
      void navigate(paths.operation(params, started.operation.id), { state: { from: 'form' } })
    else toList()
  }

  return (
    <ConfirmDialog
      open
      title={`${verb}?`}
      confirmLabel={verb}
      nameToType={verdict.info.typeName ? name : undefined}
      disabledReason={verdict.allowed ? offline : verdict.reason}
      busy={pending}
      onConfirm={() => void remove()}
      onClose={from === 'row' ? toList : toPanel}
    >
      <Impact {...verdict.info} />
      {problem && (
        <ProblemBox
          title={problem.code === 'conflict' ? `${name} has changed meanwhile` : `${name} stays as it is`}
          problem={problem}
        />
      )}
    </ConfirmDialog>
  )
}
