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
import { ConfirmDialog, Consequences } from '../../parts/ConfirmDialog.tsx'
import { useNow } from '../../parts/clock.ts'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { useProject } from '../project/project-context.ts'
import { markOwnChange } from '../networking/own-changes.ts'

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
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const minute = useNow((now) => Math.floor(now / 60_000))

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
  const verdict = canDeleteExternalIp(ip, { access, project: project.name, now: minute * 60_000 })
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
      {breaks.length === 0 ? (
        <p>Nothing uses it.</p>
      ) : (
        <Consequences>
          {breaks.map((sentence) => (
            <li key={sentence}>
              <StateGlyph state="broken" />
              {sentence}
            </li>
          ))}
        </Consequences>
      )}
      {lost.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
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
