import { deniedReason } from '@kube-dc/networking/access'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useOutlet } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Unfinished } from '../../../operations/Unfinished.tsx'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { SplitView } from '../../../parts/SplitView.tsx'
import { personKey, useSession } from '../../../session/session-query.ts'
import { useOfflineReason } from '../../../session/use-access.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { usePlatformHere } from '../admin-context.ts'
import { AdminHead } from '../AdminHead.tsx'
import { usePlatformPlace } from '../operations/platform-place.ts'
import { ReportProblem } from '../ReportProblem.tsx'
import { usePools } from '../use-pools.ts'
import { card, COLUMNS, FACETS, isQuietChange, rowId, URL_SPEC } from './columns.tsx'
import { poolRow, type PoolRow } from './rows.ts'

/** Every pool of the provider, what is left in each and when it will run out. */
export function Component() {
  const { person } = useSession()
  const outlet = useOutlet()
  const place = usePlatformPlace()
  const { view, reports } = usePools()
  const [state, setState] = useUrlTableState(URL_SPEC)
  const rows = useMemo(() => reports?.map(poolRow), [reports])
  return (
    <SplitView panel={outlet}>
      <AdminHead title="Pools" sub="Every address and who holds it" actions={<AddButton />} />
      <PageBody>
        <Unfinished place={place} />
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
    </SplitView>
  )
}

/** The way to a new pool; who may not add one is told why. */
function AddButton() {
  const { access } = usePlatformHere()
  const offline = useOfflineReason()
  return (
    <ActionButton
      look="primary"
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={paths.addPool()}
      disabledReason={deniedReason(access, 'create', 'subnets') ?? offline}
    >
      Add a pool
    </ActionButton>
  )
}

function href({ report }: PoolRow): string {
  return paths.adminPool(report.meta.name)
}
