import { createContext, useContext } from 'react'
import type { ProjectParams } from '../../app/paths.ts'
import type { OpenProject } from './project-state.ts'

/** The Project that the pages below show. */
export interface ProjectHere {
  readonly params: ProjectParams
  readonly project: OpenProject
  readonly namespace: string
}

export const ProjectContext = createContext<ProjectHere | undefined>(undefined)

export function useProject(): ProjectHere {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('This component stands outside of a Project’s page')
  return project
}
