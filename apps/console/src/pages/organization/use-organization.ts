import type { ProjectSummary } from '@kube-dc/api/session'
import type { Organization } from '@kube-dc/networking/model/organization'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useServices } from '../../app/services.ts'
import type { ChannelStatus, ChannelView } from '../../live/channel.ts'
import { useChannel } from '../../live/use-channel.ts'
import { useChannels } from '../../live/use-channels.ts'
import { useNow } from '../../parts/clock.ts'
import { projectsQuery, useSession } from '../../session/session-query.ts'
import { currentProjects } from '../project/project-state.ts'
import { createOrganizationRows, type OrganizationRow } from './rows.ts'

/** A connection carries 100 channels; those of a Project that was just left are among them. */
const FOLLOWED_AT_MOST = 60

/** Words with ages in them are made anew this often, in milliseconds. */
const WORDS_KEEP = 60_000

/** A Project that can be followed. */
type Made = ProjectSummary & { readonly backingNamespace: string }

export interface OrganizationAddresses {
  /** Undefined while nothing has arrived. */
  readonly rows: readonly OrganizationRow[] | undefined
  /** Names of Projects by how their addresses could be read. */
  readonly projects: Readonly<Record<ChannelStatus, readonly string[]>>
  /** Projects beyond those that one page follows. */
  readonly notFollowed: number
}

/** The Projects of an Organization that this person may open, current where they may be listed live. */
export function useOrganizationProjects(organization: string) {
  const { api } = useServices()
  const query = useQuery(projectsQuery(api))
  const live = useChannel({ kind: 'projects', namespace: organization })
  const { data: listed } = query
  const all = useMemo(() => currentProjects(organization, { listed, live }), [organization, listed, live])
  const own = useMemo(() => all && ownOf(organization, all, live), [organization, all, live])
  return { query, all, own }
}

function ownOf(
  organization: string,
  all: readonly ProjectSummary[],
  { objects }: ChannelView<'projects'>,
): readonly ProjectSummary[] {
  const live = new Map(objects.map((object) => [object.meta.name, object]))
  return all
    .filter((project) => project.organization === organization)
    .map((project) => {
      const object = live.get(project.name)
      if (object?.kind !== 'Project' || object.backingNamespace === undefined) return project
      const { backingNamespace, egressNetworkType } = object
      return { ...project, backingNamespace, egressNetworkType }
    })
}

/** The Organization, live, where this person may read it. */
export function useOrganizationObject(name: string): { object: Organization | undefined; loading: boolean } {
  const { objects, status } = useChannel({ kind: 'organizations', namespace: name, name })
  const [object] = objects
  return { object: object?.kind === 'Organization' ? object : undefined, loading: status === 'loading' }
}

/** All External IPs of the Projects, live, each read by this person's own right in its Project. */
export function useOrganizationAddresses(
  projects: readonly ProjectSummary[] | undefined,
  organization: Organization | undefined,
): OrganizationAddresses {
  const { installation } = useSession()
  const now = useNow((moment) => Math.floor(moment / WORDS_KEEP) * WORDS_KEEP)
  const made = useMemo(() => (projects ?? []).filter(isMade), [projects])
  const followed = useMemo(() => made.slice(0, FOLLOWED_AT_MOST), [made])
  // Facts of a Project may change while its namespace does not; then nothing is followed anew.
  const namespaces = followed.map(({ backingNamespace }) => backingNamespace).join(' ')
  const addresses = useMemo(
    () =>
      namespaces
        .split(' ')
        .filter(Boolean)
        .map((namespace) => ({ kind: 'external-ips' as const, namespace })),
    [namespaces],
  )
  const views = useChannels(addresses)
  const facts = useMemo(() => ({ now, installation, organization }), [now, installation, organization])
  const [rowsOf] = useState(createOrganizationRows)
  const rows = useMemo(() => {
    const sources = followed.flatMap((project, index) => {
      const view = views[index]
      return view?.status === 'ready' ? [{ project, objects: view.objects }] : []
    })
    const waiting = projects === undefined || (sources.length === 0 && views.some(isLoading))
    return waiting ? undefined : rowsOf(sources, facts)
  }, [projects, followed, views, facts, rowsOf])
  return {
    rows,
    projects: byStatus(followed, views),
    notFollowed: made.length - followed.length,
  }
}

function isMade(project: ProjectSummary): project is Made {
  return project.backingNamespace !== undefined
}

function isLoading({ status }: ChannelView<'external-ips'>): boolean {
  return status === 'loading'
}

function byStatus(
  projects: readonly ProjectSummary[],
  views: readonly ChannelView<'external-ips'>[],
): OrganizationAddresses['projects'] {
  const names = (status: ChannelStatus) =>
    projects.flatMap(({ name }, index) => ((views[index]?.status ?? 'loading') === status ? [name] : []))
  return {
    loading: names('loading'),
    ready: names('ready'),
    forbidden: names('forbidden'),
    gone: names('gone'),
    error: names('error'),
  }
}
