import type { OperationView } from '@kube-dc/api/operations'
import type { ReactNode } from 'react'
import type { FindingLine } from '../parts/FindingList.tsx'
import { exactTime } from '../parts/time.ts'
import { operationTitle, STANDING_GLYPHS, standingOf, standingWords } from './operation-words.ts'

/** One operation as a line of a list. */
export function operationLine(operation: OperationView, to: string, action?: ReactNode): FindingLine {
  const { id, mine, startedBy, startedAt, problem } = operation
  const who = `Started by ${mine ? 'you' : startedBy}, ${exactTime(startedAt)}.`
  return {
    id,
    to,
    state: STANDING_GLYPHS[standingOf(operation)],
    title: operationTitle(operation),
    why: [standingWords(operation), problem, who].filter((words) => words !== undefined).join(' '),
    ...(action !== undefined && { action }),
  }
}
