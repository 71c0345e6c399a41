import { ApiError } from '@kube-dc/api/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, type ReactNode } from 'react'
import { Link, Outlet, useParams } from 'react-router'
import { ConsoleShell } from '../../app/ConsoleShell.tsx'
import { rememberProject } from '../../app/last-project.ts'
import { paths } from '../../app/paths.ts'
import { useServices } from '../../app/services.ts'
import { useSections } from '../../app/use-sections.tsx'
import { useChannel } from '../../live/use-channel.ts'
import { Age } from '../../parts/Age.tsx'
import { Banner } from '../../parts/Banner.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { projectsQuery, useSession } from '../../session/session-query.ts'
import { useAccess } from '../../session/use-access.ts'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'
import { ProjectSwitcher } from '../../shell/ProjectSwitcher.tsx'
import { Rail } from '../../shell/Rail.tsx'
import { NetworkProvider } from '../networking/NetworkProvider.tsx'
import { ProjectContext, type ProjectHere } from './project-context.ts'
import { currentProjects, projectState, type ProjectState } from './project-state.ts'

/** The shell of one Project, and the answer where there is no such Project. */
export function Component() {
  const { organization = '', project: name = '' } = useParams()
  const params = useMemo(() => ({ organization, project: name }), [organization, name])
  const { api } = useServices()
  const { person } = useSession()
  const projects = useQuery(projectsQuery(api))
  const mayList = !projects.data?.some(
    (summary) =>
      summary.organization === organization && summary.name === name && summary.detail === 'claimed',
  )
  const live = useChannel(mayList ? { kind: 'projects', namespace: organization } : undefined)
  const known = { listed: projects.data, live }
  const found = projectState(params, known)
  const open = found.state === 'open' ? found.project : undefined
  const access = useAccess(open?.backingNamespace)

  useEffect(() => {
    if (open) rememberProject(person, params)
  }, [person, params, open])

  const sections = useSections(params)
  return (
    <ConsoleShell
      switcher={
        <ProjectSwitcher
          current={{ organization, name }}
          projects={currentProjects(organization, known)}
          hrefOf={(project) => paths.project({ organization: project.organization, project: project.name })}
          organizationHref={paths.organization}
        />
      }
      rail={<Rail items={sections} />}
      role={access?.role}
    >
      {found.state === 'open' ? (
        <OpenProjectPage params={params} project={found.project} mayListProjects={mayList} />
      ) : projects.error instanceof ApiError && !projects.data ? (
        <PageBody>
          <ProblemBox
            title="Your Projects could not be read"
            problem={projects.error.problem}
            onRetry={() => void projects.refetch()}
          />
        </PageBody>
      ) : (
        <NoProject state={found.state} organization={organization} name={name} />
      )}
    </ConsoleShell>
  )
}

interface OpenProjectPageProps extends Omit<ProjectHere, 'namespace'> {
  mayListProjects: boolean
}

/** Gives the pages below their Project, and says what stands over all of them. */
function OpenProjectPage({ params, project, mayListProjects }: OpenProjectPageProps) {
  const here = useMemo(
    (): ProjectHere => ({ params, project, namespace: project.backingNamespace }),
    [params, project],
  )
  return (
    <ProjectContext value={here}>
      {project.deletedAt !== undefined && (
        <Banner>
          {project.name} is being deleted, as asked for <Age since={project.deletedAt} form="long" />. Its
          addresses are released with it.
        </Banner>
      )}
      <NetworkProvider mayListProjects={mayListProjects}>
        <Outlet />
      </NetworkProvider>
    </ProjectContext>
  )
}

interface NoProjectProps {
  state: Exclude<ProjectState['state'], 'open'>
  organization: string
  name: string
}

/** Why there is nothing to show. Names come from the URL: they are anybody's text. */
function NoProject({ state, organization, name }: NoProjectProps) {
  switch (state) {
    case 'loading':
      return (
        <PageBody>
          <SkeletonRows columns={['2fr', '1fr', '1fr', '2fr']} />
        </PageBody>
      )
    case 'unknown':
      return (
        <Words title="No such Project">
          There is no Project {name} in {organization} that you may open. If it should be there, ask whoever
          manages {organization} to give you a role in it. <Link to={paths.home()}>Go to your Projects</Link>.
        </Words>
      )
    case 'deleted':
      return (
        <Words title={`${name} was deleted`}>
          The Project {name} no longer exists in {organization}, and its addresses are released.{' '}
          <Link to={paths.home()}>Go to your Projects</Link>.
        </Words>
      )
    case 'not-ready':
      return (
        <Words title={`${name} is not ready yet`}>
          The platform is still making this Project, or it is over a limit of {organization}. This page opens
          by itself as soon as the Project has a network.
        </Words>
      )
  }
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageHead title={title} />
      <PageBody>
        <p role="status">{children}</p>
      </PageBody>
    </>
  )
}
