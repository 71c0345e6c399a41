import type { PoolReport } from '@kube-dc/networking/pools/report'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { AdminTable } from '../AdminTable.tsx'
import { rowId, tableOf } from './allocation-columns.tsx'
import { allocationRows, type AllocationRow } from './allocations.ts'
import type { PoolHere } from './pool-context.ts'

/** Every address that somebody holds, as a table that says the same as the picture. */
export function Allocations({ report, here }: { report: PoolReport; here: PoolHere | undefined }) {
  const { address } = useParams()
  const { name } = report.meta
  const table = useMemo(() => tableOf(name), [name])
  const control = useUrlTableState(table.spec)
  const rows = useMemo(() => (here?.arrived ? allocationRows(here.view) : undefined), [here])
  const openId = useMemo(() => openRow(rows, address), [rows, address])
  return (
    <AdminTable
      table={table}
      control={control}
      rows={rows}
      openId={openId}
      none={`Nobody holds an address of ${name}.`}
    />
  )
}

/** Id of the row whose details are open; of tens of thousands none is looked at where none is. */
function openRow(rows: readonly AllocationRow[] | undefined, address: string | undefined) {
  const open = address === undefined ? undefined : rows?.find(({ cell }) => cell.text === address)
  return open && rowId(open)
}
