import { ApiError } from '@kube-dc/api/client'
import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import { useMutation } from '@tanstack/react-query'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { notify } from '../../app/notices.ts'
import { paths, withListState } from '../../app/paths.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { useServices } from '../../app/services.ts'
import { useLiveObject } from '../../live/use-channel.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { useOfflineReason } from '../../session/use-access.ts'
import { useProject } from '../project/project-context.ts'
import { Impact } from '../networking/Impact.tsx'
import { markOwnChange } from '../networking/own-changes.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'

const navigation = z.object({ from: z.enum(['row', 'panel']).optional() }).catch({})

/** Asks before an External IP is deleted, with what breaks; over its details. */
export function Component() {
  const { name = '' } = useParams()
  const { params, project, namespace } = useProject()
  const { api } = useServices()
  const { search } = useLocation()
  const { from } = useLocationState(navigation)
  const navigate = useNavigate()
  const ip = useLiveObject({ kind: 'external-ips', namespace }, name)
  const facts = useJudgementFacts()
  const offline = useOfflineReason()

  const toList = () => void navigate(withListState(paths.externalIps(params), search))
  const toPanel = () => void navigate(withListState(paths.externalIp(params, name), search))
  const remove = useMutation({
    mutationFn: (uid: string) => {
      markOwnChange(namespace, name)
      return api.call('deleteExternalIp', { params: { namespace, name }, query: { uid } })
    },
    onSuccess: toList,
    onError: (error) => {
      if (!isGone(error)) return
      notify({ state: 'ok', text: `${name} was gone already.` })
      toList()
    },
  })

  if (!ip) return null
  const verdict = canDeleteExternalIp(ip, { ...facts, project: project.name })
  const { breaks, lost, typeName } = verdict.info
  const problem = remove.error instanceof ApiError && !isGone(remove.error) ? remove.error.problem : undefined
  return (
    <ConfirmDialog
      open
      title={`Delete ${name}?`}
      confirmLabel={`Delete ${name}`}
      nameToType={typeName ? name : undefined}
      disabledReason={verdict.allowed ? offline : verdict.reason}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(ip.meta.uid)}
      onClose={from === 'row' ? toList : toPanel}
    >
      <Impact breaks={breaks} lost={lost} />
      {problem && (
        <ProblemBox
          title={problem.code === 'conflict' ? `${name} has changed meanwhile` : `${name} was not deleted`}
          problem={problem}
        />
      )}
    </ConfirmDialog>
  )
}

/** Somebody else was faster: what was asked for is so. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'not-found'
}
