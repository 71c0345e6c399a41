import { ApiError } from '@kube-dc/api/client'
import type { DeleteImpact } from '@kube-dc/networking/external-ips/delete'
import type { Meta } from '@kube-dc/networking/model/object'
import type { Verdict } from '@kube-dc/networking/verdict'
import { useMutation } from '@tanstack/react-query'
import { notify } from '../../app/notices.ts'
import { useServices } from '../../app/services.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { useOfflineReason } from '../../session/use-access.ts'
import { Impact } from '../networking/Impact.tsx'
import { markOwnChange } from '../networking/own-changes.ts'

interface ExternalIpRemovalProps {
  ip: { readonly meta: Meta }
  verdict: Verdict<DeleteImpact>
  /** Only as it was shown: somebody may have begun to use one that nobody used. */
  asShown?: boolean
  onGone: () => void
  onClose: () => void
}

/** Asks before an External IP is deleted, with what breaks, whosever it is. */
export function ExternalIpRemoval({ ip, verdict, asShown = false, onGone, onClose }: ExternalIpRemovalProps) {
  const { name, namespace = '', uid, resourceVersion } = ip.meta
  const { api } = useServices()
  const offline = useOfflineReason()
  const remove = useMutation({
    mutationFn: () => {
      markOwnChange(namespace, name)
      const query = asShown ? { uid, resourceVersion } : { uid }
      return api.call('deleteExternalIp', { params: { namespace, name }, query })
    },
    onSuccess: onGone,
    onError: (error) => {
      if (!isGone(error)) return
      notify({ state: 'ok', text: `${name} was gone already.` })
      onGone()
    },
  })
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
      onConfirm={() => remove.mutate()}
      onClose={onClose}
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
