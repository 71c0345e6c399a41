import { deniedReason } from '@kube-dc/networking/access'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useOutlet } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Unfinished } from '../../../operations/Unfinished.tsx'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { SplitView } from '../../../parts/SplitView.tsx'
import { useOfflineReason } from '../../../session/use-access.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import { usePlatformHere } from '../admin-context.ts'
import { AdminHead } from '../AdminHead.tsx'
import { AdminTable } from '../AdminTable.tsx'
import { usePlatformPlace } from '../operations/platform-place.ts'
import { ReportProblem } from '../ReportProblem.tsx'
import { usePools } from '../use-pools.ts'
import { TABLE } from './columns.tsx'
import { poolRow } from './rows.ts'

/** Every pool of the provider, what is left in each and when it will run out. */
export function Component() {
  const outlet = useOutlet()
  const place = usePlatformPlace()
  const { view, reports } = usePools()
  const control = useUrlTableState(TABLE.spec)
  const rows = useMemo(() => reports?.map(poolRow), [reports])
  return (
    <SplitView panel={outlet}>
      <AdminHead title="Pools" sub="Every address and who holds it" actions={<AddButton />} />
      <PageBody>
        <Unfinished place={place} />
        <ReportProblem what="The pools" view={view} />
        <AdminTable
          table={TABLE}
          control={control}
          rows={rows}
          none="This cluster has none."
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
