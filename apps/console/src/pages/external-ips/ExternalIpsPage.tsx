import { quotaSentence } from '@kube-dc/networking/quota'
import { canCreateExternalIp } from '@kube-dc/networking/external-ips/create'
import { Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useLocation, useOutlet, useParams } from 'react-router'
import { paths, withListState } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { useNow } from '../../parts/clock.ts'
import { DataTable } from '../../parts/data-table/DataTable.tsx'
import { useUrlTableState } from '../../parts/data-table/use-url-table-state.ts'
import { Empty } from '../../parts/Empty.tsx'
import { SplitView } from '../../parts/SplitView.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { useSession } from '../../session/session-query.ts'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'
import { useProject } from '../project/project-context.ts'
import { card, COLUMNS, FACETS, rowId, URL_SPEC } from './columns.tsx'
import { ListProblem, NoList } from './ListProblem.tsx'
import { isQuietChange } from './own-changes.ts'
import type { ExternalIpRow } from './rows.ts'
import { useExternalIpList, usePublicQuota } from './use-external-ips.ts'

const WHAT =
  'An External IP is an address from a pool. Load balancers and floating IPs are reached through it.'

/** The External IPs of a Project; creating, details and deleting are routes over it. */
export function Component() {
  const { params } = useProject()
  const { name: openId } = useParams()
  const outlet = useOutlet()
  const list = useExternalIpList()
  const [state, setState] = useUrlTableState(URL_SPEC)
  const href = useCallback((row: ExternalIpRow) => paths.externalIp(params, row.ip.meta.name), [params])
  const { rows, status } = list
  const readable = status !== 'forbidden' && status !== 'gone'
  const count = rows?.list.length
  const broken = rows !== undefined && rows.broken > 0
  // A live change is mostly one of a row: the same element again is not rendered again.
  const head = useMemo(
    () => (
      <PageHead
        title="External IPs"
        sub="Addresses of this Project that others can reach"
        actions={readable && <CreateButton />}
        tabs={<Tabs count={count} broken={broken} />}
      />
    ),
    [readable, count, broken],
  )

  return (
    <SplitView panel={readable ? outlet : undefined}>
      {head}
      <PageBody>
        <ListProblem list={list} />
        {readable && status !== 'error' ? (
          <DataTable
            label="External IPs"
            thing="External IP"
            columns={COLUMNS}
            facets={FACETS}
            rowId={rowId}
            card={card}
            rows={rows?.list}
            href={href}
            openId={openId}
            state={state}
            onTableState={setState}
            filterPlaceholder="Filter by name, address, user"
            isQuietChange={isQuietChange}
            empty={<Nothing />}
            foot={FOOT}
          />
        ) : (
          <NoList list={list} />
        )}
      </PageBody>
    </SplitView>
  )
}

function CreateButton() {
  const { params, project, namespace } = useProject()
  const { installation } = useSession()
  const { search } = useLocation()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const { quota } = usePublicQuota()
  const verdict = canCreateExternalIp({ access, project, installation, quota, now: 0 })
  return (
    <ActionButton
      look="primary"
      icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
      to={withListState(paths.createExternalIp(params), search)}
      disabledReason={verdict.allowed ? offline : verdict.reason}
    >
      Create External IP
    </ActionButton>
  )
}

/** The tabs of Networking; those of later features stand beside this one. */
function Tabs({ count, broken }: { count: number | undefined; broken: boolean }) {
  const { params } = useProject()
  const tabs = [{ label: 'External IPs', to: paths.externalIps(params), count, broken }]
  return <TabLinks label="Networking" tabs={tabs} />
}

function Nothing() {
  const { params } = useProject()
  return <Empty what={WHAT} here={`${params.project} has none yet.`} action={<CreateButton />} />
}

function Foot() {
  const { quota, loading } = usePublicQuota()
  const sentence = useNow((now) => (loading ? '' : quotaSentence(quota, now)))
  return <>{sentence} Cloud addresses stay inside the platform and are not limited by your plan.</>
}

// One element for all renders, so that it follows its own news only.
const FOOT = <Foot />
