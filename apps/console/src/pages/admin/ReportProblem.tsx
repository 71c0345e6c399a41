import type { ChannelKind } from '@kube-dc/api/channel'
import type { ChannelView } from '../../live/channel.ts'
import { useLiveClient } from '../../live/use-channel.ts'
import { ProblemBox } from '../../parts/ProblemBox.tsx'

interface ReportProblemProps {
  /** What it tells of: "The pools". */
  what: string
  view: ChannelView<ChannelKind>
  /** What it means that the cluster does not have the kind. */
  absent?: string
}

const NO_POOLS =
  'This cluster has no Kube-OVN objects, so there are no pools. They show here as soon as Kube-OVN is installed.'

/** Why a report, or the objects of all tenants, is not there, or may be old; nothing where all is well. */
export function ReportProblem({ what, view, absent = NO_POOLS }: ReportProblemProps) {
  const live = useLiveClient()
  const { status, upstream, problem } = view
  if (problem && status !== 'loading') {
    const title = status === 'ready' ? `${what} could not be read again` : `${what} could not be read`
    return <ProblemBox title={title} problem={problem} onRetry={() => live.wake()} />
  }
  if (upstream?.state !== 'not-installed') return null
  return <p role="status">{absent}</p>
}
