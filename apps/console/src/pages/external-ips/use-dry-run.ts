import { ApiError, type ApiClient } from '@kube-dc/api/client'
import { createExternalIp, type CreateExternalIp } from '@kube-dc/api/external-ips'
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
  'refused',
])

/** The server is asked when typing pauses this long, in milliseconds. */
const PAUSE = 400

/** What the server says to the values as they are now; undefined while it has not said anything about just these. */
export type DryRun =
  | { readonly accepted: true; readonly at: number }
  | { readonly accepted: false; readonly problem: Problem }
  | undefined

/**
 * Asks the server whether it would create this, without creating it. An answer counts only for the values it was asked
 * about: the next keystroke removes it.
 *
 * @param enabled false where asking makes no sense, because the form itself already knows better.
 */
export function useDryRun(
  api: ApiClient,
  namespace: string,
  values: { readonly name: string; readonly networkType: string | undefined },
  enabled: boolean,
): DryRun {
  const parsed = createExternalIp.safeParse(values)
  const key = enabled && parsed.success ? JSON.stringify(parsed.data) : undefined
  const asked = usePaused(key)
  const body = parsed.data
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['dry-run', namespace, key],
    queryFn:
      key === undefined || key !== asked || body === undefined
        ? skipToken
        : ({ signal }) => dryRun(api, namespace, body, signal),
    gcTime: 0,
    retry: false,
  })
  if (key === undefined || key !== asked) return undefined
  if (error instanceof ApiError) {
    return REFUSALS.has(error.problem.code) ? { accepted: false, problem: error.problem } : undefined
  }
  return data ? { accepted: true, at: dataUpdatedAt } : undefined
}

async function dryRun(
  api: ApiClient,
  namespace: string,
  body: CreateExternalIp,
  signal: AbortSignal,
): Promise<true> {
  await api.call('createExternalIp', { params: { namespace }, query: { dryRun: 'true' }, body }, { signal })
  return true
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
