import type { ReactNode } from 'react'
import { paths } from '../../app/paths.ts'
import { TabLinks, type TabLink } from '../../parts/TabLinks.tsx'
import { PageHead } from '../../shell/PageHead.tsx'
import { useListeners } from './gateway/use-gateways.ts'
import { differencesOf } from './reconciliation/rows.ts'
import { usePools } from './use-pools.ts'

interface AdminHeadProps {
  title: string
  sub: ReactNode
  actions?: ReactNode
}

/** Title and tabs of a page of the provider's side. */
export function AdminHead({ title, sub, actions }: AdminHeadProps) {
  return <PageHead title={title} sub={sub} actions={actions} tabs={<AdminTabs />} />
}

/** The tabs, with how many there are of each and where something is broken. */
function AdminTabs() {
  const { reports } = usePools()
  const listeners = useListeners()
  const broken = reports?.filter(({ findings }) => findings.some(({ severity }) => severity === 'broken'))
  const differences = reports && differencesOf(reports)
  const tabs: readonly TabLink[] = [
    { label: 'Pools', to: paths.adminPools(), count: reports?.length, broken: broken?.length },
    { label: 'Organizations', to: paths.adminOrganizations() },
    { label: 'Gateway', to: paths.adminGateway(), count: listeners?.count, broken: listeners?.broken },
    { label: 'Reconciliation', to: paths.adminReconciliation(), ...differences },
  ]
  return <TabLinks label="Platform" tabs={tabs} />
}
