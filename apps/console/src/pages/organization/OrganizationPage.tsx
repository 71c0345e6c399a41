import { ApiError } from '@kube-dc/api/client'
import { publicQuota } from '@kube-dc/networking/quota'
import { list } from '@kube-dc/networking/words'
import { Link, useParams } from 'react-router'
import { ConsoleShell } from '../../app/ConsoleShell.tsx'
import { paths } from '../../app/paths.ts'
import { useSections } from '../../app/use-sections.tsx'
import { DataTable } from '../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Finding } from '../../parts/Finding.tsx'
import { Partial } from '../../parts/Partial.tsx'
import { ProblemBox } from '../../parts/ProblemBox.tsx'
import { useStable } from '../../parts/use-stable.ts'
import { personKey, useSession } from '../../session/session-query.ts'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'
import { ProjectSwitcher } from '../../shell/ProjectSwitcher.tsx'
import { Rail } from '../../shell/Rail.tsx'
import { PublicQuotaMeter } from '../overview/PublicQuotaMeter.tsx'
import { card, COLUMNS, FACETS, isQuietChange, rowId, URL_SPEC } from './columns.tsx'
import styles from './OrganizationPage.module.css'
import type { OrganizationRow } from './rows.ts'
import {
  useOrganizationAddresses,
  useOrganizationObject,
  useOrganizationProjects,
  type OrganizationAddresses,
} from './use-organization.ts'

/** All External IPs of an Organization's Projects, as far as this person may list them. */
export function Component() {
  const { organization = '' } = useParams()
  const { query, all, own } = useOrganizationProjects(organization)
  const sections = useSections()
  return (
    <ConsoleShell
      switcher={
        <ProjectSwitcher
          current={{ organization }}
          projects={all}
          hrefOf={(project) => paths.project({ organization: project.organization, project: project.name })}
          organizationHref={paths.organization}
        />
      }
      rail={
        <Rail
          items={[
            {
              label: 'Networking',
              to: paths.organization(organization),
              section: paths.organization(organization),
              icon: <NetworkingIcon />,
            },
            ...sections.filter(({ section }) => section === paths.admin()),
          ]}
        />
      }
    >
      {query.error instanceof ApiError && !query.data ? (
        <PageBody>
          <ProblemBox
            title="Your Projects could not be read"
            problem={query.error.problem}
            onRetry={() => void query.refetch()}
          />
        </PageBody>
      ) : own?.length === 0 ? (
        <NoProjects organization={organization} />
      ) : (
        <Addresses organization={organization} projects={own} />
      )}
    </ConsoleShell>
  )
}

/** The name comes from the URL: it is anybody's text. */
function NoProjects({ organization }: { organization: string }) {
  return (
    <>
      <PageHead title="No such Organization" />
      <PageBody>
        <p role="status">
          There is no Project of {organization} that you may open.{' '}
          <Link to={paths.home()}>Go to your Projects</Link>.
        </p>
      </PageBody>
    </>
  )
}

interface AddressesProps {
  organization: string
  projects: ReturnType<typeof useOrganizationProjects>['own']
}

function Addresses({ organization, projects }: AddressesProps) {
  const { person } = useSession()
  const { object, loading } = useOrganizationObject(organization)
  const addresses = useOrganizationAddresses(projects, object)
  const [state, setState] = useUrlTableState(URL_SPEC)
  const href = useStable(({ project, ip }: OrganizationRow) =>
    paths.externalIp({ organization, project }, ip.meta.name),
  )
  const readable = addresses.rows === undefined || addresses.projects.ready.length > 0
  return (
    <>
      <PageHead title={`External IPs of ${organization}`} sub="In all Projects that you may open" />
      <PageBody>
        <div className={styles.page}>
          <div className={styles.quota}>
            <PublicQuotaMeter
              quota={publicQuota(organization, object)}
              loading={loading}
              waiting={addresses.rows?.filter(waitsForPublic).length ?? 0}
            />
          </div>
          <Missing addresses={addresses} />
          {readable && (
            <DataTable
              label={`External IPs of ${organization}`}
              thing="External IP"
              columns={COLUMNS}
              facets={FACETS}
              rowId={rowId}
              card={card}
              rows={addresses.rows}
              href={href}
              state={state}
              onTableState={setState}
              filterPlaceholder="Filter by name, address, Project, user"
              isQuietChange={isQuietChange}
              settings={{ person: personKey(person), table: 'organization-external-ips' }}
              exportName={`${organization}-external-ips`}
              empty={
                <Empty
                  what="An External IP is an address from a pool."
                  here={`The Projects of ${organization} have none.`}
                />
              }
              foot="Since when an address is unused is not recorded; the oldest idle ones come first. The platform also counts public addresses of Projects that you may not open."
            />
          )}
        </div>
      </PageBody>
    </>
  )
}

/** Projects whose addresses are not in the list, and why. */
function Missing({ addresses: { projects, notFollowed } }: { addresses: OrganizationAddresses }) {
  return (
    <>
      {projects.forbidden.length > 0 && (
        <Partial title={`External IPs of ${list(projects.forbidden)} are not shown`}>
          <p role="status">
            Your role there may not list them. Whoever manages the Project can give you a role that does.
          </p>
        </Partial>
      )}
      {projects.error.length > 0 && (
        <Finding state="waiting" title={`External IPs of ${list(projects.error)} could not be read`}>
          <p role="status">It is not caused by you, and it is tried again by itself.</p>
        </Finding>
      )}
      {notFollowed > 0 && (
        <Partial title={`External IPs of ${notFollowed.toLocaleString('en')} more Projects are not shown`}>
          <p role="status">
            This page follows as many Projects as one connection carries. Open them one by one.
          </p>
        </Partial>
      )}
    </>
  )
}

function waitsForPublic({ ip, type }: OrganizationRow): boolean {
  return type === 'public' && ip.kind === 'ExternalIp' && ip.address === undefined
}
