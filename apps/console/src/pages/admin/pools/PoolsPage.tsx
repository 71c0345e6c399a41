import { useMemo } from 'react'
import { paths } from '../../../app/paths.ts'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { usePools } from '../use-pools.ts'
import { card, COLUMNS, FACETS, isQuietChange, rowId, URL_SPEC } from './columns.tsx'
import { poolRow, type PoolRow } from './rows.ts'

/** Every pool of the provider, what is left in each and when it will run out. */
export function Component() {
  const { person } = useSession()
  const { view, reports } = usePools()
  const [state, setState] = useUrlTableState(URL_SPEC)
  const rows = useMemo(() => reports?.map(poolRow), [reports])
  return (
    <>
      <AdminHead title="Pools" sub="Every address and who holds it" />
      <PageBody>
        <ReportProblem what="The pools" view={view} />
        <DataTable
          label="Pools"
          thing="pool"
          columns={COLUMNS}
          facets={FACETS}
          rowId={rowId}
          card={card}
          rows={rows}
          href={href}
          state={state}
          onTableState={setState}
          filterPlaceholder="Filter by name, CIDR, VLAN, finding"
          isQuietChange={isQuietChange}
          settings={{ person: personKey(person), table: 'pools' }}
          exportName="pools"
          empty={
            <Empty
              what="A pool is an external network that addresses are given out from: a Kube-OVN Subnet with a VLAN and the label of its type."
              here="This cluster has none."
            />
          }
          foot="Figures are of IPv4 where a pool has both families. A tenant cannot choose among pools of one type."
        />
      </PageBody>
    </>
  )
}

function href({ report }: PoolRow): string {
  return paths.adminPool(report.meta.name)
}
