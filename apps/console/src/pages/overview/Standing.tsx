import type { ProjectNetworkView } from '@kube-dc/networking/joins/views'
import { useLiveClient, useStaleSince } from '../../live/use-channel.ts'
import { Finding } from '../../parts/Finding.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { list } from '@kube-dc/networking/words'
import { Stale } from '../networking/ListProblem.tsx'
import { Unseen, type Rest } from '../networking/Unseen.tsx'
import { useProject } from '../project/project-context.ts'
import type { ListHere } from './use-lists.ts'

/** Kinds that tenant roles list; of those that no such role may list, nobody is told here. */
export const RESTS: readonly Rest[] = [
  { kind: 'external-ips', tells: 'where addresses come from' },
  { kind: 'services', tells: 'what is exposed' },
  { kind: 'floating-ips', tells: 'which workloads have an address of their own' },
  { kind: 'endpoint-slices', tells: 'whether anything answers' },
  { kind: 'pods', tells: 'why endpoints are not ready' },
  { kind: 'virtual-machines', tells: 'whether a VM is stopped' },
  { kind: 'virtual-machine-instances', tells: 'which address a VM has now' },
  { kind: 'http-routes', tells: 'whether the Gateway has taken routes up' },
  { kind: 'tls-routes', tells: 'whether the Gateway has taken passthrough routes up' },
  { kind: 'backends', tells: 'where the Gateway sends traffic' },
  { kind: 'certificates', tells: 'whether certificates are issued and until when' },
  { kind: 'issuers', tells: 'why certificates are not issued' },
]

interface StandingProps {
  view: ProjectNetworkView
  lists: readonly ListHere[]
}

/** What stands over the whole page: how old it is, what of it is missing, and whether the Project is ready at all. */
export function Standing({ view, lists }: StandingProps) {
  const live = useLiveClient()
  const staleSince = useStaleSince()
  const failed = lists.filter(({ status }) => status === 'error')
  const problem = failed[0]?.problem
  return (
    <>
      {staleSince !== undefined && <Stale since={staleSince} what="What is shown" />}
      {problem && (
        <ProblemBox
          title={`The ${list(failed.map(({ title }) => title))} could not be read`}
          problem={problem}
          onRetry={() => live.wake()}
        >
          <p>It is tried again by itself; what else is shown is true.</p>
        </ProblemBox>
      )}
      <NotReady view={view} />
      <Unseen rests={RESTS} />
    </>
  )
}

/** The conditions' words are the platform's. */
function NotReady({ view: { project } }: { view: ProjectNetworkView }) {
  const { project: listed } = useProject()
  if ((project?.ready ?? listed.ready) !== false) return null
  const failing = (project?.conditions ?? []).filter(({ status }) => status === 'False')
  return (
    <div role="status">
      <Finding
        state="waiting"
        title={`${listed.name} is not ready`}
        tinted
        evidence={failing.map(({ type, reason, message }) => ({
          label: type,
          value: message ?? reason ?? 'False',
        }))}
      >
        <p>
          The platform is still making it, or it is over a limit of {listed.organization}. What is there
          already is shown; the rest follows by itself.
        </p>
      </Finding>
    </div>
  )
}
