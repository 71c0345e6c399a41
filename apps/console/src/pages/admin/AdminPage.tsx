import { ApiError } from '@kube-dc/api/client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Outlet } from 'react-router'
import { ConsoleShell } from '../../app/ConsoleShell.tsx'
import { NotFound } from '../../app/NotFound.tsx'
import { useServices } from '../../app/services.ts'
import { useSections } from '../../app/use-sections.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { projectsQuery } from '../../session/session-query.ts'
import { platformQuery } from '../../session/use-platform.ts'
import { PageBody } from '../../shell/PageHead.tsx'
import { ProjectSwitcher } from '../../shell/ProjectSwitcher.tsx'
import { Rail } from '../../shell/Rail.tsx'
import { paths } from '../../app/paths.ts'
import { PlatformContext } from './admin-context.ts'

/** The shell of the provider's side. Who may not see the pools is told what is told of any page that is not there. */
export function Component() {
  const { api } = useServices()
  const { data, error, refetch } = useQuery(platformQuery(api))
  if (data?.pools) {
    return (
      <PlatformContext value={data}>
        <AdminShell>
          <Outlet />
        </AdminShell>
      </PlatformContext>
    )
  }
  if (data) return <NotFound />
  return (
    <ConsoleShell>
      <PageBody>
        {error instanceof ApiError ? (
          <ProblemBox
            title="What you may see could not be asked"
            problem={error.problem}
            onRetry={() => void refetch()}
          />
        ) : (
          <SkeletonRows columns={['2fr', '1fr', '1fr', '2fr']} />
        )}
      </PageBody>
    </ConsoleShell>
  )
}

function AdminShell({ children }: { children: ReactNode }) {
  const { api } = useServices()
  const { data } = useQuery(projectsQuery(api))
  const sections = useSections()
  return (
    <ConsoleShell
      switcher={
        <ProjectSwitcher
          current={{}}
          projects={data}
          hrefOf={({ organization, name }) => paths.project({ organization, project: name })}
          organizationHref={paths.organization}
        />
      }
      rail={<Rail items={sections} />}
    >
      {children}
    </ConsoleShell>
  )
}
