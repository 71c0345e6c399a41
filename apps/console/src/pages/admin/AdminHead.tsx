import type { ReactNode } from 'react'
import { paths } from '../../app/paths.ts'
import { TabLinks, type TabLink } from '../../parts/TabLinks.tsx'
import { PageHead } from '../../shell/PageHead.tsx'
import type { ChannelView } from '../../live/channel.ts'
import { useChannelPart } from '../../live/use-channel.ts'
import { HolderSearch } from './HolderSearch.tsx'
import { useListeners } from './gateway/use-gateways.ts'
import { differencesOf } from './reconciliation/rows.ts'
import { usePools } from './use-pools.ts'

interface AdminHeadProps {
  title: string
  sub: ReactNode
  actions?: ReactNode
  /** False where the page itself looks for holders. */
  search?: boolean
}

/** Title and tabs of a page of the provider's side. */
export function AdminHead({ title, sub, actions, search = true }: AdminHeadProps) {
  return (
    <PageHead
      title={title}
      sub={sub}
      actions={
        <>
          {search && <HolderSearch />}
          {actions}
        </>
      }
      tabs={<AdminTabs />}
    />
  )
}

const EVERY_USAGE = { kind: 'address-usage', namespace: '*' } as const

/** How many External IPs all tenants have; undefined while it is not known. */
function countOf({ status, objects }: ChannelView<'address-usage'>): number | undefined {
  if (status !== 'ready') return undefined
  return objects.reduce(
    (sum, report) =>
      report.kind === 'UsageReport'
        ? sum + report.public.held + report.cloud.held + report.untyped.held
        : sum,
    0,
  )
}

/** The tabs, with how many there are of each and where something is broken. */
function AdminTabs() {
  const { reports } = usePools()
  const externalIps = useChannelPart(EVERY_USAGE, countOf)
  const listeners = useListeners()
  const broken = reports?.filter(({ findings }) => findings.some(({ severity }) => severity === 'broken'))
  const differences = reports && differencesOf(reports)
  const tabs: readonly TabLink[] = [
    { label: 'Pools', to: paths.adminPools(), count: reports?.length, broken: broken?.length },
    { label: 'Organizations', to: paths.adminOrganizations() },
    { label: 'External IPs', to: paths.adminExternalIps(), count: externalIps },
    { label: 'Floating IPs', to: paths.adminFloatingIps() },
    { label: 'Gateway', to: paths.adminGateway(), count: listeners?.count, broken: listeners?.broken },
    { label: 'Reconciliation', to: paths.adminReconciliation(), ...differences },
    { label: 'Operations', to: paths.adminOperations() },
  ]
  return <TabLinks label="Platform" tabs={tabs} />
}
