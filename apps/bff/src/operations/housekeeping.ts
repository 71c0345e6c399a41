import { isEnded, type StoredJournal } from '@kube-dc/networking/operations/journal'
import { nextAction, stepStatuses } from '@kube-dc/networking/operations/next-action'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import { readState } from './cluster-state.ts'
import type { Journals } from './journals.ts'

/** An ended operation can be looked at, and undone, for a day. */
const KEPT_MS = 86_400_000
/** One person's new operation does not wait for all that others have left. */
const MOST_AT_ONCE = 10

interface Parts {
  readonly asUser: AsUser
  readonly journals: Journals
}

/**
 * Removes journals that nobody needs any more: what ended a day ago, and what is undone for good though the server that did
 * so died before it could remove its journal. Objects are never touched here.
 */
export async function closeOld(
  parts: Parts,
  caller: Caller,
  namespace: string,
  { stored, graceMs }: { readonly stored: readonly StoredJournal[]; readonly graceMs: number },
): Promise<void> {
  const now = Date.now()
  const ended = stored.filter(({ journal }) => isEnded(journal) && agedMs(journal.endedAt, now) > graceMs)
  // Tidying up: whoever has written one of them meanwhile has a reason to.
  await Promise.allSettled(
    ended.slice(0, MOST_AT_ONCE).map(async (one) => {
      const isOld = agedMs(one.journal.endedAt, now) > KEPT_MS
      if (isOld || (await isUndoneForGood(parts, caller, namespace, one))) {
        await parts.journals.remove(caller, namespace, one)
      }
    }),
  )
}

/** What never said when it ended is as old as can be. */
function agedMs(endedAt: string | undefined, now: number): number {
  return endedAt === undefined ? Infinity : now - Date.parse(endedAt)
}

/**
 * Whether nothing of an undone operation is left: no object that landed late, and none that was kept, which is something to
 * know until somebody has read it.
 *
 * @throws as `AsUser` does.
 */
export async function isUndoneForGood(
  { asUser }: Pick<Parts, 'asUser'>,
  caller: Caller,
  namespace: string,
  { journal }: StoredJournal,
): Promise<boolean> {
  if (journal.phase !== 'undone') return false
  const live = await readState(asUser, caller, namespace, journal)
  return (
    nextAction({ ...journal, phase: 'undoing' }, live).do === 'finish' &&
    stepStatuses(journal, live).every(({ state }) => state === 'undone')
  )
}
