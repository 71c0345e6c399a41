import type { ApiClient } from '@kube-dc/api/client'
import type { OperationList, OperationView } from '@kube-dc/api/operations'
import { queryOptions, type QueryClient } from '@tanstack/react-query'

/** While somebody works on it: each request of a plan takes about so long. Milliseconds, as all of these. */
const WORKED_ON = 1000
/** It waits for a decision, which somebody else may take. */
const STANDS = 5000
/** Nothing is under way; another person or tab may begin something. */
const QUIET = 30_000

/** Nothing more is to be done in it. */
export function isEnded({ phase }: Pick<OperationView, 'phase'>): boolean {
  return phase === 'done' || phase === 'undone'
}

/** The operations of a Project, asked for again as often as they can change. Journals have no channel: not every role may list them. */
export function operationsQuery(api: ApiClient, namespace: string) {
  return queryOptions({
    queryKey: ['operations', namespace],
    queryFn: ({ signal }) => api.call('operations', { params: { namespace } }, { signal }),
    refetchInterval: ({ state }) => pauseOf(state.data?.operations ?? []),
    // What was read before the person came back may be long over.
    refetchOnWindowFocus: true,
  })
}

/** One operation, asked for again until it has ended. */
export function operationQuery(api: ApiClient, namespace: string, id: string) {
  return queryOptions({
    queryKey: ['operation', namespace, id],
    queryFn: ({ signal }) => api.call('operation', { params: { namespace, id } }, { signal }),
    refetchInterval: ({ state }) =>
      state.data && (isEnded(state.data) ? false : state.data.running ? WORKED_ON : STANDS),
    refetchOnWindowFocus: true,
  })
}

function pauseOf(operations: readonly OperationView[]): number {
  if (operations.some(({ running }) => running)) return WORKED_ON
  return operations.every(isEnded) ? QUIET : STANDS
}

/** Puts an operation that the server has just answered with where everybody reads it. */
export function keepOperation(client: QueryClient, namespace: string, operation: OperationView): void {
  client.setQueryData(operationQueryKey(namespace, operation.id), operation)
  client.setQueryData<OperationList>(['operations', namespace], (before) => {
    if (!before) return before
    const others = before.operations.filter(({ id }) => id !== operation.id)
    return { ...before, operations: [operation, ...others] }
  })
  void client.invalidateQueries({ queryKey: ['operations', namespace] })
}

/** Takes an operation that was closed out of sight. */
export function forgetOperation(client: QueryClient, namespace: string, id: string): void {
  client.setQueryData<OperationList>(
    ['operations', namespace],
    (before) => before && { ...before, operations: before.operations.filter((each) => each.id !== id) },
  )
}

function operationQueryKey(namespace: string, id: string) {
  return ['operation', namespace, id] as const
}
