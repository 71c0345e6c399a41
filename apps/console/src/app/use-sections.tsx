import { BookOpen, SlidersHorizontal } from 'lucide-react'
import { useSession } from '../session/session-query.ts'
import { usePlatform } from '../session/use-platform.ts'
import { NetworkingIcon } from '../shell/NetworkingIcon.tsx'
import type { RailItem } from '../shell/Rail.tsx'
import { lastProject } from './last-project.ts'
import { paths, type ProjectParams } from './paths.ts'

/**
 * The sections of the rail: those of a Project, and Admin for who may see the pools.
 *
 * @param here the open Project; on other pages the one that was open last.
 */
export function useSections(here?: ProjectParams): readonly RailItem[] {
  const { person } = useSession()
  const platform = usePlatform()
  const project = here ?? lastProject(person)
  return [
    ...(project ? sectionsOf(project) : []),
    ...(platform?.pools
      ? [
          {
            label: 'Admin',
            to: paths.adminPools(),
            section: paths.admin(),
            icon: <SlidersHorizontal strokeWidth={1.5} />,
          },
        ]
      : []),
  ]
}

function sectionsOf(project: ProjectParams): readonly RailItem[] {
  return [
    {
      label: 'Networking',
      to: paths.overview(project),
      section: paths.project(project),
      icon: <NetworkingIcon />,
    },
    {
      label: 'Learn',
      to: paths.learn(project),
      section: paths.learn(project),
      icon: <BookOpen strokeWidth={1.5} />,
    },
  ]
}
