import type { Views } from '@kube-dc/networking/joins/views'
import { useCallback, useMemo, type ReactNode } from 'react'
import { useOutlet, useParams } from 'react-router'
import { DataTable } from '../../parts/data-table/DataTable.tsx'
import type { CardLines, Column, Expansion, Facet } from '../../parts/data-table/types.ts'
import { urlTableSpec, type UrlTableSpec } from '../../parts/data-table/url-state.ts'
import { useUrlTableState } from '../../parts/data-table/use-url-table-state.ts'
import { SplitView } from '../../parts/SplitView.tsx'
import { personKey, useSession } from '../../session/session-query.ts'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { useProject } from '../project/project-context.ts'
import type { BulkOffer } from './bulk/bulk.ts'
import { useBulk } from './bulk/use-bulk.tsx'
import { ExposeButton } from './ExposeButton.tsx'
import { ListProblem, NoList } from './ListProblem.tsx'
import { LISTS, type ListKind } from '../../app/lists.ts'
import { useRows, useSight } from './network-context.ts'
import { NetworkingTabs } from './NetworkingTabs.tsx'
import { isQuietChange } from './own-changes.ts'
import type { Row } from './rows.ts'
import { Unseen, type Rest } from './Unseen.tsx'
import { useListState } from './use-list-state.ts'

/** How one list looks, declared at module scope. */
export interface NetworkTable<View> {
  /** One line on what is here. */
  readonly sub: string
  readonly columns: readonly Column<Row<View>>[]
  readonly facets: readonly Facet<Row<View>>[]
  readonly card: (row: Row<View>) => CardLines
  readonly filterPlaceholder: string
  readonly expansion?: Expansion<Row<View>>
  /** What the list rests on beside its own kind. */
  readonly rests: readonly Rest[]
}

interface NetworkListProps<K extends ListKind> {
  kind: K
  table: NetworkTable<Views[K]>
  /** At the right of the title; the same element as long as it says the same. */
  actions?: ReactNode
  /** How several rows are deleted together; absent: one by one. */
  bulk?: BulkOffer<Views[K]>
  /** In place of everything when there is nothing. */
  empty: ReactNode
  foot?: ReactNode
}

/** One list of a Project's networking under the tabs of all; details and what else is done are routes over it. */
export function NetworkList<K extends ListKind>(props: NetworkListProps<K>) {
  const { kind, table, actions, empty, foot } = props
  const { params } = useProject()
  const { person } = useSession()
  const { name: openId } = useParams()
  const outlet = useOutlet()
  const { title, thing, one, answer } = LISTS[kind]
  const state = useListState(kind)
  const rows = useRows(kind)
  const bulk = useBulk(props.bulk, rows.list)
  // The channel may have been read before this page began to join it: until it has, nothing is known to be absent.
  const arrived = useSight(LISTS[kind].source) !== 'loading'
  const spec = useMemo(() => specOf(table), [table])
  const [tableState, setTableState] = useUrlTableState(spec)
  const href = useCallback((row: Row<unknown>) => one(params, row.meta.name), [one, params])
  const settings = useMemo(() => ({ person: personKey(person), table: kind }), [person, kind])
  const readable = state.status !== 'forbidden' && state.status !== 'gone'
  // A live change is mostly one of a row: the same element again is not rendered again.
  const head = useMemo(
    () => (
      <PageHead
        title={title}
        sub={table.sub}
        learn={<LearnLink about={kind} />}
        {...(readable && {
          actions: (
            <>
              {actions}
              <ExposeButton answer={answer} />
            </>
          ),
        })}
        tabs={<NetworkingTabs />}
      />
    ),
    [title, table, kind, readable, actions, answer],
  )

  return (
    <SplitView panel={readable ? outlet : undefined}>
      {head}
      <PageBody>
        <ListProblem state={state} />
        {state.status === 'ready' && <Unseen rests={table.rests} />}
        {readable && state.status !== 'error' ? (
          <DataTable
            label={title}
            thing={thing}
            columns={table.columns}
            facets={table.facets}
            rowId={rowId}
            card={table.card}
            rows={state.status === 'ready' && arrived ? rows.list : undefined}
            href={href}
            openId={openId}
            state={tableState}
            onTableState={setTableState}
            filterPlaceholder={table.filterPlaceholder}
            isQuietChange={isQuietChange}
            {...(bulk && { selection: bulk.selection, bulkBar: bulk.bar })}
            {...(table.expansion && { expansion: table.expansion })}
            settings={settings}
            exportName={`${params.organization}-${params.project}-${kind}`}
            empty={empty}
            foot={foot}
          />
        ) : (
          <NoList state={state} title={title} />
        )}
        {bulk?.dialog}
      </PageBody>
    </SplitView>
  )
}

function rowId({ meta }: Row<unknown>): string {
  return meta.name
}

/** Problems come first when a list opens. */
function specOf<View>({ columns, facets }: NetworkTable<View>): UrlTableSpec {
  return urlTableSpec(columns, facets, { column: 'state', direction: 'ascending' })
}
