import type { OperationStep, OperationView } from '@kube-dc/api/operations'
import type { Access } from '@kube-dc/networking/access'
import { deniedReasons } from '@kube-dc/networking/intents/permission'
import { isEnded, isLeased, type Journal, type StoredJournal } from '@kube-dc/networking/operations/journal'
import { objectOf, type LiveState } from '@kube-dc/networking/operations/live-state'
import { stepStatuses } from '@kube-dc/networking/operations/next-action'
import { reviewOf } from './review.ts'

/** Who looks. */
export interface Viewer {
  readonly access: Access
  /** Whether they started it in this session. */
  readonly mine: boolean
}

/**
 * An operation as one person sees it.
 *
 * @param live what they may see of the objects that it is about.
 */
export function viewOf(stored: StoredJournal, live: LiveState, { access, mine }: Viewer): OperationView {
  const { journal } = stored
  const { id, plan, phase, problem, startedBy, startedAt, endedAt } = journal
  const [denied] = deniedReasons(plan.steps, access)
  return {
    id,
    intent: plan.intent,
    subject: plan.subject,
    phase,
    running: !isEnded(journal) && problem === undefined && isLeased(journal, Date.now()),
    startedBy,
    startedAt,
    mine,
    steps: stepsOf(journal, live),
    plan,
    review: reviewOf(stored),
    ...(problem !== undefined && { problem }),
    ...(endedAt !== undefined && { endedAt }),
    ...(denied !== undefined && { denied }),
  }
}

function stepsOf(journal: Journal, live: LiveState): OperationStep[] {
  const statuses = stepStatuses(journal, live)
  return journal.plan.steps.map((step, index) => ({
    verb: step.verb,
    ...objectOf(step),
    ...(statuses[index] ?? { state: 'waiting' as const }),
  }))
}
