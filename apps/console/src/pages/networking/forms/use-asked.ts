import { ApiError } from '@kube-dc/api/client'
import type { Problem, ProblemCode } from '@kube-dc/api/problem'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** Answers about the values. Anything else says only that this dry run did not happen, and nobody has asked for it. */
const REFUSALS: ReadonlySet<ProblemCode> = new Set([
  'already-exists',
  'invalid',
  'bad-request',
  'forbidden',
  'quota-exceeded',
  'conflict',
  'refused',
])

/** The server is asked when typing pauses this long, in milliseconds. */
const PAUSE = 400

/** What the server says to just this; undefined while it has not said anything about it. */
export type DryRun =
  | { readonly accepted: true; readonly at: number }
  | { readonly accepted: false; readonly problem: Problem }
  | undefined

/** How the server is asked whether it would do something, without doing it. */
export interface DryRunOf<Wish> {
  /** Tells this question from those of other forms, and of other places. */
  readonly key: readonly string[]
  readonly ask: (wish: Wish, signal: AbortSignal) => Promise<object>
}

/** Asks the server whether it would. The next keystroke removes the answer. */
export function useAsked<Wish extends object>(
  wish: Wish | undefined,
  { key: of, ask }: DryRunOf<Wish>,
): DryRun {
  const key = wish && JSON.stringify(wish)
  const asked = usePaused(key)
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['dry-run', ...of, key],
    queryFn: wish === undefined || key !== asked ? skipToken : ({ signal }) => ask(wish, signal),
    gcTime: 0,
    retry: false,
  })
  if (key === undefined || key !== asked) return undefined
  if (error instanceof ApiError) {
    return REFUSALS.has(error.problem.code) ? { accepted: false, problem: error.problem } : undefined
  }
  return data ? { accepted: true, at: dataUpdatedAt } : undefined
}

/** The value once it has stayed the same for a moment. */
function usePaused(value: string | undefined): string | undefined {
  const [paused, setPaused] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
