import { ApiError } from '@kube-dc/api/client'
import type { Problem } from '@kube-dc/api/problem'
import { useMutation } from '@tanstack/react-query'

/** Sends what a form asks for. */
export interface Sending<Wish, Answer> {
  /** Answers `undefined` where it was refused, and then `problem` says why. Never rejects for what the server answers. */
  readonly send: (wish: Wish) => Promise<Answer | undefined>
  readonly pending: boolean
  /** Why the last one was refused; gone with the next. */
  readonly problem: Problem | undefined
  /** What the last one asked for: an answer is about just this. */
  readonly sent: Wish | undefined
}

/**
 * @param ask sends it.
 * @param onSuccess before anybody who waits for the answer goes on.
 */
export function useSending<Wish, Answer>(
  ask: (wish: Wish) => Promise<Answer>,
  onSuccess?: (answer: Answer) => void,
): Sending<Wish, Answer> {
  const { mutateAsync, isPending, error, variables } = useMutation({
    mutationFn: ask,
    ...(onSuccess && { onSuccess }),
  })
  return {
    send: async (wish) => {
      try {
        return await mutateAsync(wish)
      } catch (refused) {
        if (refused instanceof ApiError) return undefined
        throw refused
      }
    },
    pending: isPending,
    problem: error instanceof ApiError ? error.problem : undefined,
    sent: variables,
  }
}
