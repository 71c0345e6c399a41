import type { ApiClient } from '@kube-dc/api/client'
import type { Access } from '@kube-dc/networking/access'
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'
import { useConnectionState } from '../live/use-channel.ts'
import { clockTime } from '../parts/time.ts'

function accessQuery(api: ApiClient, namespace: string | undefined) {
  return queryOptions({
    queryKey: ['access', namespace],
    queryFn: namespace === undefined ? skipToken : () => api.call('access', { params: { namespace } }),
    // A changed role shows in the next token, minutes later (kube-dc.md §8.1); asking more often tells nothing new.
    staleTime: 60_000,
    refetchInterval: 300_000,
  })
}

/**
 * What this person may do in a namespace; undefined while it is not known. It dims controls, with the core's words for
 * why; the cluster decides.
 */
export function useAccess(namespace: string | undefined): Access | undefined {
  const { api } = useServices()
  return useQuery(accessQuery(api, namespace)).data
}

/** Why nothing can be changed from this tab now, or undefined: it is cut off from the server. */
export function useOfflineReason(): string | undefined {
  const connection = useConnectionState()
  if (connection.phase !== 'offline') return undefined
  return `Offline since ${clockTime(connection.since)}: nothing can be changed until the connection is back.`
}
