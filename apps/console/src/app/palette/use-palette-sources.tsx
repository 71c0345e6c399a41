import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import type { PaletteItem, PaletteSource } from '../../parts/command-palette/types.ts'
import { projectsQuery } from '../../session/session-query.ts'
import { useSignOut } from '../../session/use-sign-out.ts'
import { useStable } from '../../parts/use-stable.ts'
import { useColorMode } from '../../theme/Theme.tsx'
import { paths, type ProjectParams } from '../paths.ts'
import { useServices } from '../services.ts'

/** What the palette can go to and do, best first where nothing else decides; followed only while it is open. */
export function usePaletteSources(): readonly PaletteSource[] {
  const { organization, project } = useParams()
  const pages = useMemo(
    () => (organization && project ? pagesOf({ organization, project }) : []),
    [organization, project],
  )
  const projects = useProjects()
  const actions = useActions()
  return useMemo(() => [...pages, projects, actions], [pages, projects, actions])
}

function pagesOf(params: ProjectParams): readonly PaletteSource[] {
  const items: readonly PaletteItem[] = [
    { id: 'page:external-ips', name: 'External IPs', kind: 'Page', to: paths.externalIps(params) },
    {
      id: 'action:create-external-ip',
      name: 'Create External IP…',
      kind: 'Action',
      words: 'new add address',
      to: paths.createExternalIp(params),
    },
  ]
  return [{ id: 'pages', label: `In ${params.project}`, items }]
}

function useProjects(): PaletteSource {
  const { api } = useServices()
  const { data, isPending } = useQuery(projectsQuery(api))
  return useMemo(() => {
    const items = (data ?? []).map(({ organization, name }): PaletteItem => ({
      id: `project:${organization}/${name}`,
      name,
      kind: 'Project',
      hint: organization,
      to: paths.project({ organization, project: name }),
    }))
    const source = { id: 'projects', label: 'Projects', items }
    if (isPending) return { ...source, note: 'Your Projects are still being read.' }
    return data ? source : { ...source, note: 'Your Projects could not be read.' }
  }, [data, isPending])
}

function useActions(): PaletteSource {
  const { shown, setMode } = useColorMode()
  const signOut = useStable(useSignOut())
  return useMemo(() => {
    const next = shown === 'dark' ? 'light' : 'dark'
    return {
      id: 'actions',
      label: 'Actions',
      items: [
        {
          id: 'action:theme',
          name: `Switch to ${next}`,
          kind: 'Action',
          words: 'theme colours',
          run: () => setMode(next),
        },
        { id: 'action:sign-out', name: 'Sign out', kind: 'Action', words: 'log out leave', run: signOut },
      ],
    }
  }, [shown, setMode, signOut])
}
