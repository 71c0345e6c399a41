import { ApiError } from '@kube-dc/api/client'
import type { CreateExternalIp } from '@kube-dc/api/external-ips'
import type { Problem } from '@kube-dc/api/problem'
import { canCreateExternalIp } from '@kube-dc/networking/external-ips/create'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths, withListState } from '../../app/paths.ts'
import { useServices } from '../../app/services.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useNow } from '../../parts/clock.ts'
import { Panel } from '../../parts/Panel.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { clockTimeToSecond } from '../../parts/time.ts'
import { useSession } from '../../session/session-query.ts'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { useProject } from '../project/project-context.ts'
import styles from './CreateExternalIp.module.css'
import { NameField, TypeField } from './create-fields.tsx'
import { markOwnChange } from '../networking/own-changes.ts'
import { refusalOf } from './refusal.ts'
import { useCreateForm } from './use-create-form.ts'
import { useDryRun } from './use-dry-run.ts'
import { usePublicQuota, useWaitingPublic } from '../networking/use-organization.ts'

/** Asks for a new External IP. The list shows it as soon as the cluster has it, and says how it goes on. */
export function Component() {
  const { params, project, namespace } = useProject()
  const { api } = useServices()
  const { installation } = useSession()
  const { search } = useLocation()
  const navigate = useNavigate()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const { quota } = usePublicQuota()
  const waiting = useWaitingPublic()
  const minute = useNow((now) => Math.floor(now / 60_000))
  const verdict = canCreateExternalIp({ access, project, installation, quota, waiting, now: minute * 60_000 })
  const blocked = verdict.allowed ? offline : verdict.reason

  const create = useMutation({
    mutationFn: (body: CreateExternalIp) => {
      markOwnChange(namespace, body.name)
      return api.call('createExternalIp', { params: { namespace }, body })
    },
    onSuccess: (_, { name }) =>
      navigate(withListState(paths.externalIp(params, name), search), { state: { created: true } }),
  })
  const state = useCreateForm(create.isPending || create.isSuccess)
  const { form, values, taken, nameProblem } = state
  const { setFocus } = form
  useEffect(() => setFocus('name', { shouldSelect: true }), [setFocus])

  const dryRun = useDryRun(api, namespace, values, !blocked && !nameProblem && !create.isPending)
  const refusal = refusalOf(
    answerAbout(values, create) ?? (dryRun?.accepted === false ? dryRun.problem : undefined),
  )

  return (
    <Panel
      kind="External IP"
      icon={<NetworkingIcon size={16} />}
      title="Create External IP"
      foot={<LearnLink about="create-external-ip" />}
      onClose={() => void navigate(withListState(paths.externalIps(params), search))}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          const submit = form.handleSubmit((body) => create.mutate(body))
          event.preventDefault()
          if (!blocked && !create.isPending && !taken.has(values.name)) void submit(event)
        }}
      >
        <NameField
          create={state}
          problem={refusal.name}
          accepted={dryRun?.accepted && `The server accepts it, dry run at ${clockTimeToSecond(dryRun.at)}`}
        />
        <TypeField form={form} types={verdict.info.types} problem={refusal.networkType} />
        {refusal.other && <ProblemBox title={`${values.name} was not created`} problem={refusal.other} />}
        <div className={styles.actions}>
          <ActionButton look="primary" type="submit" busy={create.isPending} disabledReason={blocked}>
            Create {values.name || 'it'}
          </ActionButton>
          <ActionButton look="quiet" to={withListState(paths.externalIps(params), search)}>
            Cancel
          </ActionButton>
        </div>
      </form>
    </Panel>
  )
}

/** The server's answer to a submit, for as long as the form says what was sent. */
function answerAbout(
  values: CreateExternalIp,
  { error, variables: sent }: { error: unknown; variables: CreateExternalIp | undefined },
): Problem | undefined {
  const same = sent?.name === values.name && sent.networkType === values.networkType
  return same && error instanceof ApiError ? error.problem : undefined
}
