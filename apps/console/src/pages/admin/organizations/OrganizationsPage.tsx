import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Partial } from '../../../parts/Partial.tsx'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { AdminTable } from '../AdminTable.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { TABLE } from './columns.tsx'
import { useOrganizations } from './use-organizations.ts'

/** What every Organization holds of the public addresses, beside its limit. */
export function Component() {
  const { organizations, usage, rows } = useOrganizations()
  const control = useUrlTableState(TABLE.spec)
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
        <AdminTable
          table={TABLE}
          control={control}
          rows={rows}
          none="There is none."
          foot="The platform reports use and limit from time to time; what is counted now comes from the External IPs themselves. A Project has no limit of its own. A plan without an entry in the platform’s list of limits is not enforced."
        />
      </PageBody>
    </>
  )
}
