import { ApiError } from '@kube-dc/api/client'
import type { Started } from '@kube-dc/api/operations'
import type { Problem } from '@kube-dc/api/problem'
import type { Intent } from '@kube-dc/networking/intents/intent'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'
import { markOwnChange } from '../pages/networking/own-changes.ts'
import { useProject } from '../pages/project/project-context.ts'
import { keepOperation } from './operation-queries.ts'

export interface StartOperation {
  /**
   * Asks the server to carry an intent out. Answers with what became of it: `operation: null` where it was one change, which
   * is made; `undefined` where it was refused, and then `problem` says why. Never rejects.
   */
  readonly start: (intent: Intent) => Promise<Started | undefined>
  readonly pending: boolean
  /** Why the last one was refused; gone with the next. */
  readonly problem: Problem | undefined
  /** What the last one asked for: an answer is about just this. */
  readonly sent: Intent | undefined
}

/** Starts operations in the open Project. What it begins is found again by its id, whatever becomes of this page. */
export function useStartOperation(): StartOperation {
  const { namespace } = useProject()
  const { api } = useServices()
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: (intent: Intent) => {
      // Before it is sent: the live channel may bring the change sooner than the answer comes.
      markOwnChange(namespace, intent.name)
      return api.call('startOperation', { params: { namespace }, body: intent })
    },
    onSuccess: ({ operation }) => {
      if (operation) keepOperation(client, namespace, operation)
    },
  })
  const { mutateAsync, isPending, error, variables } = mutation
  return {
    start: async (intent) => {
      try {
        return await mutateAsync(intent)
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
