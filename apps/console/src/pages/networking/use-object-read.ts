import { ApiError, type ApiClient } from '@kube-dc/api/client'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Meta } from '@kube-dc/networking/model/object'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useServices } from '../../app/services.ts'
import { useProject } from '../project/project-context.ts'

/** Where an object is, as the endpoints for single objects take it. */
export interface ObjectParams {
  readonly kind: KindName
  readonly namespace: string
  readonly name: string
}

/** An object of the open Project. */
export interface OneObject {
  readonly kind: KindName
  readonly meta: Meta
}

export interface ObjectRead<T> {
  readonly answer: T | undefined
  readonly error: ApiError | undefined
  readonly again: () => void
}

/**
 * Reads something about one object with the person's own token, anew whenever the object changes.
 *
 * @param what names it among the things that are read about an object.
 * @param read at module scope.
 */
export function useObjectRead<T>(
  what: string,
  { kind, meta: { uid, name, resourceVersion } }: OneObject,
  read: (api: ApiClient, params: ObjectParams, signal: AbortSignal) => Promise<T>,
): ObjectRead<T> {
  const { api } = useServices()
  const { namespace } = useProject()
  const { data, error, refetch } = useQuery({
    queryKey: [what, namespace, uid, resourceVersion],
    queryFn: ({ signal }) => read(api, { kind, namespace, name }, signal),
    placeholderData: keepPreviousData,
  })
  return { answer: data, error: error instanceof ApiError ? error : undefined, again: () => void refetch() }
}
