import type { OperationStep, OperationView } from '@kube-dc/api/operations'
import type { Access } from '@kube-dc/networking/access'
import { deniedReasons } from '@kube-dc/networking/intents/permission'
import { isEnded, isLeased, type StoredJournal } from '@kube-dc/networking/operations/journal'
import { objectOf, type LiveState } from '@kube-dc/networking/operations/live-state'
import { stepStatuses } from '@kube-dc/networking/operations/next-action'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import { ProblemError } from '../problem-error.ts'
import { readState } from './cluster-state.ts'
import { reviewOf } from './review.ts'

const NOTHING: LiveState = { objects: new Map(), others: [] }

/** An operation as one person sees it: its journal, and what they may see of the objects that it is about. */
export async function viewOf(
  { asUser }: { readonly asUser: AsUser },
  caller: Caller,
  namespace: string,
  stored: StoredJournal,
  { access, mine }: { readonly access: Access; readonly mine: boolean },
): Promise<OperationView> {
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
    steps: stepsOf(stored, await stateFor(asUser, caller, namespace, stored)),
    plan,
    review: reviewOf(stored),
    ...(problem !== undefined && { problem }),
    ...(endedAt !== undefined && { endedAt }),
    ...(denied !== undefined && { denied }),
  }
}

/** What is done needs no look. @throws as `AsUser.read` does, but for a lack of rights. */
async function stateFor(
  asUser: AsUser,
  caller: Caller,
  namespace: string,
  { journal }: StoredJournal,
): Promise<LiveState> {
  if (journal.phase === 'done') return NOTHING
  try {
    return await readState(asUser, caller, namespace, journal.plan)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'forbidden') return NOTHING
    throw error
  }
}

function stepsOf({ journal }: StoredJournal, live: LiveState): OperationStep[] {
  const statuses = stepStatuses(journal, live)
  return journal.plan.steps.map((step, index) => ({
    verb: step.verb,
    ...objectOf(step),
    ...(statuses[index] ?? { state: 'waiting' as const }),
  }))
}
