import { ApiError } from '@kube-dc/api/client'
import type { Problem, ProblemCode } from '@kube-dc/api/problem'
import type { Intent } from '@kube-dc/networking/intents/intent'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useServices } from '../../../app/services.ts'
import { useProject } from '../../project/project-context.ts'

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
export type IntentDryRun =
  | { readonly accepted: true; readonly at: number }
  | { readonly accepted: false; readonly problem: Problem }
  | undefined

/** Asks the server whether it would carry an intent out, without doing it. The next keystroke removes the answer. */
export function useIntentDryRun(intent: Intent | undefined): IntentDryRun {
  const { api } = useServices()
  const { namespace } = useProject()
  const key = intent && JSON.stringify(intent)
  const asked = usePaused(key)
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['intent-dry-run', namespace, key],
    queryFn:
      intent === undefined || key !== asked
        ? skipToken
        : ({ signal }) =>
            api.call(
              'startOperation',
              { params: { namespace }, query: { dryRun: 'true' }, body: intent },
              { signal },
            ),
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
