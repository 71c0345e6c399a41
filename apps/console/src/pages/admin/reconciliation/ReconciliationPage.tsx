import { count } from '@kube-dc/networking/words'
import { useMemo } from 'react'
import { useOutlet, useParams } from 'react-router'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { SplitView } from '../../../parts/SplitView.tsx'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { AdminTable } from '../AdminTable.tsx'
import { GatewayNote } from '../gateway/GatewayNote.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { usePools } from '../use-pools.ts'
import { Checked } from './Checked.tsx'
import { facetsOf, TABLE } from './columns.tsx'
import { differenceRows } from './rows.ts'

/** Everything that does not add up in any pool, worst first, with what proves it and what to do. */
export function Component() {
  const { finding } = useParams()
  const outlet = useOutlet()
  const { view, reports } = usePools()
  const control = useUrlTableState(TABLE.spec)
  const rows = useMemo(() => reports && differenceRows(reports), [reports])
  const names = (reports ?? []).map(({ meta }) => meta.name).join()
  const facets = useMemo(() => facetsOf(names === '' ? [] : names.split(',')), [names])
  const untold = (reports ?? []).reduce((sum, { moreFindings }) => sum + moreFindings, 0)
  return (
    <SplitView panel={rows && outlet}>
      <AdminHead title="Reconciliation" sub={<Checked view={view} />} />
      <PageBody>
        <ReportProblem what="The pools" view={view} />
        <GatewayNote />
        <AdminTable
          table={TABLE}
          control={control}
          facets={facets}
          rows={rows}
          openId={finding}
          none={`${count(reports?.length ?? 0, 'pool was', 'pools were')} compared, and nothing disagrees.`}
          foot={
            untold > 0
              ? `${count(untold, 'more difference is', 'more differences are')} not listed until some of these are settled.`
              : 'What came or went in the last 10 minutes is given time to settle before it is called a difference.'
          }
        />
      </PageBody>
    </SplitView>
  )
}
