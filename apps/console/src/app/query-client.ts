import { ApiError } from '@kube-dc/api/client'
import type { ProblemCode } from '@kube-dc/api/problem'
import { MutationCache, QueryClient } from '@tanstack/react-query'

const RETRIES = 3
const LONGEST_DELAY = 8000

/** Problems that pass by themselves. Everything else is an answer: asking again would give the same. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  'cluster-unreachable',
  'cluster-timeout',
  'server-unreachable',
  'shutting-down',
  'too-many-requests',
])

/** Whether a read that failed is worth another try. Changes are never repeated: their outcome may be unknown. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return failures < RETRIES && error instanceof ApiError && PASSING.has(error.problem.code)
}

/** Milliseconds before the next try: what the server asks for, else doubling. */
export function retryAfter(failures: number, error: unknown): number {
  const asked = error instanceof ApiError ? error.problem.retryAfter : undefined
  return asked === undefined ? Math.min(LONGEST_DELAY, 500 * 2 ** failures) : asked * 1000
}

/** Holds commands and one-shot reads; live objects are in the live store, and no datum is in both. */
export function createQueryClient(): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onError: async (error) => {
        // The cluster knows better what this person may do: controls are dimmed by its newest answer.
        if (!(error instanceof ApiError) || error.problem.code !== 'forbidden') return
        await queryClient.invalidateQueries({ queryKey: ['access'] })
      },
    }),
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        retryDelay: retryAfter,
        refetchOnWindowFocus: false,
        // The device's opinion of its network is wrong for servers on the same machine.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return queryClient
}
