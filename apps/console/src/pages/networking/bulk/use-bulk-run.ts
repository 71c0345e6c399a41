import { ApiError } from '@kube-dc/api/client'
import { useState } from 'react'
import { markOwnChange } from '../own-changes.ts'
import type { Chosen, Removal } from './bulk.ts'

/** What became of one row; `words` say why it is still there. */
export type BulkResult =
  { readonly state: 'waiting' | 'doing' | 'deleted' } | { readonly state: 'failed'; readonly words: string }

/** So many requests at a time: a browser has few connections to one server, and others work with the cluster too. */
const AT_ONCE = 4

export interface BulkRun<R extends Chosen> {
  /** By the ids of rows; empty before it begins. */
  readonly results: ReadonlyMap<string, BulkResult>
  readonly isRunning: boolean
  /** Deletes these, each by itself: one that fails stops no other. Answers with the ids of those that failed. */
  readonly run: (rows: readonly R[], how: Pick<Removal<R>, 'idOf' | 'remove'>) => Promise<readonly string[]>
}

/** Deletes several things and keeps what became of each. */
export function useBulkRun<R extends Chosen>(): BulkRun<R> {
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map())
  const [isRunning, setRunning] = useState(false)

  async function run(
    rows: readonly R[],
    { idOf, remove }: Pick<Removal<R>, 'idOf' | 'remove'>,
  ): Promise<readonly string[]> {
    const failed: string[] = []
    const tell = (id: string, result: BulkResult) => setResults((before) => new Map(before).set(id, result))
    setResults(new Map(rows.map((row) => [idOf(row), { state: 'waiting' }])))
    setRunning(true)
    const queue = [...rows]
    const worker = async () => {
      for (let row = queue.shift(); row; row = queue.shift()) {
        const id = idOf(row)
        tell(id, { state: 'doing' })
        markOwnChange(row.meta.namespace ?? '', row.meta.name)
        const words = await refusalOf(remove(row))
        tell(id, words === undefined ? { state: 'deleted' } : { state: 'failed', words })
        if (words !== undefined) failed.push(id)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    setRunning(false)
    return failed
  }

  return { results, isRunning, run }
}

/** Why it was refused; what somebody else has deleted meanwhile is deleted. */
async function refusalOf(removal: Promise<unknown>): Promise<string | undefined> {
  try {
    await removal
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.problem.code === 'not-found' ? undefined : error.problem.error
  }
}
