import type { Organization } from '@kube-dc/networking/model/organization'
import type { Project } from '@kube-dc/networking/model/project'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { ProjectFacts } from '@kube-dc/networking/rules/rule'
import { sameFigures } from '../../networking/use-organization.ts'

/** Whose namespace an object lives in, with what it is judged by. The same object until any of it changes. */
export interface Place {
  readonly namespace: string
  /** Absent where the namespace is no Project's backing namespace. */
  readonly project?: ProjectFacts
  /** Absent too where Organizations may not be listed. */
  readonly organization?: Organization
}

/** What rules call the Project of an object; where it belongs to none, its namespace stands in. */
export function projectFacts({ project, organization, namespace }: Place): ProjectFacts {
  return project ?? { organization: organization?.meta.name ?? namespace, name: namespace }
}

/** The place of each namespace; the same function until one of the places is another one. */
export type Places = (namespace: string | undefined) => Place

/** Makes places from all Projects and Organizations, keeping each for as long as it says the same. */
export function createPlaces(): (
  projects: readonly (Project | Unreadable)[],
  organizations: readonly (Organization | Unreadable)[],
) => Places {
  let known: ReadonlyMap<string, Place> = new Map()
  let places: Places = finder(known)

  return (projects, organizations) => {
    const tenants = new Map(
      organizations.flatMap((one) => (one.kind === 'Organization' ? [[one.meta.name, one] as const] : [])),
    )
    const next = new Map<string, Place>()
    for (const project of projects) {
      if (project.kind !== 'Project' || project.backingNamespace === undefined) continue
      next.set(project.backingNamespace, placeOf(project.backingNamespace, project, tenants))
    }
    // An Organization may hold addresses in its own namespace, which count against its limit (kube-dc.md §9).
    for (const [name, organization] of tenants)
      if (!next.has(name)) next.set(name, { namespace: name, organization })
    let changed = next.size !== known.size
    for (const [namespace, place] of next) {
      const before = known.get(namespace)
      if (before && saysTheSame(before, place)) next.set(namespace, before)
      else changed = true
    }
    if (!changed) return places
    known = next
    places = finder(next)
    return places
  }
}

function placeOf(namespace: string, project: Project, tenants: ReadonlyMap<string, Organization>): Place {
  const name = project.meta.namespace ?? ''
  const organization = tenants.get(name)
  const { egressNetworkType } = project
  return {
    namespace,
    project: { organization: name, name: project.meta.name, egressNetworkType },
    ...(organization && { organization }),
  }
}

function finder(known: ReadonlyMap<string, Place>): Places {
  const strangers = new Map<string, Place>()
  return (namespace = '') => {
    const place = known.get(namespace) ?? strangers.get(namespace)
    if (place) return place
    const stranger = { namespace }
    strangers.set(namespace, stranger)
    return stranger
  }
}

/** The platform writes the time of its figures anew with every change of any address; nothing here shows that time. */
function saysTheSame(a: Place, b: Place): boolean {
  return (
    a.project?.organization === b.project?.organization &&
    a.project?.name === b.project?.name &&
    a.project?.egressNetworkType === b.project?.egressNetworkType &&
    sameFigures(a.organization, b.organization)
  )
}
