import { useLiveClient } from '../../live/use-channel.ts'
import { Finding } from '../../parts/Finding.tsx'
import { Partial } from '../../parts/Partial.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { clockTime } from '../../parts/time.ts'
import { useProject } from '../project/project-context.ts'
import styles from './ListProblem.module.css'
import type { ListState } from './use-list-state.ts'

/** What makes a list old although it shows: the server's own view of the cluster, or a refresh that failed. */
export function ListProblem({ state: { status, problem, upstream } }: { state: ListState }) {
  if (status !== 'ready') return null
  if (upstream?.state === 'stale') {
    return (
      <div className={styles.notice}>
        <Stale since={upstream.since} what="The list" />
      </div>
    )
  }
  if (!problem) return null
  return (
    <div className={styles.notice} role="status">
      <Finding state="waiting" title="The list could not be refreshed" tinted>
        <p>{problem.error} It is tried again by itself; the list is as it was before.</p>
      </Finding>
    </div>
  )
}

interface StaleProps {
  /** RFC 3339. */
  since: string
  /** Begins a sentence: "The list". */
  what: string
}

/** The server itself has been without the cluster for a while. */
export function Stale({ since, what }: StaleProps) {
  return (
    <div role="status">
      <Finding state="waiting" title={`The cluster has not answered since ${clockTime(since)}`} tinted>
        <p>{what} is as of then. It is not caused by you, and it catches up by itself.</p>
      </Finding>
    </div>
  )
}

interface NoListProps {
  state: ListState
  /** "Load balancers". */
  title: string
}

/** In place of a list that may not, cannot or no longer be read. */
export function NoList({ state: { status, problem }, title }: NoListProps) {
  const { params } = useProject()
  const live = useLiveClient()
  if (status === 'error' && problem) {
    return (
      <ProblemBox title={`The ${title} could not be read`} problem={problem} onRetry={() => live.wake()}>
        <p>It is tried again by itself.</p>
      </ProblemBox>
    )
  }
  if (status === 'gone') {
    return (
      <Partial title={`${params.project} has no ${title} any more`}>
        <p role="status">The Project’s namespace no longer exists: its addresses are released.</p>
      </Partial>
    )
  }
  return (
    <Partial title={`${title} are not shown`}>
      <p role="status">
        Your role may not list them in {params.project}, or no longer may. Whoever manages the Project can
        give you a role that does; the list then comes back by itself.
      </p>
    </Partial>
  )
}
