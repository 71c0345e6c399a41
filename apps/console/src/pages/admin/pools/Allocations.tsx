import type { PoolReport } from '@kube-dc/networking/pools/report'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { DataTable } from '../../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { useStable } from '../../../parts/use-stable.ts'
import { personKey, useSession } from '../../../session/session-query.ts'
import { card, COLUMNS, FACETS, rowId, URL_SPEC } from './allocation-columns.tsx'
import { allocationRows, type AllocationRow } from './allocations.ts'
import type { PoolHere } from './pool-context.ts'

/** Every address that somebody holds, as a table that says the same as the picture. */
export function Allocations({ report, here }: { report: PoolReport; here: PoolHere | undefined }) {
  const { person } = useSession()
  const { address } = useParams()
  const [state, setState] = useUrlTableState(URL_SPEC)
  const rows = useMemo(() => (here?.arrived ? allocationRows(here.view) : undefined), [here])
  const { name } = report.meta
  const href = useStable(({ cell }: AllocationRow) => paths.adminAddress(name, cell.text))
  const openId = useMemo(() => openRow(rows, address), [rows, address])
  return (
    <DataTable
      label={`Allocations of ${name}`}
      thing="allocation"
      columns={COLUMNS}
      facets={FACETS}
      rowId={rowId}
      card={card}
      rows={rows}
      href={href}
      openId={openId}
      state={state}
      onTableState={setState}
      filterPlaceholder="Filter by address, Organization, Project, object, user"
      settings={{ person: personKey(person), table: 'allocations' }}
      exportName={`${name}-allocations`}
      empty={
        <Empty
          what="An address is held by an OvnEip: for an External IP, a router port, or the platform itself."
          here={`Nobody holds an address of ${name}.`}
        />
      }
    />
  )
}

/** Id of the row whose details are open; of tens of thousands none is looked at where none is. */
function openRow(rows: readonly AllocationRow[] | undefined, address: string | undefined) {
  const open = address === undefined ? undefined : rows?.find(({ cell }) => cell.text === address)
  return open && rowId(open)
}
