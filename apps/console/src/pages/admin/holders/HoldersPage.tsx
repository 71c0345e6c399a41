import { findHolders } from '@kube-dc/networking/pools/find-holders'
import { useMemo } from 'react'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { Answer } from './Answer.tsx'
import { card, COLUMNS, FACETS, href, rowId, URL_SPEC } from './columns.tsx'
import styles from './Holders.module.css'
import { useHolders } from './use-holders.ts'

/** Who holds an address, or what somebody holds, over all pools. */
export function Component() {
  const { person } = useSession()
  const { view, reports, rows, pools } = useHolders()
  const [state, setState] = useUrlTableState(URL_SPEC)
  const { filter } = state
  const found = useMemo(
    () => (rows && pools ? findHolders(filter, pools, reports) : undefined),
    [filter, rows, pools, reports],
  )
  return (
    <>
      <AdminHead title="Who holds it" sub="Every address that somebody holds, in all pools" search={false} />
      <PageBody>
        <div className={styles.page}>
          <ReportProblem what="The holders of addresses" view={view} />
          {found && <Answer found={found} />}
          <DataTable
            label="Holders"
            thing="holder"
            columns={COLUMNS}
            facets={FACETS}
            rowId={rowId}
            card={card}
            rows={rows}
            href={href}
            state={state}
            onTableState={setState}
            filterPlaceholder="Address, Organization, Project, object"
            isQuietChange={isQuietChange}
            settings={{ person: personKey(person), table: 'holders' }}
            exportName="holders"
            empty={
              <Empty
                what="An address is held by an OvnEip: for an External IP, a router port, or the platform itself."
                here="Nobody holds an address."
              />
            }
          />
        </div>
      </PageBody>
    </>
  )
}

/** What is looked for stands still; tenants come and go behind it all the time. */
function isQuietChange(): boolean {
  return true
}
