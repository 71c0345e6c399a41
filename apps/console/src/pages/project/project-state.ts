import type { ProjectSummary } from '@kube-dc/api/session'
import type { ProjectParams } from '../../app/paths.ts'
import type { ChannelView } from '../../live/channel.ts'

/** A Project as pages know it: from its live object where that may be read, else from the list of the session. */
export interface OpenProject extends Omit<ProjectSummary, 'detail' | 'backingNamespace'> {
  readonly backingNamespace: string
  /** RFC 3339; it is being deleted. */
  readonly deletedAt?: string | undefined
}

/**
 * What there is to show for the Project of a URL. `unknown` is the one answer for a Project that does not exist and for
 * somebody else's; `deleted`: it was there while this page was open.
 */
export type ProjectState =
  | { readonly state: 'loading' | 'unknown' | 'deleted' }
  | { readonly state: 'not-ready' }
  | { readonly state: 'open'; readonly project: OpenProject }

interface Known {
  /** The Projects this person may open; undefined while they are not known. */
  readonly listed: readonly ProjectSummary[] | undefined
  /** The Projects of the Organization, live; people who may not list them never get `ready`. */
  readonly live: ChannelView<'projects'>
}

/** Finds the Project of a URL. The live object wins over the list, which is as old as the page. */
export function projectState(params: ProjectParams, { listed, live }: Known): ProjectState {
  const summary = listed?.find(
    ({ organization, name }) => organization === params.organization && name === params.project,
  )
  const object = live.objects.find(({ meta }) => meta.name === params.project)
  if (!object && live.status === 'ready') return { state: summary ? 'deleted' : 'unknown' }
  if (!object && !summary) return { state: live.status === 'loading' || !listed ? 'loading' : 'unknown' }

  const { organization, project: name } = params
  // An unreadable Project object still leaves what the list said of it.
  const { detail: _, ...known } = summary ?? { organization, name, detail: 'full' }
  const current = object?.kind === 'Project' ? object : undefined
  const backingNamespace = current?.backingNamespace ?? known.backingNamespace
  if (backingNamespace === undefined) return { state: 'not-ready' }
  return {
    state: 'open',
    project: {
      ...known,
      ...(current && {
        ready: current.ready,
        egressNetworkType: current.egressNetworkType,
        cidr: current.cidr,
        deletedAt: current.meta.deletedAt,
      }),
      backingNamespace,
    },
  }
}

/** The list with what has appeared or gone since, for the switcher. */
export function currentProjects(
  organization: string,
  { listed, live }: Known,
): readonly ProjectSummary[] | undefined {
  if (!listed || live.status !== 'ready') return listed
  const known = new Map(listed.map((summary) => [`${summary.organization}/${summary.name}`, summary]))
  const mine = live.objects.map(({ meta: { name } }): ProjectSummary => {
    return known.get(`${organization}/${name}`) ?? { organization, name, detail: 'full' }
  })
  return [...mine, ...listed.filter((summary) => summary.organization !== organization)]
}
