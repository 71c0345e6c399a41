import { ApiError } from '@kube-dc/api/client'
import type { OperationView } from '@kube-dc/api/operations'
import type { Problem } from '@kube-dc/api/problem'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'
import { forgetOperation, keepOperation } from './operation-queries.ts'

/** What can be decided about an operation. */
type Decision = 'continue' | 'undo' | 'close'

export interface Decide {
  readonly decide: (decision: Decision) => void
  /** What is being decided now. */
  readonly pending: Decision | undefined
  readonly problem: Problem | undefined
}

/**
 * Decides about an operation as it was shown: the server refuses a decision about a plan that has been replaced meanwhile,
 * and then the new one is read and shown.
 *
 * @param namespace where its journal lies.
 */
export function useDecide(
  namespace: string,
  { id, review }: Pick<OperationView, 'id' | 'review'>,
  onClosed?: () => void,
): Decide {
  const { api } = useServices()
  const client = useQueryClient()
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: async (decision: Decision): Promise<OperationView | undefined> => {
      const parts = { params: { namespace, id }, body: { review } }
      switch (decision) {
        case 'continue':
          return api.call('continueOperation', parts)
        case 'undo':
          return api.call('undoOperation', parts)
        case 'close':
          await api.call('closeOperation', parts)
          return undefined
      }
    },
    onSuccess: (operation) => {
      if (operation) {
        keepOperation(client, namespace, operation)
        return
      }
      forgetOperation(client, namespace, id)
      onClosed?.()
    },
    onError: () => client.invalidateQueries({ queryKey: ['operation', namespace, id] }),
  })
  return {
    decide: mutate,
    pending: isPending ? variables : undefined,
    problem: error instanceof ApiError ? error.problem : undefined,
  }
}
