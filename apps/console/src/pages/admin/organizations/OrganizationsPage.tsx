import type { OrganizationUsage } from '@kube-dc/networking/pools/organization-usage'
import { paths } from '../../../app/paths.ts'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { Partial } from '../../../parts/Partial.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { card, COLUMNS, EXPANSION, FACETS, rowId, URL_SPEC } from './columns.tsx'
import { useOrganizations } from './use-organizations.ts'

/** What every Organization holds of the public addresses, beside its limit. */
export function Component() {
  const { person } = useSession()
  const { organizations, usage, rows } = useOrganizations()
  const [state, setState] = useUrlTableState(URL_SPEC)
  return (
    <>
      <AdminHead title="Organizations" sub="Public addresses beside the limits of the plans" />
      <PageBody>
        <ReportProblem what="What Projects hold" view={usage} />
        {organizations.status === 'forbidden' ? (
          <Partial title="Limits are not shown">
            <p role="status">
              Your role may not list Organizations, so only what their Projects hold is known.
            </p>
          </Partial>
        ) : (
          <ReportProblem
            what="The Organizations"
            view={organizations}
            absent="This cluster has no Organizations: Kube-DC is not installed."
          />
        )}
        <DataTable
          label="Organizations"
          thing="Organization"
          columns={COLUMNS}
          facets={FACETS}
          rowId={rowId}
          card={card}
          rows={rows}
          href={href}
          state={state}
          onTableState={setState}
          filterPlaceholder="Filter by Organization, Project, plan"
          isQuietChange={isQuietChange}
          expansion={EXPANSION}
          settings={{ person: personKey(person), table: 'organizations' }}
          exportName="organizations"
          empty={
            <Empty
              what="An Organization is a tenant; its plan may limit the public addresses of all its Projects together."
              here="There is none."
            />
          }
          foot="The platform reports use and limit from time to time; what is counted now comes from the External IPs themselves. A Project has no limit of its own. A plan without an entry in the platform’s list of limits is not enforced."
        />
      </PageBody>
    </>
  )
}

function href({ name }: OrganizationUsage): string {
  return paths.organization(name)
}

/** Figures move all the time by what tenants do. */
function isQuietChange(): boolean {
  return true
}
