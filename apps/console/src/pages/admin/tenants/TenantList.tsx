import { deniedReason } from '@kube-dc/networking/access'
import { useCallback, useMemo, type ComponentType } from 'react'
import type { ChannelView } from '../../../live/channel.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { useUrlTableState } from '../../../parts/data-table/use-url-table-state.ts'
import { Partial } from '../../../parts/Partial.tsx'
import { useOfflineReason } from '../../../session/use-access.ts'
import { PageBody } from '../../../shell/PageHead.tsx'
import type { ChoiceDialogProps } from '../../networking/bulk/bulk.ts'
import { useChoice } from '../../networking/bulk/use-choice.tsx'
import { isQuietChange as isOwnChange } from '../../networking/own-changes.ts'
import { usePlatformHere } from '../admin-context.ts'
import { AdminHead } from '../AdminHead.tsx'
import { AdminTable, type AdminTableSpec } from '../AdminTable.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { rowId, type TenantRow } from './columns.tsx'

/** How the list of one kind of all tenants looks, at module scope. */
export interface TenantTable<O> extends AdminTableSpec<TenantRow<O>> {
  readonly kind: 'external-ips' | 'floating-ips'
  /** Why a row is never deleted here, whoever asks. */
  readonly kept: (row: TenantRow<O>) => string | undefined
  readonly Dialog: ComponentType<ChoiceDialogProps<TenantRow<O>>>
}

/** What lists of all tenants have in common. */
export function tenantTable<O>(
  kind: TenantTable<O>['kind'],
  table: Omit<TenantTable<O>, 'kind' | 'name' | 'rowId' | 'spec' | 'isQuietChange'>,
): TenantTable<O> {
  return {
    ...table,
    kind,
    name: `all-${kind}`,
    // Problems come first when a list opens.
    spec: urlTableSpec(table.columns, table.facets, { column: 'state', direction: 'ascending' }),
    rowId,
    isQuietChange,
  }
}

interface TenantListProps<O> {
  table: TenantTable<O>
  view: ChannelView<'external-ips' | 'floating-ips'>
  /** Undefined while they have not arrived. */
  rows: readonly TenantRow<O>[] | undefined
  /** Organizations may not be listed. */
  withoutQuotas: boolean
}

/** So many are deleted at a time: each is asked for by itself, and shown with what became of it. */
const MOST_CHOSEN = 200

const NO_ROWS: readonly never[] = []

/** One kind of all tenants, with what platform staff may do to it. */
export function TenantList<O>({ table, view, rows, withoutQuotas }: TenantListProps<O>) {
  const control = useUrlTableState(table.spec)
  const choice = useTenantChoice(table, rows ?? NO_ROWS)
  const head = useMemo(() => <AdminHead title={table.label} sub="Of all tenants" />, [table])
  return (
    <>
      {head}
      <PageBody>
        {view.status === 'forbidden' ? (
          <Partial title={`${table.label} are not shown`}>
            <p role="status">Your role may not list those of all tenants.</p>
          </Partial>
        ) : (
          <ReportProblem
            what={table.label}
            view={view}
            absent={`This cluster has no ${table.label}: Kube-DC is not installed.`}
          />
        )}
        {withoutQuotas && (
          <Partial title="Quotas are not shown">
            <p role="status">
              Your role may not list Organizations, so whether a used-up quota is in the way is not known.
            </p>
          </Partial>
        )}
        {view.status !== 'forbidden' && (
          <AdminTable
            table={table}
            control={control}
            rows={rows}
            none="No tenant has any."
            {...(choice && { selection: choice.selection, bulkBar: choice.bar })}
          />
        )}
        {choice?.dialog}
      </PageBody>
    </>
  )
}

function useTenantChoice<O>({ kind, kept, Dialog }: TenantTable<O>, rows: readonly TenantRow<O>[]) {
  const { access } = usePlatformHere()
  const offline = useOfflineReason()
  const denied = deniedReason(access, 'delete', kind) ?? offline
  const disabledReason = useCallback(
    (chosen: number) => denied ?? (chosen > MOST_CHOSEN ? tooMany(chosen) : undefined),
    [denied],
  )
  return useChoice({ idOf: rowId, blocked: kept, disabledReason, Dialog }, rows)
}

function tooMany(chosen: number): string {
  return `At most ${MOST_CHOSEN} are deleted at a time, and ${chosen.toLocaleString('en')} are chosen.`
}

/** Nobody changed an object that stood here before, where only its Project or quota is another one. */
function isQuietChange(row: TenantRow<unknown>): boolean {
  return row.view.known || isOwnChange(row)
}
