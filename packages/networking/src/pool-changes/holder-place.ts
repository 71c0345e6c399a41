import type { Project } from '../model/project.ts'
import type { Holder } from '../pools/cell.ts'

/** Whose an address is, by names. */
export interface HolderPlace {
  readonly ovnEip: string
  /** The EIp that it is for, also one that is gone; absent for what the provider has itself. */
  readonly externalIp?: { readonly namespace: string; readonly name: string }
  /** Where the namespace is that of a Project. */
  readonly organization?: string
  readonly project?: string
}

/** Finds the Project of a backing namespace: names are never split (kube-dc.md §1). */
export function projectsByNamespace(projects: Iterable<Project>): ReadonlyMap<string, Project> {
  const found = new Map<string, Project>()
  for (const project of projects) {
    if (project.backingNamespace !== undefined) found.set(project.backingNamespace, project)
  }
  return found
}

/** Who holds an address, for who has to be asked before it is taken away. */
export function holderPlace(
  { eip, ovnEip }: Pick<Holder, 'eip' | 'ovnEip'>,
  projects: ReadonlyMap<string, Project>,
): HolderPlace {
  const externalIp = eip
    ? { namespace: eip.meta.namespace ?? '', name: eip.meta.name }
    : markedFor(ovnEip.madeFor)
  const project = externalIp && projects.get(externalIp.namespace)
  return {
    ovnEip: ovnEip.meta.name,
    ...(externalIp && { externalIp }),
    ...(project && { organization: project.meta.namespace ?? '', project: project.meta.name }),
  }
}

/** Namespaces have no dots, names may. */
function markedFor(mark: string | undefined): HolderPlace['externalIp'] {
  const dot = mark?.indexOf('.') ?? -1
  return mark === undefined || dot < 1
    ? undefined
    : { namespace: mark.slice(0, dot), name: mark.slice(dot + 1) }
}
