import { endpoints } from '@kube-dc/api/endpoints'
import { openRoute, route } from '../http/route.ts'
import type { RouteParts } from './parts.ts'

export function sessionRoutes({
  installation,
  offeredRealms,
  sessions,
  sessionCookie,
  signIn,
}: Pick<RouteParts, 'installation' | 'offeredRealms' | 'sessions' | 'sessionCookie' | 'signIn'>) {
  return {
    signInOptions: openRoute(endpoints.signInOptions, () => ({
      lab: installation.lab,
      realms: offeredRealms,
    })),

    session: route(endpoints.session, (_parts, { session }) => ({
      person: session.person,
      endsAt: new Date(sessions.endsAt(session)).toISOString(),
      installation,
    })),

    signOut: route(endpoints.signOut, async ({ response }, { session }) => {
      sessionCookie.clear(response)
      // First here, whatever the identity provider says: it may be away.
      await sessions.end(session.key)
      return { redirect: await signIn.signOut(session) }
    }),
  }
}
