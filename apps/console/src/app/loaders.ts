import { ApiError } from '@kube-dc/api/client'
import { redirect, type LoaderFunctionArgs } from 'react-router'
import { projectsQuery, sessionQuery } from '../session/session-query.ts'
import { platformQuery } from '../session/use-platform.ts'
import { lastProject } from './last-project.ts'
import { paths } from './paths.ts'
import { servicesContext } from './services.ts'

/** The same query, content with what is known already. */
function known<T extends object>(options: T): T & { staleTime: 'static' } {
  return { ...options, staleTime: 'static' }
}

/** Reads the session, or leads to the sign-in page and back. The Projects are read at the same time, and not waited for. */
export async function loadSession({ context, request }: LoaderFunctionArgs): Promise<null> {
  const { api, queryClient } = context.get(servicesContext)
  // Whoever shows the Projects tells what is wrong with them.
  queryClient.query(projectsQuery(api)).catch(() => undefined)
  try {
    await queryClient.query(known(sessionQuery(api)))
    return null
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'signed-out') throw error
    const { pathname, search } = new URL(request.url)
    const returnTo = `${pathname}${search}`
    throw redirect(paths.signIn(returnTo === paths.home() ? {} : { returnTo }))
  }
}

/** Leads to the Project that was open last, else to the first that is ready; stays where there is none. */
export async function loadHome({ context }: LoaderFunctionArgs): Promise<null> {
  const { api, queryClient } = context.get(servicesContext)
  const { person } = await queryClient.query(known(sessionQuery(api)))
  const projects = await queryClient.query(known(projectsQuery(api)))
  const last = lastProject(person)
  // Platform staff have no Organization, and begin where their own work is.
  if (person.organization === undefined && !last) {
    const { pools } = await queryClient.query(known(platformQuery(api)))
    if (pools) throw redirect(paths.adminPools())
  }
  const target =
    projects.find(({ organization, name }) => organization === last?.organization && name === last.project) ??
    projects.find(({ ready }) => ready !== false) ??
    projects[0]
  if (!target) return null
  throw redirect(paths.project({ organization: target.organization, project: target.name }))
}

/** Begins to follow the External IPs while the page's code is still on its way. */
export function preloadExternalIps({ context, params }: LoaderFunctionArgs): null {
  const { api, queryClient, live } = context.get(servicesContext)
  queryClient
    .query(known(projectsQuery(api)))
    .then((projects) => {
      const project = projects.find(
        ({ organization, name }) => organization === params['organization'] && name === params['project'],
      )
      if (project?.backingNamespace !== undefined) {
        live.preload({ kind: 'external-ips', namespace: project.backingNamespace })
      }
    })
    // The page itself reads the Projects and says what is wrong.
    .catch(() => undefined)
  return null
}
