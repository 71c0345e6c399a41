import { ApiError } from '@kube-dc/api/client'
import { useState } from 'react'
import { useServices } from '../../../app/services.ts'
import { markOwnChange } from '../own-changes.ts'
import type { Row } from '../rows.ts'
import { useProject } from '../../project/project-context.ts'
import type { BulkDelete } from './bulk.ts'

/** What became of one row; `words` say why it is still there. */
export type BulkResult =
  { readonly state: 'waiting' | 'doing' | 'deleted' } | { readonly state: 'failed'; readonly words: string }

/** So many requests at a time: a browser has few connections to one server, and others work with the cluster too. */
const AT_ONCE = 4

export interface BulkRun {
  /** By name; empty before it begins. */
  readonly results: ReadonlyMap<string, BulkResult>
  readonly isRunning: boolean
  /** Deletes these, each by itself: one that fails stops no other. Answers with the names of those that failed. */
  readonly run: <View>(rows: readonly Row<View>[], how: BulkDelete<View>) => Promise<readonly string[]>
}

/** Deletes several things and keeps what became of each. */
export function useBulkRun(): BulkRun {
  const { api } = useServices()
  const { namespace } = useProject()
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map())
  const [isRunning, setRunning] = useState(false)

  async function run<View>(
    rows: readonly Row<View>[],
    { remove }: BulkDelete<View>,
  ): Promise<readonly string[]> {
    const failed: string[] = []
    const tell = (name: string, result: BulkResult) =>
      setResults((before) => new Map(before).set(name, result))
    setResults(new Map(rows.map(({ meta }) => [meta.name, { state: 'waiting' }])))
    setRunning(true)
    const queue = [...rows]
    const worker = async () => {
      for (let row = queue.shift(); row; row = queue.shift()) {
        const { name } = row.meta
        tell(name, { state: 'doing' })
        markOwnChange(namespace, name)
        const words = await refusalOf(remove(row, { api, namespace }))
        tell(name, words === undefined ? { state: 'deleted' } : { state: 'failed', words })
        if (words !== undefined) failed.push(name)
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
