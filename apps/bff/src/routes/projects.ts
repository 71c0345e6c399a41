import type { Live } from '@kube-dc/api/channel'
import { endpoints } from '@kube-dc/api/endpoints'
import type { ProjectSummary } from '@kube-dc/api/session'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Project } from '@kube-dc/networking/model/project'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { AccessReviews } from '../cluster/access.ts'
import type { Caller } from '../cluster/caller.ts'
import type { Informers } from '../cluster/informers.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import { route, type Visitor } from '../http/route.ts'
import { whenReadable } from './readable.ts'
import type { RouteParts } from './parts.ts'

/** Reviews of claimed namespaces under way at one time, for one request. */
const REVIEWS_AT_ONCE = 8
/** More Projects than an Organization can have by default (kube-dc.md §1: 50). */
const MAX_CLAIMS = 200

function summary(project: Project | Unreadable): ProjectSummary {
  const common = {
    organization: project.meta.namespace ?? '',
    name: project.meta.name,
    detail: 'full' as const,
  }
  if (project.kind === 'Unreadable') return common
  return {
    ...common,
    ready: project.ready,
    egressNetworkType: project.egressNetworkType,
    ...(project.backingNamespace !== undefined && { backingNamespace: project.backingNamespace }),
    ...(project.cidr !== undefined && { cidr: project.cidr }),
  }
}

/** The informer holds Projects only; its type is that of all kinds. */
function summaryOf(object: Live<KindName>): ProjectSummary[] {
  return object.kind === 'Project' || object.kind === 'Unreadable' ? [summary(object)] : []
}

/** Where a person might list Projects: their Organization's namespace, or everywhere for the platform's staff. */
function homeOf({ session }: Visitor): string {
  return session.person.organization ?? EVERY_NAMESPACE
}

/**
 * For somebody who may not list Projects (a member of an OrganizationGroup who is not in the group `user`, kube-dc.md §8.2):
 * the Projects whose backing namespace their own token claims and in which the cluster lets them list External IPs. Only
 * names are told of them.
 */
async function claimedProjects(
  visitor: Visitor,
  access: AccessReviews,
  informers: Informers,
): Promise<ProjectSummary[]> {
  const claimed = new Set(visitor.session.claimedNamespaces.slice(0, MAX_CLAIMS))
  const allowed = await filterAllowed([...claimed], visitor.caller, access)
  const found: ProjectSummary[] = []
  // Of their own Organization only: what a foreign Project writes into its status must not reach them.
  for (const { object } of informers.projects.store.entries({ namespace: homeOf(visitor) })) {
    if (object.kind !== 'Project' || object.backingNamespace === undefined) continue
    if (!allowed.has(object.backingNamespace)) continue
    found.push({
      organization: object.meta.namespace ?? '',
      name: object.meta.name,
      backingNamespace: object.backingNamespace,
      detail: 'claimed',
    })
  }
  return found
}

async function filterAllowed(
  namespaces: readonly string[],
  caller: Caller,
  access: AccessReviews,
): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>()
  for (let start = 0; start < namespaces.length; start += REVIEWS_AT_ONCE) {
    await Promise.all(
      namespaces.slice(start, start + REVIEWS_AT_ONCE).map(async (namespace) => {
        const question = { verb: 'list', kind: 'external-ips', namespace } as const
        if (await access.allowed(caller, question)) allowed.add(namespace)
      }),
    )
  }
  return allowed
}

function byName(a: ProjectSummary, b: ProjectSummary): number {
  return a.organization.localeCompare(b.organization) || a.name.localeCompare(b.name)
}

export function projectRoutes({ access, informers }: Pick<RouteParts, 'access' | 'informers'>) {
  return {
    projects: route(endpoints.projects, async (_parts, visitor) => {
      const namespace = homeOf(visitor)
      await whenReadable(informers.projects)
      const mayList = await access.allowed(visitor.caller, { verb: 'list', kind: 'projects', namespace })
      if (!mayList) return { projects: (await claimedProjects(visitor, access, informers)).sort(byName) }
      const entries = informers.projects.store.entries({ namespace })
      return { projects: [...entries].flatMap(({ object }) => summaryOf(object)).sort(byName) }
    }),
  }
}
