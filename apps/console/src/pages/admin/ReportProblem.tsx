import { ProblemBox } from '../../parts/ProblemBox.tsx'
import type { ChannelView } from '../../live/channel.ts'
import { useLiveClient } from '../../live/use-channel.ts'
import type { ReportName } from '@kube-dc/networking/model/kind-names'

interface ReportProblemProps {
  /** What it tells of: "The pools". */
  what: string
  view: ChannelView<ReportName>
}

/** Why a report is not there, or may be old; nothing where all is well. */
export function ReportProblem({ what, view }: ReportProblemProps) {
  const live = useLiveClient()
  const { status, upstream, problem } = view
  if (problem && status !== 'loading') {
    const title = status === 'ready' ? `${what} could not be read again` : `${what} could not be read`
    return <ProblemBox title={title} problem={problem} onRetry={() => live.wake()} />
  }
  if (upstream?.state !== 'not-installed') return null
  return (
    <p role="status">
      This cluster has no Kube-OVN objects, so there are no pools. They show here as soon as Kube-OVN is
      installed.
    </p>
  )
}
