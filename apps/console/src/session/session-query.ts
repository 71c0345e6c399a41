import type { ApiClient } from '@kube-dc/api/client'
import type { Person, Session } from '@kube-dc/api/session'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'

/** Who is signed in. It is read once; that it has ended is learned from every other answer. */
export function sessionQuery(api: ApiClient) {
  return queryOptions({ queryKey: ['session'], queryFn: () => api.call('session'), staleTime: Infinity })
}

/** The session that the route's loader has read. */
export function useSession(): Session {
  const { api } = useServices()
  const { data } = useQuery(sessionQuery(api))
  if (!data) throw new Error('This route’s loader does not read the session')
  return data
}

/** One person of one realm, as a key: usernames repeat between Organizations. */
export function personKey({
  organization = '',
  username,
}: Pick<Person, 'organization' | 'username'>): string {
  return `${organization}/${username}`
}

/** The Projects this person may open. The live channel of Projects keeps a page current; this finds the first one. */
export function projectsQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['projects'],
    queryFn: async () => (await api.call('projects')).projects,
    staleTime: 60_000,
  })
}
