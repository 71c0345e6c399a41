import type { ApiClient } from '@kube-dc/api/client'
import type { Platform } from '@kube-dc/api/session'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'

/** What this person may see and do of the provider's pools. */
export function platformQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['platform'],
    queryFn: () => api.call('platform'),
    staleTime: 60_000,
    refetchInterval: 300_000,
  })
}

/** The same; undefined while it is not known. */
export function usePlatform(): Platform | undefined {
  const { api } = useServices()
  return useQuery(platformQuery(api)).data
}
