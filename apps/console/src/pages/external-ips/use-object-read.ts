import { ApiError, type ApiClient } from '@kube-dc/api/client'
import type { Meta } from '@kube-dc/networking/model/object'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useServices } from '../../app/services.ts'
import { useProject } from '../project/project-context.ts'

/** Where an object is, as the endpoints for single objects take it. */
export interface ObjectParams {
  readonly kind: 'external-ips'
  readonly namespace: string
  readonly name: string
}

export interface ObjectRead<T> {
  readonly answer: T | undefined
  readonly error: ApiError | undefined
  readonly again: () => void
}

/**
 * Reads something about one External IP with the person's own token, anew whenever the object changes.
 *
 * @param what names it among the things that are read about an object.
 * @param read at module scope.
 */
export function useObjectRead<T>(
  what: string,
  { uid, name, resourceVersion }: Meta,
  read: (api: ApiClient, params: ObjectParams, signal: AbortSignal) => Promise<T>,
): ObjectRead<T> {
  const { api } = useServices()
  const { namespace } = useProject()
  const { data, error, refetch } = useQuery({
    queryKey: [what, namespace, uid, resourceVersion],
    queryFn: ({ signal }) => read(api, { kind: 'external-ips', namespace, name }, signal),
    placeholderData: keepPreviousData,
  })
  return { answer: data, error: error instanceof ApiError ? error : undefined, again: () => void refetch() }
}
