import { findHolders } from '@kube-dc/networking/pools/find-holders'
import { useMemo } from 'react'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { AdminTable } from '../AdminTable.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { Answer } from './Answer.tsx'
import { TABLE } from './columns.tsx'
import styles from './Holders.module.css'
import { useHolders } from './use-holders.ts'

/** Who holds an address, or what somebody holds, over all pools. */
export function Component() {
  const { view, reports, rows, pools } = useHolders()
  const control = useUrlTableState(TABLE.spec)
  const [{ filter }] = control
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
          <AdminTable table={TABLE} control={control} rows={rows} none="Nobody holds an address." />
        </div>
      </PageBody>
    </>
  )
}
