import { createHash } from 'node:crypto'
import type { StoredJournal } from '@kube-dc/networking/operations/journal'

/**
 * Stands for what somebody decides on when they look at an operation: this journal, its plan, and whether it goes forward or
 * back. Its progress is not part of it.
 */
export function reviewOf({ uid, journal: { plan, phase } }: StoredJournal): string {
  const way = phase === 'doing' || phase === 'done' ? 'forward' : 'back'
  return createHash('sha256')
    .update(JSON.stringify([uid, way, plan]))
    .digest('base64url')
}
