import { count } from '@kube-dc/networking/words'
import { useMemo } from 'react'
import { useOutlet, useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { SplitView } from '../../../parts/SplitView.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { GatewayNote } from '../gateway/GatewayNote.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { usePools } from '../use-pools.ts'
import { Checked } from './Checked.tsx'
import { card, COLUMNS, facetsOf, rowId, URL_SPEC } from './columns.tsx'
import { differenceRows, type DifferenceRow } from './rows.ts'

/** Everything that does not add up in any pool, worst first, with what proves it and what to do. */
export function Component() {
  const { person } = useSession()
  const { finding } = useParams()
  const outlet = useOutlet()
  const { view, reports } = usePools()
  const [state, setState] = useUrlTableState(URL_SPEC)
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
        <DataTable
          label="Differences"
          thing="difference"
          columns={COLUMNS}
          facets={facets}
          rowId={rowId}
          card={card}
          rows={rows}
          href={href}
          openId={finding}
          state={state}
          onTableState={setState}
          filterPlaceholder="Filter by address, pool, object"
          isQuietChange={isQuietChange}
          settings={{ person: personKey(person), table: 'differences' }}
          exportName="differences"
          empty={
            <Empty
              what="OvnEips are held against External IPs, the Subnets’ counters and exclusions, their VLANs, and the addresses of Services."
              here={`${count(reports?.length ?? 0, 'pool was', 'pools were')} compared, and nothing disagrees.`}
            />
          }
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

function href({ id }: DifferenceRow): string {
  return paths.adminFinding(id)
}

/** Findings tell ages, so all of a pool's are told anew every minute. */
function isQuietChange(): boolean {
  return true
}
